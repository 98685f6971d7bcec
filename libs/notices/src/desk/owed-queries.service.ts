import { Injectable } from '@nestjs/common';
import { localDateOf, type PlainDate } from '#calendar';
import { Clock } from '#platform';
import { DataSource, In } from 'typeorm';
import { ReceivedMail } from '../inbound/inbound.entities.js';
import { Copy, Notice, Reply } from '../notice.entities.js';
import { uuidOfCursor } from '../queries/cursors.js';

/** A count stops here: who owes a thousand things opens the list. */
const MOST_COUNTED = 1000;

/** What an issuing agency owes, and what is owed to it. */
export interface Owed {
  approvals: number;
  replies: number;
  undelivered: number;
  /** Mails about its copies that wait to be confirmed. */
  mails: number;
  drafts: number;
  overdue: number;
}

const PENDING_REPLIES = `FROM reply r JOIN copy c ON c.id = r.copy_id JOIN notice n ON n.id = c.notice_id
  WHERE r.review = 'pending' AND r.issuer_id = $1 AND n.state = 'issued'`;

const UNDELIVERED = `FROM copy c JOIN notice n ON n.id = c.notice_id
  WHERE c.id IN (SELECT copy_id FROM event WHERE issuer_id = $1
                 AND type IN ('copy-undeliverable', 'copy-bounced'))
    AND c.transport = 'undeliverable' AND c.closed_at IS NULL AND n.state = 'issued'`;

const MAILS = `FROM inbound_mail m WHERE m.place = 'desk' AND m.issuer_id = $1`;

/** Lists of the desk: what waits for a person of the issuing agency. */
@Injectable()
export class OwedQueries {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async counts(agencyId: string): Promise<Owed> {
    const today = localDateOf(this.clock.now());
    const [owed] = await this.database.query<Owed[]>(
      `SELECT ${counted(`FROM notice WHERE issuer_id = $1 AND state = 'awaiting-approval'`)} AS approvals,
              ${counted(PENDING_REPLIES)} AS replies,
              ${counted(UNDELIVERED)} AS undelivered,
              ${counted(MAILS)} AS mails,
              ${counted(`FROM draft d WHERE d.agency_id = $1 AND NOT EXISTS
                (SELECT 1 FROM idempotency i WHERE i.agency_id = d.agency_id AND i.key = 'draft:' || d.id)`)} AS drafts,
              ${counted(`FROM duty d
                WHERE d.state = 'running' AND d.due_on < $2 AND NOT d.awaiting_review
                  AND d.copy_id IS NOT NULL AND d.issuer_id = $1`)} AS overdue`,
      [agencyId, today satisfies PlainDate],
    );
    return owed ?? { approvals: 0, replies: 0, undelivered: 0, mails: 0, drafts: 0, overdue: 0 };
  }

  /** 待审核, the oldest first. */
  awaitingApproval(agencyId: string, limit = 100): Promise<Notice[]> {
    return this.database.getRepository(Notice).find({
      where: { issuerId: agencyId, state: 'awaiting-approval' },
      order: { id: 'ASC' },
      take: limit,
    });
  }

  /** Replies to review, the oldest first; `cursor` is the id of the last one seen. */
  async replies(
    agencyId: string,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: Reply[]; next: string | null }> {
    const ids = await this.#page(PENDING_REPLIES, 'r.id', agencyId, cursor, limit);
    const items = await this.database.getRepository(Reply).find({
      where: { id: In(ids) },
      relations: { copy: { agency: true, document: true, notice: true } },
      order: { id: 'ASC' },
    });
    return paged(items, limit);
  }

  /** Copies that no mail reached: to be served by hand. The oldest first. */
  async undelivered(
    agencyId: string,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: Copy[]; next: string | null }> {
    const ids = await this.#page(UNDELIVERED, 'c.id', agencyId, cursor, limit);
    const items = await this.database.getRepository(Copy).find({
      where: { id: In(ids) },
      relations: { agency: true, document: true, notice: true },
      order: { id: 'ASC' },
    });
    return paged(items, limit);
  }

  /** Replies by plain mail that wait to be confirmed, the oldest first. */
  async mails(
    agencyId: string,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: ReceivedMail[]; next: string | null }> {
    const ids = await this.#page(MAILS, 'm.id', agencyId, cursor, limit);
    const items = await this.database.getRepository(ReceivedMail).find({
      where: { id: In(ids) },
      relations: { copy: { agency: true, document: true } },
      order: { id: 'ASC' },
    });
    return paged(items, limit);
  }

  async #page(
    from: string,
    column: string,
    agencyId: string,
    cursor: string | null,
    limit: number,
  ): Promise<string[]> {
    const rows = await this.database.query<{ id: string }[]>(
      `SELECT ${column} AS id ${from} AND ($2::uuid IS NULL OR ${column} > $2)
       ORDER BY ${column} LIMIT $3`,
      [agencyId, cursor === null ? null : uuidOfCursor(cursor), limit + 1],
    );
    return rows.map(({ id }) => id);
  }
}

const counted = (from: string) =>
  `(SELECT count(*)::int FROM (SELECT 1 ${from} LIMIT ${MOST_COUNTED}) few)`;

function paged<Item extends { id: string }>(items: Item[], limit: number) {
  const page = items.slice(0, limit);
  return { items: page, next: items.length > limit ? (page.at(-1)?.id ?? null) : null };
}
