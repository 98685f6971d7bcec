import { Injectable } from '@nestjs/common';
import { Problem } from '#platform';
import { DataSource, In } from 'typeorm';
import { NoticeEvent } from '../notice.entities.js';
import { uuidOfCursor } from './cursors.js';

/** What happened to an agency's notices, for machines that follow along. */
@Injectable()
export class EventFeed {
  constructor(private readonly database: DataSource) {}

  /**
   * An agency's feed: gap-free and in order. Only transactions older than every running one are
   * shown, so that none can still commit in front of the cursor.
   */
  async after(
    issuerId: string,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: NoticeEvent[]; next: string }> {
    const [transaction, noticeId, seq] = feedCursor(cursor);
    // Not selected under its own name: ORDER BY would take the text, in which 1000 comes before 999.
    const rows = await this.database.query<{ id: string; position: string }[]>(
      `SELECT id, transaction::text AS position FROM event
       WHERE issuer_id = $1 AND (transaction, notice_id, seq) > ($2::xid8, $3::uuid, $4::integer)
         AND transaction < pg_snapshot_xmin(pg_current_snapshot())
       ORDER BY transaction, notice_id, seq LIMIT $5`,
      [issuerId, transaction, noticeId, seq, limit],
    );
    const found = await this.database
      .getRepository(NoticeEvent)
      .findBy({ id: In(rows.map((row) => row.id)) });
    const byId = new Map(found.map((event) => [event.id, event]));
    const items = rows.flatMap(({ id }) => byId.get(id) ?? []);
    const [last, lastRow] = [items.at(-1), rows.at(-1)];
    const next = last && lastRow ? `${lastRow.position}.${last.noticeId}.${last.seq}` : cursor;
    return { items, next: next ?? FEED_START };
  }
}

/** Before the first event: a cursor like any other, so that `next` can always be sent back. */
const FEED_START = '0.00000000-0000-0000-0000-000000000000.0';

function feedCursor(cursor: string | null): [string, string, number] {
  const match = /^(\d+)\.([\da-f-]{36})\.(\d+)$/.exec(cursor ?? FEED_START);
  if (!match)
    throw Problem.field('after', '请原样使用上一次给出的 next', 'Send back `next` as it was given');
  return [match[1] ?? '', uuidOfCursor(match[2] ?? '', 'after'), Number(match[3])];
}
