import type { InboundKind, OwnAddress } from '#mail';
import type { InboundDoubt, InboundPlace, MatchedBy } from './inbound.entities.js';

/** A message of ours, as far as it matters to a mail about it. */
export interface About {
  messageId: string | null;
  copyId: string | null;
  by: MatchedBy;
}

export interface Placed {
  place: Exclude<InboundPlace, 'new' | 'done'>;
  why: InboundDoubt | null;
  /** What it is about, beyond doubt; null in the pen. */
  about: About | null;
}

/**
 * Where a mail lies until somebody does something about it. `found` is what its address, or what it says,
 * leads to; null where that is nothing of ours.
 *
 * Only an address that we made and sent to the agency says for sure which copy a letter is about: a
 * Message-ID stands in every answer that is passed on. A report is believed by its Message-ID too, since
 * some servers report to another address; that ID is known to nobody but those who had the mail.
 */
export function placeOf(kind: InboundKind, own: OwnAddress | null, found: About | null): Placed {
  if (own && !own.valid) return pen('forged');
  switch (kind) {
    case 'unclear-report':
      return pen('unclear');
    case 'bounce':
    case 'delay':
    case 'delivered':
    case 'auto-reply':
      return found ? { place: 'kept', why: null, about: found } : pen('unknown');
    case 'letter': {
      const sure = found?.copyId && (found.by === 'reply-address' || found.by === 'verp');
      return sure ? { place: 'desk', why: null, about: found } : pen('unknown');
    }
  }
}

const pen = (why: InboundDoubt): Placed => ({ place: 'pen', why, about: null });
