import type { MeetingView } from '#notices';
import type { ComponentChildren } from 'preact';
import { Field, Form, type FormState, ProblemList } from '../../views/forms.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { addressOf, meetingTitle } from './meeting-words.js';

export interface FormPageProps {
  context: ConsoleContext;
  view: MeetingView;
  form: FormState;
}

/** A form of one meeting: the question, the form, the way back. */
export function MeetingForm(props: {
  context: ConsoleContext;
  view: MeetingView;
  form: FormState;
  question: string;
  path: string;
  submit: string;
  before?: ComponentChildren;
  children?: ComponentChildren;
}) {
  const { context, view, form, question, path, submit, before, children } = props;
  const { t, csrf } = context;
  const at = addressOf(view.meeting);
  return (
    <ConsoleFrame context={context} title={question}>
      <p>
        <a href={at}>← {meetingTitle(view.meeting, context)}</a>
      </p>
      <h1>{question}</h1>
      {before}
      <ProblemList form={form} context={context} />
      <Form
        action={at + path}
        submit={submit}
        cancel={{ href: at, label: t('返回', 'Back') }}
        csrf={csrf}
      >
        {children}
      </Form>
    </ConsoleFrame>
  );
}

/** Asks once, in words: what cancelling means, and why. */
export function CancelMeetingPage(props: FormPageProps) {
  const { context, view, form } = props;
  const { t } = context;
  const count = view.agenda.length;
  return (
    <MeetingForm
      {...props}
      question={t('取消这次会议？', 'Cancel this meeting?')}
      path="/cancellation"
      submit={t('取消会议', 'Cancel the meeting')}
      before={
        <p class="alert-box urgency-amber">
          {t(
            `取消后不能恢复；会议和理由留档，${count} 项议题等待下一次会议。只是改期的，请修改时间。`,
            `This cannot be undone. The meeting stays on record with the reason; its ${count} item(s) wait for another meeting. To move it, change its date instead.`,
          )}
        </p>
      }
    >
      <Field
        name="reason"
        label={t('理由', 'Reason')}
        kind="long-text"
        required
        form={form}
        context={context}
      />
    </MeetingForm>
  );
}
