import { chainDigest } from '#evidence';
import { newId, rowsAsJson } from '#platform';
import type { EntityManager } from 'typeorm';

/** A fact to be appended to a notice's chain. */
export interface NewEvent {
  copyId: string | null;
  type: string;
  actor: string;
  data: Record<string, unknown>;
}

/** The end of a notice's chain; the row of its notice is locked by the caller. */
export interface ChainHead {
  noticeId: string;
  issuerId: string;
  headSeq: number;
  headDigest: string | null;
}

/**
 * Appends events to the chains of locked notices and moves the heads: two statements, whatever the
 * number. The heads are changed in place.
 */
export async function appendEvents(
  manager: EntityManager,
  appended: { head: ChainHead; events: NewEvent[] }[],
  occurredAt: Date,
): Promise<void> {
  const rows = appended.flatMap(({ head, events }) =>
    events.map((event) => {
      const link = {
        noticeId: head.noticeId,
        seq: head.headSeq + 1,
        previous: head.headDigest,
        type: event.type,
        actor: event.actor,
        data: event.data,
        occurredAt: occurredAt.toISOString(),
      };
      head.headSeq = link.seq;
      head.headDigest = chainDigest(link);
      return {
        id: newId(),
        ...link,
        copyId: event.copyId,
        issuerId: head.issuerId,
        digest: head.headDigest,
      };
    }),
  );
  await insertEvents(manager, rows);
  await manager.query(
    `UPDATE notice n SET head_seq = r.head_seq, head_digest = r.head_digest
     FROM jsonb_to_recordset($1::jsonb) r (id uuid, head_seq integer, head_digest text) WHERE n.id = r.id`,
    [
      JSON.stringify(
        appended.map(({ head }) => ({
          id: head.noticeId,
          head_seq: head.headSeq,
          head_digest: head.headDigest,
        })),
      ),
    ],
  );
}

/**
 * The feed goes by transactions, the chain by `seq`. A transaction that began early may append late,
 * after one that began later: its events then take that one's place in the feed, and not one before it.
 * None shows before both have ended, since the feed waits for every older transaction.
 */
async function insertEvents(
  manager: EntityManager,
  rows: readonly (object & { noticeId: string; seq: number })[],
): Promise<void> {
  if (rows.length === 0) return;
  const heads = new Map<string, number>();
  for (const { noticeId, seq } of rows) if (!heads.has(noticeId)) heads.set(noticeId, seq - 1);
  const { names, json } = rowsAsJson(rows);
  await manager.query(
    `INSERT INTO event (${names}, transaction)
     SELECT ${names}, GREATEST(pg_current_xact_id(), p.transaction)
     FROM jsonb_populate_recordset(null::event, $1::jsonb) r
     LEFT JOIN LATERAL (SELECT transaction FROM event e WHERE e.notice_id = r.notice_id
                        AND e.seq = ($2::jsonb ->> r.notice_id::text)::integer) p ON true`,
    [json, JSON.stringify(Object.fromEntries(heads))],
  );
}
