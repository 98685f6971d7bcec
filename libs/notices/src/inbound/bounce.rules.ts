import type { CopyEvent } from '../copy-events.js';
import type { Message } from '../message.entity.js';
import type { Copy } from '../notice.entities.js';

type Sent = Pick<Message, 'id' | 'kind' | 'state' | 'acceptedAt' | 'address' | 'response'>;
type CopyFacts = Pick<Copy, 'transport' | 'serviceMethod' | 'serviceProof'>;

/**
 * What a bounce does to the service of a copy; null where it only is to be noted. `notices` are the mails
 * by which the copy was sent, the bounced one among them, already marked as undeliverable.
 *
 * It changes the transport axis and nothing else (rules.md: "A late bounce voids the period from service
 * onward; answers that came anyway stand"). That holds where a named officer has acknowledged as well: no
 * axis implies another, so an acknowledgement does not become a service by itself. But it proves the
 * receipt, and the land office may record it as a service by hand, on the day of the acknowledgement; then
 * the periods run from that day.
 */
export function afterBounce(
  copy: CopyFacts,
  bounced: Pick<Sent, 'id' | 'kind'>,
  notices: Sent[],
  response: string,
): CopyEvent | null {
  // A service by hand stands, whatever became of mail; a reminder that comes back has served nobody.
  if (bounced.kind !== 'notice' || copy.transport !== 'served') return null;
  if (copy.serviceMethod !== 'email') return null;
  const others = notices.filter(({ id }) => id !== bounced.id);
  const [next] = others
    .filter(
      (one): one is Sent & { acceptedAt: Date } => one.state === 'accepted' && !!one.acceptedAt,
    )
    .sort((a, b) => a.acceptedAt.getTime() - b.acceptedAt.getTime());
  if (!next) {
    const pending = others.some(({ state }) => state === 'queued' || state === 'sending');
    return { type: 'copy-bounced', response, pending };
  }
  // It was served by another mail than this one, and stays so.
  if (copy.serviceProof?.messageId !== bounced.id) return null;
  return {
    type: 'service-moved',
    servedAt: next.acceptedAt,
    proof: { messageId: next.id, address: next.address, response: next.response },
  };
}
