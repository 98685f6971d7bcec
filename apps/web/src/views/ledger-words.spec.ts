import { describe, expect, it } from '@jest/globals';
import { chineseCalendar } from '#calendar';
import { festivalWords, noteWords } from './ledger-words.js';

const EN = { language: 'en' } as const;

describe('the count of a date', () => {
  it.each([
    ['2026-09-29', 8, 'working-days', false],
    ['2026-09-29', 2, 'calendar-days', true],
    ['2026-10-09', 2, 'calendar-days', true],
    ['2026-09-29', 20, 'calendar-days', false],
  ] as const)('from %s, %i %s, is told in English alone', (from, amount, unit, rolls) => {
    const { ledger } = chineseCalendar().count(from, { amount, unit }, rolls);
    expect(ledger.length).toBeGreaterThan(1);
    for (const { note } of ledger) {
      expect([note, noteWords(note, EN)]).toEqual([note, expect.not.stringMatching(/\p{sc=Han}/u)]);
      expect(noteWords(note, { language: 'zh' })).toBe(note);
    }
  });

  it.each([
    ['第5个工作日', 'working day 5'],
    ['国庆节调休补班，第4个工作日', 'make-up working day (National Day), working day 4'],
    ['调休补班，第4个工作日', 'make-up working day, working day 4'],
    ['国庆节放假，顺延', 'holiday (National Day), moved on'],
    ['周末（停水）', 'weekend (停水)'],
  ])('%s: %s', (note, en) => {
    expect(noteWords(note, EN)).toBe(en);
  });

  it('keeps the name of a day that has only a local one', () => {
    expect(festivalWords('停水', EN)).toBe('停水');
  });
});
