import { Injectable } from '@nestjs/common';
import { maskTexts, readInbound } from '#mail';
import { masked } from '#platform';
import { DataSource, In } from 'typeorm';
import { Attachment, Copy } from '../notice.entities.js';
import { isUuid, uuidOfCursor } from '../queries/cursors.js';
import { InboundHandling, type InboundPlace, ReceivedMail } from './inbound.entities.js';
import { MailIntake } from './intake.service.js';

export interface MailView {
  mail: ReceivedMail;
  /** Plain text, links masked; null where it cannot be read. */
  text: string | null;
  handlings: InboundHandling[];
  /** Copies that it may be about; only of mails in the pen. */
  candidates: Copy[];
}

export const PEN_VIEWS = ['pen', 'settled', 'new'] as const;
export type PenView = (typeof PEN_VIEWS)[number];

const NUMBER = /[\p{Script=Han}]{2,20}〔\d{4}〕\d+号/u;

/** What came in by mail, as pages show it: never its HTML, never a link that is alive. */
@Injectable()
export class InboundQueries {
  constructor(
    private readonly database: DataSource,
    private readonly intake: MailIntake,
  ) {}

  /** Mails that an operator has to sort, the oldest first, or has sorted, the newest first. */
  async pen(
    view: PenView,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: ReceivedMail[]; next: string | null }> {
    const settled = view === 'settled';
    const query = this.database
      .createQueryBuilder(ReceivedMail, 'm')
      .orderBy('m.id', settled ? 'DESC' : 'ASC')
      .limit(limit + 1);
    if (settled) {
      query.where(
        `m.id IN (SELECT inbound_id FROM inbound_handling WHERE act IN ('assigned', 'discarded'))`,
      );
    } else query.where('m.place = :place', { place: view });
    if (cursor !== null) {
      query.andWhere(settled ? 'm.id < :cursor' : 'm.id > :cursor', {
        cursor: uuidOfCursor(cursor),
      });
    }
    const found = await query.getMany();
    const items = found.slice(0, limit);
    return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** null where there is none, or none in such a place. */
  async view(mailId: string, places: InboundPlace[] | null = null): Promise<MailView | null> {
    if (!isUuid(mailId)) return null;
    const mail = await this.database
      .getRepository(ReceivedMail)
      .findOne({ where: { id: mailId }, relations: { copy: { agency: true, document: true } } });
    if (!mail || (places && !places.includes(mail.place))) return null;
    const raw = await this.intake.read(mailId);
    const content = raw && (await readInbound(raw).catch(() => null));
    const handlings = await this.database
      .getRepository(InboundHandling)
      .find({ where: { inboundId: mailId }, order: { id: 'ASC' } });
    const text = content && masked(content.text);
    const said = `${mail.subject ?? ''}\n${text ?? ''}`;
    const candidates =
      mail.place === 'pen' ? await this.candidates(mail, NUMBER.exec(said)?.[0]) : [];
    return { mail, text, handlings, candidates };
  }

  /** The copies of a document by its number, and the one whose message the mail names. */
  async candidates(mail: ReceivedMail, number: string | undefined): Promise<Copy[]> {
    const rows = await this.database.query<{ id: string }[]>(
      `SELECT copy_id AS id FROM message WHERE id = $1 AND copy_id IS NOT NULL
       UNION SELECT c.id FROM copy c JOIN document d ON d.id = c.document_id WHERE d.number = $2`,
      [mail.messageId, number ?? null],
    );
    return this.database.getRepository(Copy).find({
      where: { id: In(rows.map(({ id }) => id)) },
      relations: { agency: true, document: true },
      order: { id: 'ASC' },
      take: 100,
    });
  }

  /** Everything that came in about these copies, in its order. */
  async ofCopies(copyIds: string[]): Promise<ReceivedMail[]> {
    if (copyIds.length === 0) return [];
    return this.database.getRepository(ReceivedMail).find({
      where: { copyId: In(copyIds) },
      order: { id: 'ASC' },
      take: 500,
    });
  }

  /** The mail as a file, with links masked; null where there is none. */
  async eml(mailId: string): Promise<Buffer | null> {
    const raw = isUuid(mailId) ? await this.intake.read(mailId) : null;
    return raw && maskTexts(raw, masked);
  }

  /** A file that the mail brought and that was accepted. */
  async file(
    { files }: ReceivedMail,
    digest: string,
  ): Promise<{ name: string; content: Buffer; mediaType: string } | null> {
    const named = files.find((file) => file.digest === digest);
    const stored =
      named &&
      (await this.database.getRepository(Attachment).findOne({
        where: { digest },
        select: { digest: true, mediaType: true, content: true },
      }));
    return stored ? { ...stored, name: named.name } : null;
  }
}
