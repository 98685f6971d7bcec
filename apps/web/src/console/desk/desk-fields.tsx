import type { FormState } from '../../views/forms.js';
import type { ConsoleContext } from '../console-frame.js';

export interface Option {
  value: string;
  label: string;
}

/** One of many: a list to choose from. */
export function SelectField(props: {
  name: string;
  label: string;
  options: Option[];
  required?: boolean;
  example?: string;
  form: FormState;
  context: ConsoleContext;
}) {
  const { name, label, options, required = false, example, form, context } = props;
  const { t } = context;
  const wrong = form.problems.find(({ field }) => field === name);
  return (
    <div class="field">
      <label class="form-label" for={`field-${name}`}>
        {label}
        {!required && <span class="optional">{t('（选填）', '(optional)')}</span>}
      </label>
      <select
        id={`field-${name}`}
        name={name}
        class={`form-select${wrong ? ' is-invalid' : ''}`}
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={wrong ? `problem-${name}` : undefined}
      >
        <option value="">{t('请选择', 'Choose')}</option>
        {options.map(({ value, label: text }) => (
          <option value={value} selected={form.values[name] === value}>
            {text}
          </option>
        ))}
      </select>
      <ProblemOf name={name} form={form} context={context} />
      {example && <p class="example">{example}</p>}
    </div>
  );
}

/** The sentence beside a field that says what is wrong. */
export function ProblemOf(props: { name: string; form: FormState; context: ConsoleContext }) {
  const { name, form, context } = props;
  const wrong = form.problems.find(({ field }) => field === name);
  if (!wrong) return null;
  return (
    <p class="problem" id={`problem-${name}`}>
      ✕ {context.t(wrong.problem, wrong.en ?? wrong.problem)}
    </p>
  );
}

export function Csrf({ context }: { context: ConsoleContext }) {
  return <input type="hidden" name="_csrf" value={context.csrf} />;
}

/** A form that is one button. */
export function ButtonForm(props: {
  action: string;
  label: string;
  tone?: string;
  context: ConsoleContext;
}) {
  const { action, label, tone = 'btn-outline-primary', context } = props;
  return (
    <form method="post" action={action}>
      <Csrf context={context} />
      <button type="submit" class={`btn btn-sm ${tone}`}>
        {label}
      </button>
    </form>
  );
}
