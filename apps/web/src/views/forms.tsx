import type { FieldProblem } from '#platform';
import type { ComponentChildren, JSX } from 'preact';
import type { PageContext } from './context.js';

/** What was typed and what is wrong with it. Fields that came several times are joined by newlines. */
export interface FormState {
  values: Record<string, string>;
  problems: FieldProblem[];
}

export const EMPTY_FORM: FormState = { values: {}, problems: [] };

export interface FieldProps {
  name: string;
  label: string;
  kind?: 'text' | 'long-text' | 'date' | 'datetime-local' | 'number' | 'email' | 'tel' | 'password';
  /** Below the field: an example or what it is for. */
  example?: string | undefined;
  required?: boolean;
  /** Required where something else was chosen: then it is not called optional. */
  sometimes?: boolean;
  /** In the field's right edge: 个工作日. */
  unit?: string;
  autocomplete?:
    | 'name'
    | 'tel'
    | 'organization-title'
    | 'username'
    | 'current-password'
    | 'new-password'
    | 'one-time-code'
    | 'off';
  maxLength?: number;
  form: FormState;
  context: PageContext;
}

/** A problem in the page's language. */
export const inWords = ({ problem, en = problem }: FieldProblem, { t }: PageContext) =>
  t(problem, en);

function problemOf(form: FormState, name: string, context: PageContext): string | undefined {
  const found = form.problems.find(({ field }) => field === name || field.startsWith(`${name}.`));
  return found && inWords(found, context);
}

function Mark({ required, context }: { required: boolean; context: PageContext }) {
  return required ? null : <span class="optional">{context.t('（选填）', '(optional)')}</span>;
}

/** Label above, one control, example below, problem beside it. */
export function Field(props: FieldProps) {
  const { name, label, kind = 'text', example, unit, form, context } = props;
  const { required = false, sometimes = false } = props;
  const problem = problemOf(form, name, context);
  const shared = {
    id: `field-${name}`,
    name,
    required,
    maxLength: props.maxLength,
    autoComplete: props.autocomplete,
    class: `form-control${problem ? ' is-invalid' : ''}`,
    'aria-invalid': problem ? ('true' as const) : undefined,
    'aria-describedby':
      [problem ? `problem-${name}` : '', example ? `example-${name}` : '']
        .filter(Boolean)
        .join(' ') || undefined,
  };
  const value = form.values[name] ?? '';
  const control =
    kind === 'long-text' ? (
      <textarea rows={4} {...shared}>
        {value}
      </textarea>
    ) : (
      // Preact types an input by each literal of its type; a union of them fits none.
      <input
        {...({
          type: kind,
          value: kind === 'password' ? '' : value,
        } as JSX.IntrinsicElements['input'])}
        {...shared}
      />
    );
  return (
    <div class="field">
      <label class="form-label" for={shared.id}>
        {label}
        <Mark required={required || sometimes} context={context} />
      </label>
      {unit ? (
        <div class="input-group narrow">
          {control}
          <span class="input-group-text">{unit}</span>
        </div>
      ) : (
        control
      )}
      {problem && (
        <p class="problem" id={`problem-${name}`}>
          ✕ {problem}
        </p>
      )}
      {example && (
        <p class="example" id={`example-${name}`}>
          {example}
        </p>
      )}
    </div>
  );
}

export interface Choice {
  value: string;
  label: string;
  explanation?: string;
}

/** One of many, in a list that opens. */
export function Select(props: {
  name: string;
  label: string;
  choices: Choice[];
  required?: boolean;
  form: FormState;
  context: PageContext;
}) {
  const { name, label, choices, required = false, form, context } = props;
  const problem = problemOf(form, name, context);
  return (
    <div class="field">
      <label class="form-label" for={`field-${name}`}>
        {label}
        <Mark required={required} context={context} />
      </label>
      <select
        id={`field-${name}`}
        name={name}
        required={required}
        class={`form-select${problem ? ' is-invalid' : ''}`}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={problem ? `problem-${name}` : undefined}
      >
        <option value="">{context.t('请选择', 'Choose')}</option>
        {choices.map((choice) => (
          <option value={choice.value} selected={form.values[name] === choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      {problem && (
        <p class="problem" id={`problem-${name}`}>
          ✕ {problem}
        </p>
      )}
    </div>
  );
}

/** One of several, all in sight. */
export function Choices(props: {
  name: string;
  label: string;
  choices: Choice[];
  required?: boolean;
  form: FormState;
  context: PageContext;
}) {
  const { name, label, choices, required = false, form, context } = props;
  const problem = problemOf(form, name, context);
  return (
    <fieldset class="field" id={`field-${name}`} aria-invalid={problem ? 'true' : undefined}>
      <legend class="form-label">
        {label}
        <Mark required={required} context={context} />
      </legend>
      {choices.map((choice) => (
        <label class="form-check">
          <input
            class="form-check-input"
            type="radio"
            name={name}
            value={choice.value}
            required={required}
            checked={form.values[name] === choice.value}
          />
          <span class="form-check-label">
            {choice.label}
            {choice.explanation && <span class="example d-block">{choice.explanation}</span>}
          </span>
        </label>
      ))}
      {problem && (
        <p class="problem" id={`problem-${name}`}>
          ✕ {problem}
        </p>
      )}
    </fieldset>
  );
}

/** One box to tick. */
export function Check(props: { name: string; label: string; form: FormState }) {
  const { name, label, form } = props;
  return (
    <div class="field">
      <label class="form-check" for={`field-${name}`}>
        <input
          class="form-check-input"
          type="checkbox"
          id={`field-${name}`}
          name={name}
          value="yes"
          checked={(form.values[name] ?? '') !== ''}
        />
        <span class="form-check-label">{label}</span>
      </label>
    </div>
  );
}

/** All problems at the top, each a link to its field and with its label: `请填写本项` alone says nothing. */
export function ProblemList(props: {
  form: FormState;
  labels?: Partial<Record<string, string>>;
  context: PageContext;
}) {
  const { form, labels = {}, context } = props;
  if (form.problems.length === 0) return null;
  return (
    <div class="alert-box urgency-red" role="alert">
      <strong>
        {context.t(
          `没有提交：请先改正 ${form.problems.length} 处`,
          `Not submitted: please mend ${form.problems.length} thing(s)`,
        )}
      </strong>
      <ul>
        {form.problems.map((one) => {
          const problem = inWords(one, context);
          const name = one.field.split('.')[0] ?? '';
          const label = labels[name];
          const text = label ? context.t(`${label}：${problem}`, `${label}: ${problem}`) : problem;
          return <li>{name ? <a href={`#field-${name}`}>{text}</a> : text}</li>;
        })}
      </ul>
    </div>
  );
}

/** What was just done, at the top of the page that it led to; nothing where there are no words. */
export function Done({ words }: { words: string | undefined }) {
  if (!words) return null;
  return (
    <p class="alert-box urgency-green" role="status">
      ✓ {words}
    </p>
  );
}

/** The form itself: `noValidate`, because the server's messages are the better ones and keep the text. */
export function Form(props: {
  action: string;
  submit: string;
  tone?: 'primary' | 'danger';
  cancel?: { href: string; label: string };
  csrf?: string;
  multipart?: boolean;
  children?: ComponentChildren;
}) {
  return (
    <form
      method="post"
      action={props.action}
      noValidate
      encType={props.multipart ? 'multipart/form-data' : undefined}
      class="slip-form"
    >
      {props.csrf !== undefined && <input type="hidden" name="_csrf" value={props.csrf} />}
      {props.children}
      <div class="buttons">
        <button type="submit" class={`btn btn-${props.tone ?? 'primary'}`}>
          {props.submit}
        </button>
        {props.cancel && (
          <a class="btn btn-link" href={props.cancel.href}>
            {props.cancel.label}
          </a>
        )}
      </div>
    </form>
  );
}
