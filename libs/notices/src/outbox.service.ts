import { Injectable } from '@nestjs/common';
import { MessageJobs } from '#jobs';
import { Clock, newId } from '#platform';
import type { EntityManager } from 'typeorm';
import type { MessageKind } from './message.entity.js';

/** A message to be sent. `once` makes it unique: asking again for the same is no second message. */
export interface NewMessage {
  kind: MessageKind;
  noticeId: string | null;
  copyId: string | null;
  linkId: string | null;
  address: string;
  props: Record<string, unknown>;
  once: string;
  /** Not before this instant: reminders wait for office hours. */
  notBefore?: Date;
}

/** A temporary error is retried for so long, then the message is undeliverable. */
const GIVE_UP_MS = 24 * 3_600_000;

/** Writes message rows inside the transaction that causes them, and enqueues them after its commit. */
@Injectable()
export class OutboxService {
  constructor(
    private readonly clock: Clock,
    private readonly jobs: MessageJobs,
  ) {}

  /** Returns the ids of messages that may be sent at once; give them to `dispatch` after commit. */
  async write(manager: EntityManager, messages: NewMessage[]): Promise<string[]> {
    if (messages.length === 0) return [];
    const now = this.clock.now();
    const rows = messages.map((message) => {
      const due = message.notBefore && message.notBefore > now ? message.notBefore : now;
      return {
        id: newId(),
        kind: message.kind,
        notice_id: message.noticeId,
        copy_id: message.copyId,
        link_id: message.linkId,
        address: message.address,
        props: message.props,
        once: message.once,
        next_attempt_at: due,
        give_up_at: new Date(due.getTime() + GIVE_UP_MS),
      };
    });
    const written = await manager.query<{ id: string; now: boolean }[]>(
      `INSERT INTO message (id, kind, notice_id, copy_id, link_id, address, props, once, state,
                            attempts, next_attempt_at, give_up_at, created_at)
       SELECT id, kind, notice_id, copy_id, link_id, address, props, once, 'queued', 0,
              next_attempt_at, give_up_at, $2
       FROM jsonb_populate_recordset(null::message, $1::jsonb)
       ON CONFLICT (once) DO NOTHING
       RETURNING id, next_attempt_at <= $2 AS now`,
      [JSON.stringify(rows), now],
    );
    return written.filter((row) => row.now).map((row) => row.id);
  }

  /** After commit. Where this is lost, the sweeper finds the rows. */
  async dispatch(ids: string[]): Promise<void> {
    if (ids.length > 0) await this.jobs.enqueue(ids.map((id) => ({ id, attempts: 0 })));
  }
}
