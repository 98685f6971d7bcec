import type { ActField, DutyView } from '#notices';
import { DutyDeadline, urgencyOf } from '../views/duties.js';
import { Choices, Field, Form, type FormState, ProblemList } from '../views/forms.js';
import { FormHead, LinkFrame, type LinkView } from './link-frame.js';

/** One duty's own form: its fields are the ones that discharge it. */
export function DutyPage(
  props: LinkView & { duty: DutyView; fields: readonly ActField[]; form: FormState },
) {
  const { context, at, duty, fields, form } = props;
  const { t, pick } = context;
  return (
    <LinkFrame {...props} title={t('填写办理情况', 'What was done')}>
      <FormHead {...props} question={pick(duty.duty.rule.action)} />
      <ul class="duties">
        <li class={`urgency-${urgencyOf(duty.status)}`}>
          <DutyDeadline view={duty} context={context} />
        </li>
      </ul>
      <ProblemList
        form={form}
        labels={Object.fromEntries(fields.map(({ name, label }) => [name, pick(label)]))}
        context={context}
      />
      <Form
        action={`${at}/duties/${duty.duty.id}`}
        submit={t('提交办理情况', 'Submit')}
        cancel={{ href: at, label: t('返回', 'Back') }}
      >
        {fields.map((field) => (
          <ActInput field={field} form={form} context={context} />
        ))}
      </Form>
    </LinkFrame>
  );
}

function ActInput(props: { field: ActField; form: FormState; context: LinkView['context'] }) {
  const { field, form, context } = props;
  const { pick } = context;
  const shared = {
    name: field.name,
    label: pick(field.label),
    required: field.required,
    // A label that says itself when it is wanted is not called optional beside.
    sometimes: /时填|时必填/.test(field.label.zh),
    form,
    context,
  };
  if (field.kind === 'choice') {
    const choices = (field.choices ?? []).map(({ value, label }) => ({
      value,
      label: pick(label),
    }));
    return <Choices {...shared} choices={choices} />;
  }
  return <Field {...shared} kind={field.kind} example={field.example && pick(field.example)} />;
}
