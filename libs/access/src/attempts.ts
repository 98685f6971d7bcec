import { Problem } from '#platform';
import type { Repository } from 'typeorm';
import type { Officer } from './access.entities.js';

const FAILURES_TO_LOCK = 5;
const LOCK_MS = 15 * 60_000;

/**
 * Counted as a failure before it is looked at, so that a hundred guesses at once are no more than five; a
 * right one takes it back. Passwords and codes are counted apart: whoever knows the password must not
 * guess at codes for ever.
 *
 * @throws Problem 429 sign-in-locked
 */
export async function takeAttempt(
  officers: Repository<Officer>,
  officerId: string,
  what: 'password' | 'code',
  now: Date,
): Promise<void> {
  const column = what === 'password' ? 'failed_sign_ins' : 'failed_codes';
  const [, taken] = await officers.query<[unknown[], number]>(
    `UPDATE officer SET
       ${column} = CASE WHEN ${column} + 1 >= $2 THEN 0 ELSE ${column} + 1 END,
       locked_until = CASE WHEN ${column} + 1 >= $2 THEN $3::timestamptz END
     WHERE id = $1 AND (locked_until IS NULL OR locked_until <= $4)`,
    [officerId, FAILURES_TO_LOCK, new Date(now.getTime() + LOCK_MS), now],
  );
  if (taken === 0) {
    throw new Problem(
      429,
      'sign-in-locked',
      '尝试次数过多，请15分钟后再试。',
      [],
      'Too many attempts: please try again in 15 minutes.',
    );
  }
}
