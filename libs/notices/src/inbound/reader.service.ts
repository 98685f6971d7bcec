import { Injectable } from '@nestjs/common';
import {
  classify,
  envelopeIdOf,
  type InboundFile,
  type InboundMail,
  MailAddresses,
  nextAttemptAt,
  type OwnAddress,
  readInbound,
  reportedIds,
} from '#mail';
import { Clock, masked, Problem } from '#platform';
import { DataSource, type EntityManager } from 'typeorm';
import { AttachmentService } from '../attachment.service.js';
import { CopyRecorder, type Verb } from '../copy-recorder.service.js';
import { Message } from '../message.entity.js';
import { Copy } from '../notice.entities.js';
import { OutboxService } from '../outbox.service.js';
import { isUuid } from '../queries/cursors.js';
import { BounceService } from './bounce.service.js';
import { type BroughtFile, ReceivedMail } from './inbound.entities.js';
import { MailIntake } from './intake.service.js';
import { LetterService } from './letter.service.js';
import { type About, type Placed, placeOf } from './place.rules.js';
import type { Read } from './read.js';

/**
 * Reads the mails that came in, each once and in a transaction of its own: what it is, what it is about,
 * what follows. A mail that cannot be read goes to the pen; one that fails otherwise is tried again and
 * holds up no other.
 */
@Injectable()
export class InboundReader {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly intake: MailIntake,
    private readonly addresses: MailAddresses,
    private readonly attachments: AttachmentService,
    private readonly recorder: CopyRecorder,
    private readonly outbox: OutboxService,
    private readonly bounces: BounceService,
    private readonly letters: LetterService,
  ) {}

  /**
   * Answers how many it looked at.
   *
   * @throws the first error, after all have been looked at; what failed is looked at again later
   */
  async readDue(limit = 20): Promise<number> {
    const due = await this.database.query<{ id: string }[]>(
      `SELECT id FROM inbound_mail WHERE place = 'new' AND due_at <= $1 ORDER BY due_at LIMIT $2`,
      [this.clock.now(), limit],
    );
    const errors: unknown[] = [];
    for (const { id } of due) {
      try {
        await this.#readOne(id);
      } catch (error) {
        errors.push(error);
        await this.#later(id);
      }
    }
    if (errors.length > 0) throw errors[0];
    return due.length;
  }

  async #readOne(id: string): Promise<void> {
    const mail = await this.database.getRepository(ReceivedMail).findOneBy({ id, place: 'new' });
    const raw = mail && (await this.intake.read(id));
    if (!mail) return;
    const content = raw && (await readInbound(raw).catch(() => null));
    if (!content) {
      await this.database.query(
        `UPDATE inbound_mail SET place = 'pen', kind = 'unreadable', why = 'unreadable', due_at = NULL
         WHERE id = $1 AND place = 'new'`,
        [id],
      );
      return;
    }
    const classified = classify(content, mail.sender);
    const files = classified.kind === 'letter' ? await this.#keepFiles(content.files) : [];
    const read = { mail, content, classified, files };
    const messages = await this.database.transaction((manager) => this.#settle(manager, read));
    if (messages) await this.outbox.dispatch(messages);
    else await this.#later(id);
  }

  /** null where the mail that a report is about is still being handed over: then it is read again. */
  async #settle(manager: EntityManager, read: Read): Promise<string[] | null> {
    const { mail, content, classified } = read;
    const [taken] = await manager.query<{ id: string }[]>(
      `SELECT id FROM inbound_mail WHERE id = $1 AND place = 'new' FOR UPDATE SKIP LOCKED`,
      [mail.id],
    );
    if (!taken) return [];
    const own = this.addresses.parse(mail.recipient);
    const found = await this.#found(manager, own, content);
    const placed = placeOf(classified.kind, own, found);
    const message = placed.about?.messageId
      ? await manager.findOneBy(Message, { id: placed.about.messageId })
      : null;
    if (message && ['queued', 'sending'].includes(message.state) && classified.report) return null;
    const copy = placed.about?.copyId
      ? await manager.findOne(Copy, {
          where: { id: placed.about.copyId },
          relations: { notice: true },
        })
      : null;
    await this.#note(manager, read, placed, copy, found);
    if (message && classified.kind === 'bounce' && !(await markBounced(manager, message, read))) {
      return [];
    }
    if (message && classified.kind === 'delay') await markDelayed(manager, message, read);
    const verb = copy && this.#verb(read, placed, message, copy);
    return verb ? (await this.recorder.within(manager, [verb])).messages : [];
  }

  #verb(read: Read, placed: Placed, message: Message | null, copy: Copy): Verb | null {
    const { kind } = read.classified;
    if (placed.place === 'desk') return this.letters.arrival(read, copy);
    if (!message) return null;
    if (kind === 'bounce') return this.bounces.verb(read, message, copy);
    return kind === 'delay' ? this.bounces.delay(read, message, copy) : null;
  }

  /** By the address that we made, then by what the report returns, then by the envelope's id. */
  async #found(
    manager: EntityManager,
    own: OwnAddress | null,
    content: InboundMail,
  ): Promise<About | null> {
    if (own?.valid && own.purpose === 'reply') {
      const exists = await manager.existsBy(Copy, { id: own.id });
      return exists ? { messageId: null, copyId: own.id, by: 'reply-address' } : null;
    }
    const candidates: [string, About['by']][] = [];
    if (own?.valid) candidates.push([own.id, 'verp']);
    for (const id of reportedIds(content)) {
      const row = /^<([\da-f-]{36})@/i.exec(id)?.[1]?.toLowerCase();
      if (row) candidates.push([row, 'message-id']);
    }
    const envelopeId = envelopeIdOf(content)?.toLowerCase();
    if (envelopeId) candidates.push([envelopeId, 'envelope-id']);
    for (const [id, by] of candidates.slice(0, 20)) {
      const message = isUuid(id) ? await manager.findOneBy(Message, { id }) : null;
      if (message) return { messageId: message.id, copyId: message.copyId, by };
    }
    return null;
  }

  /** What was read, into the row. Quoted links are masked: the row is shown in lists. */
  async #note(
    manager: EntityManager,
    { mail, content, classified, files }: Read,
    { place, why, about }: Placed,
    copy: Copy | null,
    found: About | null,
  ): Promise<void> {
    const { from, fromName, subject, text, messageId } = content;
    await manager.update(ReceivedMail, mail.id, {
      ...{ place, why, dueAt: null, kind: classified.kind, report: classified.report, files },
      matchedBy: about?.by ?? null,
      messageId: (about ?? found)?.messageId ?? null,
      copyId: about?.copyId ?? null,
      issuerId: copy?.notice.issuerId ?? null,
      headerFrom: tidy(fromName ? `${fromName} <${from}>` : from, 300),
      headerMessageId: messageId && tidy(messageId, 300),
      subject: tidy(subject, 300),
      excerpt: tidy(text, 300),
    });
  }

  async #later(id: string): Promise<void> {
    const mail = await this.database.getRepository(ReceivedMail).findOneBy({ id, place: 'new' });
    if (!mail) return;
    const attempts = mail.attempts + 1;
    const dueAt = nextAttemptAt(attempts, this.clock.now());
    await this.database
      .getRepository(ReceivedMail)
      .update({ id, place: 'new' }, { attempts, dueAt });
  }

  /** Checked by content like every file; one that is refused stays inside the mail, and the row says why. */
  async #keepFiles(files: InboundFile[]): Promise<BroughtFile[]> {
    const brought: BroughtFile[] = [];
    for (const { name, content } of files.slice(0, MOST_FILES)) {
      const file = { name: tidy(name, 200), size: content.length };
      try {
        const { digest } = await this.attachments.store(null, content);
        brought.push({ ...file, digest, refused: null });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        brought.push({ ...file, digest: null, refused: { zh: error.message, en: error.en } });
      }
    }
    return brought;
  }
}

/** More files than this nobody attaches; they stay inside the mail. */
const MOST_FILES = 50;

/** One line of text, without what PostgreSQL cannot store and without live links. */
const tidy = (text: string, length: number) =>
  masked(
    text
      .replace(/\u0000/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
  ).slice(0, length);

/** False where it was marked before: a second report about the same mail changes nothing. */
async function markBounced(
  manager: EntityManager,
  message: Message,
  { mail, classified }: Read,
): Promise<boolean> {
  const { affected } = await manager.update(
    Message,
    { id: message.id, state: 'accepted' },
    {
      state: 'undeliverable',
      bouncedAt: mail.receivedAt,
      bounce: classified.report?.diagnostic ?? '',
    },
  );
  return affected === 1;
}

async function markDelayed(
  manager: EntityManager,
  message: Message,
  { mail, classified }: Read,
): Promise<void> {
  await manager.update(Message, message.id, {
    delayedAt: mail.receivedAt,
    delay: classified.report?.diagnostic ?? '',
  });
}
