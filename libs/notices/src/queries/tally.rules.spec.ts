import { describe, expect, it } from '@jest/globals';
import { chineseCalendar } from '#calendar';
import { medianOf, REPLY_DAYS, replyDaysOf } from './tally.rules.js';

describe('the working days that replies took', () => {
  it('leave holidays out, and put all that took very long into the last place', () => {
    const days = replyDaysOf(
      [
        { servedOn: '2026-09-29', repliedOn: '2026-09-29', replies: 1 },
        { servedOn: '2026-09-29', repliedOn: '2026-10-08', replies: 2 },
        { servedOn: '2026-09-29', repliedOn: '2026-12-31', replies: 1 },
        { servedOn: '2026-09-29', repliedOn: null, replies: 5 },
      ],
      chineseCalendar(),
    );
    expect(days).toHaveLength(REPLY_DAYS);
    // 30 September and 8 October: seven days of holiday lie between.
    expect([days[0], days[2], days[REPLY_DAYS - 1]]).toEqual([1, 2, 1]);
    expect(days.reduce((sum, count) => sum + count, 0)).toBe(4);
  });
});

describe('the median', () => {
  it.each([
    [[0, 0, 0], null],
    [[0, 1, 0, 0, 0, 1], 3],
    [[0, 0, 3], 2],
    [[1, 0, 1, 1], 2],
    [[2, 1, 1], 0.5],
  ])('of %j is %s', (counts, median) => {
    expect(medianOf(counts)).toBe(median);
  });
});
