import type { CopyView, DecisionKind } from '#notices';
import { Axes } from '../../views/axes.js';
import { Choices, Field, Form, type FormState, ProblemList } from '../../views/forms.js';
import { DECISION_LABELS } from '../../views/labels.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { Claims } from './claims.js';
import { type DecideProps, Particulars, running } from './decide-particulars.js';
import { sheetOf } from '../done-with-copy.js';

/** What the secretariat may choose: what settles a claim comes first. */
const kindsFor = ({ copy, duties }: CopyView): DecisionKind[] => [
  ...(copy.remit === 'claimed-outside'
    ? (['name-agency', 'uphold-outside-remit', 'return-outside-remit'] as const)
    : []),
  ...(duties.some(({ duty }) => duty.circumstancesClaimedAt)
    ? (['refuse-circumstances'] as const)
    : []),
  ...(running(duties).length > 0 ? (['supervise', 'extend', 'excuse'] as const) : []),
  ...(['agenda', 'transfer'] as const),
];

/** The secretariat decides on one copy: what, on which duty, why, on what paper. */
export function DecidePage(props: DecideProps) {
  const { context, view, form } = props;
  const { t, pick, csrf } = context;
  const { copy } = view;
  const at = `/console/copies/${copy.id}/decide`;
  const back = sheetOf(copy);
  return (
    <ConsoleFrame context={context} title={t('作出决定', 'Decide')}>
      <p>
        <a href={back}>
          ← <span class="number">{copy.document.number}</span> {copy.notice.facts.project}
        </a>
      </p>
      <h1>
        {t(`对${copy.agency.nameZh}如何决定？`, `What do you decide on ${copy.agency.nameEn}?`)}
      </h1>
      <div class="mb-3">
        <Axes copy={copy} context={context} />
      </div>
      <Claims view={view} context={context} />
      <ProblemList
        form={form}
        labels={{
          reason: t('理由', 'Reason'),
          documentNumber: t('依据文号', 'Document'),
          workingDays: t('延期天数', 'Days to add'),
          dueOn: t('督办期限', 'Date'),
        }}
        context={context}
      />
      <Form
        action={at}
        submit={t('作出决定', 'Decide')}
        cancel={{ href: back, label: t('返回', 'Back') }}
        csrf={csrf}
      >
        <Choices
          name="kind"
          label={t('决定', 'Decision')}
          required
          form={form}
          context={context}
          choices={kindsFor(view).map((kind) => ({
            value: kind,
            label: pick(DECISION_LABELS[kind]),
            explanation: explanationOf(kind, view, context),
          }))}
        />
        <Particulars {...props} />
        <ReasonAndDocument form={form} context={context} />
      </Form>
    </ConsoleFrame>
  );
}

/** Every decision rests on a reason and a paper. */
export function ReasonAndDocument({ form, context }: { form: FormState; context: ConsoleContext }) {
  const { t } = context;
  return (
    <>
      <Field
        name="reason"
        label={t('理由', 'Reason')}
        kind="long-text"
        required
        form={form}
        context={context}
      />
      <Field
        name="documentNumber"
        label={t('依据文号', 'Document')}
        required
        example={t('如：启联办〔2026〕12号', 'e.g. 启联办〔2026〕12号')}
        form={form}
        context={context}
      />
    </>
  );
}

function explanationOf(kind: DecisionKind, { duties }: CopyView, { t }: ConsoleContext): string {
  switch (kind) {
    case 'supervise':
      return t(
        '由市政府督办，另定期限，系统编号',
        'Under the city government; a new date; the system numbers it',
      );
    case 'extend':
      return t('在原期限上增加工作日', 'Adds working days to the due date');
    case 'excuse':
      return duties.some(({ duty }) => duty.circumstancesClaimedAt)
        ? t(
            '认可所说明的特殊情况，该项任务不再要求办理',
            'The special circumstances are accepted; the duty is asked for no longer',
          )
        : t('该项任务不再要求办理', 'The duty is asked for no longer');
    case 'refuse-circumstances':
      return t(
        '仍按原期限办理；期限已过的，即记录逾期',
        'The duty goes on with its date; where that has passed, silence is recorded',
      );
    case 'uphold-outside-remit':
      return t('该份抄告办结，不再指定其他单位', 'Closes this copy; nobody is named instead');
    case 'return-outside-remit':
      return t('该单位应继续办理', 'The agency has to act');
    case 'name-agency':
      return t(
        '该份抄告办结，并即以同一文书抄告另一单位，期限自其送达之日起算',
        'Closes this copy and serves another agency with the same document, with periods of its own',
      );
    case 'agenda':
      return t('提交联席会议研究', 'For the joint meeting to discuss');
    case 'transfer':
      return t(
        '生成移送书草稿，由市自然资源局审核后发出；不自动发送',
        'Prepares the letter of transfer; the bureau reviews and sends it, nothing goes out by itself',
      );
    default:
      return '';
  }
}
