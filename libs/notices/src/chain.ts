import { chainDigest } from '#evidence';
import { insertRows, newId } from '#platform';
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
  await insertRows(manager, 'event', rows);
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
