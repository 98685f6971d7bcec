import type { ComponentChildren } from 'preact';
import type { PageContext } from '../../views/context.js';
import { type Choice, type FormState, inWords } from '../../views/forms.js';

interface PartProps {
  name: string;
  label: string;
  form: FormState;
  context: PageContext;
  example?: string;
}

function Part(props: PartProps & { required?: boolean; children: ComponentChildren }) {
  const { name, label, form, context, example, required = true, children } = props;
  const problem = form.problems.find(({ field }) => field === name);
  return (
    <div class="field">
      <label class="form-label" for={`field-${name}`}>
        {label}
        {!required && <span class="optional">{context.t('（选填）', '(optional)')}</span>}
      </label>
      {children}
      {problem && (
        <p class="problem" id={`problem-${name}`}>
          ✕ {inWords(problem, context)}
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

const described = ({ name, form, example }: PartProps) => {
  const wrong = form.problems.some(({ field }) => field === name);
  return {
    id: `field-${name}`,
    name,
    'aria-invalid': wrong ? ('true' as const) : undefined,
    'aria-describedby':
      [wrong ? `problem-${name}` : '', example ? `example-${name}` : '']
        .filter(Boolean)
        .join(' ') || undefined,
  };
};

/** One of many, in a list that opens. `none` is the entry for no choice. */
export function SelectField(
  props: PartProps & { choices: Choice[]; required?: boolean; none: string },
) {
  const { name, form, choices, none } = props;
  return (
    <Part {...props}>
      <select class="form-select" {...described(props)}>
        <option value="">{none}</option>
        {choices.map(({ value, label }) => (
          <option value={value} selected={form.values[name] === value}>
            {label}
          </option>
        ))}
      </select>
    </Part>
  );
}

/** Any of several. What was ticked comes back as lines. */
export function BoxesField(props: PartProps & { choices: Choice[] }) {
  const { name, label, form, choices, context } = props;
  const problem = form.problems.find(({ field }) => field === name);
  const ticked = (form.values[name] ?? '').split('\n');
  return (
    <fieldset class="field" id={`field-${name}`} aria-invalid={problem ? 'true' : undefined}>
      <legend class="form-label">{label}</legend>
      {choices.map(({ value, label: words, explanation }) => (
        <label class="form-check">
          <input
            class="form-check-input"
            type="checkbox"
            name={name}
            value={value}
            checked={ticked.includes(value)}
          />
          <span class="form-check-label">
            {words}
            {explanation && <span class="example d-block">{explanation}</span>}
          </span>
        </label>
      ))}
      {problem && <p class="problem">✕ {inWords(problem, context)}</p>}
    </fieldset>
  );
}

/** A file to choose. A browser never fills one in again: the page says so where it matters. */
export function FileField(props: PartProps & { accept: string; required?: boolean }) {
  return (
    <Part {...props}>
      <input type="file" class="form-control" accept={props.accept} {...described(props)} />
    </Part>
  );
}

/** Confirms that an address outside the reserved domains is meant. */
export function RealAddressBox({ form, context }: { form: FormState; context: PageContext }) {
  const { t } = context;
  return (
    <BoxesField
      name="realAddresses"
      label={t('邮箱地址', 'Addresses')}
      form={form}
      context={context}
      choices={[
        {
          value: 'yes',
          label: t('这是真实可用的地址', 'These are real addresses'),
          explanation: t(
            '不勾选时只接受试用域名（如 .example），以免试用时误发给真实的人。',
            'Unless ticked, only reserved domains (such as .example) are accepted, so that nobody is written to while trying things out.',
          ),
        },
      ]}
    />
  );
}
