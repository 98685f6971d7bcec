import type { CopyView, Step } from '#notices';
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
              {duty && <StatedFacts duty={duty} body={body} context={context} />}
              <span class="digest d-block">{digest}</span>
            </li>
          );
        })}
      </ul>
    </details>
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
