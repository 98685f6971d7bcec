import type { EntityManager } from 'typeorm';
import type { NewEvent } from './chain.js';
import { leaveDocuments } from './documents/due-documents.js';
import { Silence } from './duty.entities.js';

/**
 * Annuls the record of silence on a duty and date, where there is one, and the circumstance that was
 * recorded with it. Nothing is deleted: both stay on record beside the reason. The notice is locked by
 * the caller, who tells whom the record had reached.
 */
export async function annulSilence(
  manager: EntityManager,
  duty: { id: string; noticeId: string; dueOn: string | null; copyId: string | null },
  reason: string,
  now: Date,
): Promise<{ silence: Silence; facts: NewEvent[] } | null> {
  const [silence] = duty.dueOn
    ? await manager.findBy(Silence, { dutyId: duty.id, dueOn: duty.dueOn })
    : [];
  if (!silence || silence.annulledAt) return null;
  const annulled = { annulledAt: now, annulmentReason: reason };
  await manager.update(Silence, silence.id, annulled);
  const { noticeId } = duty;
  await leaveDocuments(manager, [{ kind: 'annulment', subjectId: silence.id, noticeId }], now);
  const [circumstances] = await manager.query<[{ id: string; kind: string; clause: string }[]]>(
    `UPDATE circumstance SET annulled_at = $2, annulment_reason = $3
     WHERE silence_id = $1 AND annulled_at IS NULL RETURNING id, kind, clause`,
    [silence.id, now, reason],
  );
  const event = (type: string, data: Record<string, unknown>): NewEvent => ({
    copyId: duty.copyId,
    type,
    actor: 'system',
    data: { dutyId: duty.id, ...data, number: silence.number, reason },
  });
  return {
    silence,
    facts: [
      event('silence-annulled', {}),
      ...circumstances.map((row) => event('circumstance-annulled', row)),
    ],
  };
}
