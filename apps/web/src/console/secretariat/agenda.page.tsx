import type { MeetingView, Proposals } from '#notices';
import { ProblemBeside } from '../../views/choosers.js';
import { Day } from '../../views/dates.js';
import { StatusBadge } from '../../views/duties.js';
import { Field, Form, type FormState, ProblemList } from '../../views/forms.js';
import { DECISION_LABELS, SEVERITY_LABELS } from '../../views/labels.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { addressOf, meetingTitle } from './meeting-words.js';

interface AgendaProps {
  context: ConsoleContext;
  view: MeetingView;
  proposals: Proposals;
  form: FormState;
}

/** The agenda: its order, what could be on it, and items of the secretariat's own. */
export function AgendaPage(props: AgendaProps) {
  const { context, view, form } = props;
  const { t, csrf } = context;
  const at = addressOf(view.meeting);
  return (
    <ConsoleFrame context={context} title={t('编排议题', 'Set the agenda')}>
      <p>
        <a href={at}>← {meetingTitle(view.meeting, context)}</a>
      </p>
      <h1>{t(`议题 ${view.agenda.length} 项`, `${view.agenda.length} item(s) on the agenda`)}</h1>
      {view.agenda.length > 0 && <Order view={view} context={context} />}
      <h2>{t('增加议题', 'Add items')}</h2>
      <ProblemList form={form} context={context} />
      <div class="wide-form">
        <Form
          action={`${at}/agenda`}
          submit={t('列入议题', 'Put on the agenda')}
          cancel={{ href: at, label: t('返回', 'Back') }}
          csrf={csrf}
        >
          <Proposed {...props} />
          <Field
            name="titles"
            label={t('其他议题', 'Items of your own')}
            kind="long-text"
            example={t('每行一项', 'One a line')}
            form={form}
            context={context}
          />
        </Form>
      </div>
    </ConsoleFrame>
  );
}

/** Numbers beside the items, as one would number a list on paper. */
function Order({ view, context }: { view: MeetingView; context: ConsoleContext }) {
  const { t, csrf } = context;
  const at = addressOf(view.meeting);
  return (
    <form method="post" action={`${at}/order`}>
      <input type="hidden" name="_csrf" value={csrf} />
      <table class="rows order">
        <thead>
          <tr>
            <th>{t('次序', 'Order')}</th>
            <th>{t('议题', 'Item')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {view.agenda.map(({ item }) => (
            <tr>
              <td>
                <input
                  class="form-control"
                  type="number"
                  name={`position-${item.id}`}
                  value={item.position}
                  aria-label={t(`${item.title} 的次序`, `Position of ${item.title}`)}
                />
              </td>
              <td>{item.title}</td>
              <td>
                <button
                  type="submit"
                  class="btn btn-sm"
                  formAction={`${at}/items/${item.id}/removal`}
                  aria-label={t(`撤下 ${item.title}`, `Take off ${item.title}`)}
                >
                  {t('撤下', 'Take off')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div class="buttons">
        <button type="submit" class="btn btn-outline-primary btn-sm">
          {t('保存次序', 'Save the order')}
        </button>
      </div>
    </form>
  );
}

/** Ticked beforehand is only what was decided for an agenda; the rest is the secretariat's choice. */
function Proposed({ context, proposals, form }: AgendaProps) {
  const { t, pick } = context;
  const { waiting, claimed, unanswered, decided } = proposals;
  const chosen = form.problems.length > 0 ? (form.values.copy ?? '').split('\n') : null;
  const box = (id: string, ticked: boolean, name = 'copy') => (
    <input
      class="form-check-input"
      type="checkbox"
      name={name}
      value={id}
      checked={chosen ? chosen.includes(id) : ticked}
    />
  );
  const running = ({ copy, duty, status, remaining }: Proposals['unanswered'][number]) => (
    <label class="form-check">
      {box(copy.id, false)}
      <span class="form-check-label">
        <StatusBadge view={{ duty, status, remaining, late: null, counts: [] }} context={context} />{' '}
        {t(copy.agency.nameZh, copy.agency.nameEn)} · {copy.notice.facts.project}{' '}
        {copy.notice.facts.severity === 'major' && (
          <strong>{pick(SEVERITY_LABELS[copy.notice.facts.severity])} </strong>
        )}
        <span class="number">{copy.document.number}</span>
      </span>
    </label>
  );
  if (waiting.length + claimed.length + unanswered.length + decided.length === 0) {
    return (
      <p class="example">
        {t('没有逾期或已决定的事项可以提议。', 'Nothing overdue or decided could be proposed.')}
      </p>
    );
  }
  return (
    <fieldset class="field" id="field-copy">
      <legend class="form-label">{t('提议的议题', 'Proposed')}</legend>
      {waiting.length > 0 && <h3>{t('已决定列入议题', 'Decided for the agenda')}</h3>}
      {waiting.map(({ id, copyId, title }) => (
        <label class="form-check">
          {copyId ? box(copyId, true) : box(id, true, 'item')}
          <span class="form-check-label">{title}</span>
        </label>
      ))}
      {claimed.length > 0 && <h3>{t('待决定的说明', 'Claims to be decided')}</h3>}
      {claimed.map(running)}
      {unanswered.length > 0 && <h3>{t('逾期未函复，最久的在前', 'Overdue, the worst first')}</h3>}
      {unanswered.map(running)}
      {decided.length > 0 && <h3>{t('上次会议以来的决定', 'Decided since the last meeting')}</h3>}
      {decided.map(({ decision, copy }) => (
        <label class="form-check">
          {box(copy.id, false)}
          <span class="form-check-label">
            {pick(DECISION_LABELS[decision.kind])} {decision.number}{' '}
            {decision.dueOn && <Day on={decision.dueOn} context={context} />} ·{' '}
            {t(copy.agency.nameZh, copy.agency.nameEn)} · {copy.notice.facts.project}{' '}
            <span class="number">{copy.document.number}</span>
          </span>
        </label>
      ))}
      <ProblemBeside name="copy" form={form} context={context} />
    </fieldset>
  );
}
