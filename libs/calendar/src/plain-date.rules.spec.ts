import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { transformFileSync } from '@swc/core';
import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  compareDates,
  diffDays,
  instantOf,
  isPlainDate,
  localDateOf,
  weekday,
} from './plain-date.rules.js';

describe('a plain date', () => {
  it.each(['2026-02-28', '2024-02-29', '2000-02-29', '1970-01-01', '9999-12-31'])(
    'accepts %s',
    (date) => expect(isPlainDate(date)).toBe(true),
  );

  it.each([
    '2026-02-30',
    '2026-02-29',
    '2100-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '20260101',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '2026-01-01\n',
    '２０２６-01-01',
    '+002026-01-01',
    '',
    null,
    20260101,
    new Date(),
  ])('rejects %p', (value) => expect(isPlainDate(value)).toBe(false));

  it('adds and subtracts days over months, leap days and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
    expect(addDays('2026-05-05', 0)).toBe('2026-05-05');
    expect(addDays('1969-12-31', 1)).toBe('1970-01-01');
  });

  it('says so where the result leaves the calendar, or the start is none', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
    expect(() => addDays('9999-12-31', 1e12)).toThrow(RangeError);
    expect(() => addDays('2026-02-30', 1)).toThrow('"2026-02-30" is not a date');
  });

  it('measures the days between two dates in both directions', () => {
    expect(diffDays('2026-02-28', '2026-03-01')).toBe(1);
    expect(diffDays('2026-03-01', '2024-02-29')).toBe(-731);
  });

  it('knows the day of the week, also before 1970', () => {
    expect(weekday('2026-02-14')).toBe(6);
    expect(weekday('2026-10-08')).toBe(4);
    expect(weekday('1969-12-28')).toBe(0);
  });

  it('sorts', () => {
    expect(['2026-10-08', '2019-01-01', '2026-09-30'].sort(compareDates)).toEqual([
      '2019-01-01',
      '2026-09-30',
      '2026-10-08',
    ]);
    expect(compareDates('2026-01-01', '2026-01-01')).toBe(0);
  });
});

describe('an instant', () => {
  it.each([
    ['2026-02-14T15:59:59.999Z', '2026-02-14'],
    ['2026-02-14T16:00:00Z', '2026-02-15'],
    ['2026-02-14T16:30:00Z', '2026-02-15'],
    ['2026-12-31T20:00:00Z', '2027-01-01'],
  ])('%s is the date %s in Shanghai', (instant, date) => {
    expect(localDateOf(new Date(instant))).toBe(date);
  });

  it('is found from a local date and time', () => {
    expect(instantOf('2026-10-08').toISOString()).toBe('2026-10-07T16:00:00.000Z');
    expect(instantOf('2026-10-08', '09:30').toISOString()).toBe('2026-10-08T01:30:00.000Z');
    expect(() => instantOf('2026-10-08', '24:00')).toThrow(RangeError);
    expect(() => instantOf('2026-02-30', '09:00')).toThrow(RangeError);
  });

  it('is the same whatever the zone of the process', () => {
    const file = join(import.meta.dirname, 'plain-date.rules.ts');
    const { code } = transformFileSync(file, {
      swcrc: false,
      configFile: false,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    });
    const script = `${code}
      console.log(JSON.stringify([
        localDateOf(new Date('2026-03-08T16:30:00Z')), instantOf('2026-03-08', '02:30').toISOString(),
        addDays('2026-03-07', 2), weekday('2026-03-08'), diffDays('2026-03-01', '2026-04-01'),
        isPlainDate('2026-02-30'), isPlainDate('2011-12-30'),
      ]));`;
    const zones = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Apia', 'Asia/Kathmandu'];
    const answers = zones.map((TZ) =>
      execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        env: { TZ },
        encoding: 'utf8',
      }).trim(),
    );
    expect(new Set(answers)).toEqual(
      new Set(['["2026-03-09","2026-03-07T18:30:00.000Z","2026-03-09",0,31,false,true]']),
    );
  });
});
