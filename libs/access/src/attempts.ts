import { Problem } from '#platform';
import type { Repository } from 'typeorm';
import type { Officer } from './access.entities.js';

const FAILURES_TO_LOCK = 5;
const LOCK_MS = 15 * 60_000;

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', timeStyle: 'short' });

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
  if (taken > 0) return;
  const officer = await officers.findOneBy({ id: officerId });
  throw lockedUntil(officer?.lockedUntil ?? new Date(now.getTime() + LOCK_MS), now);
}

function lockedUntil(until: Date, now: Date): Problem {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  const minutes = Math.ceil(seconds / 60);
  // The minute after: who comes back at the one that is shown is let in.
  const from = CLOCK.format(new Date(Math.ceil(until.getTime() / 60_000) * 60_000));
  return new Problem(
    429,
    'sign-in-locked',
    `尝试次数过多，请${minutes}分钟后（${from}以后）再试。`,
    [],
    `Too many attempts: please try again in ${minutes} minute${minutes === 1 ? '' : 's'} (after ${from}).`,
    seconds,
  );
}
