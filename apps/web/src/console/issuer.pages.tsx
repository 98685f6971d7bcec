import { type CopyView, type NoticeView, type Reply, STATED_IN_REPLY } from '#notices';
import { Files } from '../views/case-facts.js';
import { Day } from '../views/dates.js';
import { EMPTY_FORM, Field, Form, type FormState, ProblemList } from '../views/forms.js';
import { OUTCOME_LABELS } from '../views/labels.js';
import { StatedFacts } from '../views/stated-facts.js';
import { type ConsoleContext, ConsoleFrame } from './console-frame.js';
import { sheetOf } from './done-with-copy.js';

/** The issuing land office reads a reply and accepts it, or returns it with a reason. */
export function ReviewPage(props: {
  context: ConsoleContext;
  view: CopyView;
  reply: Reply;
  form: FormState;
}) {
  const { context, view, reply, form } = props;
  const { t, pick, csrf } = context;
  const { copy } = view;
  const submitted = view.submissions.find(({ id }) => id === reply.submissionId);
  const at = `/console/copies/${copy.id}/replies/${reply.id}`;
  const back = sheetOf(copy);
  return (
    <ConsoleFrame context={context} title={t('审核函复', 'Review the reply')}>
      <p>
        <a href={back}>← {copy.document.number}</a>
      </p>
      <h1>
        {t(
          `${copy.agency.nameZh}的函复是否说明已处置到位？`,
          `Does the reply of ${copy.agency.nameEn} show that it was dealt with?`,
        )}
      </h1>
      <section class="sheet prose">
        <p>
          <strong>{pick(OUTCOME_LABELS[reply.outcome])}</strong> {reply.documentNumber} ·{' '}
          <Day on={reply.submittedOn} context={context} />
        </p>
        <p class="text">{reply.text}</p>
        {/* Accepted, a reply closes these duties too, as of the date that it states. */}
        <StatedFacts fields={STATED_IN_REPLY} body={submitted?.body ?? {}} context={context} />
        <Files files={reply.attachments} at={`/console/notices/${copy.noticeId}`} />
      </section>
      <ProblemList form={form} context={context} />
      <Form action={`${at}/acceptance`} submit={t('认可，办结', 'Accept and close')} csrf={csrf} />
      <h2>{t('或者退回补充', 'Or return it')}</h2>
      <Form
        action={`${at}/return`}
        submit={t('退回补充', 'Return')}
        tone="danger"
        cancel={{ href: back, label: t('返回', 'Back') }}
        csrf={csrf}
      >
        <Field
          name="reason"
          label={t('退回理由', 'Reason')}
          kind="long-text"
          required
          example={t('缺什么、请补充什么；该单位会看到', 'What is missing; the agency sees it')}
          form={form}
          context={context}
        />
      </Form>
    </ConsoleFrame>
  );
}

/** 送达回证 of a copy that no mail reached. */
export function ServicePage(props: { context: ConsoleContext; view: CopyView; form: FormState }) {
  const { context, view, form } = props;
  const { t, csrf } = context;
  const { copy } = view;
  const back = sheetOf(copy);
  return (
    <ConsoleFrame context={context} title={t('登记人工送达', 'Service by hand')}>
      <p>
        <a href={back}>← {copy.document.number}</a>
      </p>
      <h1>
        {t(
          `这份抄告怎样送达${copy.agency.nameZh}？`,
          `How was this copy served on ${copy.agency.nameEn}?`,
        )}
      </h1>
      <p class="example mb-3">
        {t(
          '期限自送达日起算，当日不计。',
          'Periods start on the date of service, which itself is not counted.',
        )}
      </p>
      <ProblemList
        form={form}
        labels={{
          method: t('送达方式', 'How'),
          by: t('送达人', 'By whom'),
          servedAt: t('送达时间', 'When'),
          proof: t('送达凭证', 'Proof'),
        }}
        context={context}
      />
      <Form
        action={`/console/copies/${copy.id}/service`}
        submit={t('登记送达', 'Record service')}
        cancel={{ href: back, label: t('返回', 'Back') }}
        csrf={csrf}
      >
        <Field
          name="method"
          label={t('送达方式', 'How')}
          required
          example={t('如：直接送达、邮寄、政务网传阅', 'e.g. in person, by post')}
          form={form}
          context={context}
        />
        <Field name="by" label={t('送达人', 'By whom')} required form={form} context={context} />
        <Field
          name="servedAt"
          label={t('送达时间（北京时间）', 'When (Beijing time)')}
          kind="datetime-local"
          required
          form={form}
          context={context}
        />
        <Field
          name="proof"
          label={t('送达凭证', 'Proof')}
          kind="long-text"
          required
          example={t(
            '如：送达回证编号、收件人签名',
            'e.g. number of the receipt of service, who signed',
          )}
          form={form}
          context={context}
        />
      </Form>
    </ConsoleFrame>
  );
}

/** Withdrawing asks once, in words. */
export function WithdrawPage(props: {
  context: ConsoleContext;
  view: NoticeView;
  form?: FormState;
}) {
  const { context, view, form = EMPTY_FORM } = props;
  const { t, csrf } = context;
  const { notice, copies } = view;
  const back = `/console/notices/${notice.id}`;
  return (
    <ConsoleFrame context={context} title={t('撤回抄告', 'Withdraw')}>
      <p>
        <a href={back}>← {notice.facts.project}</a>
      </p>
      <h1>{t('确定撤回这份抄告吗？', 'Do you want to withdraw this notice?')}</h1>
      <p class="prose">
        {t(
          `${copies.length} 个单位会收到撤回通知，未办结的任务即告终止，链接不再接受提交。已有的记录保留。撤回后不能恢复。`,
          `${copies.length} agencies will be told, open duties end, links take nothing more. What is on record stays. It cannot be undone.`,
        )}
      </p>
      <ProblemList form={form} context={context} />
      <Form
        action={`${back}/withdraw`}
        submit={t('撤回抄告', 'Withdraw the notice')}
        tone="danger"
        cancel={{ href: back, label: t('不撤回', 'Keep it') }}
        csrf={csrf}
      >
        <Field
          name="reason"
          label={t('撤回理由', 'Reason')}
          kind="long-text"
          required
          form={form}
          context={context}
        />
      </Form>
    </ConsoleFrame>
  );
}
