import { insertRows, newId, Problem } from '#platform';
import type { EntityManager } from 'typeorm';
import { Meeting } from './meeting.entities.js';
import { mayDo, type MeetingVerb } from './meeting.rules.js';

/** Locks a meeting for a verb. @throws Problem 404, 409 where its state does not allow the verb */
export async function lockMeeting(
  manager: EntityManager,
  meetingId: string,
  verb: MeetingVerb,
): Promise<Meeting> {
  const meeting = await manager.findOne(Meeting, {
    where: { id: meetingId },
    lock: { mode: 'pessimistic_write' },
  });
  if (!meeting) throw Problem.notFound('该次会议', 'The meeting');
  if (mayDo(verb, meeting.state)) return meeting;
  throw meeting.state === 'signed'
    ? Problem.conflict(
        'minutes-signed',
        '会议纪要已签发，只能追加更正。',
        'The minutes are signed; they can only be corrected.',
      )
    : Problem.conflict(
        'meeting-state',
        '会议的状态不允许此操作，请刷新后再看。',
        'The meeting has moved on; please reload the page.',
      );
}

/** Appends to the record of a meeting. */
export async function recordMeeting(
  manager: EntityManager,
  meetingId: string,
  type: string,
  actor: string,
  data: Record<string, unknown>,
  now: Date,
): Promise<void> {
  await insertRows(manager, 'meeting_event', [
    { id: newId(), meetingId, type, actor, data, occurredAt: now },
  ]);
}
