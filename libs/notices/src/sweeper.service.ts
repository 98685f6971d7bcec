import { Injectable } from '@nestjs/common';
import { MessageJobs } from '#jobs';
import { Clock } from '#platform';
import { DataSource } from 'typeorm';

/**
 * Enqueues what the rows say is due: retries whose pause is over, reminders whose office has opened,
 * messages whose job was lost. A job that is already there has the same id and stays one.
 */
@Injectable()
export class Sweeper {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly jobs: MessageJobs,
  ) {}

  async sweep(limit = 1000): Promise<number> {
    const due = await this.database.query<{ id: string; attempts: number }[]>(
      `SELECT id, attempts FROM message
       WHERE next_attempt_at <= $1 AND state IN ('queued', 'sending')
       ORDER BY next_attempt_at LIMIT $2`,
      [this.clock.now(), limit],
    );
    if (due.length > 0) await this.jobs.enqueue(due);
    return due.length;
  }
}
