import { describe, expect, it } from '@jest/globals';
import { chineseCalendar, deadline } from '#calendar';
import { festivalWords, noteWords } from './ledger-words.js';

const EN = { language: 'en' } as const;

describe('the count of a date', () => {
  it.each([
    ['2026-09-29', { workingDays: 8 }],
    ['2026-09-29', { calendarDays: 2, rollsForward: true }],
    ['2026-10-09', { calendarDays: 2, rollsForward: true }],
    ['2026-09-29', { calendarDays: 20, rollsForward: false }],
  ])('from %s, %j, is told in English without a Chinese word', (from, question) => {
    const { ledger } = deadline(chineseCalendar(), { from, ...question });
    expect(ledger.length).toBeGreaterThan(1);
    for (const { note } of ledger) {
      expect([note, noteWords(note, EN)]).toEqual([note, expect.not.stringMatching(/\p{sc=Han}/u)]);
      expect(noteWords(note, { language: 'zh' })).toBe(note);
    }
  });

  it.each([
    ['第5个工作日', 'working day 5'],
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
