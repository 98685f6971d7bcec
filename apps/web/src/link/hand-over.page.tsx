import { Field, Form, type FormState, ProblemList } from '../views/forms.js';
import { FormHead, LinkFrame, type LinkView } from './link-frame.js';

export function HandOverPage(props: LinkView & { form: FormState }) {
  const { context, at, form } = props;
  const { t } = context;
  return (
    <LinkFrame {...props} title={t('转交同事', 'Hand over')}>
      <FormHead
        {...props}
        question={t('转交给哪位同事办理？', 'To which colleague do you hand it over?')}
      />
      <ProblemList
        form={form}
        labels={{
          name: t('同事姓名', "Colleague's name"),
          email: t('同事邮箱', "Colleague's e-mail"),
          by: t('您的姓名', 'Your own name'),
        }}
        context={context}
      />
      <p class="example mb-3">
        {t(
          '同事会收到自己的链接；转交双方都会记录。期限不变。',
          'The colleague gets a link of their own; both of you are on record. Due dates stay.',
        )}
      </p>
      <Form
        action={`${at}/hand-over`}
        submit={t('转交', 'Hand over')}
        cancel={{ href: at, label: t('返回', 'Back') }}
      >
        <Field
          name="name"
          label={t('同事姓名', "Colleague's name")}
          required
          maxLength={40}
          form={form}
          context={context}
        />
        <Field
          name="email"
          label={t('同事邮箱', "Colleague's e-mail")}
          kind="email"
          required
          maxLength={120}
          form={form}
          context={context}
        />
        <Field
          name="by"
          label={t('您的姓名', 'Your own name')}
          required
          autocomplete="name"
          maxLength={40}
          form={form}
          context={context}
        />
      </Form>
    </LinkFrame>
  );
}
