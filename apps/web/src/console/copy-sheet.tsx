import type { CopyView, PageFetches, ReceivedMail, Reply } from '#notices';
import { Axes } from '../views/axes.js';
import { Files } from '../views/case-facts.js';
import { Day, Instant } from '../views/dates.js';
import { Done } from '../views/forms.js';
import { HowCounted, isOpen, StatusBadge } from '../views/duties.js';
import { OUTCOME_LABELS, reviewLabel } from '../views/labels.js';
import { type ConsoleContext, mayManage } from './console-frame.js';
import { CopyMails } from './copy-mails.js';
import { Steps, Submissions, TransferRefused } from './copy-records.js';
import { DONE_WITH_COPY, type DoneWithCopy } from './done-with-copy.js';
import { ButtonForm } from './desk/desk-fields.js';

/** One agency's copy: duties with every day counted, replies, what it submitted, what is planned. */
export function CopySheet(props: {
  view: CopyView;
  mails: ReceivedMail[];
  fetched: PageFetches | undefined;
  source: string;
  done: DoneWithCopy | null;
  remindedToday: boolean;
  context: ConsoleContext;
}) {
  const { view, mails, fetched, source, done, remindedToday, context } = props;
  const { copy, duties, replies, submissions, steps } = view;
  const { t, pick, officer } = context;
  const at = `/console/copies/${copy.id}`;
  const live = copy.notice.state === 'issued';
  return (
    <section class="sheet" id={`copy-${copy.id}`}>
      <div class="sheet-head">
        <h2>{t(copy.agency.nameZh, copy.agency.nameEn)}</h2>
        <Axes copy={copy} context={context} />
      </div>
      <Done words={done ? pick(DONE_WITH_COPY[done]) : undefined} />
      <p class="example">
        <span class="number">{copy.document.number}</span> · {pick(copy.ask)}
        {copy.fallback && ` · ${t('由市级单位承接', 'the city unit stands in')}`}
      </p>
      {fetched ? (
        <p class="example">
          {t(
            `页面被打开 ${fetched.fetches} 次，最近 `,
            `The page was fetched ${fetched.fetches} time(s), last `,
          )}
          <Instant at={fetched.lastAt} context={context} />
          {t('；这不证明有人收到。', '; this proves nothing, scanners fetch too.')}
        </p>
      ) : (
        submissions.length === 0 && (
          <p class="example">{t('页面尚未被打开过。', 'Nobody has fetched the page.')}</p>
        )
      )}
      {view.inPlaceOf && (
        <p class="example">
          {t(
            `由联席会议办公室指定，替代${view.inPlaceOf.nameZh}`,
            `Named by the secretariat in place of ${view.inPlaceOf.nameEn}`,
          )}
        </p>
      )}
      <div class="buttons">
        {officer.role === 'secretariat' && live && (
          <a
            class={`btn btn-sm ${asksForDecision(view) ? 'btn-primary' : 'btn-outline-primary'}`}
            href={`${at}/decide`}
          >
            {copy.remit === 'claimed-outside'
              ? t('决定职责归属', 'Settle the remit')
              : t('作出决定', 'Decide')}
          </a>
        )}
        {mayManage(officer, copy.notice) && live && copy.transport !== 'served' && (
          <a
            class={`btn btn-sm ${copy.transport === 'undeliverable' ? 'btn-primary' : 'btn-outline-primary'}`}
            href={`${at}/service`}
          >
            {t('登记人工送达', 'Record service by hand')}
          </a>
        )}
        {mayManage(officer, copy.notice) &&
          live &&
          copy.acknowledgementGrade !== 'signed-paper' && (
            <a class="btn btn-outline-primary btn-sm" href={`${at}/acknowledgement`}>
              {t('登记书面签收', 'Record signed paper')}
            </a>
          )}
        {mayManage(officer, copy.notice) && live && copy.transport === 'undeliverable' && (
          <ButtonForm
            action={`${at}/resend`}
            label={t('按名录重新发送', 'Send again')}
            tone="btn-outline-primary"
            context={context}
          />
        )}
        {mayManage(officer, copy.notice) &&
          live &&
          mayRemind(view) &&
          (remindedToday ? (
            <span class="standing urgency-grey">✓ {t('今天已催办', 'Reminded today')}</span>
          ) : (
            <ButtonForm
              action={`${at}/reminder`}
              label={t('催办', 'Remind')}
              tone="btn-outline-primary"
              context={context}
            />
          ))}
      </div>

      <TransferRefused view={view} context={context} />
      {duties.map((duty) => (
        <div class="mb-2">
          <h3>
            {pick(duty.duty.rule.action)} <StatusBadge view={duty} context={context} />
          </h3>
          {duty.duty.dueOn && (
            <p class="mb-0">
              {t('到期日 ', 'Due ')}
              <Day on={duty.duty.dueOn} context={context} />
              {officer.role === 'secretariat' && live && isOpen(duty) && (
                <span class="no-print">
                  {' · '}
                  <a href={`${at}/decide?duty=${duty.duty.id}`}>{t('就此决定', 'Decide on it')}</a>
                </span>
              )}
            </p>
          )}
          <HowCounted view={duty} source={source} open={false} context={context} />
        </div>
      ))}

      <CopyMails mails={mails} noticeId={copy.noticeId} context={context} />
      {replies.length > 0 && <h3>{t('函复', 'Replies')}</h3>}
      {replies.map((reply) => (
        <ReplyArticle reply={reply} view={view} context={context} />
      ))}

      <Submissions view={view} context={context} />
      <Steps steps={steps} context={context} />
    </section>
  );
}

/** A claim is to be settled, or a duty is past its date. */
const asksForDecision = ({ copy, duties }: CopyView) =>
  copy.remit === 'claimed-outside' ||
  duties.some(
    ({ duty, status }) =>
      duty.circumstancesClaimedAt !== null || status === 'overdue' || status === 'silent',
  );

/** Served, and something is open that has not been answered. */
export const mayRemind = ({ copy, duties }: CopyView) =>
  copy.transport === 'served' &&
  copy.reply !== 'submitted' &&
  copy.reply !== 'accepted' &&
  duties.some(({ duty }) => duty.state === 'running' && !duty.awaitingReview);

function ReplyArticle(props: { reply: Reply; view: CopyView; context: ConsoleContext }) {
  const { reply, view, context } = props;
  const { t, pick, officer } = context;
  const { copy } = view;
  return (
    <article class="mb-2">
      <p class="mb-0">
        <strong>{pick(OUTCOME_LABELS[reply.outcome])}</strong> {reply.documentNumber} ·{' '}
        <Day on={reply.submittedOn} context={context} /> · {pick(reviewLabel(reply))}{' '}
        {reply.review === 'pending' && mayManage(officer, copy.notice) && (
          <a class="btn btn-primary btn-sm" href={`/console/copies/${copy.id}/replies/${reply.id}`}>
            {t('审核函复', 'Review')}
          </a>
        )}
      </p>
      <p class="text mb-0">{reply.text}</p>
      {reply.reviewReason && (
        <p class="example">
          {t('退回理由：', 'Returned because: ')}
          {reply.reviewReason}
        </p>
      )}
      <Files files={reply.attachments} at={`/console/notices/${copy.noticeId}`} />
    </article>
  );
}
