import { describe, expect, it } from '@jest/globals';
import { RateLimit } from './rate-limit.js';

describe('a rate limit of three a minute', () => {
  it('lets three through and says how long the fourth must wait', () => {
    const limit = new RateLimit(3);
    expect([0, 10, 20].map((now) => limit.take('a', now))).toEqual([0, 0, 0]);
    expect(limit.take('a', 30_000)).toBe(30);
    expect(limit.take('a', 59_999)).toBe(1);
  });

  it('begins again a minute after the first', () => {
    const limit = new RateLimit(1);
    limit.take('a', 0);
    expect(limit.take('a', 59_000)).toBe(1);
    expect(limit.take('a', 60_000)).toBe(0);
  });

  it('counts every key by itself', () => {
    const limit = new RateLimit(1);
    limit.take('a', 0);
    expect(limit.take('b', 0)).toBe(0);
  });
});
