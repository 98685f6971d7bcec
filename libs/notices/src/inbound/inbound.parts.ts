import { BounceService } from './bounce.service.js';
import { HoldingPen } from './holding-pen.service.js';
import { InboundHandling, ReceivedMail } from './inbound.entities.js';
import { InboundQueries } from './inbound-queries.service.js';
import { MailIntake } from './intake.service.js';
import { LetterService } from './letter.service.js';
import { InboundReader } from './reader.service.js';
import { ResendService } from './resend.service.js';

/** Mail that comes in: kept, read, and what it does to a copy. */
export const INBOUND_SERVICES = [
  BounceService,
  HoldingPen,
  InboundQueries,
  InboundReader,
  LetterService,
  MailIntake,
  ResendService,
];

export const INBOUND_ENTITIES = [InboundHandling, ReceivedMail];
