import type { MailView, Notice } from '#notices';
import { Field, Form, type FormState, ProblemList } from '../../views/forms.js';
import { type ConsoleContext, ConsoleFrame, mayManage } from '../console-frame.js';
import { MailSheet, subjectWords } from '../mail-sheet.js';

/** A mail about a copy. A letter waits until its writer confirms it, or the land office says what it did. */
export function MailReplyPage(props: {
  context: ConsoleContext;
  notice: Notice;
  view: MailView;
  form: FormState;
}) {
  const { context, notice, view, form } = props;
  const { t, officer, csrf } = context;
  const { mail } = view;
  const back = `/console/notices/${notice.id}#copy-${mail.copyId}`;
  const at = `/console/notices/${notice.id}/mail/${mail.id}`;
  return (
    <ConsoleFrame context={context} title={subjectWords(mail, context)}>
      <p>
        <a href={back}>
          ← {mail.copy?.document.number}{' '}
          {mail.copy && t(mail.copy.agency.nameZh, mail.copy.agency.nameEn)}
        </a>
      </p>
      <h1>{subjectWords(mail, context)}</h1>
      {mail.place === 'desk' && (
        <p class="alert-box urgency-amber">
          ◑{' '}
          {t(
            '已收到邮件回复，待确认。邮件本身不算签收，也不算函复；须由该单位通过链接确认，或由您核实后登记如何处理。',
            'Received by mail, to be confirmed. A mail by itself is neither acknowledgement nor reply: the agency confirms it through its link, or you record what you did about it.',
          )}
        </p>
      )}
      <MailSheet view={view} filesAt={at} context={context} />
      {mail.place === 'desk' && mayManage(officer, notice) && (
        <>
          <ProblemList form={form} context={context} />
          <h2>{t('登记为已处理', 'Record it as handled')}</h2>
          <Form
            action={`${at}/handled`}
            submit={t('登记已处理', 'Record')}
            cancel={{ href: back, label: t('返回', 'Back') }}
            csrf={csrf}
          >
            <Field
              name="reason"
              label={t('如何处理', 'What was done')}
              kind="long-text"
              example={t(
                '如：已电话告知通过链接函复',
                'Such as: told by phone to reply through the link',
              )}
              required
              form={form}
              context={context}
            />
          </Form>
        </>
      )}
    </ConsoleFrame>
  );
}
