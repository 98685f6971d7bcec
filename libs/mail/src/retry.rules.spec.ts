import { describe, expect, it } from '@jest/globals';
import { nextAttemptAt } from './retry.rules.js';

const now = new Date('2026-09-29T10:00:00Z');
const pause = (attempts: number, random: number) =>
  (nextAttemptAt(attempts, now, random).getTime() - now.getTime()) / 1000;

describe('the pause after a temporary error', () => {
  it.each([
    [1, 30],
    [2, 60],
    [3, 120],
    [7, 1920],
    [8, 3600],
    [40, 3600],
  ])('after attempt %i is %i seconds', (attempts, seconds) => {
    expect(pause(attempts, 0)).toBe(seconds);
  });

  it('is a fifth longer at most', () => {
    expect(pause(1, 1)).toBe(36);
  });
});
