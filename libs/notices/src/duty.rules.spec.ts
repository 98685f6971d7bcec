import { describe, expect, it } from '@jest/globals';
import { chineseCalendar } from '#calendar';
import type { DutyRule } from '#rulebook';
import {
  countPeriod,
  dueAfterReturn,
  isLate,
  recount,
  remainingOf,
  statusOf,
  isOlderCalendar,
  workingDaysToReach,
} from './duty.rules.js';

const calendar = chineseCalendar();
const five = { period: { amount: 5, unit: 'working-day' }, rollsForward: false } as const;
const rule = five as unknown as DutyRule;
const open = {
  state: 'running',
  dueOn: '2026-10-12',
  closedOn: null,
  awaitingReview: false,
  rule,
} as const;

describe('the due date of a duty', () => {
  it.each([
    ['across National Day with its make-up Saturday', '2026-09-29', five, '2026-10-12'],
    [
      'one calendar day does not roll over a holiday',
      '2026-09-30',
      { period: { amount: 1, unit: 'calendar-day' }, rollsForward: false } as const,
      '2026-10-01',
    ],
    [
      'two calendar days roll where the rulebook says so',
      '2026-09-30',
      { period: { amount: 2, unit: 'calendar-day' }, rollsForward: true } as const,
      '2026-10-08',
    ],
    [
      '当天 ends on the day itself',
      '2026-09-30',
      { period: { amount: 0, unit: 'calendar-day' }, rollsForward: false } as const,
      '2026-09-30',
    ],
  ])('%s', (_, from, period, dueOn) => {
    expect(countPeriod(period, from, calendar)?.dueOn).toBe(dueOn);
  });

  it('is none for an undated duty, which is never late', () => {
    expect(countPeriod({ period: null, rollsForward: false }, '2026-09-29', calendar)).toBeNull();
    expect(isLate(null, '2099-12-31')).toBe(false);
  });
});

describe('late', () => {
  it.each([
    ['the day before', '2026-10-11', false],
    ['the due date itself, until 24:00', '2026-10-12', false],
    ['the day after', '2026-10-13', true],
  ])('%s', (_, today, late) => {
    expect(isLate('2026-10-12', today)).toBe(late);
  });
});

describe('the status of an open duty', () => {
  it.each([
    ['runs while more than a working day is left', '2026-10-08', false, 'running'],
    ['is due soon within one working day', '2026-10-10', false, 'due-soon'],
    ['is due today', '2026-10-12', false, 'due-today'],
    ['is silent when nothing was answered', '2026-10-13', false, 'silent'],
    ['is overdue when something was answered', '2026-10-13', true, 'overdue'],
  ])('%s', (_, today, answered, status) => {
    expect(statusOf(open, answered, today, calendar)).toBe(status);
  });

  it('waits for the review of a reply, also after the due date', () => {
    expect(statusOf({ ...open, awaitingReview: true }, true, '2026-10-20', calendar)).toBe(
      'awaiting-review',
    );
  });

  it('counts what is left in working days', () => {
    expect(remainingOf(open, '2026-10-09', calendar)).toBe(2);
    expect(remainingOf(open, '2026-10-14', calendar)).toBe(-2);
  });
});

describe('a returned reply', () => {
  it('keeps the original date while two working days are left', () => {
    expect(dueAfterReturn('2026-10-12', '2026-10-08', 2, calendar)).toBeNull();
  });

  it('gets a date two working days after the return where that is later', () => {
    expect(dueAfterReturn('2026-10-12', '2026-10-12', 2, calendar)?.dueOn).toBe('2026-10-14');
  });
});

describe('an extension that would end before today', () => {
  it.each([
    ['on a working day, that day included', '2026-10-14', 2],
    ['on a Sunday, one more than lie between', '2026-10-18', 5],
    ['on the due date itself, none', '2026-10-12', 0],
    ['before it, none', '2026-10-09', 0],
  ])('has to be longer: %s', (_, today, days) => {
    expect(workingDaysToReach(today, '2026-10-12', calendar)).toBe(days);
    const { dueOn } = calendar.countWorkingDays('2026-10-12', days || 1);
    expect(dueOn >= today).toBe(true);
  });

  it('is nothing to a duty without a date', () => {
    expect(workingDaysToReach('2026-10-14', null, calendar)).toBe(0);
  });
});

describe('a recount from the ledger alone', () => {
  const entry = { startedOn: null, dueOn: null, ledger: [] };
  const started = { ...entry, reason: 'started' as const, startedOn: '2026-09-29' };
  const counting = (n: number) =>
    Array.from({ length: n }, () => ({
      date: '',
      kind: 'workday' as const,
      counts: true,
      note: '',
    }));

  it('moves with a calendar that takes the make-up Saturday away', () => {
    const own = chineseCalendar({
      days: [
        {
          date: '2026-10-10',
          kind: 'weekend',
          name: '取消补班',
          source: '通知',
          documentNumber: null,
        },
      ],
      covers: [],
      version: 'test',
    });
    expect(recount(rule, [started], own)?.dueOn).toBe('2026-10-13');
  });

  it('keeps extensions and drops what a bounce voided', () => {
    const extended = { ...entry, reason: 'extended' as const, ledger: counting(3) };
    expect(recount(rule, [started, extended], calendar)?.dueOn).toBe('2026-10-15');
    const voided = { ...entry, reason: 'voided' as const };
    expect(recount(rule, [started, voided], calendar)).toBeNull();
  });
});

describe('a date that was counted on a calendar', () => {
  it.each([
    ['before any import', 'chinese-days@1.5.7', 'chinese-days@1.5.7+own-1', true],
    ['of an earlier import', 'chinese-days@1.5.7+own-9', 'chinese-days@1.5.7+own-10', true],
    ['of an earlier release of the package', 'chinese-days@1.5.7', 'chinese-days@1.10.0', true],
    ['in force', 'chinese-days@1.5.7+own-2', 'chinese-days@1.5.7+own-2', false],
    [
      'that this process does not know yet',
      'chinese-days@1.5.7+own-3',
      'chinese-days@1.5.7+own-2',
      false,
    ],
    ['nobody noted', null, 'chinese-days@1.5.7', true],
  ])('%s', (_, counted, newest, older) => {
    expect(isOlderCalendar(counted, newest)).toBe(older);
  });
});
