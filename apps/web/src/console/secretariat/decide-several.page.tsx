import type {
  BulkKind,
  Candidate,
  CopyView,
  DecidedRow,
  DecisionBatch,
  DutyView,
  Meeting,
} from '#notices';
import { listIn, ProblemBeside } from '../../views/choosers.js';
import { Day, Instant } from '../../views/dates.js';
import { StatusBadge } from '../../views/duties.js';
import { Field, Form, type FormState, ProblemList } from '../../views/forms.js';
import { DECISION_LABELS } from '../../views/labels.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { ReasonAndDocument } from './decide.page.js';
import { MeetingChoice, ToReachToday } from './decide-particulars.js';
import { sheetOf } from '../done-with-copy.js';

const LIST = '/console/unanswered';
/** Back to the list as it was filtered. */
const listAt = (list: string) => (list ? `${LIST}?${list}` : LIST);

export const targetOf = ({ copyId, dutyId }: Pick<Candidate, 'copyId' | 'dutyId'>) =>
  dutyId ? `${copyId}:${dutyId}` : copyId;

/** One decision on several notices: to what it applies, to what not and why, then all in one go. */
export function DecideSeveralPage(props: {
  context: ConsoleContext;
  kind: BulkKind;
  batchId: string;
  list: string;
  candidates: Candidate[];
  meetings: Meeting[];
  toReachToday: (duty: DutyView) => number;
  form: FormState;
}) {
  const { context, kind, batchId, list, candidates, meetings, toReachToday, form } = props;
  const { t, pick, csrf } = context;
  const applies = candidates.filter(({ refusal }) => refusal === null);
  const refused = candidates.filter(({ refusal }) => refusal !== null);
  const word = pick(DECISION_LABELS[kind]);
  return (
    <ConsoleFrame context={context} title={word}>
      <p>
        <a href={listAt(list)}>← {t('未函复', 'Unanswered')}</a>
      </p>
      <h1>
        {applies.length === 0
          ? t(`没有可以${word}的`, `${word}: nothing to decide on`)
          : t(
              `对下列 ${applies.length} 项作出同一决定：${word}？`,
              `${word}: the same decision on these ${applies.length}?`,
            )}
      </h1>
      {applies.length === 0 ? (
        <div class="empty">
          <p>
            {t(
              '没有可以作出此项决定的。请回到列表勾选。',
              'This decision applies to none. Please tick others in the list.',
            )}
          </p>
          <a href={listAt(list)}>{t('回到未函复列表', 'Back to the list')}</a>
        </div>
      ) : (
        <>
          <ProblemList
            form={form}
            labels={{
              reason: t('理由', 'Reason'),
              documentNumber: t('依据文号', 'Document'),
              workingDays: t('延期天数', 'Days to add'),
              dueOn: t('督办期限', 'Date'),
            }}
            context={context}
          />
          <div class="wide-form">
            <Form
              action="/console/decisions/confirmed"
              submit={t('一并决定', 'Decide on all of them')}
              cancel={{ href: listAt(list), label: t('返回', 'Back') }}
              csrf={csrf}
            >
              <input type="hidden" name="kind" value={kind} />
              <input type="hidden" name="batch" value={batchId} />
              <input type="hidden" name="list" value={list} />
              {[...new Set(candidates.map(({ copyId }) => copyId))].map((copyId) => (
                <input type="hidden" name="copy" value={copyId} />
              ))}
              <Targets
                candidates={applies}
                form={form}
                toReachToday={kind === 'extend' ? toReachToday : () => 0}
                context={context}
              />
              {kind === 'extend' && (
                <Field
                  name="workingDays"
                  label={t('延期天数', 'Days to add')}
                  kind="number"
                  unit={t('个工作日', 'working days')}
                  required
                  form={form}
                  context={context}
                />
              )}
              {kind === 'supervise' && (
                <Field
                  name="dueOn"
                  label={t('督办期限', 'Date of the supervised handling')}
                  kind="date"
                  required
                  example={t('每项各编一个督办号', 'Each gets a number of its own')}
                  form={form}
                  context={context}
                />
              )}
              {kind === 'agenda' && (
                <MeetingChoice meetings={meetings} form={form} context={context} />
              )}
              <ReasonAndDocument form={form} context={context} />
            </Form>
          </div>
        </>
      )}
      {refused.length > 0 && (
        <section class="sheet">
          <h2>
            {t(`不适用的 ${refused.length} 项`, `${refused.length} to which it does not apply`)}
          </h2>
          <ul>
            {refused.map(({ copy, refusal }) => (
              <li>
                <WhichCopy view={copy} context={context} />
                <span class="example">{refusal && pick(refusal)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </ConsoleFrame>
  );
}

function Targets(props: {
  candidates: Candidate[];
  form: FormState;
  toReachToday: (duty: DutyView) => number;
  context: ConsoleContext;
}) {
  const { candidates, form, toReachToday, context } = props;
  const { t, pick } = context;
  const ticked = new Set(listIn(form, 'target'));
  return (
    <fieldset class="field" id="field-target">
      <legend class="form-label">{t('适用于', 'Applies to')}</legend>
      {candidates.map((candidate) => (
        <label class="form-check">
          <input
            class="form-check-input"
            type="checkbox"
            name="target"
            value={targetOf(candidate)}
            checked={ticked.has(targetOf(candidate))}
          />
          <span class="form-check-label">
            <WhichCopy view={candidate.copy} context={context} />
            {candidate.duty && (
              <span class="d-block">
                <StatusBadge view={candidate.duty} context={context} />{' '}
                {pick(candidate.duty.duty.rule.name)}{' '}
                {candidate.duty.duty.dueOn && (
                  <Day on={candidate.duty.duty.dueOn} context={context} />
                )}
                <span class="example">
                  <ToReachToday days={toReachToday(candidate.duty)} context={context} />
                </span>
              </span>
            )}
          </span>
        </label>
      ))}
      <ProblemBeside name="target" form={form} context={context} />
    </fieldset>
  );
}

function WhichCopy({ view, context }: { view: CopyView; context: ConsoleContext }) {
  const { copy } = view;
  const { agency, document, notice } = copy;
  return (
    <>
      {context.t(agency.nameZh, agency.nameEn)} · <span class="number">{document.number}</span>{' '}
      {notice.facts.project}
    </>
  );
}

/** What became of each: decided, or left out because it had moved on. */
export function DecidedPage(props: {
  context: ConsoleContext;
  batch: DecisionBatch;
  copies: CopyView[];
  list: string;
}) {
  const { context, batch, copies, list } = props;
  const { t, pick } = context;
  const done = batch.results.filter(({ decisionId }) => decisionId !== null).length;
  const left = batch.results.length - done;
  const word = pick(DECISION_LABELS[batch.kind]);
  return (
    <ConsoleFrame context={context} title={word}>
      <p>
        <a href={listAt(list)}>← {t('未函复', 'Unanswered')}</a>
      </p>
      <h1>
        {t(`${word}：已决定 ${done} 项`, `${word}: decided on ${done}`)}
        {left > 0 && t(`，${left} 项未作决定`, `, ${left} left out`)}
      </h1>
      <p class="example mb-3">
        {batch.person} · <Instant at={batch.decidedAt} context={context} />
      </p>
      <div class="table-wrap">
        <table class="rows stacked">
          <thead>
            <tr>
              <th>{t('单位与文号', 'Agency and number')}</th>
              <th>{t('任务', 'Duty')}</th>
              <th>{t('结果', 'Result')}</th>
            </tr>
          </thead>
          <tbody>
            {batch.results.map((row) => (
              <ResultRow row={row} copies={copies} context={context} />
            ))}
          </tbody>
        </table>
      </div>
    </ConsoleFrame>
  );
}

function ResultRow(props: { row: DecidedRow; copies: CopyView[]; context: ConsoleContext }) {
  const { row, copies, context } = props;
  const { t, pick } = context;
  const view = copies.find(({ copy }) => copy.id === row.copyId);
  const duty = view?.duties.find(({ duty: one }) => one.id === row.dutyId);
  return (
    <tr>
      <td>
        {view && (
          <a href={sheetOf(view.copy)}>
            <WhichCopy view={view} context={context} />
          </a>
        )}
      </td>
      <td>
        {duty && pick(duty.duty.rule.name)}{' '}
        {duty?.duty.dueOn && <Day on={duty.duty.dueOn} context={context} />}{' '}
        {duty && <StatusBadge view={duty} context={context} />}
      </td>
      <td>
        {row.refusal ? (
          <span class="standing urgency-amber">
            {t('未作决定：', 'Left out: ')}
            {pick(row.refusal)}
          </span>
        ) : (
          <span class="standing urgency-green">
            ✓ {t('已决定', 'Decided')} {row.number}
          </span>
        )}
      </td>
    </tr>
  );
}
