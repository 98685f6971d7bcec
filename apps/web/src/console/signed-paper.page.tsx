import type { CopyView } from '#notices';
import { Field, Form, type FormState, ProblemList } from '../views/forms.js';
import { type ConsoleContext, ConsoleFrame } from './console-frame.js';
import { sheetOf } from './done-with-copy.js';

/** 书面签收: the strongest acknowledgement, and it says nothing of the service or of the reply. */
export function SignedPaperPage(props: {
  context: ConsoleContext;
  view: CopyView;
  form: FormState;
}) {
  const { context, view, form } = props;
  const { t, csrf } = context;
  const { copy } = view;
  const back = sheetOf(copy);
  const labels = {
    name: t('签收人', 'Who signed'),
    position: t('职务', 'Position'),
    signedOn: t('签收日期', 'Signed on'),
    proof: t('凭证', 'Proof'),
  };
  return (
    <ConsoleFrame context={context} title={t('登记书面签收', 'Signed paper')}>
      <p>
        <a href={back}>← {copy.document.number}</a>
      </p>
      <h1>
        {t(`${copy.agency.nameZh}谁书面签收？`, `Who of ${copy.agency.nameEn} signed for it?`)}
      </h1>
      <p class="example mb-3">
        {t(
          '只登记签收；送达日期以送达记录为准，不因此改变。',
          'This records receipt only; the date of service stays what the record of service says.',
        )}
      </p>
      <ProblemList form={form} labels={labels} context={context} />
      <Form
        action={`/console/copies/${copy.id}/acknowledgement`}
        submit={t('登记签收', 'Record the signature')}
        cancel={{ href: back, label: t('返回', 'Back') }}
        csrf={csrf}
      >
        <Field name="name" label={labels.name} required form={form} context={context} />
        <Field name="position" label={labels.position} required form={form} context={context} />
        <Field
          name="signedOn"
          label={labels.signedOn}
          kind="date"
          required
          form={form}
          context={context}
        />
        <Field
          name="proof"
          label={labels.proof}
          required
          example={t('如：送达回证编号、存放处', 'e.g. number of the receipt, where it is kept')}
          form={form}
          context={context}
        />
      </Form>
    </ConsoleFrame>
  );
}
