import { Injectable } from '@nestjs/common';
import { Agency } from '#agencies';
import { addDays, localDateOf } from '#calendar';
import { Clock, Problem } from '#platform';
import { DataSource, In } from 'typeorm';
import { isUuid, uuidOfCursor } from '../queries/cursors.js';
import { Call, ReachabilityTask } from './reachability.entities.js';

/** A mailbox whose newest mail failed, and none was accepted since. */
export interface FailingMailbox {
  address: string;
  agency: Agency;
  /** Mails of the last 30 days that failed, of the newest `MOST_FAILURES`. */
  failures: number;
  /** There may be more. */
  many: boolean;
  failedAt: Date;
  /** The server's own words. */
  response: string | null;
  noticeId: string | null;
  openTask: string | null;
}

/** An agency that was served so many copies within 30 days and acknowledged or answered none of them. */
export interface SilentAgency {
  agency: Agency;
  served: number;
  since: string;
  openTask: string | null;
}

export interface TaskView {
  task: ReachabilityTask;
  calls: Call[];
}

const DAYS = 30;
/** More failures of one mailbox than this are not told apart. */
const MOST_FAILURES = 100;
/** Fewer copies than this without an acknowledgement say nothing. */
const LEAST = 3;
/** So many of an agency's newest copies are looked at: enough to tell, few enough to be quick. */
const NEWEST = 30;
/** Whether a mailbox works again shows among so many of its agency's newest copies. */
const LATER = 200;

/** Who cannot be reached, and what was done about it. */
@Injectable()
export class ReachabilityQueries {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
  ) {}

  /**
   * Mailboxes in the order of their addresses; `cursor` is the last one seen. Addresses that failed are
   * few among millions of mails: the partial index is walked from address to address.
   */
  async mailboxes(
    cursor: string | null,
    limit: number,
  ): Promise<{ items: FailingMailbox[]; next: string | null }> {
    const since = new Date(this.clock.now().getTime() - DAYS * 86_400_000);
    const rows = await this.database.query<
      (Omit<FailingMailbox, 'agency' | 'many'> & { agencyId: string })[]
    >(
      `WITH RECURSIVE failed AS (
         (SELECT address FROM message WHERE state = 'undeliverable' AND address > $1
          ORDER BY address LIMIT 1)
         UNION ALL
         SELECT (SELECT m.address FROM message m WHERE m.state = 'undeliverable'
                 AND m.address > failed.address ORDER BY m.address LIMIT 1)
         FROM failed WHERE failed.address IS NOT NULL
       )
       SELECT failed.address, c.agency_id AS "agencyId", last.notice_id AS "noticeId",
              coalesce(last.bounce, last.response) AS response, last.created_at AS "failedAt", counted.failures,
              (SELECT t.id FROM reachability_task t WHERE t.agency_id = c.agency_id
               AND t.address = failed.address AND t.closed_at IS NULL) AS "openTask"
       FROM failed
       CROSS JOIN LATERAL (
         SELECT * FROM message m WHERE m.address = failed.address AND m.state = 'undeliverable'
         ORDER BY m.id DESC LIMIT 1) last
       CROSS JOIN LATERAL (
         SELECT count(*)::int AS failures FROM (
           SELECT created_at FROM message m WHERE m.address = failed.address
             AND m.state = 'undeliverable' ORDER BY m.id DESC LIMIT ${MOST_FAILURES}) newest
         WHERE created_at >= $2) counted
       CROSS JOIN LATERAL (SELECT id, agency_id FROM copy WHERE id = last.copy_id LIMIT 1) c
       WHERE NOT EXISTS (
         SELECT 1 FROM (
           SELECT id FROM copy WHERE agency_id = c.agency_id AND id >= c.id ORDER BY id DESC LIMIT $4
         ) later JOIN message m ON m.copy_id = later.id
         WHERE m.address = failed.address AND m.state = 'accepted' AND m.id > last.id)
       ORDER BY failed.address LIMIT $3`,
      [cursor ?? '', since, limit + 1, LATER],
    );
    const page = rows.slice(0, limit);
    const agencies = await this.#agencies(page.map(({ agencyId }) => agencyId));
    return {
      items: page.flatMap(({ agencyId, ...row }) => {
        const agency = agencies.get(agencyId);
        return agency ? [{ ...row, agency, many: row.failures >= MOST_FAILURES }] : [];
      }),
      next: rows.length > limit ? (page.at(-1)?.address ?? null) : null,
    };
  }

  /** The most copies first. All agencies are looked at, each through its newest copies. */
  async silentAgencies(limit: number): Promise<SilentAgency[]> {
    const since = addDays(localDateOf(this.clock.now()), -DAYS);
    const rows = await this.database.query<
      { agencyId: string; served: number; since: string; openTask: string | null }[]
    >(
      `SELECT a.id AS "agencyId", copies.served, copies.since,
              (SELECT t.id FROM reachability_task t WHERE t.agency_id = a.id
               AND t.address IS NULL AND t.closed_at IS NULL) AS "openTask"
       FROM agency a
       CROSS JOIN LATERAL (
         SELECT count(*)::int AS served, min(served_on)::text AS since,
                count(*) FILTER (WHERE acknowledgement <> 'none' OR reply <> 'none')::int AS acknowledged
         FROM (SELECT served_on, acknowledgement, reply FROM copy WHERE agency_id = a.id
               ORDER BY id DESC LIMIT $1) newest
         WHERE served_on >= $2) copies
       WHERE a.active AND copies.served >= $3 AND copies.acknowledged = 0
       ORDER BY copies.served DESC, a.code LIMIT $4`,
      [NEWEST, since, LEAST, limit],
    );
    const agencies = await this.#agencies(rows.map(({ agencyId }) => agencyId));
    return rows.flatMap(({ agencyId, ...row }) => {
      const agency = agencies.get(agencyId);
      return agency ? [{ ...row, agency }] : [];
    });
  }

  /** Open ones first, by the day on which they are due; with `closed` those that ended, newest first. */
  async tasks(
    closed: boolean,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: TaskView[]; next: string | null }> {
    const query = this.database
      .createQueryBuilder(ReachabilityTask, 't')
      .innerJoinAndSelect('t.agency', 'a');
    const [on = '', id = ''] = cursor?.split('|') ?? [];
    if (closed) {
      query
        .where('t.closed_at IS NOT NULL')
        .orderBy('t.closed_at', 'DESC')
        .addOrderBy('t.id', 'DESC');
      if (cursor) {
        const before = { on: instantOfCursor(on), id: uuidOfCursor(id) };
        query.andWhere('(t.closed_at, t.id) < (:on::timestamptz, :id::uuid)', before);
      }
    } else {
      query.where('t.closed_at IS NULL').orderBy('t.due_on').addOrderBy('t.id');
      if (cursor) {
        const after = { on, id: uuidOfCursor(id) };
        query.andWhere('(t.due_on, t.id) > (:on::date, :id::uuid)', after);
      }
    }
    const found = await query.limit(limit + 1).getMany();
    const page = found.slice(0, limit);
    const calls = await this.database.getRepository(Call).find({
      where: { taskId: In(page.map((task) => task.id)) },
      order: { id: 'ASC' },
    });
    const last = page.at(-1);
    const key = last && (closed ? last.closedAt?.toISOString() : last.dueOn);
    return {
      items: page.map((task) => ({
        task,
        calls: calls.filter(({ taskId }) => taskId === task.id),
      })),
      next: found.length > limit && last && key ? `${key}|${last.id}` : null,
    };
  }

  async task(taskId: string): Promise<TaskView | null> {
    if (!isUuid(taskId)) return null;
    const task = await this.database
      .getRepository(ReachabilityTask)
      .findOne({ where: { id: taskId }, relations: { agency: true } });
    if (!task) return null;
    const calls = await this.database
      .getRepository(Call)
      .find({ where: { taskId }, order: { id: 'ASC' } });
    return { task, calls };
  }

  async #agencies(ids: string[]): Promise<Map<string, Agency>> {
    const found = await this.database.getRepository(Agency).findBy({ id: In(ids) });
    return new Map(found.map((agency) => [agency.id, agency]));
  }
}

function instantOfCursor(text: string): string {
  if (Number.isNaN(Date.parse(text))) {
    throw Problem.field(
      'cursor',
      '请原样使用上一页给出的 cursor',
      'Use the cursor as it was given',
    );
  }
  return text;
}
