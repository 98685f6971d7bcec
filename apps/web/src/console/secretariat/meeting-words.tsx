import type { Meeting, MeetingKind, MeetingState } from '#notices';
import type { Bilingual } from '#rulebook';
import { dateWords, Day } from '../../views/dates.js';
import type { ConsoleContext } from '../console-frame.js';

const both = (zh: string, en: string): Bilingual => ({ zh, en });

export const MEETING_KIND_LABELS: Record<MeetingKind, Bilingual> = {
  regular: both('例会', 'Regular'),
  urgent: both('紧急会议', 'Urgent'),
};

export const MEETING_STATE_LABELS: Record<MeetingState, Bilingual> = {
  planned: both('待召开', 'Planned'),
  held: both('已召开，纪要待签发', 'Held, minutes to be signed'),
  signed: both('纪要已签发', 'Minutes signed'),
  cancelled: both('已取消', 'Cancelled'),
};

export const MEETING_EVENT_LABELS: Partial<Record<string, Bilingual>> = {
  'meeting-convened': both('召集', 'Convened'),
  'meeting-changed': both('修改时间地点', 'Changed'),
  'agenda-added': both('增加议题', 'Items added'),
  'agenda-reordered': both('调整次序', 'Reordered'),
  'agenda-removed': both('撤下议题', 'Item taken off'),
  'meeting-cancelled': both('取消会议', 'Cancelled'),
  'meeting-held': both('召开', 'Held'),
  'resolution-written': both('记录议定事项', 'Resolution written'),
  'minutes-signed': both('签发纪要', 'Minutes signed'),
  'minutes-corrected': both('追加更正', 'Correction appended'),
  'assignment-issued': both('发出交办', 'Assignment issued'),
};

export const addressOf = ({ id }: Pick<Meeting, 'id'>) => `/console/meetings/${id}`;

export function meetingTitle({ kind, heldOn }: Meeting, context: ConsoleContext): string {
  const on = dateWords(heldOn, context, true);
  return kind === 'urgent'
    ? context.t(`${on}联席会议紧急会议`, `Urgent joint meeting of ${on}`)
    : context.t(`${on}联席会议例会`, `Regular joint meeting of ${on}`);
}

export function StateBadge({ meeting, context }: { meeting: Meeting; context: ConsoleContext }) {
  const tone = { planned: 'blue', held: 'amber', signed: 'green', cancelled: 'grey' }[
    meeting.state
  ];
  const shape = { planned: '◔', held: '◑', signed: '●', cancelled: '○' }[meeting.state];
  return (
    <span class={`standing urgency-${tone}`}>
      <span aria-hidden="true">{shape}</span> {context.pick(MEETING_STATE_LABELS[meeting.state])}
    </span>
  );
}

/** When, where, who takes the chair; and for what, where it is urgent. */
export function MeetingFacts({ meeting, context }: { meeting: Meeting; context: ConsoleContext }) {
  const { t, pick } = context;
  return (
    <dl class="facts">
      <dt>{t('类别', 'Kind')}</dt>
      <dd>
        {pick(MEETING_KIND_LABELS[meeting.kind])}
        {meeting.cause && (
          <>
            {t('：', ': ')}
            {meeting.cause}
          </>
        )}
      </dd>
      <dt>{t('时间', 'When')}</dt>
      <dd>
        <Day on={meeting.heldOn} context={context} /> {meeting.startsAt}
      </dd>
      <dt>{t('地点', 'Place')}</dt>
      <dd>{meeting.place}</dd>
      <dt>{t('主持', 'Chair')}</dt>
      <dd>{meeting.chair}</dd>
      {meeting.attendees && (
        <>
          <dt>{t('出席', 'Present')}</dt>
          <dd class="text">{meeting.attendees}</dd>
        </>
      )}
      {meeting.minutesNumber && (
        <>
          <dt>{t('纪要', 'Minutes')}</dt>
          <dd>
            <span class="number">{meeting.minutesNumber}</span> · {t('签发 ', 'signed by ')}
            {meeting.signedBy}
          </dd>
        </>
      )}
    </dl>
  );
}
