const FIRST_MS = 30_000;
const LONGEST_MS = 3_600_000;

/**
 * When to try again after a temporary error: 30 s, 1 min, 2 min … an hour at most, each up to a fifth
 * longer, so that what failed together does not come back together.
 *
 * `attempts` counts those made, from 1.
 */
export function nextAttemptAt(attempts: number, now: Date, random = Math.random()): Date {
  const pause = Math.min(FIRST_MS * 2 ** Math.max(0, attempts - 1), LONGEST_MS);
  return new Date(now.getTime() + pause * (1 + random / 5));
}
