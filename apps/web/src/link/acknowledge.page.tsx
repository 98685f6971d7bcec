import { Field, Form, type FormState, ProblemList } from '../views/forms.js';
import { FormHead, LinkFrame, type LinkView } from './link-frame.js';

export function AcknowledgePage(props: LinkView & { form: FormState }) {
  const { context, at, form } = props;
  const { t } = context;
  const question = t('谁签收这份抄告？', 'Who acknowledges this notice?');
  return (
    <LinkFrame {...props} title={t('签收', 'Acknowledge')}>
      <FormHead {...props} question={question} />
      <ProblemList
        form={form}
        labels={{
          name: t('姓名', 'Name'),
          position: t('职务', 'Position'),
          phone: t('联系电话', 'Phone'),
        }}
        context={context}
      />
      <p class="example mb-3">
        {t(
          '签收只表示已收到，不代替办理和函复。',
          'This states receipt only; it replaces neither the work nor the reply.',
        )}
      </p>
      <Form
        action={`${at}/acknowledge`}
        submit={t('签收', 'Acknowledge')}
        cancel={{ href: at, label: t('返回', 'Back') }}
      >
        <Field
          name="name"
          label={t('姓名', 'Name')}
          required
          autocomplete="name"
          maxLength={40}
          form={form}
          context={context}
        />
        <Field
          name="position"
          label={t('职务', 'Position')}
          required
          autocomplete="organization-title"
          maxLength={60}
          example={t('如：综合执法局副局长', 'e.g. deputy head of enforcement')}
          form={form}
          context={context}
        />
        <Field
          name="phone"
          label={t('联系电话', 'Phone')}
          kind="tel"
          required
          autocomplete="tel"
          maxLength={30}
          example="0513-83300000"
          form={form}
          context={context}
        />
      </Form>
    </LinkFrame>
  );
}
