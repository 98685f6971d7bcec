import { Injectable } from '@nestjs/common';
import { DocumentRenderer, type Template } from '#documents';
import { sha256Hex } from '#evidence';
import { Clock, insertRows, newId } from '#platform';
import { DataSource, type EntityManager } from 'typeorm';
import { appendEvents } from '../chain.js';
import { headOf } from '../issue-events.js';
import { Attachment, Notice } from '../notice.entities.js';
import { DocumentFile } from './document-file.entity.js';
import { type DueDocument, onceOf } from './due-documents.js';

/** A document with everything that its template prints. */
export interface Drawn {
  template: Template;
  data: object;
  /** The time in the file: that of what it records, so that the same data gives the same bytes. */
  at: Date;
  /** Without `.pdf`. */
  title: string;
  copyId: string | null;
}

export interface MadeDocument {
  id: string;
  digest: string;
  filename: string;
  content: Buffer;
}

/** Files of some 100 kB that the mails of one notice ask for one after the other. */
const REMEMBERED = 24;

/** Keeps documents: each is made once, and its digest goes into the chain of its notice. */
@Injectable()
export class DocumentStore {
  readonly #remembered = new Map<string, MadeDocument>();
  readonly #underWay = new Map<string, Promise<MadeDocument>>();

  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly renderer: DocumentRenderer,
  ) {}

  /** One that this process has seen lately, without asking the database. */
  remembered(once: string): MadeDocument | null {
    return this.#remembered.get(once) ?? null;
  }

  /** The document as it was made; made now where nobody has asked before. */
  keep(due: DueDocument, draw: () => Promise<Drawn>): Promise<MadeDocument> {
    const once = onceOf(due);
    const before = this.remembered(once);
    if (before) return Promise.resolve(before);
    const making =
      this.#underWay.get(once) ??
      this.#keep(once, due, draw).finally(() => this.#underWay.delete(once));
    this.#underWay.set(once, making);
    return making;
  }

  async #keep(once: string, due: DueDocument, draw: () => Promise<Drawn>): Promise<MadeDocument> {
    const made = (await this.made(once)) ?? (await this.#make(once, due, await draw()));
    this.#remembered.set(once, made);
    const oldest = this.#remembered.keys().next();
    if (this.#remembered.size > REMEMBERED && !oldest.done) this.#remembered.delete(oldest.value);
    return made;
  }

  /** null where it is still to be made. */
  async made(once: string): Promise<MadeDocument | null> {
    const file = await this.database.getRepository(DocumentFile).findOneBy({ once });
    return file && { ...file, content: await this.#bytes(file.digest) };
  }

  async #bytes(digest: string): Promise<Buffer> {
    const { content } = await this.database
      .getRepository(Attachment)
      .findOneOrFail({ where: { digest }, select: { digest: true, content: true } });
    return content;
  }

  /** A file of the issuer's own notice; null where it is none. */
  async read(fileId: string, issuerId: string | null): Promise<MadeDocument | null> {
    const query = this.database
      .createQueryBuilder(DocumentFile, 'f')
      .innerJoin(Notice, 'n', 'n.id = f.notice_id')
      .where('f.id = :fileId', { fileId });
    if (issuerId !== null) query.andWhere('n.issuer_id = :issuerId', { issuerId });
    const file = await query.getOne();
    return file && { ...file, content: await this.#bytes(file.digest) };
  }

  async #make(
    once: string,
    { subjectId, noticeId }: DueDocument,
    drawn: Drawn,
  ): Promise<MadeDocument> {
    const { template, data, at, title, copyId } = drawn;
    // Before the transaction: no lock of a notice waits for a page to be set.
    const content = await this.renderer.render(template, data, { at, title });
    const now = this.clock.now();
    const file = {
      ...{ id: newId(), noticeId, kind: template, subjectId },
      ...{ digest: sha256Hex(content), filename: `${title}.pdf`, once, madeAt: now },
    };
    const first = await this.database.transaction(async (manager) => {
      const notice = await manager.findOneOrFail(Notice, {
        where: { id: noticeId },
        lock: { mode: 'pessimistic_write' },
      });
      // Another process may have been quicker; under the lock of the notice it is seen.
      const there = await manager.findOneBy(DocumentFile, { once });
      if (there) return there;
      await storeBytes(manager, file.digest, content, now);
      await insertRows(manager, 'document_file', [file]);
      await manager.query('DELETE FROM document_due WHERE once = $1', [once]);
      const { kind, digest, filename } = file;
      const event = {
        copyId,
        type: 'document-made',
        actor: 'system',
        data: { kind, digest, filename, subject: subjectId },
      };
      await appendEvents(manager, [{ head: headOf(notice), events: [event] }], now);
      return null;
    });
    if (!first) return { ...file, content };
    return { ...first, content: await this.#bytes(first.digest) };
  }
}

async function storeBytes(
  manager: EntityManager,
  digest: string,
  content: Buffer,
  now: Date,
): Promise<void> {
  await manager.query(
    `INSERT INTO attachment (digest, media_type, size, content, stored_at)
     VALUES ($1, 'application/pdf', $2, $3, $4) ON CONFLICT DO NOTHING`,
    [digest, content.length, content, now],
  );
}
