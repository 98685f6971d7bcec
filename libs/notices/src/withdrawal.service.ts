import { Injectable } from '@nestjs/common';
import type { Agency } from '#agencies';
import { Clock, Problem } from '#platform';
import { DataSource } from 'typeorm';
import { AudienceService } from './audience.service.js';
import { appendEvents } from './chain.js';
import { CopyRecorder, type Verb } from './copy-recorder.service.js';
import { Copy, Notice } from './notice.entities.js';
import { OutboxService } from './outbox.service.js';

/** Withdraws a notice: open duties end, ladders stop, agencies are told; findings made stay. */
@Injectable()
export class WithdrawalService {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly recorder: CopyRecorder,
    private readonly outbox: OutboxService,
    private readonly audience: AudienceService,
  ) {}

  /** @throws Problem 404, 409 already-withdrawn, 422 without a reason */
  async withdraw(noticeId: string, issuer: Agency, reason: string, actor: string): Promise<void> {
    if (!reason.trim())
      throw Problem.field('reason', '撤回须说明理由', 'State why it is withdrawn');
    const messages = await this.database.transaction(async (manager) => {
      const notice = await manager.findOne(Notice, {
        where: { id: noticeId, issuerId: issuer.id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!notice) throw Problem.notFound('该文书', 'The notice');
      if (notice.state === 'withdrawn')
        throw Problem.conflict(
          'already-withdrawn',
          '该文书已撤回。',
          'This notice was withdrawn already.',
        );
      await manager.update(Notice, noticeId, {
        state: 'withdrawn',
        withdrawnAt: this.clock.now(),
        withdrawalReason: reason,
      });
      const copies = await manager.findBy(Copy, { noticeId });
      if (copies.length === 0) {
        const event = { copyId: null, type: 'notice-withdrawn', actor, data: { reason } };
        await appendEvents(
          manager,
          [{ head: { ...notice, noticeId }, events: [event] }],
          this.clock.now(),
        );
        return [];
      }
      await manager.query(
        `UPDATE message SET state = 'cancelled', next_attempt_at = NULL
         WHERE notice_id = $1 AND state = 'queued'`,
        [noticeId],
      );
      return (
        await this.recorder.within(
          manager,
          copies.map((copy) => this.#verb(copy, issuer, reason, actor)),
        )
      ).messages;
    });
    await this.outbox.dispatch(messages);
  }

  #verb(copy: Copy, issuer: Agency, reason: string, actor: string): Verb {
    return {
      copyId: copy.id,
      actor,
      decide: async (_, manager) => ({
        events: [{ type: 'copy-withdrawn' }],
        data: { reason },
        messages: (await this.audience.of(manager, copy, issuer.id, ['agency'])).map(
          ({ address, linkId }) => ({
            kind: 'withdrawn' as const,
            noticeId: copy.noticeId,
            copyId: copy.id,
            linkId,
            address,
            props: { reason },
            once: `withdrawn:${copy.id}:${address}`,
          }),
        ),
      }),
    };
  }
}
