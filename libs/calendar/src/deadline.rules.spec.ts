import { describe, expect, it } from '@jest/globals';
import { chineseCalendar } from './chinese-calendar.js';
import { deadline, type DeadlineQuestion } from './deadline.rules.js';

const calendar = chineseCalendar();

describe('the answer to a question about one date', () => {
  it('has its keys in the promised order, and no others', () => {
    expect(JSON.stringify(deadline(calendar, { from: '2026-12-30', workingDays: 1 }))).toBe(
      '{"from":"2026-12-30","workingDays":1,"dueOn":"2026-12-31","provisional":true,' +
        '"ledger":[{"date":"2026-12-31","kind":"workday","counts":true,"note":"第1个工作日"}]}',
    );
    expect(
      Object.keys(
        deadline(calendar, { from: '2026-09-30', calendarDays: 2, rollsForward: true }),
      ).join(),
    ).toBe('from,calendarDays,dueOn,provisional,ledger');
  });

  it.each<[string, DeadlineQuestion]>([
    ['from', { from: '2026-02-30', workingDays: 5 }],
    ['from', { from: '', workingDays: 5 }],
    ['from', { from: '9999-12-30', workingDays: 5 }],
    ['workingDays', { from: '2026-09-30' }],
    ['workingDays', { from: '2026-09-30', workingDays: 5, calendarDays: 5 }],
    ['workingDays', { from: '2026-09-30', workingDays: -1 }],
    ['calendarDays', { from: '2026-09-30', calendarDays: 3661 }],
    ['rollsForward', { from: '2026-09-30', workingDays: 5, rollsForward: true }],
  ])('names %s as what is wrong with %j', (field, question) => {
    expect(() => deadline(calendar, question)).toThrow(expect.objectContaining({ field }));
  });
});
