import { Injectable } from '@nestjs/common';
import type { Agency } from '#agencies';
import { localDateOf } from '#calendar';
import { Clock, Problem } from '#platform';
import { DataSource, type EntityManager } from 'typeorm';
import { statedIn } from './answer.rules.js';
import { AudienceService } from './audience.service.js';
import { CopyRecorder } from './copy-recorder.service.js';
import type { CopyEvent, CopyState } from './copy-events.js';
import { Reply, Submission } from './notice.entities.js';
import type { NewMessage } from './outbox.service.js';
import { StandingService } from './standing.service.js';

/** The issuer's judgement of a reply: only an accepted one closes the duty (row 14). */
@Injectable()
export class ReviewService {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly recorder: CopyRecorder,
    private readonly audience: AudienceService,
    private readonly standing: StandingService,
  ) {}

  async accept(replyId: string, issuer: Agency, actor: string): Promise<void> {
    await this.#review(replyId, issuer, actor, 'accepted', '', async (reply, manager) => {
      const submission = await manager.findOneByOrFail(Submission, { id: reply.submissionId });
      const stated = statedIn(submission.body);
      return { type: 'reply-accepted', submittedOn: reply.submittedOn, stated };
    });
  }

  /** 退回: with a reason; the duty goes on with its original date or two working days from now. */
  async return(replyId: string, issuer: Agency, reason: string, actor: string): Promise<void> {
    if (!reason.trim()) throw Problem.field('reason', '退回须说明理由', 'State why it is returned');
    await this.#review(replyId, issuer, actor, 'returned', reason.trim(), () => ({
      type: 'reply-returned',
      returnedOn: localDateOf(this.clock.now()),
      workingDays: this.standing.rulebook.returnedReplyWorkingDays,
    }));
  }

  async #review(
    replyId: string,
    issuer: Agency,
    actor: string,
    review: 'accepted' | 'returned',
    reason: string,
    eventOf: (reply: Reply, manager: EntityManager) => Promise<CopyEvent> | CopyEvent,
  ): Promise<void> {
    const reply = await this.database.getRepository(Reply).findOne({
      where: { id: replyId, copy: { notice: { issuerId: issuer.id } } },
      relations: { copy: true },
    });
    if (!reply) throw Problem.notFound('该函复', 'The reply');
    const done = await this.recorder.record({
      copyId: reply.copyId,
      actor,
      decide: async ({ copy }: CopyState, manager) => {
        const fresh = await manager.findOneByOrFail(Reply, { id: replyId });
        if (fresh.review !== 'pending') return null;
        await manager.update(Reply, replyId, {
          review,
          reviewedAt: this.clock.now(),
          reviewedBy: actor,
          reviewReason: reason || null,
        });
        const addressees = await this.audience.of(manager, copy, issuer.id, ['agency']);
        return {
          events: [await eventOf(fresh, manager)],
          data: { replyId, ...(reason ? { reason } : {}) },
          explanation: reason,
          messages: addressees.map(({ address, linkId }): NewMessage => ({
            kind: review === 'returned' ? 'reply-returned' : 'decided',
            noticeId: copy.noticeId,
            copyId: copy.id,
            linkId,
            address,
            props: review === 'returned' ? { reason } : { decision: '函复已接受', reason: '' },
            once: `review:${replyId}:${review}:${address}`,
          })),
        };
      },
    });
    if (!done)
      throw Problem.conflict(
        'already-reviewed',
        '该函复已审核，或无需审核。',
        'The reply was reviewed already, or needs no review.',
      );
  }
}
