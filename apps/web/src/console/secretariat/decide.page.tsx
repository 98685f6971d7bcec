import type { Agency } from '#agencies';
import type { CopyView, DecisionKind, Meeting } from '#notices';
import { type Role, ROLE_LABELS } from '#rulebook';
import { Axes } from '../../views/axes.js';
import { ProblemBeside, Select } from '../../views/choosers.js';
import { dateWords } from '../../views/dates.js';
import { isOpen, StatusBadge } from '../../views/duties.js';
import { Choices, Field, Form, type FormState, ProblemList } from '../../views/forms.js';
import { DECISION_LABELS } from '../../views/labels.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';

interface DecideProps {
  context: ConsoleContext;
  view: CopyView;
  form: FormState;
  /** Agencies that could be served instead. */
  others: Agency[];
  meetings: Meeting[];
  organs: Role[];
}

const ALWAYS: DecisionKind[] = ['supervise', 'extend', 'excuse', 'agenda', 'transfer'];

/** What the secretariat may choose: what settles a claim comes first. */
const kindsFor = ({ copy, duties }: CopyView): DecisionKind[] => [
  ...(copy.remit === 'claimed-outside'
    ? (['name-agency', 'uphold-outside-remit', 'return-outside-remit'] as const)
    : []),
  ...(duties.some(({ duty }) => duty.circumstancesClaimedAt)
    ? (['refuse-circumstances'] as const)
    : []),
  ...ALWAYS,
];

/** The secretariat decides on one copy: what, on which duty, why, on what paper. */
export function DecidePage(props: DecideProps) {
  const { context, view, form } = props;
  const { t, pick, csrf } = context;
  const { copy } = view;
  const at = `/console/copies/${copy.id}/decide`;
  const back = `/console/notices/${copy.noticeId}#copy-${copy.id}`;
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
            explanation: explanationOf(kind, context),
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

function explanationOf(kind: DecisionKind, { t }: ConsoleContext): string {
  switch (kind) {
    case 'supervise':
      return t(
        '由市政府督办，另定期限，系统编号',
        'Under the city government; a new date; the system numbers it',
      );
    case 'extend':
      return t('在原期限上增加工作日', 'Adds working days to the due date');
    case 'excuse':
      return t('该项任务不再要求办理', 'The duty is asked for no longer');
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

/** What only some decisions ask; with a style that knows `:has`, only the chosen one's is shown. */
function Particulars({ context, view, form, others, meetings, organs }: DecideProps) {
  const { t, pick } = context;
  return (
    <>
      <div class="only only-supervise only-extend only-excuse only-refuse-circumstances">
        <fieldset class="field" id="field-dutyId">
          <legend class="form-label">{t('针对哪项任务', 'On which duty')}</legend>
          {view.duties.filter(isOpen).map((duty) => (
            <label class="form-check">
              <input
                class="form-check-input"
                type="radio"
                name="dutyId"
                value={duty.duty.id}
                checked={form.values.dutyId === duty.duty.id}
              />
              <span class="form-check-label">
                {pick(duty.duty.rule.name)} <StatusBadge view={duty} context={context} />
                {duty.duty.circumstancesClaimedAt &&
                  t(' 已说明特殊情况，待决定', ' claims special circumstances')}
              </span>
            </label>
          ))}
          <ProblemBeside name="dutyId" form={form} context={context} />
        </fieldset>
      </div>
      <div class="only only-extend">
        <Field
          name="workingDays"
          label={t('延期天数', 'Days to add')}
          kind="number"
          unit={t('个工作日', 'working days')}
          sometimes
          form={form}
          context={context}
        />
      </div>
      <div class="only only-supervise">
        <Field
          name="dueOn"
          label={t('督办期限', 'Date of the supervised handling')}
          kind="date"
          sometimes
          form={form}
          context={context}
        />
      </div>
      {view.copy.remit === 'claimed-outside' && (
        <div class="only only-name-agency">
          <Select
            name="agencyCode"
            label={t('另行抄告的单位', 'The agency that is served instead')}
            none={t('请选择', 'Please choose')}
            groups={agencyGroups(others, context)}
            form={form}
            context={context}
          />
        </div>
      )}
      <div class="only only-agenda">
        <MeetingChoice meetings={meetings} form={form} context={context} />
      </div>
      <div class="only only-transfer">
        <Select
          name="organ"
          label={t('移送的机关', 'The organ')}
          none={t('请选择', 'Please choose')}
          groups={[
            {
              label: t('文件所列机关', 'Named by the document'),
              choices: organs.map((role) => ({ value: role, label: pick(ROLE_LABELS[role]) })),
            },
          ]}
          form={form}
          context={context}
        />
      </div>
    </>
  );
}

export function MeetingChoice(props: {
  meetings: Meeting[];
  form: FormState;
  context: ConsoleContext;
}) {
  const { meetings, form, context } = props;
  const { t } = context;
  return (
    <Select
      name="meetingId"
      label={t('哪次会议', 'Which meeting')}
      none={t('下一次例会', 'The next regular one')}
      groups={[
        {
          label: t('已定的会议', 'Planned'),
          choices: meetings.map((meeting) => ({
            value: meeting.id,
            label: `${dateWords(meeting.heldOn, context)} ${
              meeting.kind === 'urgent' ? t('紧急会议', 'urgent') : t('例会', 'regular')
            } ${meeting.cause ?? ''}`,
          })),
        },
      ]}
      example={t(
        '尚未确定例会日期的，在召集例会时列出',
        'Where no regular meeting is planned, it waits until one is called',
      )}
      form={form}
      context={context}
    />
  );
}

/** Units of the town first, then the city's. */
function agencyGroups(agencies: Agency[], { t }: ConsoleContext) {
  const choice = ({ code, nameZh, nameEn }: Agency) => ({ value: code, label: t(nameZh, nameEn) });
  const groups = [
    {
      label: t('镇（园区）单位', 'Of the town'),
      choices: agencies.filter(({ town }) => town !== null).map(choice),
    },
    {
      label: t('市级单位', 'Of the city'),
      choices: agencies.filter(({ town }) => town === null).map(choice),
    },
  ];
  return groups.filter(({ choices }) => choices.length > 0);
}
