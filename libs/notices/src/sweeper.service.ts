import { Injectable } from '@nestjs/common';
import { MessageJobs } from '#jobs';
import { Clock } from '#platform';
import { DataSource } from 'typeorm';

/** How long a job that was enqueued is trusted to be in the queue; then it may have been flushed. */
const TRUST_MS = 5_000;

/**
 * Enqueues what the rows say is due: retries whose pause is over, reminders whose office has opened,
 * messages whose job was lost. A job that is already there has the same id and stays one.
 */
@Injectable()
export class Sweeper {
  /** `id.attempts` → when this process enqueued it: a long queue is not written again at each sweep. */
  readonly #enqueued = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly jobs: MessageJobs,
  ) {}

  /** Answers how many it enqueued. */
  async sweep(limit = 1000): Promise<number> {
    const due = await this.database.query<{ id: string; attempts: number }[]>(
      `SELECT id, attempts FROM message
       WHERE next_attempt_at <= $1 AND state IN ('queued', 'sending')
       ORDER BY next_attempt_at LIMIT $2`,
      [this.clock.now(), limit],
    );
    // The queue's own time, not the domain's: a clock that is set must not stop it.
    const now = performance.now();
    for (const [job, at] of this.#enqueued) if (now - at > TRUST_MS) this.#enqueued.delete(job);
    const fresh = due.filter(({ id, attempts }) => !this.#enqueued.has(`${id}.${attempts}`));
    if (fresh.length === 0 || !(await this.jobs.enqueue(fresh))) return 0;
    for (const { id, attempts } of fresh) this.#enqueued.set(`${id}.${attempts}`, now);
    return fresh.length;
  }
}
