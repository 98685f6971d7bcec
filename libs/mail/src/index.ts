export { MailAddresses, type OwnAddress } from './addresses.js';
export { MailSigner } from './dkim.js';
export { type InboundFile, type InboundMail, readInbound } from './inbound-mail.js';
export {
  classify,
  type Classified,
  type DeliveryReport,
  envelopeIdOf,
  type InboundKind,
  recipientsIn,
  reportedIds,
} from './inbound.rules.js';
export { digestLetter } from './digest-letter.js';
export { bouncedLetter, mailReceivedLetter } from './inbound-letters.js';
export { maskTexts } from './mime-parts.js';
export { type Letter, type Mail, renderLetter } from './letter.js';
export * from './letters.js';
export { MailModule } from './mail.module.js';
export { DeliveryError, type Envelope, MailTransport, messageIdOf } from './mail-transport.js';
export * from './mime.js';
export { nextAttemptAt } from './retry.rules.js';
