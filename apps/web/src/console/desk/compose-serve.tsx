import { formOf, LEVEL_LABELS, type RecipientRule, ROLE_LABELS, type Rulebook } from '#rulebook';
import type { ComposeProps } from './compose-props.js';
import { ProblemOf } from './desk-fields.js';

/** The recipients of the kind: who is not served is named with a reason, who may be chosen is ticked. */
export function ServePart({ kind, rulebook, form, context }: ComposeProps) {
  const { t, pick } = context;
  const roles = [...new Set(kind.recipients.map(({ role }) => role))];
  const asked = form.values.serveAsked === '1';
  const ticked = (form.values.serve ?? '').split('\n');
  return (
    <fieldset class="field" id="field-serve">
      <legend class="visually-hidden">{t('送达单位', 'Recipients')}</legend>
      <input type="hidden" name="serveAsked" value="1" />
      <ProblemOf name="serve" form={form} context={context} />
      {roles.map((role) => {
        const rules = kind.recipients.filter((rule) => rule.role === role);
        const optional = rules.every((rule) => rule.optional);
        return (
          <div class="serve" id={`field-reason-${role}`}>
            <label class="form-check">
              <input
                class="form-check-input"
                type="checkbox"
                name="serve"
                value={role}
                checked={asked ? ticked.includes(role) : !optional}
              />
              <span class="form-check-label">
                {pick(ROLE_LABELS[role])}
                <span class="example d-block">
                  {rules.map(wordsOf(rulebook, context)).join(t('；', '; '))}
                </span>
              </span>
            </label>
            {!optional && (
              <div class="reason">
                <label class="example" for={`reason-${role}`}>
                  {t(`不发给${ROLE_LABELS[role].zh}的理由`, 'Why it is left out')}
                </label>
                <input
                  id={`reason-${role}`}
                  name={`reason-${role}`}
                  class="form-control"
                  maxLength={500}
                  value={form.values[`reason-${role}`] ?? ''}
                />
                <ProblemOf name={`reason-${role}`} form={form} context={context} />
              </div>
            )}
          </div>
        );
      })}
    </fieldset>
  );
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
