import { describe, expect, it } from '@jest/globals';
import { pageContext, withQuery } from './context.js';
import { dateWords, remainingWords } from './dates.js';

const zh = pageContext('zh', '2026-11-27', '/');
const en = pageContext('en', '2026-11-27', '/');
const five = { amount: 5, unit: 'working-day' as const };
const two = { amount: 2, unit: 'calendar-day' as const };

describe('dates as offices write them', () => {
  it.each([
    ['2026-12-03', '12月3日（周四）', '3 Dec (Thu)'],
    ['2026-11-29', '11月29日（周日）', '29 Nov (Sun)'],
    ['2027-01-04', '2027年1月4日（周一）', '4 Jan 2027 (Mon)'],
  ])('%s is %s', (on, words, english) => {
    expect(dateWords(on, zh)).toBe(words);
    expect(dateWords(on, en)).toBe(english);
  });

  it('carries the year in print', () => {
    expect(dateWords('2026-12-03', zh, true)).toBe('2026年12月3日（周四）');
  });
});

describe('what is left of a period', () => {
  it.each([
    [4, '2026-12-03', five, '还有 4 个工作日', '4 working days left'],
    [1, '2026-11-30', five, '还有 1 个工作日', '1 working day left'],
    [0, '2026-11-27', five, '今天到期', 'due today'],
    [-2, '2026-11-25', five, '逾期 2 个工作日', 'overdue by 2 working days'],
    [-1, '2026-11-26', two, '逾期 1 天', 'overdue by 1 calendar day'],
    [2, '2026-11-29', two, '还有 2 天', '2 calendar days left'],
  ])('%d until %s', (remaining, dueOn, period, words, english) => {
    expect(remainingWords({ remaining, dueOn, period }, zh)).toBe(words);
    expect(remainingWords({ remaining, dueOn, period }, en)).toBe(english);
  });

  it('is overdue on the weekend after it, though no working day has passed', () => {
    const saturday = pageContext('zh', '2026-11-28', '/');
    expect(remainingWords({ remaining: 0, dueOn: '2026-11-27', period: five }, saturday)).toBe(
      '已逾期',
    );
  });

  it('says nothing of a duty without a date', () => {
    expect(remainingWords({ remaining: null, dueOn: null, period: null }, zh)).toBe('');
  });
});

describe('the address of the other language', () => {
  it('keeps the filters', () => {
    expect(withQuery('/console/unanswered?town=320681110', 'lang', 'en')).toBe(
      '/console/unanswered?town=320681110&lang=en',
    );
  });
});
