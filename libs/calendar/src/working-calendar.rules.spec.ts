import { describe, expect, it } from '@jest/globals';
import type { OwnDay } from './calendar.types.js';
import { chineseCalendar } from './chinese-calendar.js';
import { publishedCalendar } from './published.js';
import { WorkingCalendar } from './working-calendar.rules.js';

const calendar = chineseCalendar();

function withOwn(days: [date: string, kind: OwnDay['kind']][], covers: number[] = []) {
  return chineseCalendar({
    days: days.map(([date, kind]) => ({
      date,
      kind,
      name: '测试',
      source: '启东市人民政府办公室通知',
      documentNumber: '启政办发〔2026〕1号',
    })),
    covers,
    version: 'own-1',
  });
}

describe('five working days', () => {
  it.each([
    ['2020-05-15', '2020-05-22', 'an ordinary week'],
    ['2020-04-24', '2020-04-30', 'a working Sunday'],
    ['2020-04-30', '2020-05-11', 'Labour Day and a working Saturday'],
    ['2020-01-21', '2020-02-05', 'the extended Spring Festival of 2020'],
    ['2025-01-23', '2025-02-06', 'Spring Festival with a working Sunday before it'],
    ['2026-09-30', '2026-10-13', 'National Day with a working Saturday after it'],
  ])('from %s end on %s: %s', (from, dueOn) => {
    expect(calendar.countWorkingDays(from, 5)).toMatchObject({ from, dueOn, provisional: false });
  });

  it('were due on 2020-02-03 under the first plan of 2020, on 02-05 after the extension', () => {
    const first = withOwn([
      ['2020-01-31', 'workday'],
      ['2020-02-01', 'make-up-workday'],
      ['2020-02-02', 'weekend'],
    ]);
    expect(first.countWorkingDays('2020-01-21', 5).dueOn).toBe('2020-02-03');
  });

  it('were due on 2019-05-03 before Labour Day of 2019 was lengthened, on 05-05 after', () => {
    const first = withOwn([
      ['2019-04-28', 'weekend'],
      ['2019-05-02', 'workday'],
      ['2019-05-03', 'workday'],
      ['2019-05-05', 'weekend'],
    ]);
    expect(first.countWorkingDays('2019-04-25', 5).dueOn).toBe('2019-05-03');
    expect(calendar.countWorkingDays('2019-04-25', 5).dueOn).toBe('2019-05-05');
  });

  it('have a ledger that explains every day', () => {
    const { ledger } = calendar.countWorkingDays('2026-09-30', 5);
    expect(ledger.map(({ date, note }) => `${date.slice(5)} ${note}`)).toEqual([
      '10-01 国庆节放假',
      '10-02 国庆节放假',
      '10-03 国庆节放假',
      '10-04 国庆节放假',
      '10-05 国庆节放假',
      '10-06 国庆节放假',
      '10-07 国庆节放假',
      '10-08 第1个工作日',
      '10-09 第2个工作日',
      '10-10 国庆节调休补班，第3个工作日',
      '10-11 周末',
      '10-12 第4个工作日',
      '10-13 第5个工作日',
    ]);
    expect(ledger[9]).toEqual({
      date: '2026-10-10',
      kind: 'make-up-workday',
      counts: true,
      note: '国庆节调休补班，第3个工作日',
    });
  });

  it('start from an off-day as from any other', () => {
    expect(calendar.countWorkingDays('2026-10-03', 1).dueOn).toBe('2026-10-08');
  });
});

describe('no days', () => {
  it('end on the day of the start, off or not, with an empty ledger', () => {
    const none = { from: '2026-10-03', dueOn: '2026-10-03', provisional: false, ledger: [] };
    expect(calendar.countWorkingDays('2026-10-03', 0)).toEqual(none);
    expect(calendar.countCalendarDays('2026-10-03', 0, { rollsForward: false })).toEqual(none);
  });

  it('roll from an off-day to the next working day where the rulebook says so', () => {
    const rolled = calendar.countCalendarDays('2026-10-03', 0, { rollsForward: true });
    expect(rolled.dueOn).toBe('2026-10-08');
    expect(rolled.ledger.map(({ counts }) => counts)).toEqual(Array(5).fill(false));
  });
});

describe('calendar days', () => {
  it('run over holidays: two days from 2026-09-30 end on 10-02', () => {
    const { dueOn, ledger } = calendar.countCalendarDays('2026-09-30', 2, { rollsForward: false });
    expect(dueOn).toBe('2026-10-02');
    expect(ledger.map(({ note }) => note)).toEqual(['第1日', '第2日']);
  });

  it('move to 10-08 where they roll (民法典 203), and the ledger says why', () => {
    const period = { amount: 2, unit: 'calendar-days' } as const;
    const { dueOn, ledger } = calendar.count('2026-09-30', period, true);
    expect(dueOn).toBe('2026-10-08');
    expect(ledger.map(({ date, counts, note }) => [date.slice(5), counts, note])).toEqual([
      ['10-01', true, '第1日'],
      ['10-02', true, '第2日'],
      ['10-03', false, '国庆节放假，顺延'],
      ['10-04', false, '国庆节放假，顺延'],
      ['10-05', false, '国庆节放假，顺延'],
      ['10-06', false, '国庆节放假，顺延'],
      ['10-07', false, '国庆节放假，顺延'],
      ['10-08', false, '顺延至此工作日'],
    ]);
  });

  it('stay where the last day is a working day, also a make-up one', () => {
    const options = { rollsForward: true };
    expect(calendar.countCalendarDays('2026-10-08', 2, options).dueOn).toBe('2026-10-10');
  });

  it('roll over a weekend onto a working Sunday', () => {
    const { dueOn, ledger } = calendar.countCalendarDays('2024-04-05', 1, { rollsForward: true });
    expect(dueOn).toBe('2024-04-07');
    expect(ledger.at(-1)?.note).toBe('清明节调休补班，顺延至此工作日');
  });
});

describe('a step of a ladder', () => {
  it.each([
    ['2026-10-13', -2, '2026-10-10'],
    ['2026-10-08', -1, '2026-09-30'],
    ['2026-10-04', 0, '2026-10-04'],
    ['2026-10-04', 1, '2026-10-08'],
    ['2026-10-13', 10, '2026-10-27'],
  ])('%s with %i working days is %s', (date, n, reached) => {
    expect(calendar.addWorkingDays(date, n)).toBe(reached);
  });

  it('says how many working days are left, and how many have passed', () => {
    expect(calendar.workingDaysBetween('2026-09-30', '2026-10-13')).toBe(5);
    expect(calendar.workingDaysBetween('2026-10-13', '2026-09-30')).toBe(-5);
    expect(calendar.workingDaysBetween('2026-10-01', '2026-10-07')).toBe(0);
    expect(Object.is(calendar.workingDaysBetween('2026-10-07', '2026-10-01'), 0)).toBe(true);
    expect(() => calendar.workingDaysBetween('1900-01-01', '2026-01-01')).toThrow(RangeError);
  });
});

describe('a count is provisional', () => {
  it.each([
    ['2026-12-16', 5, false, 'the last day that it touches is 23 December'],
    ['2026-12-17', 5, true, 'it touches 24 December of the last covered year'],
    ['2026-12-28', 5, true, 'it runs into a year without an arrangement'],
    ['2025-12-26', 5, false, 'the year that follows is covered'],
    ['2018-12-20', 1, true, 'it lies before the first covered year'],
    ['2018-12-31', 1, false, 'the start is not counted, the rest is covered'],
  ])('from %s, %i working days: %p, as %s', (from, n, provisional) => {
    expect(calendar.countWorkingDays(from, n).provisional).toBe(provisional);
  });

  it('also where only the day it may roll from is unsettled', () => {
    const roll = (from: string) => calendar.countCalendarDays(from, 0, { rollsForward: true });
    expect(roll('2026-12-31')).toMatchObject({ dueOn: '2026-12-31', provisional: true });
  });

  it("until the operator's arrangement of the year arrives", () => {
    expect(calendar.countWorkingDays('2026-12-28', 5).dueOn).toBe('2027-01-04');
    const arranged = withOwn([['2027-01-01', 'holiday']], [2027]);
    expect(arranged.countWorkingDays('2026-12-28', 5)).toMatchObject({
      dueOn: '2027-01-05',
      provisional: false,
    });
    expect(arranged.coveredUntil).toBe('2027-12-31');
    expect(arranged.version).toBe(`${calendar.version}+own-1`);
  });

  it('still where a single own day of an uncovered year is known', () => {
    const partly = withOwn([['2027-01-01', 'holiday']]);
    expect(partly.countWorkingDays('2026-12-28', 5).provisional).toBe(true);
    expect(partly.coveredUntil).toBe('2026-12-31');
  });

  it('in a gap between covered years', () => {
    const gap = withOwn([['2028-01-01', 'holiday']], [2028]);
    expect(gap.coveredUntil).toBe('2026-12-31');
    expect(gap.countWorkingDays('2027-06-01', 5).provisional).toBe(true);
    expect(gap.countWorkingDays('2028-06-01', 5).provisional).toBe(false);
  });
});

describe("the operator's own days", () => {
  it('lie on top of what is published, the last one entered winning', () => {
    const local = withOwn([
      ['2026-06-08', 'holiday'],
      ['2026-06-09', 'holiday'],
      ['2026-06-09', 'workday'],
    ]);
    const { dueOn, ledger } = local.countWorkingDays('2026-06-05', 1);
    expect(dueOn).toBe('2026-06-09');
    expect(ledger.map(({ note }) => note)).toEqual([
      '周末',
      '周末',
      '测试放假',
      '第1个工作日（测试）',
    ]);
    expect(local.day('2026-06-08').source).toBe('启东市人民政府办公室通知（启政办发〔2026〕1号）');
  });

  it('that list a Monday as 上班 make it a working day, not a make-up one', () => {
    expect(withOwn([['2020-02-03', 'make-up-workday']]).day('2020-02-03').kind).toBe('workday');
  });

  it('that leave no working day end in an error, not in an endless count', () => {
    const days: [string, OwnDay['kind']][] = [];
    for (let date = '2027-01-01'; date < '2029-01-01';) {
      days.push([date, 'holiday']);
      date = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
    }
    const closed = withOwn(days);
    expect(() => closed.countWorkingDays('2026-12-31', 1)).toThrow('no working day within a year');
    expect(() => closed.addWorkingDays('2026-12-31', 1)).toThrow(RangeError);
  });
});

describe('nonsense is refused', () => {
  it.each([-1, 1.5, Number.NaN, 3661, Infinity])('as a period of %p days', (n) => {
    const cap = 'give a whole number from 0 to 3660';
    expect(() => calendar.countWorkingDays('2026-01-01', n)).toThrow(cap);
    expect(() => calendar.countCalendarDays('2026-01-01', n, { rollsForward: true })).toThrow(cap);
  });

  it('as a start that is no date', () => {
    expect(() => calendar.countWorkingDays('2026-02-30', 0)).toThrow(RangeError);
    expect(() => calendar.day('9/30')).toThrow('"9/30" is not a date');
  });

  it('but ten years of days are counted, and an empty calendar knows weekends', () => {
    expect(calendar.countWorkingDays('2019-01-01', 3660).provisional).toBe(true);
    const bare = new WorkingCalendar({ published: [], version: 'bare' });
    expect(bare.coveredUntil).toBeNull();
    expect(bare.countWorkingDays('2026-09-30', 5)).toMatchObject({
      dueOn: '2026-10-07',
      provisional: true,
    });
  });
});

describe('years that are taken away', () => {
  it('shorten what is covered', () => {
    const published = publishedCalendar().years.filter(({ year }) => year < 2026);
    const older = new WorkingCalendar({ published, version: 'older' });
    expect(older.coveredUntil).toBe('2025-12-31');
    expect(older.countWorkingDays('2025-12-26', 5).provisional).toBe(true);
  });
});
