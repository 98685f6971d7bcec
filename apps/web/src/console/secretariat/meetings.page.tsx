import { type Meeting, MEETING_KINDS } from '#notices';
import { Day } from '../../views/dates.js';
import { Choices, Field, Form, type FormState, ProblemList } from '../../views/forms.js';
import { withQuery } from '../../views/context.js';
import { type ConsoleContext, ConsoleFrame } from '../console-frame.js';
import { Pager } from '../table-parts.js';
import { addressOf, MEETING_KIND_LABELS, StateBadge } from './meeting-words.js';

const LIST = '/console/meetings';

/** All meetings, the newest first. */
export function MeetingsPage(props: {
  context: ConsoleContext;
  items: (Meeting & { topics: number })[];
  next: string | null;
  waiting: number;
}) {
  const { context, items, next, waiting } = props;
  const { t, pick, officer } = context;
  const calls = officer.role === 'secretariat';
  return (
    <ConsoleFrame context={context} title={t('联席会议', 'Joint meetings')}>
      <h1>{t('联席会议', 'Joint meetings')}</h1>
      <div class="buttons">
        {calls && (
          <a class="btn btn-primary btn-sm" href={`${LIST}/new`}>
            {t('召集会议', 'Convene a meeting')}
          </a>
        )}
      </div>
      {waiting > 0 && (
        <p class="alert-box urgency-amber">
          {t(
            `${waiting} 项已决定列入议题，等待下一次例会。`,
            `${waiting} item(s) decided for the agenda wait for the next regular meeting.`,
          )}
        </p>
      )}
      {items.length === 0 ? (
        <div class="empty">
          <p class="mb-0">
            {t(
              '还没有会议。召集例会或紧急会议后，可从未函复和已决定的事项中编排议题，会后记录议定事项并交办。',
              'No meeting yet. Convene a regular or an urgent one; its agenda is proposed from what is unanswered and decided, and resolutions become assignments.',
            )}
          </p>
        </div>
      ) : (
        <>
          <div class="table-wrap">
            <table class="rows stacked">
              <thead>
                <tr>
                  <th>{t('时间', 'When')}</th>
                  <th>{t('类别', 'Kind')}</th>
                  <th>{t('地点与主持', 'Place and chair')}</th>
                  <th class="right">{t('议题', 'Items')}</th>
                  <th>{t('状态', 'State')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((meeting) => (
                  <tr>
                    <td>
                      <a href={addressOf(meeting)}>
                        <Day on={meeting.heldOn} context={context} /> {meeting.startsAt}
                      </a>
                    </td>
                    <td>
                      {pick(MEETING_KIND_LABELS[meeting.kind])}
                      <span class="subtle">{meeting.cause}</span>
                    </td>
                    <td>
                      {meeting.place}
                      <span class="subtle">{meeting.chair}</span>
                    </td>
                    <td class="right" data-label={t('议题', 'Items')}>
                      {meeting.topics}
                    </td>
                    <td>
                      <StateBadge meeting={meeting} context={context} />
                      <span class="subtle number">{meeting.minutesNumber}</span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Pager context={context} next={next && withQuery(context.address, 'cursor', next)} />
        </>
      )}
    </ConsoleFrame>
  );
}

/** Convening a meeting, or moving one that was convened. */
export function MeetingFormPage(props: {
  context: ConsoleContext;
  meeting: Meeting | null;
  form: FormState;
}) {
  const { context, meeting, form } = props;
  const { t, pick, csrf } = context;
  const back = meeting ? addressOf(meeting) : LIST;
  const title = meeting
    ? t('修改会议时间、地点', 'Change the meeting')
    : t('召集联席会议', 'Convene a joint meeting');
  return (
    <ConsoleFrame context={context} title={title}>
      <p>
        <a href={back}>← {t('返回', 'Back')}</a>
      </p>
      <h1>{title}</h1>
      <p class="example mb-3">
        {t(
          '“市政府定期召开部门联席会议，重大违法用地随时召开会议，及时交办，严肃督办。”（启政办发〔2020〕32号 二）',
          'The document has the city government meet regularly, and at any time for a major violation (part 2).',
        )}
      </p>
      <ProblemList form={form} context={context} />
      <Form
        action={meeting ? `${back}/change` : `${LIST}/new`}
        submit={meeting ? t('保存', 'Save') : t('召集', 'Convene')}
        cancel={{ href: back, label: t('返回', 'Back') }}
        csrf={csrf}
      >
        <Choices
          name="kind"
          label={t('类别', 'Kind')}
          required
          choices={MEETING_KINDS.map((kind) => ({
            value: kind,
            label: pick(MEETING_KIND_LABELS[kind]),
          }))}
          form={form}
          context={context}
        />
        <div class="only only-urgent">
          <Field
            name="cause"
            label={t('所议的重大违法用地（紧急会议）', 'The major violation (urgent meetings)')}
            example={t('文号或案由', 'Its number or the case')}
            required
            form={form}
            context={context}
          />
        </div>
        <Field
          name="heldOn"
          label={t('日期', 'Date')}
          kind="date"
          required
          form={form}
          context={context}
        />
        <Field
          name="startsAt"
          label={t('开始时间', 'Begins at')}
          required
          example={t('如：09:00（北京时间）', 'e.g. 09:00, Beijing time')}
          form={form}
          context={context}
        />
        <Field name="place" label={t('地点', 'Place')} required form={form} context={context} />
        <Field
          name="chair"
          label={t('主持人', 'Who takes the chair')}
          required
          form={form}
          context={context}
        />
      </Form>
    </ConsoleFrame>
  );
}
