import { Inject, Injectable } from '@nestjs/common';
import {
  buildMime,
  type Enclosure,
  type Envelope,
  MailAddresses,
  MailSigner,
  messageIdOf,
} from '#mail';
import { Clock, CONFIG, type Config, createLogger, Problem } from '#platform';
import type { DueDocument } from './documents/due-documents.js';
import { NoticeDocuments } from './documents/notice-documents.service.js';
import type { Composed } from './mail-composer.js';
import type { Message } from './message.entity.js';
import { type KeptMail, SentMails } from './sent-mails.service.js';

/** A mail ready for the server. */
export interface OutgoingMail {
  envelope: Envelope;
  raw: Buffer;
  /** To be written once the server has accepted it. */
  kept: KeptMail;
}

/** Makes the bytes that go to the server: addresses, the enclosed document, the signature. */
@Injectable()
export class OutgoingMails {
  readonly #logger;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly addresses: MailAddresses,
    private readonly documents: NoticeDocuments,
    private readonly sentMails: SentMails,
    private readonly signer: MailSigner,
  ) {
    this.#logger = createLogger(config.LOG_LEVEL);
  }

  async make(message: Message, { encloses, ...mail }: Composed): Promise<OutgoingMail> {
    const enclosures = encloses ? await this.#enclosed(message, encloses) : [];
    const built = await buildMime({
      from: this.config.MAIL_FROM,
      to: message.address,
      replyTo: this.#replyTo(message),
      answers: typeof message.props.answers === 'string' ? message.props.answers : undefined,
      messageId: messageIdOf(message.id, this.config.MAIL_FROM),
      date: this.clock.now(),
      enclosures,
      ...mail,
    });
    const signed = await this.signer.sign(built);
    return {
      envelope: { from: this.#sender(message), to: message.address, id: message.id },
      raw: signed.raw,
      kept: await this.sentMails.keep(message.id, signed),
    };
  }

  /**
   * A document that cannot be made is for the operator to mend; the mail says all that it says and goes
   * out without it, for its day runs. Where too many are being made, the mail waits for its turn.
   */
  async #enclosed(message: Message, due: DueDocument): Promise<Enclosure[]> {
    try {
      const { filename, content, digest } = await this.documents.make(due);
      return [{ filename, content, digest, mediaType: 'application/pdf' }];
    } catch (error) {
      if (error instanceof Problem && error.status === 503) throw error;
      const { noticeId, copyId } = message;
      const { message: words, stack } = error instanceof Error ? error : new Error(String(error));
      const what = 'enclose-document';
      this.#logger.error({ what, noticeId, copyId, document: due, stack }, words);
      return [];
    }
  }

  /** Where reports about this mail go: to an address of its own, where somebody reads them. */
  #sender({ id }: Message): string {
    return this.addresses.read ? this.addresses.make('bounce', id) : this.config.MAIL_FROM;
  }

  /** An agency answers to its copy's own address; whoever else is written to has nothing to answer. */
  #replyTo({ copyId, linkId, kind }: Message): string | undefined {
    const answers = this.addresses.read && copyId && (linkId !== null || kind === 'mail-received');
    return answers ? this.addresses.make('reply', copyId) : undefined;
  }
}
