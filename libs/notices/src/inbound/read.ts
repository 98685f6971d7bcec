import type { Classified, InboundMail } from '#mail';
import type { BroughtFile, ReceivedMail } from './inbound.entities.js';

/** A mail with all that can be found out without changing anything. */
export interface Read {
  mail: ReceivedMail;
  content: InboundMail;
  classified: Classified;
  files: BroughtFile[];
}
