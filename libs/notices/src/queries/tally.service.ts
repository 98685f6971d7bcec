import { Injectable } from '@nestjs/common';
import { localDateOf, type PlainDate } from '#calendar';
import { Clock, insertRows } from '#platform';
import { DataSource, type QueryRunner } from 'typeorm';
import { StandingService } from '../standing.service.js';
import { replyDaysOf, type TallyPart } from './tally.rules.js';

/** Two workers do not tally at once. */
const TALLY_LOCK = 20_200_034;
/** Days tallied in one run; the rest follows in the next. */
const DAYS_A_RUN = 20;

interface CopyPart {
  agencyId: string;
  town: string;
  served: number;
  acknowledgedWithinDay: number;
}

interface DutyPart extends TallyPart {
  dated: number;
  onTime: number;
  late: number;
  silent: number;
}

const COPIES = `
  SELECT c.id, c.agency_id AS "agencyId", coalesce(n.town, '') AS town, c.served_on, c.acknowledged_at
  FROM notice n JOIN copy c ON c.notice_id = n.id
  WHERE n.issued_at >= $1::date::timestamp AT TIME ZONE 'Asia/Shanghai'
    AND n.issued_at < ($1::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'`;

/**
 * Counts, day by day, how what was issued on that day was answered, so that a chart of a quarter costs
 * the same whatever the number of notices. Runs behind the work and slows none of it: the events say
 * which days have changed, and these are counted anew from the rows themselves.
 */
@Injectable()
export class TallyService {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly standing: StandingService,
  ) {}

  /** Answers whether days are left for another run. */
  async run(): Promise<boolean> {
    const runner = this.database.createQueryRunner();
    try {
      const [lock] = (await runner.query('SELECT pg_try_advisory_lock($1) AS taken', [
        TALLY_LOCK,
      ])) as { taken: boolean }[];
      if (!lock?.taken) return false;
      try {
        return await this.#tally(runner);
      } finally {
        await runner.query('SELECT pg_advisory_unlock($1)', [TALLY_LOCK]);
      }
    } finally {
      await runner.release();
    }
  }

  async #tally(runner: QueryRunner): Promise<boolean> {
    await this.#findChangedDays(runner);
    const days = (await runner.query(
      `SELECT to_char(day, 'YYYY-MM-DD') AS day FROM tally_due ORDER BY day DESC LIMIT $1`,
      [DAYS_A_RUN],
    )) as { day: PlainDate }[];
    for (const { day } of days) await this.#tallyDay(runner, day);
    return days.length === DAYS_A_RUN;
  }

  async #findChangedDays(runner: QueryRunner): Promise<void> {
    const now = this.clock.now();
    const today = localDateOf(now);
    // Older transactions have all ended: none can still add an event that would be missed.
    const [horizon] = (await runner.query(
      'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS "transaction"',
    )) as { transaction: string }[];
    const [progress] = (await runner.query(
      `SELECT transaction::text AS "transaction", to_char(overdue_before, 'YYYY-MM-DD') AS "overdueBefore"
       FROM tally_progress`,
    )) as { transaction: string; overdueBefore: PlainDate }[];
    const changed = progress
      ? `SELECT e.notice_id FROM agency i CROSS JOIN LATERAL (
           SELECT notice_id FROM event WHERE issuer_id = i.id
           AND transaction >= $1::xid8 AND transaction < $2::xid8) e
         UNION SELECT notice_id FROM duty
         WHERE state = 'running' AND due_on >= $3::date AND due_on < $4::date`
      : 'SELECT id FROM notice WHERE issued_at IS NOT NULL';
    const since = progress
      ? [progress.transaction, horizon?.transaction, progress.overdueBefore, today]
      : [];
    await runner.query(
      `INSERT INTO tally_due (day)
       SELECT DISTINCT (n.issued_at AT TIME ZONE 'Asia/Shanghai')::date FROM notice n
       WHERE n.issued_at IS NOT NULL AND n.id IN (${changed})
       ON CONFLICT DO NOTHING`,
      since,
    );
    await runner.query(
      `INSERT INTO tally_progress (transaction, overdue_before, tallied_at) VALUES ($1, $2, $3)
       ON CONFLICT (single) DO UPDATE SET transaction = excluded.transaction,
         overdue_before = excluded.overdue_before, tallied_at = excluded.tallied_at`,
      [horizon?.transaction, today, now],
    );
  }

  async #tallyDay(runner: QueryRunner, day: PlainDate): Promise<void> {
    // Read before the transaction begins: a long one would hold back the feed of events.
    const rows = await this.#count(runner, day);
    await runner.startTransaction();
    try {
      await runner.query('DELETE FROM tally WHERE issued_on = $1', [day]);
      await insertRows(runner.manager, 'tally', rows);
      await runner.query('DELETE FROM tally_due WHERE day = $1', [day]);
      await runner.commitTransaction();
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    }
  }

  async #count(runner: QueryRunner, day: PlainDate): Promise<object[]> {
    const today = localDateOf(this.clock.now());
    const copies = (await runner.query(
      `SELECT "agencyId", town, (count(*) FILTER (WHERE served_on IS NOT NULL))::int AS served,
         (count(*) FILTER (WHERE (acknowledged_at AT TIME ZONE 'Asia/Shanghai')::date <= served_on + 1))::int
           AS "acknowledgedWithinDay"
       FROM (${COPIES}) c GROUP BY "agencyId", town`,
      [day],
    )) as CopyPart[];
    const duties = (await runner.query(
      `SELECT c."agencyId", c.town, to_char(c.served_on, 'YYYY-MM-DD') AS "servedOn",
         CASE WHEN d.state = 'closed' AND d.rule ->> 'dischargedBy' = 'reply'
              THEN to_char(d.closed_on, 'YYYY-MM-DD') END AS "repliedOn",
         count(*)::int AS replies, count(*)::int AS dated,
         (count(*) FILTER (WHERE d.state = 'closed' AND d.closed_on <= d.due_on))::int AS "onTime",
         (count(*) FILTER (WHERE d.state = 'closed' AND d.closed_on > d.due_on))::int AS late,
         (count(*) FILTER (WHERE d.state = 'running' AND d.due_on < $2::date
                           AND NOT d.awaiting_review))::int AS silent
       FROM (${COPIES}) c JOIN duty d ON d.copy_id = c.id AND d.due_on IS NOT NULL
       GROUP BY 1, 2, 3, 4`,
      [day, today],
    )) as DutyPart[];
    const calendar = await this.standing.calendar();
    return copies.map(({ agencyId, town, served, acknowledgedWithinDay }) => {
      const own = duties.filter((part) => part.agencyId === agencyId && part.town === town);
      const sum = (of: 'dated' | 'onTime' | 'late' | 'silent') =>
        own.reduce((total, part) => total + part[of], 0);
      return {
        issuedOn: day,
        agencyId,
        town,
        served,
        acknowledgedWithinDay,
        dated: sum('dated'),
        onTime: sum('onTime'),
        late: sum('late'),
        silent: sum('silent'),
        replyDays: replyDaysOf(own, calendar),
      };
    });
  }
}
