import { Problem } from '#platform';
import type { EntityManager } from 'typeorm';
import type { NoticeState } from './notice.entities.js';

/** One request per key at a time; a key's first answer is kept for good. */
export async function claimKey(
  manager: EntityManager,
  agencyId: string,
  key: string,
  bodyDigest: string,
): Promise<{ noticeId: string; state: NoticeState } | null> {
  const [{ free }] = await manager.query<[{ free: boolean }]>(
    'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS free',
    [`${agencyId}:${key}`],
  );
  if (!free) {
    throw Problem.conflict(
      'idempotency-running',
      '同一 Idempotency-Key 的请求正在处理，请稍后再试。',
      'This request is being worked on already: please try again in a moment.',
    );
  }
  const [known] = await manager.query<
    { body_digest: string; answer: { noticeId: string; state: NoticeState } }[]
  >('SELECT body_digest, answer FROM idempotency WHERE agency_id = $1 AND key = $2', [
    agencyId,
    key,
  ]);
  if (!known) return null;
  if (known.body_digest !== bodyDigest) {
    throw new Problem(
      422,
      'idempotency-mismatch',
      '此 Idempotency-Key 已用于另一内容的请求；新的请求请换一个新的键。',
      [],
      'This key was used for another request: take a new one.',
    );
  }
  return known.answer;
}
