import { localDateOf } from '#calendar';
import { type CopyView, type NoticeEvent, type NoticeView, samePerson } from '#notices';
import { recipientInWords } from '#rulebook';
import { CaseFacts } from '../views/case-facts.js';
import { Axes } from '../views/axes.js';
import { Instant } from '../views/dates.js';
import { HowCounted, isOpen, StatusBadge } from '../views/duties.js';
import { NOTICE_STATE_LABELS } from '../views/labels.js';
import { actorOf } from './console-door.service.js';
import { type ConsoleContext, ConsoleFrame, mayManage } from './console-frame.js';
import { CopySheet } from './copy-sheet.js';
import type { DoneWithCopy } from './done-with-copy.js';
import { DocumentsCard } from './documents-card.js';
import { Records, type NoticeRecords } from './records.js';
import { Upcoming } from './upcoming.js';

/** One notice with everything on record: whose copy stands where, what happened, what was decided. */
export function NoticePage(props: {
  context: ConsoleContext;
  view: NoticeView;
  records: NoticeRecords;
  source: string;
  /** What the reader has just done, and with which copy. */
  just: { done: DoneWithCopy; copyId: string | undefined } | null;
}) {
  const { context, view, records, source, just } = props;
  const { t, pick, officer } = context;
  const { notice, documents, copies, issuerDuties } = view;
  const waiting = notice.state === 'awaiting-approval';
  const open = copies.filter(({ duties }) => duties.some(isOpen)).length;
  const overdue = copies.filter(({ duties }) =>
    duties.some(({ status }) => status === 'overdue' || status === 'silent'),
  ).length;
  return (
    <ConsoleFrame context={context} title={notice.facts.project}>
      <h1>
        {notice.facts.project}{' '}
        <span class="standing urgency-grey">{pick(NOTICE_STATE_LABELS[notice.state])}</span>
      </h1>
      <p class="mb-1">
        {waiting
          ? t(
              '审核通过后才编文号、发给各单位；现在还没有单位收到。',
              'Numbered and served once it is approved; nobody has received it yet.',
            )
          : t(
              `${copies.length} 份，${open} 份未办结，${overdue} 份逾期`,
              `${copies.length} copies, ${open} open, ${overdue} overdue`,
            )}
      </p>
      <p class="example mb-3">
        {t(notice.issuer.nameZh, notice.issuer.nameEn)} ·{' '}
        {documents.length > 0 && (
          <>
            <span class="number">{documents.map(({ number }) => number).join(t('、', ', '))}</span>
            {' · '}
          </>
        )}
        <Instant at={notice.issuedAt ?? notice.createdAt} context={context} />
      </p>
      {notice.state === 'withdrawn' && (
        <div class="alert-box urgency-grey">
          {t('已撤回：', 'Withdrawn: ')}
          {notice.withdrawalReason}
        </div>
      )}
      <p class="buttons">
        <a class="btn" href={`/console/notices/${notice.id}/evidence`}>
          {t('下载证据包（可离线校验）', 'Download the evidence (checks offline)')}
        </a>{' '}
        <a class="btn" href={`/console/notices/${notice.id}/deadlines`}>
          {t('期限证明', 'Deadline certificate')}
        </a>
      </p>
      {mayManage(officer, notice) && <Manage view={view} context={context} />}

      {copies.length > 0 && <Copies copies={copies} context={context} />}

      <div class={copies.length > 0 ? 'columns' : undefined}>
        <div>
          {copies.map((copy) => (
            <CopySheet
              view={copy}
              mails={records.mails.filter(({ copyId }) => copyId === copy.copy.id)}
              fetched={records.fetched.find(({ copyId }) => copyId === copy.copy.id)}
              source={source}
              done={just?.copyId === copy.copy.id ? just.done : null}
              remindedToday={records.timeline.some((event) =>
                isReminderOf(event, copy.copy.id, context.today),
              )}
              context={context}
            />
          ))}
        </div>
        <div>
          <section class="sheet">
            <h2>{t('案情', 'The case')}</h2>
            <CaseFacts
              notice={notice}
              filesAt={`/console/notices/${notice.id}`}
              context={context}
            />
            {notice.leftOut.map((left) => (
              <p class="example">
                {t('未抄告 ', 'Left out: ')}
                {pick(recipientInWords(left))}
                {t('：', ': ')}
                {left.reason}
              </p>
            ))}
          </section>
          {notice.state === 'issued' && <Upcoming view={view} context={context} />}
          {issuerDuties.length > 0 && (
            <section class="sheet">
              <h2>{t('发文单位自己的任务', "The issuer's own duties")}</h2>
              {issuerDuties.map((duty) => (
                <div>
                  <StatusBadge view={duty} context={context} /> {pick(duty.duty.rule.action)}
                  <HowCounted view={duty} source={source} open={false} context={context} />
                </div>
              ))}
            </section>
          )}
          <DocumentsCard files={records.files} view={view} context={context} />
          <Records records={records} view={view} context={context} />
        </div>
      </div>
    </ConsoleFrame>
  );
}

const isReminderOf = ({ type, copyId, occurredAt }: NoticeEvent, id: string, today: string) =>
  type === 'copy-reminded' && copyId === id && localDateOf(occurredAt) === today;

/** Whose copy stands where, one line each. */
function Copies({ copies, context }: { copies: CopyView[]; context: ConsoleContext }) {
  const { t, pick } = context;
  return (
    <div class="table-wrap mb-3">
      <table class="rows stacked">
        <thead>
          <tr>
            <th>{t('单位', 'Agency')}</th>
            <th>{t('文号', 'Number')}</th>
            <th>{t('送达 · 签收 · 函复', 'Served · acknowledged · replied')}</th>
            <th>{t('任务与期限', 'Duties')}</th>
          </tr>
        </thead>
        <tbody>
          {copies.map(({ copy, duties }) => (
            <tr>
              <td>
                <a href={`#copy-${copy.id}`}>{t(copy.agency.nameZh, copy.agency.nameEn)}</a>
              </td>
              <td class="number">{copy.document.number}</td>
              <td>
                <Axes copy={copy} context={context} />
              </td>
              <td>
                {duties.map((duty) => (
                  <span class="d-block">
                    <StatusBadge view={duty} context={context} /> {pick(duty.duty.rule.name)}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Manage({ view, context }: { view: NoticeView; context: ConsoleContext }) {
  const { notice } = view;
  const { t, officer } = context;
  const at = `/console/notices/${notice.id}`;
  const own = samePerson(notice.createdBy, actorOf(officer));
  return (
    <div class="buttons">
      {notice.state === 'awaiting-approval' && (
        <a
          class={`btn btn-sm ${own ? 'btn-outline-primary' : 'btn-primary'}`}
          href={`/console/approvals/${notice.id}`}
        >
          {own
            ? t('看将发给谁（起草人本人不能审核）', 'See who is served (a colleague approves it)')
            : t('审核', 'Approve or send back')}
        </a>
      )}
      {notice.state !== 'withdrawn' && (
        <a class="btn btn-outline-danger btn-sm" href={`${at}/withdraw`}>
          {t('撤回抄告', 'Withdraw')}
        </a>
      )}
    </div>
  );
}
