import { ACT_FIELDS, type CopyView, STATED_IN_REPLY, type Step } from '#notices';
import { Day, Instant } from '../views/dates.js';
import { FORM_LABELS, STEP_LABELS, STEP_STATE_LABELS } from '../views/labels.js';
import { StatedFacts } from '../views/stated-facts.js';
import { stepNoteWords } from '../views/step-notes.js';
import type { ConsoleContext } from './console-frame.js';

/** What the agency submitted, form by form, with the digest that its receipt names. */
export function Submissions({ view, context }: { view: CopyView; context: ConsoleContext }) {
  const { submissions, duties } = view;
  const { t, pick } = context;
  if (submissions.length === 0) return null;
  return (
    <details class="more">
      <summary>
        {t(`提交记录（${submissions.length}）`, `Submissions (${submissions.length})`)}
      </summary>
      <ul>
        {submissions.map(({ form, submittedAt, body, digest, dutyId }) => {
          const duty = duties.find((one) => one.duty.id === dutyId)?.duty;
          return (
            <li>
              {pick(FORM_LABELS[form] ?? { zh: form, en: form })}{' '}
              {typeof body.name === 'string' && body.name}{' '}
              <Instant at={submittedAt} context={context} />
              <StatedFacts
                fields={duty ? ACT_FIELDS[duty.rule.dischargedBy] : STATED_IN_REPLY}
                body={body}
                context={context}
              />
              <span class="digest d-block">{digest}</span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

/** An organ that does not accept a case has answered; whether its reason will do, a person judges. */
export function TransferRefused({ view, context }: { view: CopyView; context: ConsoleContext }) {
  const { t } = context;
  const answer = view.submissions.filter(({ body }) => typeof body.answer === 'string').at(-1);
  if (answer?.body.answer !== 'refused') return null;
  const reason = typeof answer.body.reason === 'string' ? answer.body.reason : '';
  return (
    <div class="alert-box urgency-amber" role="status">
      <strong>{t('不接受移送', 'The transfer was not accepted')}</strong>
      {t('：', ': ')}
      <span class="text">{reason}</span>
      <span class="d-block">
        {t(
          '理由是否正当，由有权机关判断。',
          'Whether the reason is a proper one, the competent organ judges.',
        )}
      </span>
    </div>
  );
}

/** Reminders and escalation: planned, carried out, or not and why. */
export function Steps({ steps, context }: { steps: Step[]; context: ConsoleContext }) {
  const { t, pick } = context;
  if (steps.length === 0) return null;
  return (
    <details class="more">
      <summary>
        {t(`催办与上报（${steps.length}）`, `Reminders and escalation (${steps.length})`)}
      </summary>
      <table class="ledger">
        {steps.map((step) => (
          <tr>
            <td>
              <Day on={step.plannedOn} context={context} />
            </td>
            <td>{pick(STEP_LABELS[step.action])}</td>
            <td>{pick(STEP_STATE_LABELS[step.state])}</td>
            <td>{step.note && stepNoteWords(step.note, context)}</td>
          </tr>
        ))}
      </table>
    </details>
  );
}
