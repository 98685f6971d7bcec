import { Injectable } from '@nestjs/common';
import { localDateOf, type PlainDate } from '#calendar';
import { Clock } from '#platform';
import { DataSource } from 'typeorm';
import { Conditions } from './conditions.js';
import { uuidOfCursor } from './cursors.js';
import { NoticeQueries, type NoticeView } from './notice-queries.service.js';
import { type Found, NoticeSearch } from './notice-search.service.js';

export interface NoticeFilter {
  state?: string | undefined;
  /** Code of the issuing office; nothing where only one office's notices are listed anyway. */
  issuer?: string | undefined;
  kind?: string | undefined;
  severity?: string | undefined;
  overdue?: boolean | undefined;
  /** Only with an open copy that no address could be reached for. */
  undeliverable?: boolean | undefined;
  /** Code of a recipient. */
  agency?: string | undefined;
  town?: string | undefined;
  from?: PlainDate | undefined;
  to?: PlainDate | undefined;
  text?: string | undefined;
}

/** Counting ends here: nobody reads 43,127 notices, and a number that takes seconds helps nobody. */
export const MOST_COUNTED = 1_000;

/** Lists of notices. */
@Injectable()
export class NoticeList {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly queries: NoticeQueries,
    private readonly search: NoticeSearch,
  ) {}

  /** A page of the list and how many there are in all; beyond `MOST_COUNTED` nobody counts on. */
  async page(
    issuerId: string | null,
    filter: NoticeFilter,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: NoticeView[]; next: string | null; total: number }> {
    const found = await this.search.find(filter.text, issuerId);
    const page = await this.#list(this.#conditions(issuerId, filter, found), filter, cursor, limit);
    // What ends on its first page is counted already.
    if (cursor === null && page.next === null) return { ...page, total: page.items.length };
    return { ...page, total: await this.#count(this.#conditions(issuerId, filter, found)) };
  }

  /**
   * Newest first; `cursor` is the id of the last one seen.
   *
   * @param issuerId whose notices; null for everybody's
   */
  async list(
    issuerId: string | null,
    filter: NoticeFilter,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: NoticeView[]; next: string | null }> {
    const found = await this.search.find(filter.text, issuerId);
    return this.#list(this.#conditions(issuerId, filter, found), filter, cursor, limit);
  }

  async #list(
    conditions: Conditions,
    filter: NoticeFilter,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: NoticeView[]; next: string | null }> {
    // Between two dates by these: by the id alone all that is newer would be read and left out.
    const dated = filter.from !== undefined || filter.to !== undefined;
    if (cursor !== null) {
      const last = conditions.of(uuidOfCursor(cursor));
      conditions.add(
        dated
          ? `(n.created_at, n.id) < (SELECT created_at, id FROM notice WHERE id = ${last})`
          : `n.id < ${last}`,
      );
    }
    const rows = await this.database.query<{ id: string }[]>(
      `SELECT n.id FROM notice n WHERE ${conditions.toString()}
       ORDER BY ${dated ? 'n.created_at DESC, ' : ''}n.id DESC
       LIMIT ${conditions.of(limit + 1)}`,
      conditions.values,
    );
    const ids = rows.slice(0, limit).map((row) => row.id);
    const next = rows.length > limit ? (ids.at(-1) ?? null) : null;
    const views = new Map((await this.queries.views(ids)).map((view) => [view.notice.id, view]));
    return { items: ids.flatMap((id) => views.get(id) ?? []), next };
  }

  async #count(conditions: Conditions): Promise<number> {
    const [row] = await this.database.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM
         (SELECT 1 FROM notice n WHERE ${conditions.toString()} LIMIT ${MOST_COUNTED + 1}) counted`,
      conditions.values,
    );
    return row?.count ?? 0;
  }

  #conditions(issuerId: string | null, filter: NoticeFilter, found: Found | null): Conditions {
    const conditions = new Conditions();
    const of = (value: unknown) => conditions.of(value);
    if (issuerId !== null) conditions.add(`n.issuer_id = ${of(issuerId)}`);
    if (filter.issuer) {
      conditions.add(`n.issuer_id = (SELECT id FROM agency WHERE code = ${of(filter.issuer)})`);
    }
    if (filter.state) conditions.add(`n.state = ${of(filter.state)}`);
    if (filter.town) conditions.add(`n.town = ${of(filter.town)}`);
    if (filter.kind) conditions.add(`n.kind = ${of(filter.kind)}`);
    if (filter.severity) conditions.add(`n.facts ->> 'severity' = ${of(filter.severity)}`);
    if (filter.from) conditions.add(`n.created_at >= ${beginning(of(filter.from))}`);
    if (filter.to) conditions.add(`n.created_at < ${beginning(of(filter.to), 1)}`);
    if (filter.agency) {
      conditions.add(
        `EXISTS (SELECT 1 FROM copy c WHERE c.notice_id = n.id
                 AND c.agency_id = (SELECT id FROM agency WHERE code = ${of(filter.agency)}))`,
      );
    }
    if (filter.undeliverable) {
      conditions.add(
        `EXISTS (SELECT 1 FROM copy c WHERE c.notice_id = n.id
                 AND c.transport = 'undeliverable' AND c.closed_at IS NULL)`,
      );
    }
    if (filter.overdue) {
      const today = localDateOf(this.clock.now());
      conditions.add(
        `EXISTS (SELECT 1 FROM duty d WHERE d.notice_id = n.id AND d.state = 'running'
                 AND d.due_on < ${of(today)} AND NOT d.awaiting_review)`,
      );
    }
    if (found) conditions.add(isFound(found, conditions, 'n'));
    return conditions;
  }
}

function isFound(found: Found, conditions: Conditions, notice: string): string {
  return found.kind === 'few'
    ? `${notice}.id = ANY(${conditions.of(found.ids)}::uuid[])`
    : found.matches(conditions, notice);
}

/** A day begins in Beijing; a bare date would be turned into an instant by the session's own zone. */
export const beginning = (parameter: string, daysLater = 0) =>
  `(${parameter}::date + ${daysLater})::timestamp AT TIME ZONE 'Asia/Shanghai'`;
