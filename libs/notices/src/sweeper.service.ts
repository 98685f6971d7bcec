import { Injectable } from '@nestjs/common';
import { MessageJobs } from '#jobs';
import { Clock } from '#platform';
import { DataSource } from 'typeorm';

/** How long a job is trusted to be in the queue, once it was enqueued; then it may have been lost. */
const TRUST_MS = 5_000;
/** The same while the queue is busy: most likely the row's job only waits for its turn. */
const BUSY_TRUST_MS = 60_000;

interface Due {
  id: string;
  attempts: number;
}

/**
 * Enqueues what the rows say is due: retries whose pause is over, reminders whose office has opened,
 * messages whose job was lost or taken by a process that died.
 */
@Injectable()
export class Sweeper {
  /** What was due at the sweep before, by `id.attempts`: how often this process enqueued it, and when. */
  #known = new Map<string, { round: number; since: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly jobs: MessageJobs,
  ) {}

  /**
   * Answers how many it enqueued. A row that was not due at the sweep before is left to the job that
   * its own transaction enqueued.
   */
  async sweep(limit = 1000): Promise<number> {
    const due = await this.database.query<Due[]>(
      `SELECT id, attempts FROM message
       WHERE next_attempt_at <= $1 AND state IN ('queued', 'sending')
       ORDER BY next_attempt_at LIMIT $2`,
      [this.clock.now(), limit],
    );
    // The queue's own time, not the domain's: a clock that is set must not stop it.
    const now = performance.now();
    const before = this.#known;
    this.#known = new Map(
      due.map((row) => [keyOf(row), before.get(keyOf(row)) ?? { round: 0, since: now }]),
    );
    const again = due.filter((row) => before.has(keyOf(row)));
    if (again.length === 0) return 0;
    const busy = (await this.jobs.waiting()) > 0;
    const lost = again.filter((row) => {
      const { round, since } = this.#known.get(keyOf(row)) ?? { round: 0, since: now };
      const trust = busy ? BUSY_TRUST_MS : round === 0 ? 0 : TRUST_MS;
      return now - since >= trust;
    });
    // A new round is a new job: one of the same name may be in the hands of a process that was killed.
    const jobs = lost.map((row) => {
      const round = (this.#known.get(keyOf(row))?.round ?? 0) + 1;
      this.#known.set(keyOf(row), { round, since: now });
      return { ...row, round };
    });
    return jobs.length > 0 && (await this.jobs.enqueue(jobs)) ? jobs.length : 0;
  }
}

const keyOf = ({ id, attempts }: Due) => `${id}.${attempts}`;
