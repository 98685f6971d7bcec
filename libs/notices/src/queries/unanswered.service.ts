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
import { isFound } from './notice-list.service.js';
import { NoticeSearch } from './notice-search.service.js';

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
  /** `awaiting`: a person has to decide; `none`: nothing was decided; otherwise what was decided. */
  decision?: 'awaiting' | 'none' | DecisionKind | undefined;
  /** Its date was moved by a change of the calendar in the last `RECOUNTED_DAYS` days. */
  recounted?: boolean | undefined;
  text?: string | undefined;
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
/** Counting ends here. */
export const MOST_UNANSWERED = 10_000;

/** Agencies' dated duties that run; what waits for the issuer's review has been answered, a claim has not. */
const UNANSWERED = `d.state = 'running' AND d.due_on IS NOT NULL AND d.copy_id IS NOT NULL
  AND (NOT d.awaiting_review OR ${claims('d')})`;

/** 不属本单位职责, or 特殊情况: the secretariat decides. */
function claims(duty: string): string {
  return `(${duty}.rule ->> 'dischargedBy' = 'instruction' OR EXISTS (
    SELECT 1 FROM copy k WHERE k.id = ${duty}.copy_id AND k.remit = 'claimed-outside'))`;
}

/** Who has not answered, worst first: a fixed number of queries a page, each bounded. */
@Injectable()
export class UnansweredQueries {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly standing: StandingService,
    private readonly search: NoticeSearch,
  ) {}

  /** `cursor` is what the page before gave as `next`. */
  async list(
    filter: UnansweredFilter,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: UnansweredRow[]; next: string | null }> {
    const conditions = await this.#conditions(filter);
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
      `SELECT d.id, ${this.#awaits(conditions)} AS awaits FROM duty d
       WHERE ${conditions.toString()} ORDER BY d.due_on, d.id LIMIT ${limit + 1}`,
      conditions.values,
    );
    const items = await this.#rows(rows.slice(0, limit));
    const last = items.at(-1)?.duty;
    return { items, next: rows.length > limit && last ? `${last.dueOn}.${last.id}` : null };
  }

  /** How many the filter lets through, and how many of them are overdue; up to `MOST_UNANSWERED`. */
  async count(filter: UnansweredFilter): Promise<{ open: number; overdue: number }> {
    const conditions = await this.#conditions(filter);
    const today = conditions.of(localDateOf(this.clock.now()));
    const [row] = await this.database.query<{ open: number; overdue: number }[]>(
      `SELECT count(*)::int AS open, (count(*) FILTER (WHERE due_on < ${today}))::int AS overdue
       FROM (SELECT d.due_on FROM duty d WHERE ${conditions.toString()}
             ORDER BY d.due_on, d.id LIMIT ${MOST_UNANSWERED + 1}) counted`,
      conditions.values,
    );
    return row ?? { open: 0, overdue: 0 };
  }

  async #conditions(filter: UnansweredFilter): Promise<Conditions> {
    const conditions = new Conditions().add(UNANSWERED);
    const of = (value: unknown) => conditions.of(value);
    const today = localDateOf(this.clock.now());
    if (filter.agency) {
      conditions.add(`d.agency_id = (SELECT id FROM agency WHERE code = ${of(filter.agency)})`);
    }
    if (filter.role) {
      conditions.add(`d.agency_id IN (SELECT id FROM agency WHERE role = ${of(filter.role)})`);
    }
    if (filter.dueToday) conditions.add(`d.due_on = ${of(today)}::date`);
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
    const ofNotice = [];
    if (filter.town) ofNotice.push(`n.town = ${of(filter.town)}`);
    if (filter.kind) ofNotice.push(`n.kind = ${of(filter.kind)}`);
    if (filter.severity) ofNotice.push(`n.facts ->> 'severity' = ${of(filter.severity)}`);
    const found = await this.search.find(filter.text, null);
    if (found) ofNotice.push(isFound(found, conditions, 'n'));
    if (ofNotice.length > 0) {
      conditions.add(
        `EXISTS (SELECT 1 FROM notice n WHERE n.id = d.notice_id AND ${ofNotice.join(' AND ')})`,
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
