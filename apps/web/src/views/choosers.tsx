import type { ComponentChildren } from 'preact';
import type { PageContext } from './context.js';
import { type Choice, type FormState, inWords } from './forms.js';

/** What was ticked or chosen several times comes back joined by newlines. */
export const listIn = (form: FormState, name: string): string[] =>
  (form.values[name] ?? '').split('\n').filter(Boolean);

export function ProblemBeside(props: { name: string; form: FormState; context: PageContext }) {
  const { name, form, context } = props;
  const found = form.problems.find(({ field }) => field === name);
  if (!found) return null;
  return (
    <p class="problem" id={`problem-${name}`}>
      ✕ {inWords(found, context)}
    </p>
  );
}

export interface ChoiceGroup {
  label: string;
  choices: Choice[];
}

/** One of many, in groups. */
export function Select(props: {
  name: string;
  label: string;
  groups: ChoiceGroup[];
  /** First entry: nothing chosen. */
  none: string;
  example?: string;
  required?: boolean;
  form: FormState;
  context: PageContext;
}) {
  const { name, label, groups, none, example, required = false, form, context } = props;
  const failed = form.problems.some(({ field }) => field === name);
  const described = [failed && `problem-${name}`, example && `example-${name}`].filter(Boolean);
  return (
    <div class="field">
      <label class="form-label" for={`field-${name}`}>
        {label}
      </label>
      <select
        id={`field-${name}`}
        name={name}
        required={required}
        class={`form-select${failed ? ' is-invalid' : ''}`}
        aria-invalid={failed ? 'true' : undefined}
        aria-describedby={described.join(' ') || undefined}
      >
        <option value="">{none}</option>
        {groups.map((group) => (
          <optgroup label={group.label}>
            {group.choices.map((choice) => (
              <option value={choice.value} selected={form.values[name] === choice.value}>
                {choice.label}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <ProblemBeside name={name} form={form} context={context} />
      {example && (
        <p class="example" id={`example-${name}`}>
          {example}
        </p>
      )}
    </div>
  );
}

/** Any of many, all in sight, in groups that fold where they are long. */
export function Ticks(props: {
  name: string;
  label: string;
  groups: ChoiceGroup[];
  form: FormState;
  context: PageContext;
  children?: ComponentChildren;
}) {
  const { name, label, groups, form, context } = props;
  const ticked = new Set(listIn(form, name));
  return (
    <fieldset class="field" id={`field-${name}`}>
      <legend class="form-label">{label}</legend>
      {groups.map((group) => (
        <details class="more" open={group.choices.some(({ value }) => ticked.has(value))}>
          <summary>{group.label}</summary>
          <div class="ticks">
            {group.choices.map((choice) => (
              <label class="form-check">
                <input
                  class="form-check-input"
                  type="checkbox"
                  name={name}
                  value={choice.value}
                  checked={ticked.has(choice.value)}
                />
                <span class="form-check-label">{choice.label}</span>
              </label>
            ))}
          </div>
        </details>
      ))}
      <ProblemBeside name={name} form={form} context={context} />
    </fieldset>
  );
}
