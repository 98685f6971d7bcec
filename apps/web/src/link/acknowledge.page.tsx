import { kindOf } from '#rulebook';
import { Check, Field, Form, type FormState, inWords, ProblemList } from '../views/forms.js';
import { FormHead, LinkFrame, type LinkView } from './link-frame.js';

/**
 * Who received it. With a code from the registered mailbox it proves more: the first submission sends
 * the code, the second carries it.
 */
export function AcknowledgePage(props: LinkView & { form: FormState }) {
  const { context, view, rulebook, at } = props;
  const { t } = context;
  // Nothing is wrong where the code was mailed just now: it is only not there yet.
  const sent = props.form.problems.find(({ field }) => field === 'codeSent');
  const form = sent ? { ...props.form, problems: [] } : props.form;
  const demanded =
    kindOf(rulebook, view.copy.notice.kind).acknowledgement === 'named-officer-with-code';
  const withCode = demanded || (form.values.wantsCode ?? '') !== '';
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
          code: t('验证码', 'Code'),
        }}
        context={context}
      />
      {sent && (
        <p class="alert-box urgency-blue" role="status">
          {inWords(sent, context)}
        </p>
      )}
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
        {!demanded && (
          <Check
            name="wantsCode"
            label={t(
              '用登记邮箱的验证码签收（证明力更强）',
              'Confirm by a code sent to the registered mailbox (proves more)',
            )}
            form={form}
          />
        )}
        {withCode && (
          <Field
            name="code"
            label={t('验证码', 'Code')}
            autocomplete="one-time-code"
            maxLength={12}
            example={t(
              '留空并点击签收，即发到登记邮箱',
              'Leave it empty and acknowledge: it is sent to the registered mailbox',
            )}
            form={form}
            context={context}
          />
        )}
      </Form>
    </LinkFrame>
  );
}
