import { Injectable } from '@nestjs/common';
import { addDays, localDateOf, type PlainDate, type WorkingCalendar } from '#calendar';
import { Clock, Problem } from '#platform';
import { DataSource, In } from 'typeorm';
import { Decision, type DecisionKind, Duty } from '../duty.entities.js';
import { type DutyStatus, remainingOf, statusOf } from '../duty.rules.js';
import type { Copy } from '../notice.entities.js';
import { StandingService } from '../standing.service.js';
import { Conditions } from './conditions.js';
import { uuidOfCursor } from './cursors.js';
import { type Found, NoticeSearch } from './notice-search.service.js';
import { claims, unansweredOfRole, worst } from './unanswered-duties.js';

export interface UnansweredFilter {
  /** Code of the agency. */
  agency?: string | undefined;
  role?: string | undefined;
  town?: string | undefined;
  kind?: string | undefined;
  severity?: string | undefined;
  dueToday?: boolean | undefined;
  /** Overdue by so many calendar days or more; 1 is whatever is overdue. */
  overdueBy?: number | undefined;
  /** A claim that waits for the secretariat. */
  claimed?: boolean | undefined;
  /** `awaiting`: a person has to decide; `none`: nothing was decided; otherwise what was decided. */
  decision?: 'awaiting' | 'none' | DecisionKind | undefined;
  /** Its date was moved by a change of the calendar in the last `RECOUNTED_DAYS` days. */
  recounted?: boolean | undefined;
  text?: string | undefined;
}

export interface UnansweredTotal {
  /** Up to `MOST_UNANSWERED` each, and one more where there are more. */
  open: number;
  overdue: number;
}

export interface UnansweredRow {
  copy: Copy;
  duty: Duty;
  status: DutyStatus;
  /** Days left in the duty's own unit; negative once it is overdue. */
  remaining: number;
  lastDecision: Decision | null;
  awaitsDecision: boolean;
}

const RECOUNTED_DAYS = 30;
/** Counting ends here: nobody reads so many, and whoever opens the page waits for the count. */
export const MOST_UNANSWERED = 1_000;

/** Who has not answered, worst first: a fixed number of queries a page, each bounded. */
@Injectable()
export class UnansweredQueries {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly standing: StandingService,
    private readonly search: NoticeSearch,
  ) {}

  /** A page and how many there are in all. */
  async page(
    filter: UnansweredFilter,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: UnansweredRow[]; next: string | null; total: UnansweredTotal }> {
    const found = await this.search.find(filter.text, null);
    const page = await this.#list(filter, found, cursor, limit);
    // What ends on its first page is counted already; a search that finds little reads the most to count it.
    if (cursor !== null || page.next !== null)
      return { ...page, total: await this.#count(filter, found) };
    const today = localDateOf(this.clock.now());
    const overdue = page.items.filter(
      ({ duty }) => !duty.awaitingReview && (duty.dueOn ?? today) < today,
    ).length;
    return { ...page, total: { open: page.items.length, overdue } };
  }

  /** `cursor` is what the page before gave as `next`. */
  async list(
    filter: UnansweredFilter,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: UnansweredRow[]; next: string | null }> {
    return this.#list(filter, await this.search.find(filter.text, null), cursor, limit);
  }

  /** How many the filter lets through, and how many of them are overdue. */
  async count(filter: UnansweredFilter): Promise<UnansweredTotal> {
    return this.#count(filter, await this.search.find(filter.text, null));
  }

  async #list(
    filter: UnansweredFilter,
    found: Found | null,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: UnansweredRow[]; next: string | null }> {
    const conditions = this.#conditions(filter, found);
    if (cursor !== null) {
      const [dueOn = '', id = ''] = cursor.split('.');
      if (!/^\d{4}-\d\d-\d\d$/.test(dueOn)) {
        throw Problem.field(
          'cursor',
          '请原样使用上一页给出的 cursor',
          'Use the cursor of the page before as it is',
        );
      }
      const of = (value: unknown) => conditions.of(value);
      conditions.add(`(d.due_on, d.id) > (${of(dueOn)}::date, ${of(uuidOfCursor(id))}::uuid)`);
    }
    const rows = await this.database.query<{ id: string; awaits: boolean }[]>(
      `SELECT d.id, ${this.#awaits(conditions)} AS awaits
       FROM (${worst(filter.role, conditions, limit + 1)}) w JOIN duty d ON d.id = w.id
       ORDER BY w.due_on, w.id`,
      conditions.values,
    );
    const items = await this.#rows(rows.slice(0, limit));
    const last = items.at(-1)?.duty;
    return { items, next: rows.length > limit && last ? `${last.dueOn}.${last.id}` : null };
  }

  async #count(filter: UnansweredFilter, found: Found | null): Promise<UnansweredTotal> {
    if (filter.role) {
      const [open, overdue] = await Promise.all([
        this.#ofRole(filter.role, filter, found),
        this.#ofRole(filter.role, { ...filter, overdueBy: filter.overdueBy ?? 1 }, found),
      ]);
      return { open, overdue };
    }
    const conditions = this.#conditions(filter, found);
    const today = conditions.of(localDateOf(this.clock.now()));
    const [row] = await this.database.query<UnansweredTotal[]>(
      `SELECT count(*)::int AS open, (count(*) FILTER (WHERE due_on < ${today} AND NOT awaiting_review))::int AS overdue
       FROM (${worst(filter.role, conditions, MOST_UNANSWERED + 1)}) counted`,
      conditions.values,
    );
    return row ?? { open: 0, overdue: 0 };
  }

  /** Counted agency by agency, in no order, until there are enough. */
  async #ofRole(role: string, filter: UnansweredFilter, found: Found | null): Promise<number> {
    const conditions = this.#conditions(filter, found);
    const [row] = await this.database.query<{ count: number }[]>(
      `SELECT count(*)::int AS count
       FROM (${unansweredOfRole(role, conditions)} LIMIT ${MOST_UNANSWERED + 1}) counted`,
      conditions.values,
    );
    return row?.count ?? 0;
  }

  #conditions(filter: UnansweredFilter, found: Found | null): Conditions {
    const conditions = new Conditions();
    const of = (value: unknown) => conditions.of(value);
    const today = localDateOf(this.clock.now());
    if (filter.agency) {
      conditions.add(`d.agency_id = (SELECT id FROM agency WHERE code = ${of(filter.agency)})`);
    }
    if (filter.dueToday) conditions.add(`d.due_on = ${of(today)}::date`);
    if (filter.dueToday || filter.overdueBy) conditions.add('NOT d.awaiting_review');
    if (filter.claimed) conditions.add('d.awaiting_review');
    if (filter.overdueBy) {
      conditions.add(`d.due_on <= ${of(addDays(today, -filter.overdueBy))}::date`);
    }
    if (filter.recounted) {
      const since = new Date(this.clock.now().getTime() - RECOUNTED_DAYS * 86_400_000);
      conditions.add(
        `d.id IN (SELECT duty_id FROM count WHERE reason = 'recounted' AND counted_at >= ${of(since)})`,
      );
    }
    switch (filter.decision) {
      case undefined:
        break;
      case 'awaiting':
        conditions.add(this.#awaits(conditions));
        break;
      case 'none':
        conditions.add(`NOT EXISTS (SELECT 1 FROM decision x WHERE x.copy_id = d.copy_id)`);
        break;
      default:
        conditions.add(
          `EXISTS (SELECT 1 FROM decision x WHERE x.copy_id = d.copy_id
                   AND x.kind = ${of(filter.decision)})`,
        );
    }
    // As they stand beside its date (migration 12).
    if (filter.town) conditions.add(`d.town = ${of(filter.town)}`);
    if (filter.kind) conditions.add(`d.kind = ${of(filter.kind)}`);
    if (filter.severity) conditions.add(`d.severity = ${of(filter.severity)}`);
    if (found?.kind === 'few') conditions.add(`d.notice_id = ANY(${of(found.ids)}::uuid[])`);
    if (found?.kind === 'many') {
      const matches = found.matches(conditions, 'n');
      // OFFSET 0 keeps to the order of the dates, in which enough are met soon: left to itself, the database takes a
      // word for rare and reads all notices for it.
      conditions.add(
        `EXISTS (SELECT 1 FROM notice n WHERE n.id = d.notice_id AND ${matches} OFFSET 0)`,
      );
    }
    return conditions;
  }

  /** Claims, and what is overdue with nothing decided about it since its date ended. */
  #awaits(conditions: Conditions): string {
    const today = conditions.of(localDateOf(this.clock.now()));
    return `((d.awaiting_review AND ${claims('d')}) OR (d.due_on < ${today}::date AND NOT EXISTS (
      SELECT 1 FROM decision x WHERE x.copy_id = d.copy_id AND coalesce(x.duty_id, d.id) = d.id
      AND x.decided_at >= (d.due_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')))`;
  }

  async #rows(found: { id: string; awaits: boolean }[]): Promise<UnansweredRow[]> {
    const today = localDateOf(this.clock.now());
    const calendar = await this.standing.calendar();
    const duties = await this.database.getRepository(Duty).find({
      where: { id: In(found.map(({ id }) => id)) },
      relations: { copy: { agency: true, document: true, notice: true } },
      order: { dueOn: 'ASC', id: 'ASC' },
    });
    const decisions = await this.database.getRepository(Decision).find({
      where: { copyId: In(duties.map((duty) => duty.copyId ?? '')) },
      order: { id: 'ASC' },
    });
    const last = new Map(decisions.map((decision) => [decision.copyId, decision]));
    const awaiting = new Set(found.filter(({ awaits }) => awaits).map(({ id }) => id));
    return duties.flatMap((duty) =>
      duty.copy
        ? [unansweredRow(duty, duty.copy, last, awaiting.has(duty.id), today, calendar)]
        : [],
    );
  }
}

function unansweredRow(
  duty: Duty,
  copy: Copy,
  decisions: Map<string, Decision>,
  awaitsDecision: boolean,
  today: PlainDate,
  calendar: WorkingCalendar,
): UnansweredRow {
  return {
    copy,
    duty,
    status: statusOf(duty, copy.reply !== 'none', today, calendar),
    remaining: remainingOf(duty, today, calendar) ?? 0,
    lastDecision: decisions.get(copy.id) ?? null,
    awaitsDecision,
  };
}
