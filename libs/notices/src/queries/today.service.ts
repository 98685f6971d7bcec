import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MOST_COUNTED } from './notice-list.service.js';
import { UnansweredQueries } from './unanswered.service.js';

/** What waits for the secretariat. Each number is that of a list; beyond its bound nobody counts on. */
export interface TodayCounts {
  dueToday: number;
  overdue: number;
  /** Notices with a copy that reached no address. */
  undeliverable: number;
  awaitingDecision: number;
  recounted: number;
}

@Injectable()
export class TodayQueries {
  constructor(
    private readonly database: DataSource,
    private readonly unanswered: UnansweredQueries,
  ) {}

  async counts(): Promise<TodayCounts> {
    const [dueToday, overdue, awaiting, recounted, undeliverable] = await Promise.all([
      this.unanswered.count({ dueToday: true }),
      this.unanswered.count({ overdueBy: 1 }),
      this.unanswered.count({ decision: 'awaiting' }),
      this.unanswered.count({ recounted: true }),
      this.#undeliverable(),
    ]);
    return {
      dueToday: dueToday.open,
      overdue: overdue.open,
      undeliverable,
      awaitingDecision: awaiting.open,
      recounted: recounted.open,
    };
  }

  async #undeliverable(): Promise<number> {
    const [row] = await this.database.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM
         (SELECT DISTINCT notice_id FROM copy
          WHERE transport = 'undeliverable' AND closed_at IS NULL LIMIT $1) counted`,
      [MOST_COUNTED + 1],
    );
    return row?.count ?? 0;
  }
}
