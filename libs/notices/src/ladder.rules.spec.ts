import { describe, expect, it } from '@jest/globals';
import { chineseCalendar } from '#calendar';
import { loadRulebook } from '#rulebook';
import { judgeStep, nextOpening, planLadder } from './ladder.rules.js';

const calendar = chineseCalendar();
const rulebook = loadRulebook('rulebooks/qidong-2020-32.yaml');
const ladder = (key: string) => {
  const found = rulebook.ladders.find((one) => one.key === key);
  if (!found) throw new Error(key);
  return found;
};
const local = (instant: Date) =>
  new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

describe('office hours', () => {
  it.each([
    ['before the first opening', '2026-10-13T00:00:00+08:00', '2026-10-13 09:00'],
    ['during them', '2026-10-13T10:30:00+08:00', '2026-10-13 10:30'],
    ['over noon', '2026-10-13T11:30:00+08:00', '2026-10-13 14:00'],
    ['in the evening', '2026-10-13T17:30:00+08:00', '2026-10-14 09:00'],
    ['across a holiday', '2026-09-30T18:00:00+08:00', '2026-10-08 09:00'],
    ['on a make-up Saturday', '2026-10-10T08:00:00+08:00', '2026-10-10 09:00'],
  ])('%s', (_, instant, opening) => {
    expect(local(nextOpening(new Date(instant), rulebook.officeHours, calendar))).toBe(opening);
  });
});

describe('the ladder of a reply', () => {
  it('reminds two working days before and on the due date, then records, escalates and asks', () => {
    const steps = planLadder(
      ladder('reply'),
      '2026-09-29',
      '2026-10-12',
      rulebook.officeHours,
      calendar,
    );
    expect(steps.map(({ rule, dueAt }) => [rule.action, local(dueAt)])).toEqual([
      ['remind', '2026-10-09 09:00'],
      ['remind', '2026-10-12 09:00'],
      ['record-silence', '2026-10-13 00:00'],
      ['escalate', '2026-10-13 09:00'],
      ['ask-decision', '2026-10-15 09:00'],
    ]);
  });

  it('leaves out a reminder that would fall on an off-day before anything has started', () => {
    const steps = planLadder(
      ladder('act'),
      '2026-09-30',
      '2026-10-01',
      rulebook.officeHours,
      calendar,
    );
    expect(steps.map(({ rule, dueAt }) => [rule.action, local(dueAt)])).toEqual([
      ['record-silence', '2026-10-02 00:00'],
      ['escalate', '2026-10-08 09:00'],
      ['ask-decision', '2026-10-09 09:00'],
    ]);
  });
});

describe('a step whose time has come', () => {
  const duty = {
    state: 'running',
    awaitingReview: false,
    provisional: false,
    provisionalConfirmedAt: null,
  } as const;
  const now = new Date('2026-10-13T10:00:00+08:00');
  const step = (id: string, action: 'remind' | 'record-silence', at: string) => ({
    id,
    action,
    dueAt: new Date(at),
  });
  const first = step('a', 'remind', '2026-10-09T09:00:00+08:00');
  const second = step('b', 'remind', '2026-10-12T09:00:00+08:00');

  it('is done', () => {
    expect(judgeStep(second, [second], duty, now)).toEqual({ act: true });
  });

  it('is skipped where a later one was missed as well', () => {
    expect(judgeStep(first, [first, second], duty, now)).toMatchObject({ state: 'skipped' });
  });

  it('chases nobody who has answered', () => {
    expect(judgeStep(second, [], { ...duty, awaitingReview: true }, now)).toMatchObject({
      state: 'cancelled',
    });
    expect(judgeStep(second, [], { ...duty, state: 'closed' }, now)).toMatchObject({
      state: 'cancelled',
    });
  });

  it('records no silence on a provisional date until it was confirmed', () => {
    const silence = step('c', 'record-silence', '2026-10-13T00:00:00+08:00');
    expect(judgeStep(silence, [], { ...duty, provisional: true }, now)).toMatchObject({
      state: 'planned',
    });
  });
});
