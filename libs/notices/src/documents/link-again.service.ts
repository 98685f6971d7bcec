import { Injectable } from '@nestjs/common';
import { DocumentTokens } from '#access';
import { DirectoryService } from '#agencies';
import { formOf } from '#rulebook';
import { Clock } from '#platform';
import { DataSource } from 'typeorm';
import { CopyRecorder } from '../copy-recorder.service.js';
import { LinkService } from '../link.service.js';
import { Copy, Document, Notice } from '../notice.entities.js';
import { StandingService } from '../standing.service.js';
import { NoticeDocuments } from './notice-documents.service.js';

/** What the holder of a paper may see: enough to compare it, nothing about anybody. */
export interface PaperView {
  document: Document;
  formName: { zh: string; en: string };
  notice: Notice;
  /** SHA-256 of the PDF; null where it is still to be made. */
  digest: string | null;
  recipients: Copy[];
}

/** Per copy, whoever asks. */
const MOST_A_DAY = 3;
const DAY_MS = 86_400_000;

/** The page to which the QR code of a document leads, and what may be asked there. */
@Injectable()
export class LinkAgainService {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly tokens: DocumentTokens,
    private readonly directory: DirectoryService,
    private readonly standing: StandingService,
    private readonly links: LinkService,
    private readonly recorder: CopyRecorder,
    private readonly documents: NoticeDocuments,
  ) {}

  /** null where the token is none of ours. */
  async open(token: string): Promise<PaperView | null> {
    const documentId = this.tokens.read(token);
    const document = documentId
      ? await this.database.getRepository(Document).findOneBy({ id: documentId })
      : null;
    if (!document) return null;
    const [notice, recipients, made] = await Promise.all([
      this.database
        .getRepository(Notice)
        .findOneOrFail({ where: { id: document.noticeId }, relations: { issuer: true } }),
      this.database.getRepository(Copy).find({
        where: { documentId: document.id },
        relations: { agency: true },
        order: { id: 'ASC' },
      }),
      this.documents.made(document.id),
    ]);
    const rulebook = await this.standing.rulebookOf(notice.rulebookVersion);
    const formName = formOf(rulebook, document.form).name;
    return { document, formName, notice, digest: made?.digest ?? null, recipients };
  }

  /**
   * Sends a recipient its link again, to the mailboxes that the directory names and nowhere else, a few
   * times a day at most. Says nothing about whether it did: whoever holds a paper need not be told.
   */
  async send(copyId: string): Promise<void> {
    const copy = await this.database.getRepository(Copy).findOneByOrFail({ id: copyId });
    const contacts = await this.directory.contactsFor(copy.agencyId, 'service');
    const emails = [...new Set(contacts.map(({ email }) => email.toLowerCase()))];
    await this.recorder.record({
      copyId,
      actor: 'system',
      decide: async (_, manager) => {
        const since = new Date(this.clock.now().getTime() - DAY_MS);
        const [asked] = await manager.query<{ times: number }[]>(
          `SELECT count(*)::int AS times FROM event
           WHERE notice_id = $1 AND copy_id = $2 AND type = 'link-sent-again' AND occurred_at > $3`,
          [copy.noticeId, copyId, since],
        );
        if (emails.length === 0 || (asked?.times ?? 0) >= MOST_A_DAY) return null;
        const links = await this.links.linksFor(
          manager,
          emails.map((email) => ({ copyId, email })),
        );
        const at = this.clock.now().toISOString();
        return {
          events: [],
          data: {},
          facts: [
            {
              copyId,
              type: 'link-sent-again',
              actor: 'system',
              data: { asked: 'paper', times: (asked?.times ?? 0) + 1 },
            },
          ],
          messages: links.map(({ id, email }) => ({
            kind: 'notice' as const,
            ...{ noticeId: copy.noticeId, copyId, linkId: id, address: email, props: {} },
            once: `again:${copyId}:${email}:${at}:${asked?.times ?? 0}`,
          })),
        };
      },
    });
  }
}
