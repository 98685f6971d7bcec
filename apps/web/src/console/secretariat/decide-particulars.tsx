import type { Agency } from '#agencies';
import type { CopyView, DutyView, Meeting } from '#notices';
import { type Role, ROLE_LABELS } from '#rulebook';
import { ProblemBeside, Select } from '../../views/choosers.js';
import { dateWords, Day } from '../../views/dates.js';
import { StatusBadge } from '../../views/duties.js';
import { Field, type FormState } from '../../views/forms.js';
import type { ConsoleContext } from '../console-frame.js';

export interface DecideProps {
  context: ConsoleContext;
  view: CopyView;
  form: FormState;
  /** Agencies that could be served instead. */
  others: Agency[];
  meetings: Meeting[];
  organs: Role[];
  /** Of an overdue duty: by how many working days its date has to move to be today. */
  toReachToday: Map<string, number>;
}

/** Only what runs can be decided on: what has not started has no date, and what has ended needs none. */
export const running = (duties: DutyView[]): DutyView[] =>
  duties.filter(({ duty }) => duty.state === 'running');

/** What only some decisions ask; with a style that knows `:has`, only the chosen one's is shown. */
export function Particulars(props: DecideProps) {
  const { context, view, form, others, meetings, organs } = props;
  const { t, pick } = context;
  return (
    <>
      {running(view.duties).length > 0 && <OnWhichDuty {...props} />}
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

function OnWhichDuty({ context, view, form, toReachToday }: DecideProps) {
  const { t, pick } = context;
  const duties = running(view.duties);
  const chosen = form.values.dutyId ?? (duties.length === 1 ? duties[0]?.duty.id : undefined);
  return (
    <>
      <div class="only only-supervise only-extend only-excuse only-refuse-circumstances">
        <fieldset class="field" id="field-dutyId">
          <legend class="form-label">{t('针对哪项任务', 'On which duty')}</legend>
          {duties.map((duty) => (
            <label class="form-check">
              <input
                class="form-check-input"
                type="radio"
                name="dutyId"
                value={duty.duty.id}
                checked={chosen === duty.duty.id}
              />
              <span class="form-check-label">
                {pick(duty.duty.rule.name)} <StatusBadge view={duty} context={context} />
                {duty.duty.dueOn && (
                  <span class="example d-block">
                    {t('到期日 ', 'Due ')}
                    <Day on={duty.duty.dueOn} context={context} />
                    <span class="only only-extend">
                      <ToReachToday days={toReachToday.get(duty.duty.id)} context={context} />
                    </span>
                  </span>
                )}
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
    </>
  );
}

/** An extension counts from the date that was: one that ends before today leaves the duty overdue. */
export function ToReachToday(props: { days: number | undefined; context: ConsoleContext }) {
  const { days, context } = props;
  if (!days) return null;
  return (
    <span class="d-block">
      {context.t(
        `从到期日起延长：增加 ${days} 个工作日才到今天，不足的仍为逾期`,
        `Extended from its date: ${days} working days reach today, fewer leave it overdue`,
      )}
    </span>
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
