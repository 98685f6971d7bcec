import { Injectable } from '@nestjs/common';
import type { PlainDate } from '#calendar';
import { DataSource, In } from 'typeorm';
import { Duty } from '../duty.entities.js';
import { uuidOfCursor } from './cursors.js';
import { medianOf, REPLY_DAYS } from './tally.rules.js';

/** How what was issued in a period was answered. Duties are counted where they have a date. */
export interface AgencyRecord {
  served: number;
  acknowledgedWithinDay: number;
  /** Dated duties: on time, late, silent, and the rest, which still run or ended otherwise. */
  dated: number;
  onTime: number;
  late: number;
  /** Overdue and not closed. */
  silent: number;
  /** Median of the working days between service and the accepted reply; null without one. */
  medianDays: number | null;
}

export interface WeekRecord extends Omit<AgencyRecord, 'medianDays'> {
  /** Its Monday. */
  from: PlainDate;
  issued: number;
}

/** Of the last twenty duties that an agency closed. */
export interface LastTwenty {
  closed: number;
  onTime: number;
}

export interface Period {
  from: PlainDate;
  to: PlainDate;
}

const SUMS = `sum(served)::int AS served, sum(acknowledged_within_day)::int AS "acknowledgedWithinDay",
  sum(dated)::int AS dated, sum(on_time)::int AS "onTime", sum(late)::int AS late,
  sum(silent)::int AS silent`;
const DAYS = `ARRAY[${Array.from({ length: REPLY_DAYS }, (_, n) => `sum(reply_days[${n + 1}])::int`).join(', ')}] AS days`;

type Sums = Omit<AgencyRecord, 'medianDays'> & { days: number[] };

/** How agencies answer, over periods (from the daily tally) and lately. */
@Injectable()
export class AgencyRecords {
  constructor(private readonly database: DataSource) {}

  /** By agency id; an agency that received nothing in the period has no entry. */
  async byAgency({ from, to }: Period, town?: string): Promise<Map<string, AgencyRecord>> {
    const rows = await this.database.query<(Sums & { id: string })[]>(
      `SELECT agency_id AS id, ${SUMS}, ${DAYS} FROM tally
       WHERE issued_on BETWEEN $1 AND $2 AND town = coalesce($3, town) GROUP BY agency_id`,
      [from, to, town ?? null],
    );
    return new Map(rows.map(({ id, ...sums }) => [id, recordOf(sums)]));
  }

  /** By code of the town; '' for what is of no town. */
  async byTown({ from, to }: Period, town?: string): Promise<Map<string, AgencyRecord>> {
    const rows = await this.database.query<(Sums & { town: string })[]>(
      `SELECT town, ${SUMS}, ${DAYS} FROM tally
       WHERE issued_on BETWEEN $1 AND $2 AND town = coalesce($3, town) GROUP BY town`,
      [from, to, town ?? null],
    );
    return new Map(rows.map(({ town, ...sums }) => [town, recordOf(sums)]));
  }

  async ofAgency(agencyId: string, { from, to }: Period): Promise<AgencyRecord | null> {
    const [sums] = await this.database.query<Sums[]>(
      `SELECT ${SUMS}, ${DAYS} FROM tally WHERE agency_id = $1 AND issued_on BETWEEN $2 AND $3`,
      [agencyId, from, to],
    );
    return sums && sums.served !== null ? recordOf(sums) : null;
  }

  /** Week by week, each from its Monday, by when it was issued; a week without a notice has a row too. */
  async weeks(monday: PlainDate, count: number, agencyId?: string): Promise<WeekRecord[]> {
    return this.database.query<WeekRecord[]>(
      `SELECT to_char(week.monday, 'YYYY-MM-DD') AS "from",
         coalesce(t.served, 0) AS served, coalesce(t."acknowledgedWithinDay", 0) AS "acknowledgedWithinDay",
         coalesce(t.dated, 0) AS dated, coalesce(t."onTime", 0) AS "onTime",
         coalesce(t.late, 0) AS late, coalesce(t.silent, 0) AS silent,
         (SELECT count(*)::int FROM notice
          WHERE issued_at >= week.monday::timestamp AT TIME ZONE 'Asia/Shanghai'
            AND issued_at < (week.monday + 7)::timestamp AT TIME ZONE 'Asia/Shanghai') AS issued
       FROM (SELECT $1::date + 7 * n AS monday FROM generate_series(0, $2::integer - 1) n) week
       LEFT JOIN LATERAL (
         SELECT ${SUMS} FROM tally WHERE issued_on >= week.monday AND issued_on < week.monday + 7
         AND agency_id = coalesce($3::uuid, agency_id)
       ) t ON true
       ORDER BY week.monday`,
      [monday, count, agencyId ?? null],
    );
  }

  /** Until when the tally is complete; null before the first. */
  async talliedAt(): Promise<Date | null> {
    const [row] = await this.database.query<{ at: Date }[]>(
      'SELECT tallied_at AS at FROM tally_progress',
    );
    return row?.at ?? null;
  }

  async lastTwenty(agencyIds: string[]): Promise<Map<string, LastTwenty>> {
    const rows = await this.database.query<(LastTwenty & { id: string })[]>(
      `SELECT a.id, count(d.*)::int AS closed,
         (count(*) FILTER (WHERE d.closed_on <= d.due_on))::int AS "onTime"
       FROM unnest($1::uuid[]) AS a (id)
       CROSS JOIN LATERAL (
         SELECT closed_on, due_on FROM duty
         WHERE agency_id = a.id AND state = 'closed' AND copy_id IS NOT NULL AND due_on IS NOT NULL
         ORDER BY closed_at DESC, id DESC LIMIT 20
       ) d
       GROUP BY a.id`,
      [[...new Set(agencyIds)]],
    );
    return new Map(rows.map(({ id, closed, onTime }) => [id, { closed, onTime }]));
  }

  /** What an agency has closed, the latest first; `cursor` is the id of the last one seen. */
  async closedDuties(
    agencyId: string,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: Duty[]; next: string | null }> {
    const rows = await this.database.query<{ id: string }[]>(
      `SELECT id FROM duty
       WHERE agency_id = $1 AND state = 'closed' AND copy_id IS NOT NULL AND due_on IS NOT NULL
         AND ($2::uuid IS NULL OR (closed_at, id) < (SELECT closed_at, id FROM duty WHERE id = $2))
       ORDER BY closed_at DESC, id DESC LIMIT $3`,
      [agencyId, cursor === null ? null : uuidOfCursor(cursor), limit + 1],
    );
    const ids = rows.slice(0, limit).map(({ id }) => id);
    const items = await this.database.getRepository(Duty).find({
      where: { id: In(ids) },
      relations: { copy: { document: true, notice: true } },
      order: { closedAt: 'DESC', id: 'DESC' },
    });
    return { items, next: rows.length > limit ? (ids.at(-1) ?? null) : null };
  }
}

function recordOf({ days, ...sums }: Sums): AgencyRecord {
  return { ...sums, medianDays: medianOf(days) };
}
