import { describe, expect, it } from '@jest/globals';
import { MEETING_STATES } from './meeting.entities.js';
import {
  checkMeeting,
  checkResolution,
  mayDo,
  MEETING_VERBS,
  type MeetingVerb,
} from './meeting.rules.js';

const VERBS = Object.keys(MEETING_VERBS) as MeetingVerb[];

const TODAY = '2026-10-12';
const meeting = {
  kind: 'regular' as const,
  cause: '',
  heldOn: TODAY,
  startsAt: '09:00',
  place: '市政府三楼会议室',
  chair: '陈副市长',
};
const resolution = { text: '限期整改', task: '', agencyCodes: [], dueOn: '' };
const assigned = { ...resolution, task: '整改到位', agencyCodes: ['x'], dueOn: '2026-10-20' };
const fields = (problems: { field: string }[]) => problems.map(({ field }) => field);

describe('a meeting', () => {
  it.each([
    ['may be called for today', {}, []],
    ['may not be called for yesterday', { heldOn: '2026-10-11' }, ['heldOn']],
    ['that is urgent names the violation', { kind: 'urgent' as const }, ['cause']],
    [
      'has time, place and chair',
      { startsAt: '9', place: '', chair: '' },
      ['startsAt', 'place', 'chair'],
    ],
  ])('%s', (_, changed, expected) => {
    expect(fields(checkMeeting({ ...meeting, ...changed }, TODAY))).toEqual(expected);
  });

  it('whose minutes are signed is only corrected and carried out', () => {
    expect(VERBS.filter((verb) => mayDo(verb, 'signed'))).toEqual(['assign', 'correct']);
  });

  it('is cancelled only while it is planned, and nothing follows', () => {
    const cancellable = MEETING_STATES.filter((state) => mayDo('cancel', state));
    expect(cancellable).toEqual(['planned']);
    expect(VERBS.filter((verb) => mayDo(verb, 'cancelled'))).toEqual([]);
  });
});

describe('a resolution', () => {
  it.each([
    ['may assign nothing', resolution, []],
    ['says something', { ...resolution, text: '' }, ['text']],
    ['may assign a dated task', assigned, []],
    ['assigns to somebody, by a date', { ...resolution, task: '整改' }, ['agencyCodes', 'dueOn']],
    ['assigns something', { ...assigned, task: '' }, ['task']],
    ['gives a date that has not passed', { ...assigned, dueOn: '2026-10-11' }, ['dueOn']],
  ])('%s', (_, form, expected) => {
    expect(fields(checkResolution(form, TODAY))).toEqual(expected);
  });
});
