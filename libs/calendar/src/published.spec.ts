import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { LegalHoliday } from 'tyme4ts';
import { chineseCalendar } from './chinese-calendar.js';
import { addDays, isWeekend } from './plain-date.rules.js';
import { publishedCalendar } from './published.js';

const calendar = chineseCalendar();
const YEARS = [2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026];

function daysOf(year: number): string[] {
  const days: string[] = [];
  for (let date = `${year}-01-01`; date.startsWith(`${year}`); date = addDays(date, 1)) {
    days.push(date);
  }
  return days;
}

const workingDays = (year: number) => daysOf(year).filter((date) => calendar.isWorkingDay(date));

describe('the published calendar', () => {
  it('covers 2019 to 2026 and names the data it came from', () => {
    expect(publishedCalendar().years.map(({ year }) => year)).toEqual(YEARS);
    expect(calendar.coveredUntil).toBe('2026-12-31');
    expect(calendar.version).toMatch(/^chinese-days@\d+\.\d+\.\d+$/);
  });

  it.each([
    [2019, 250],
    [2020, 249],
    [2021, 250],
    [2022, 249],
    [2023, 249],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('has in %i %i working days', (year, count) => {
    expect(workingDays(year)).toHaveLength(count);
  });

  it.each([
    [2019, '02-02 02-03 04-28 05-05 09-29 10-12'],
    [2020, '01-19 04-26 05-09 06-28 09-27 10-10'],
    [2021, '02-07 02-20 04-25 05-08 09-18 09-26 10-09'],
    [2022, '01-29 01-30 04-02 04-24 05-07 10-08 10-09'],
    [2023, '01-28 01-29 04-23 05-06 06-25 10-07 10-08'],
    [2024, '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12'],
    [2025, '01-26 02-08 04-27 09-28 10-11'],
    [2026, '01-04 02-14 02-28 05-09 09-20 10-10'],
  ])('makes up in %i on %s', (year, days) => {
    const madeUp = daysOf(year).filter((date) => calendar.day(date).kind === 'make-up-workday');
    expect(madeUp.map((date) => date.slice(5)).join(' ')).toBe(days);
  });

  it("knows the working Saturday that 2019's arrangement set in the year before", () => {
    expect(calendar.day('2018-12-29')).toEqual({
      date: '2018-12-29',
      kind: 'make-up-workday',
      name: '元旦',
      source: '国务院办公厅关于2019年部分节假日安排的通知',
      provisional: true,
    });
  });

  it('gives the published name and the paper of a day', () => {
    expect(calendar.day('2026-10-01')).toMatchObject({
      kind: 'holiday',
      name: '国庆节',
      source: '国务院办公厅关于2026年部分节假日安排的通知',
    });
    expect(calendar.day('2026-04-05')).toMatchObject({ kind: 'holiday', name: '清明节' });
    expect(calendar.day('2026-10-08')).toMatchObject({ kind: 'workday', name: null, source: null });
    expect(calendar.day('2026-10-17')).toMatchObject({ kind: 'weekend', name: null, source: null });
  });

  it('names the revising paper where a plan was changed', () => {
    expect(calendar.day('2020-01-31').source).toContain('国办发明电〔2020〕1号');
    expect(calendar.day('2020-02-02').source).toContain('国办发明电〔2020〕1号');
    expect(calendar.day('2020-01-30').source).toBe('国务院办公厅关于2020年部分节假日安排的通知');
    expect(calendar.day('2019-05-05').source).toContain('国办发明电〔2019〕3号');
  });
});

describe('day by day, against packages that read the notices on their own', () => {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve('holiday-calendar/package.json');

  it.each(YEARS)('%i agrees with holiday-calendar', (year) => {
    const file = join(dirname(manifest), 'data', 'CN', `${year}.json`);
    const { dates } = JSON.parse(readFileSync(file, 'utf8')) as {
      dates: { date: string; type: 'public_holiday' | 'transfer_workday' }[];
    };
    const types = new Map(dates.map(({ date, type }) => [date, type]));
    const theirs = daysOf(year).filter((date) => {
      const type = types.get(date);
      return type === undefined ? !isWeekend(date) : type === 'transfer_workday';
    });
    expect(workingDays(year)).toEqual(theirs);
  });

  it.each(YEARS)('%i agrees with tyme4ts', (year) => {
    const theirs = daysOf(year).filter((date) => {
      const [y = 0, m = 0, d = 0] = date.split('-').map(Number);
      return LegalHoliday.fromYmd(y, m, d)?.isWork() ?? !isWeekend(date);
    });
    expect(workingDays(year)).toEqual(theirs);
  });
});
