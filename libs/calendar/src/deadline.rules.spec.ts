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

  it('names the published holidays and make-up days, and the notice that each rests on', () => {
    const { ledger } = deadline(calendar, { from: '2020-01-21', workingDays: 5 });
    const notes = new Map(ledger.map(({ date, note }) => [date, note]));
    expect(notes.get('2020-01-24')).toBe('春节放假（国务院办公厅关于2020年部分节假日安排的通知）');
    expect(notes.get('2020-02-02')).toBe(
      '春节放假（国务院办公厅关于延长2020年春节假期的通知（国办发明电〔2020〕1号））',
    );
    expect(notes.get('2020-02-03')).toMatch(/^第3个工作日/);
    expect(deadline(calendar, { from: '2026-10-09', workingDays: 1 }).ledger).toEqual([
      {
        date: '2026-10-10',
        kind: 'make-up-workday',
        counts: true,
        note: '国庆节调休补班，第1个工作日（国务院办公厅关于2026年部分节假日安排的通知）',
      },
    ]);
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
