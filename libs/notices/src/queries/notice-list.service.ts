import { Injectable } from '@nestjs/common';
import { localDateOf, type PlainDate } from '#calendar';
import { Clock } from '#platform';
import { DataSource } from 'typeorm';
import { Notice } from '../notice.entities.js';
import { uuidOfCursor } from './cursors.js';
import { NoticeQueries, type NoticeView } from './notice-queries.service.js';

export interface NoticeFilter {
  state?: string | undefined;
  overdue?: boolean | undefined;
  /** Code of a recipient. */
  agency?: string | undefined;
  town?: string | undefined;
  from?: PlainDate | undefined;
  to?: PlainDate | undefined;
  text?: string | undefined;
}

/** `%`, `_` and `\` typed by a person are no wildcards. */
const like = (text: string) => `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;

/** Lists of notices. */
@Injectable()
export class NoticeList {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly queries: NoticeQueries,
  ) {}

  /** Newest first; `cursor` is the id of the last one seen. */
  async list(
    issuerId: string,
    filter: NoticeFilter,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: NoticeView[]; next: string | null }> {
    const today = localDateOf(this.clock.now());
    const query = this.database
      .createQueryBuilder(Notice, 'n')
      .select('n.id', 'id')
      .where('n.issuer_id = :issuerId', { issuerId });
    if (cursor !== null) query.andWhere('n.id < :cursor', { cursor: uuidOfCursor(cursor) });
    if (filter.state) query.andWhere('n.state = :state', filter);
    if (filter.town) query.andWhere('n.town = :town', filter);
    // A day begins in Beijing; a bare date would be turned into an instant by the session's own zone.
    if (filter.from) {
      query.andWhere(`n.created_at >= :from::timestamp AT TIME ZONE 'Asia/Shanghai'`, filter);
    }
    if (filter.to) {
      query.andWhere(
        `n.created_at < (:to::timestamp + interval '1 day') AT TIME ZONE 'Asia/Shanghai'`,
        filter,
      );
    }
    if (filter.agency) {
      query.andWhere(
        `EXISTS (SELECT 1 FROM copy c JOIN agency a ON a.id = c.agency_id
                 WHERE c.notice_id = n.id AND a.code = :agency)`,
        filter,
      );
    }
    if (filter.overdue) {
      query.andWhere(
        `EXISTS (SELECT 1 FROM duty d WHERE d.notice_id = n.id AND d.state = 'running'
                 AND d.due_on < :today AND NOT d.awaiting_review)`,
        { today },
      );
    }
    if (filter.text) {
      query.andWhere(
        `(n.search LIKE :text OR EXISTS (SELECT 1 FROM document d
          WHERE d.notice_id = n.id AND lower(d.number) LIKE :text))`,
        { text: like(filter.text) },
      );
    }
    const rows = await query
      .orderBy('n.id', 'DESC')
      .limit(limit + 1)
      .getRawMany<{ id: string }>();
    const ids = rows.slice(0, limit).map((row) => row.id);
    const next = rows.length > limit ? (ids.at(-1) ?? null) : null;
    return { items: await this.queries.views(ids), next };
  }
}
