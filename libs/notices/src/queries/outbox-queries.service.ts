import { Injectable } from '@nestjs/common';
import { Clock } from '#platform';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { Message } from '../message.entity.js';
import { uuidOfCursor } from './cursors.js';

/**
 * `due`: to be sent by now. `retrying`: the server refused it for the time being. `later`: waits for
 * office hours or its next attempt. `undeliverable`: given up. `all`: every message, the newest first.
 */
export const OUTBOX_VIEWS = ['due', 'retrying', 'later', 'undeliverable', 'all'] as const;
export type OutboxView = (typeof OUTBOX_VIEWS)[number];

/** Counting stops here: what is wrong at ten thousand is not more wrong at a million. */
export const COUNTED = 10_000;

export interface OutboxSummary {
  /** Up to COUNTED each. */
  counts: Record<Exclude<OutboxView, 'all'>, number>;
  /** Since when the oldest message that is due waits. */
  oldestDueAt: Date | null;
  lastAcceptedAt: Date | null;
}

const PENDING = `m.next_attempt_at IS NOT NULL AND m.state IN ('queued', 'sending')`;

const WHERE: Record<OutboxView, string> = {
  due: `${PENDING} AND m.next_attempt_at <= :now`,
  later: `${PENDING} AND m.next_attempt_at > :now`,
  retrying: `m.state = 'queued' AND m.attempts > 0`,
  undeliverable: `m.state = 'undeliverable'`,
  all: 'true',
};

const BY_TIME: readonly OutboxView[] = ['due', 'later', 'retrying'];

/** The messages as the database has them: the truth that the queue only hurries along. */
@Injectable()
export class OutboxQueries {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
  ) {}

  async summary(): Promise<OutboxSummary> {
    const now = this.clock.now();
    const counted = async (view: OutboxView) => {
      const some = this.#of(view, now).select('1').limit(COUNTED);
      const [sql, parameters] = some.getQueryAndParameters();
      const rows = await this.database.query<{ n: number }[]>(
        `SELECT count(*)::int AS n FROM (${sql}) counted`,
        parameters,
      );
      return rows[0]?.n ?? 0;
    };
    const [due, retrying, later, undeliverable, [oldest], [last]] = await Promise.all([
      counted('due'),
      counted('retrying'),
      counted('later'),
      counted('undeliverable'),
      this.#of('due', now).orderBy('m.next_attempt_at').limit(1).getMany(),
      this.database.query<{ at: Date | null }[]>(
        // The newest row is not always the newest to be accepted, but among the last hundred it is.
        `SELECT max(accepted_at) AS at
         FROM (SELECT accepted_at FROM message ORDER BY id DESC LIMIT 100) newest`,
      ),
    ]);
    return {
      counts: { due, retrying, later, undeliverable },
      oldestDueAt: oldest?.nextAttemptAt ?? null,
      lastAcceptedAt: last?.at ?? null,
    };
  }

  /** One page; what waits the longest first, what has ended the newest first. */
  async list(
    view: OutboxView,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: Message[]; next: string | null }> {
    const query = this.#of(view, this.clock.now());
    const byTime = BY_TIME.includes(view);
    if (byTime) query.orderBy('m.next_attempt_at').addOrderBy('m.id');
    else query.orderBy('m.id', 'DESC');
    if (cursor !== null) {
      const [at = '', id = ''] = cursor.split('_');
      if (byTime) {
        query.andWhere(
          '(m.next_attempt_at, m.id) > (to_timestamp(:at::float8 / 1000), :id::uuid)',
          {
            at: Number(at) || 0,
            id: uuidOfCursor(id),
          },
        );
      } else query.andWhere('m.id < :id', { id: uuidOfCursor(id) });
    }
    const found = await query.limit(limit + 1).getMany();
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const next = last && `${last.nextAttemptAt?.getTime() ?? 0}_${last.id}`;
    return { items, next: found.length > limit && next ? next : null };
  }

  #of(view: OutboxView, now: Date): SelectQueryBuilder<Message> {
    return this.database.createQueryBuilder(Message, 'm').where(WHERE[view], { now });
  }
}
