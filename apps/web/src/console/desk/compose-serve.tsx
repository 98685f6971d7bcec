import {
  formOf,
  type Kind,
  LEVEL_LABELS,
  recipientInWords,
  type RecipientRule,
  type Rulebook,
} from '#rulebook';
import type { PageContext } from '../../views/context.js';
import type { ComposeProps } from './compose-props.js';
import { ProblemOf } from './desk-fields.js';
import { isServed, type Recipient, recipientsOf } from './recipients.js';

/** The recipients of the kind: who is not served is named with a reason, who may be chosen is ticked. */
export function ServePart({ kind, rulebook, form, context }: ComposeProps) {
  const { t, pick } = context;
  const asked = form.values.serveAsked === '1';
  const ticked = (form.values.serve ?? '').split('\n');
  return (
    <fieldset class="field" id="field-serve">
      <legend class="visually-hidden">{t('送达单位', 'Recipients')}</legend>
      <input type="hidden" name="serveAsked" value="1" />
      <ProblemOf name="serve" form={form} context={context} />
      {recipientsOf(kind).map((recipient) => {
        const { key, optional, rules } = recipient;
        return (
          <div class="serve" id={`field-reason-${key}`}>
            <label class="form-check">
              <input
                class="form-check-input"
                type="checkbox"
                name="serve"
                value={key}
                checked={asked ? isServed(recipient, ticked) : !optional}
              />
              <span class="form-check-label">
                {pick(recipientInWords(recipient))}
                <span class="example d-block">
                  {rules.map(wordsOf(rulebook, context)).join(t('；', '; '))}
                </span>
              </span>
            </label>
            {!optional && (
              <div class="reason">
                <label class="example" for={`reason-${key}`}>
                  {whyLeftOut(recipient, context)}
                </label>
                <input
                  id={`reason-${key}`}
                  name={`reason-${key}`}
                  class="form-control"
                  maxLength={500}
                  value={form.values[`reason-${key}`] ?? ''}
                />
                <ProblemOf name={`reason-${key}`} form={form} context={context} />
              </div>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

/** What the form calls the boxes for reasons: for the list of problems. */
export const reasonLabels = (kind: Kind, context: PageContext): Record<string, string> =>
  Object.fromEntries(
    recipientsOf(kind).map((one) => [`reason-${one.key}`, whyLeftOut(one, context)]),
  );

function whyLeftOut(recipient: Recipient, { t }: PageContext): string {
  const { zh, en } = recipientInWords(recipient);
  return t(`不发给${zh}的理由`, `Why ${en} is left out`);
}

const wordsOf =
  (rulebook: Rulebook, { t, pick }: ComposeProps['context']) =>
  ({ level, form, when }: RecipientRule): string => {
    const condition =
      when === 'villagers-house'
        ? t('，仅涉及农村居民建房时', ", only where a villager's house is concerned")
        : '';
    return `${pick(LEVEL_LABELS[level])} · ${pick(formOf(rulebook, form).name)}${condition}`;
  };
