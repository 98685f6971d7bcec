import type { IssueRequest, KnownPlot, Notice, Preview } from '#notices';
import {
  dutyOf,
  formOf,
  type Kind,
  recipientInWords,
  ROLE_LABELS,
  roleAt,
  type Rulebook,
} from '#rulebook';
import type { ComponentChildren } from 'preact';
import { CaseFacts } from '../../views/case-facts.js';
import { Day, periodWords, triggerWords } from '../../views/dates.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';

interface CheckProps {
  context: ConsoleContext;
  kind: Kind;
  rulebook: Rulebook;
  request: IssueRequest;
  preview: Preview;
  knownPlot: KnownPlot | null;
  /** Address above `/files/<digest>`. */
  filesAt: string;
}

/** What would be sent to whom: read once more before it goes out. */
export function CheckPage(props: CheckProps & { draftId: string; digest: string }) {
  const { context, kind, preview, draftId, digest } = props;
  const { t, csrf } = context;
  const count = preview.recipients.length;
  const title = kind.approval
    ? t(`提交审核：发给 ${count} 个单位`, `For approval: to ${count} agencies`)
    : t(`将发给 ${count} 个单位`, `To be sent to ${count} agencies`);
  const at = `/console/compose/${draftId}`;
  return (
    <ConsoleFrame context={context} title={title}>
      <p>
        <a href={at}>← {t('返回修改', 'Back to the form')}</a>
      </p>
      <h1>{title}</h1>
      <CheckBody {...props}>
        <form method="post" action={`${at}/send`}>
          <input type="hidden" name="_csrf" value={csrf} />
          <input type="hidden" name="digest" value={digest} />
          <div class="buttons">
            <button type="submit" class="btn btn-primary">
              {kind.approval
                ? t('提交审核', 'Submit for approval')
                : t(`发出（${count} 份）`, `Send (${count} copies)`)}
            </button>
            <a class="btn" href={at}>
              {t('返回修改', 'Back to the form')}
            </a>
          </div>
          <p class="example">
            {kind.approval
              ? t(
                  '由本单位另一人审核后才会发出。',
                  'Another officer of your office approves it before it is sent.',
                )
              : t(
                  '发出后各单位立即收到邮件，期限自送达起算。重复点击只发一次。',
                  'The agencies receive it at once; periods start with service. Clicking twice sends it once.',
                )}
          </p>
        </form>
      </CheckBody>
    </ConsoleFrame>
  );
}

/** Warnings, recipients with what each is asked, the facts; `children` are the verbs. */
export function CheckBody(
  props: CheckProps & { children: ComponentChildren; createdAt?: Date | undefined },
) {
  const { context, request, preview, rulebook, filesAt, children } = props;
  const { t, pick } = context;
  return (
    <>
      <Warnings {...props} />
      <div class="columns">
        <div>
          <div class="table-wrap mb-3">
            <table class="rows stacked">
              <thead>
                <tr>
                  <th>{t('单位', 'Agency')}</th>
                  <th>{t('文书', 'Document')}</th>
                  <th>{t('请其办理', 'It is asked to')}</th>
                </tr>
              </thead>
              <tbody>
                {preview.recipients.map((recipient) => (
                  <tr>
                    <td>
                      {t(recipient.agencyNameZh, recipient.agencyNameEn)}
                      <span class="subtle">
                        {pick(ROLE_LABELS[recipient.role])}
                        {recipient.fallback && t(' · 由市级单位承接', ' · the city unit stands in')}
                      </span>
                    </td>
                    <td class="text-nowrap">{pick(formOf(rulebook, recipient.form).name)}</td>
                    <td>
                      {pick(recipient.ask)}
                      {recipient.duties.map(({ key, period, startsOn, clause }) => (
                        <span class="subtle">
                          {pick(dutyOf(rulebook, key).name)}
                          {t('：', ': ')}
                          {period
                            ? t(
                                `自${triggerWords(startsOn, context)}起 ${periodWords(period, context)}`,
                                `${periodWords(period, context)} from ${triggerWords(startsOn, context)}`,
                              )
                            : t('及时', 'in good time')}
                          {clause && t(`（${clause}）`, ` (${clause})`)}
                        </span>
                      ))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {children}
        </div>
        <section class="sheet">
          <h2>{t('案情', 'The case')}</h2>
          <CaseFacts notice={asNotice(request)} filesAt={filesAt} context={context} />
          <p class="example mb-0">
            {t('联系人 ', 'Contact ')}
            {request.facts.contact.name} {request.facts.contact.phone}
          </p>
        </section>
      </div>
    </>
  );
}

/** The page of a case shows of a notice only what its request already says. */
const asNotice = ({ kind, facts, attachments }: IssueRequest): Notice =>
  ({ kind, facts, attachments, plotNumber: facts.plotNumber ?? null }) as Notice;

function Warnings({ context, request, preview, knownPlot, rulebook }: CheckProps) {
  const { t, pick } = context;
  const late = preview.issuerDuties.filter(({ overdue }) => overdue);
  const due = preview.issuerDuties.filter(({ dueOn, overdue }) => dueOn !== null && !overdue);
  const lines = [
    ...late.map(({ key, dueOn }) => (
      <>
        {t('已经迟了：', 'Late: ')}
        {pick(dutyOf(rulebook, key).name)}
        {dueOn && (
          <>
            {t('，应于', ', was due ')}
            <Day on={dueOn} context={context} />
            {t('前办理；迟延会记录在案', '; the delay goes on record')}
          </>
        )}
      </>
    )),
    ...preview.missing.map((missing) => (
      <>
        {t('名录中没有应送达的单位：', 'The directory lacks a recipient: ')}
        {pick(roleAt(missing))}
      </>
    )),
    ...request.leaveOut.map((left) => (
      <>
        {t('不发给', 'Left out: ')}
        {pick(recipientInWords(left))}
        {t('：', ': ')}
        {left.reason}
        {t('（会记录在案）', ' (goes on record)')}
      </>
    )),
    ...(knownPlot
      ? [
          <>
            {t('图斑', 'Plot ')}
            {request.facts.plotNumber}
            {t('已有文书 ', ' is already under ')}
            <a href={`/console/notices/${knownPlot.noticeId}`}>
              {knownPlot.number ?? t('（待审核）', '(awaiting approval)')}
            </a>
            {t('；仍可再发', '; it may be sent again')}
          </>,
        ]
      : []),
    ...(request.facts.place.point || request.facts.place.polygon
      ? []
      : [
          <>
            {t('没有坐标，收件单位可能找不到地点', 'No coordinates: the place may be hard to find')}
          </>,
        ]),
    ...(request.attachments.length > 0
      ? []
      : [<>{t('没有照片或附件', 'No photograph or file is attached')}</>]),
  ];
  return (
    <>
      {lines.length > 0 && (
        <div class={`alert-box urgency-${late.length > 0 ? 'red' : 'amber'}`} role="status">
          <strong>{t('请留意', 'Please note')}</strong>
          <ul>
            {lines.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </div>
      )}
      {due.map(({ key, dueOn }) => (
        <p class="example">
          {pick(dutyOf(rulebook, key).name)}
          {t('：', ': by ')}
          {dueOn && <Day on={dueOn} context={context} />}
          {t('前', '')}
        </p>
      ))}
    </>
  );
}
