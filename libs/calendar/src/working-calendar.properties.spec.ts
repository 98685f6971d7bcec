import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chineseCalendar } from './chinese-calendar.js';
import { addDays, diffDays } from './plain-date.rules.js';

const calendar = chineseCalendar();
const dates = fc.integer({ min: 0, max: 2920 }).map((days) => addDays('2019-01-01', days));
const amounts = fc.integer({ min: 1, max: 60 });

describe('whatever the start and the period', () => {
  it('a count of working days ends on a working day, having counted exactly so many', () => {
    fc.assert(
      fc.property(dates, amounts, (from, n) => {
        const { dueOn, ledger } = calendar.countWorkingDays(from, n);
        expect(calendar.isWorkingDay(dueOn)).toBe(true);
        expect(ledger.filter(({ counts }) => counts)).toHaveLength(n);
        expect(calendar.workingDaysBetween(from, dueOn)).toBe(n);
        expect(calendar.addWorkingDays(from, n)).toBe(dueOn);
      }),
    );
  });

  it('a ledger has a line for every day after the start up to the due date', () => {
    fc.assert(
      fc.property(dates, amounts, fc.boolean(), (from, n, rollsForward) => {
        for (const count of [
          calendar.countWorkingDays(from, n),
          calendar.countCalendarDays(from, n, { rollsForward }),
        ]) {
          const expected = count.ledger.map((_, index) => addDays(from, index + 1));
          expect(count.ledger.map(({ date }) => date)).toEqual(expected);
          expect(count.ledger.at(-1)?.date).toBe(count.dueOn);
        }
      }),
    );
  });

  it('a later start never ends earlier, and a longer period ends later', () => {
    fc.assert(
      fc.property(dates, amounts, (from, n) => {
        const due = (start: string, amount: number) =>
          calendar.countWorkingDays(start, amount).dueOn;
        expect(due(addDays(from, 1), n) >= due(from, n)).toBe(true);
        expect(due(from, n + 1) > due(from, n)).toBe(true);
      }),
    );
  });

  it('calendar days are so many days, and rolling only ever moves to a later working day', () => {
    fc.assert(
      fc.property(dates, amounts, (from, n) => {
        const plain = calendar.countCalendarDays(from, n, { rollsForward: false });
        const rolled = calendar.countCalendarDays(from, n, { rollsForward: true });
        expect(diffDays(from, plain.dueOn)).toBe(n);
        expect(rolled.ledger.filter(({ counts }) => counts)).toHaveLength(n);
        expect(calendar.isWorkingDay(rolled.dueOn)).toBe(true);
        expect(calendar.workingDaysBetween(plain.dueOn, rolled.dueOn)).toBe(
          calendar.isWorkingDay(plain.dueOn) ? 0 : 1,
        );
      }),
    );
  });

  it('going back as many working days as forward returns to a working day that was left', () => {
    fc.assert(
      fc.property(dates, amounts, (from, n) => {
        fc.pre(calendar.isWorkingDay(from));
        expect(calendar.addWorkingDays(calendar.addWorkingDays(from, n), -n)).toBe(from);
      }),
    );
  });
});
