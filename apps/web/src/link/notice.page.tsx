import type { DutyView } from '#notices';
import { gradeOf } from '../views/axes.js';
import { CaseFacts, Files } from '../views/case-facts.js';
import { Instant } from '../views/dates.js';
import { DutyDeadline, HowCounted, isOpen, urgencyOf } from '../views/duties.js';
import { OUTCOME_LABELS, reviewLabel } from '../views/labels.js';
import { formName, LinkFrame, type LinkView, takesForms } from './link-frame.js';

/** The agency's page: what is wanted of it, by when; then the case, the basis, whom to ask. */
export function NoticePage(props: LinkView & { printing: boolean }) {
  const { context, view, rulebook, at, printing } = props;
  const { copy, duties, replies } = view;
  const { notice } = copy;
  const { t, pick } = context;
  const open = takesForms(copy);
  const answersHere = duties.some(({ duty }) => duty.rule.dischargedBy === 'reply');
  const clauses = [
    ...new Set(duties.map(({ duty }) => duty.rule.clause).filter((clause) => clause !== null)),
  ];
  return (
    <LinkFrame {...props} title={formName(props)}>
      {printing && (
        <p class="alert-box urgency-blue d-print-none">
          {t(
            '全部内容已展开。请用浏览器的打印功能（Ctrl+P）。',
            "Everything is unfolded. Use your browser's print command (Ctrl+P).",
          )}{' '}
          <a href={at}>{t('返回', 'Back')}</a>
        </p>
      )}
      <div class="letter">
        <p class="issuer d-none d-print-block">{t(notice.issuer.nameZh, notice.issuer.nameEn)}</p>
        <h1>
          {formName(props)} <span class="number text-nowrap">{copy.document.number}</span>
        </h1>
        <p>{t(`致：${copy.agency.nameZh}`, `To: ${copy.agency.nameEn}`)}</p>
        {copy.fallback && (
          <p class="example">
            {t(
              '本镇（园区）未设该单位，由贵单位承接。',
              'The town has no such unit; yours stands in for it.',
            )}
          </p>
        )}
      </div>

      {notice.state === 'withdrawn' && (
        <div class="alert-box urgency-grey" role="status">
          <strong>
            {t('本抄告已撤回，无需办理。', 'This notice was withdrawn: there is nothing to do.')}
          </strong>
          <p>
            {notice.withdrawalReason}{' '}
            {notice.withdrawnAt && <Instant at={notice.withdrawnAt} context={context} />}
          </p>
        </div>
      )}
      {copy.remit === 'outside' && (
        <div class="alert-box urgency-grey" role="status">
          <strong>
            {t(
              '已认定不属贵单位职责，无需办理。',
              'Settled: this is outside your remit, there is nothing to do.',
            )}
          </strong>
        </div>
      )}
      {copy.remit === 'claimed-outside' && (
        <div class="alert-box urgency-amber" role="status">
          {t(
            '贵单位称不属本单位职责，待联席会议办公室决定。',
            'You claimed that this is outside your remit; the secretariat will decide.',
          )}
        </div>
      )}
      {copy.reply === 'returned' && open && <Returned {...props} />}

      {open && <p class="prose">{pick(copy.ask)}</p>}
      <ul class="duties">
        {duties.map((duty) => (
          <li class={`urgency-${urgencyOf(duty.status)}`}>
            <DutyDeadline view={duty} context={context} />
            <h2>{pick(duty.duty.rule.action)}</h2>
            {open && isOpen(duty) && <DutyButton duty={duty} at={at} context={context} />}
            <HowCounted view={duty} source={rulebook.source} open={printing} context={context} />
          </li>
        ))}
      </ul>

      <div class="acknowledgement">
        {copy.acknowledgement === 'acknowledged' ? (
          <span class="standing urgency-green">
            ● {t('已签收', 'Acknowledged')}{' '}
            {copy.acknowledgedAt && <Instant at={copy.acknowledgedAt} context={context} />} ·{' '}
            {gradeOf(copy, context)}
          </span>
        ) : (
          <>
            {open && (
              <a class="btn btn-outline-primary no-print" href={`${at}/acknowledge`}>
                {t('签收', 'Acknowledge')}
              </a>
            )}
            <span class="standing urgency-grey">○ {t('尚未签收', 'Not acknowledged yet')}</span>
          </>
        )}
        {open && !answersHere && (
          <a class="btn btn-outline-primary no-print" href={`${at}/reply`}>
            {t('填写函复', 'Write a reply')}
          </a>
        )}
      </div>

      {replies.length > 0 && (
        <section class="sheet">
          <h2>{t('已提交的函复', 'Replies submitted')}</h2>
          {replies.map((reply) => (
            <article class="mb-3">
              <p class="mb-0">
                <a href={`${at}/receipts/${reply.submissionId}`}>
                  {pick(OUTCOME_LABELS[reply.outcome])}
                </a>{' '}
                {reply.documentNumber} · {pick(reviewLabel(reply))}
              </p>
              <p class="text mb-0">{reply.text}</p>
              <Files files={reply.attachments} at={at} />
            </article>
          ))}
        </section>
      )}

      <section class="sheet">
        <h2>{t('案情', 'The case')}</h2>
        <CaseFacts notice={notice} filesAt={at} context={context} />
      </section>

      <section class="sheet">
        <h2>{t('依据', 'Legal basis')}</h2>
        <p class="mb-0">
          {rulebook.source} {clauses.join('；')}
        </p>
      </section>

      <section class="sheet">
        <h2>{t('联系', 'Contact')}</h2>
        <p class="mb-0">
          {t(notice.issuer.nameZh, notice.issuer.nameEn)} {notice.facts.contact.name}{' '}
          <a class="number text-nowrap" href={`tel:${notice.facts.contact.phone}`}>
            {notice.facts.contact.phone}
          </a>
        </p>
      </section>

      <div class="buttons">
        <a class="btn" href={`${at}?print=1`}>
          {t('打印', 'Print')}
        </a>
        <a class="btn" href={`${at}/document`}>
          {t('公文（PDF）', 'Document (PDF)')}
        </a>
        {open && (
          <a class="btn" href={`${at}/hand-over`}>
            {t('转交同事', 'Hand over to a colleague')}
          </a>
        )}
      </div>
      {open && (
        <p class="example no-print">
          {t(
            '打开本页不等于签收。请勿转发链接，需要同事办理时请用「转交同事」。',
            'Opening this page acknowledges nothing. Do not forward the link; hand it over instead.',
          )}
        </p>
      )}
    </LinkFrame>
  );
}

function DutyButton(props: { duty: DutyView; at: string; context: LinkView['context'] }) {
  const { duty, at, context } = props;
  const replies = duty.duty.rule.dischargedBy === 'reply';
  const words = replies
    ? duty.status === 'awaiting-review'
      ? context.t('补充函复', 'Add to the reply')
      : context.t('填写函复', 'Write the reply')
    : context.t('填写办理情况', 'State what was done');
  return (
    <div class="buttons">
      <a
        class={`btn ${duty.status === 'awaiting-review' ? '' : 'btn-primary'}`}
        href={replies ? `${at}/reply` : `${at}/duties/${duty.duty.id}`}
      >
        {words}
      </a>
    </div>
  );
}

function Returned({ view, context }: LinkView) {
  const returned = view.replies.filter(({ review }) => review === 'returned').at(-1);
  if (!returned) return null;
  return (
    <div class="alert-box urgency-amber" role="status">
      <strong>
        {context.t(
          '函复已退回，请补充后重新提交。',
          'Your reply was returned: please add to it and submit again.',
        )}
      </strong>
      <p class="text">{returned.reviewReason}</p>
    </div>
  );
}
