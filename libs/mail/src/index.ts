export { type Letter, type Mail, renderLetter } from './letter.js';
export * from './letters.js';
export { MailModule } from './mail.module.js';
export { DeliveryError, MailTransport, messageIdOf } from './mail-transport.js';
export { nextAttemptAt } from './retry.rules.js';
