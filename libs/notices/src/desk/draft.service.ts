import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Agency } from '#agencies';
import { Clock, newId, Problem } from '#platform';
import { DataSource } from 'typeorm';
import { awaitingApproval } from '../approval.js';
import { appendEvents } from '../chain.js';
import { type IssueAnswer, IssueService } from '../issue.service.js';
import { Attachment, Notice } from '../notice.entities.js';
import { isUuid } from '../queries/cursors.js';
import type { IssueRequest } from '../routed-request.js';
import { Draft, type DraftFile } from './desk.entities.js';

/** Files of one notice; the API allows as many. */
export const MOST_FILES = 50;

/** Two clicks on one button: the second waits so long for the first. */
const PATIENCE = { times: 50, milliseconds: 100 };

/** The id of a draft is the idempotency key of its notice, so that it can be sent only once. */
const keyOf = (draftId: string) => `draft:${draftId}`;

/** Drafts of an agency: kept however incomplete, sent once. */
@Injectable()
export class DraftService {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly issuing: IssueService,
  ) {}

  async create(
    agencyId: string,
    kind: string,
    typed: Record<string, string>,
    actor: string,
  ): Promise<string> {
    const draft = this.#newDraft(agencyId, kind, typed, [], actor);
    await this.database.getRepository(Draft).insert(draft);
    return draft.id;
  }

  /** The newest first; those that were sent are no drafts any more. */
  async list(agencyId: string, limit = 100): Promise<Draft[]> {
    return this.database
      .createQueryBuilder(Draft, 'd')
      .where('d.agency_id = :agencyId', { agencyId })
      .andWhere(
        `NOT EXISTS (SELECT 1 FROM idempotency i
                     WHERE i.agency_id = d.agency_id AND i.key = 'draft:' || d.id)`,
      )
      .orderBy('d.id', 'DESC')
      .limit(limit)
      .getMany();
  }

  /** @throws Problem 404 also where it is another agency's */
  async get(agencyId: string, draftId: string): Promise<Draft> {
    const found = isUuid(draftId)
      ? await this.database.getRepository(Draft).findOneBy({ id: draftId, agencyId })
      : null;
    if (!found) throw Problem.notFound('该草稿', 'The draft');
    return found;
  }

  /** The notice that a draft became; null while it is one. */
  async noticeOf(agencyId: string, draftId: string): Promise<string | null> {
    const [sent] = await this.database.query<{ notice_id: string }[]>(
      'SELECT notice_id FROM idempotency WHERE agency_id = $1 AND key = $2',
      [agencyId, keyOf(draftId)],
    );
    return sent?.notice_id ?? null;
  }

  /**
   * Saves what was typed.
   *
   * @throws Problem 409 draft-changed where somebody else has saved it since `revision`
   */
  async save(
    draft: Draft,
    typed: Record<string, string>,
    attachments: DraftFile[],
    actor: string,
    revision: number,
  ): Promise<Draft> {
    if (attachments.length > MOST_FILES) {
      throw Problem.field(
        'files',
        `一份文书最多${MOST_FILES}个附件`,
        `At most ${MOST_FILES} files a notice`,
      );
    }
    const changed = { typed, attachments, changedBy: actor, changedAt: this.clock.now() };
    const { affected } = await this.database
      .getRepository(Draft)
      .update({ id: draft.id, revision }, { ...changed, revision: revision + 1 });
    if (!affected) {
      const now = await this.get(draft.agencyId, draft.id);
      throw Problem.conflict(
        'draft-changed',
        `${nameOf(now.changedBy)}刚刚也保存过这份草稿。您填写的内容还在下面；再保存一次就以您的为准。`,
        `${nameOf(now.changedBy)} has saved this draft meanwhile. What you typed is still below; save again to replace theirs.`,
      );
    }
    return { ...draft, ...changed, revision: revision + 1 };
  }

  async remove(agencyId: string, draftId: string): Promise<void> {
    const { id } = await this.get(agencyId, draftId);
    await this.database.getRepository(Draft).delete(id);
  }

  /** Issues it, or saves it for approval. Twice at once is one notice. */
  async send(
    draft: Draft,
    request: IssueRequest,
    issuer: Agency,
    actor: string,
  ): Promise<IssueAnswer> {
    for (let time = 0; ; time += 1) {
      try {
        const answer = await this.issuing.issue(request, issuer, actor, keyOf(draft.id));
        await this.database.getRepository(Draft).delete(draft.id);
        return answer;
      } catch (error) {
        const running = error instanceof Problem && error.type === 'idempotency-running';
        if (!running || time >= PATIENCE.times) throw error;
        await wait(PATIENCE.milliseconds);
      }
    }
  }

  /**
   * 审核不通过: the notice that waits for approval ends, and its content is a draft again, with the reason.
   *
   * @param typed the facts of the notice as a form would hold them
   * @throws Problem 404, 409 not-awaiting-approval, 422 without a reason, 403 for its own drafter
   */
  async sendBack(
    noticeId: string,
    issuer: Agency,
    reason: string,
    actor: string,
    typed: Record<string, string>,
  ): Promise<string> {
    if (!reason.trim()) {
      throw Problem.field('reason', '退回须说明理由', 'State why it is sent back');
    }
    const now = this.clock.now();
    return this.database.transaction(async (manager) => {
      const notice = await awaitingApproval(manager, noticeId, issuer, actor);
      await manager.update(Notice, noticeId, {
        state: 'withdrawn',
        withdrawnAt: now,
        withdrawalReason: `审核退回：${reason.trim()}`,
      });
      const event = { copyId: null, type: 'notice-sent-back', actor, data: { reason } };
      await appendEvents(manager, [{ head: { ...notice, noticeId }, events: [event] }], now);
      const digests = notice.attachments.map(({ digest }) => digest);
      const stored = await manager.query<{ digest: string; media_type: string; size: number }[]>(
        'SELECT digest, media_type, size FROM attachment WHERE digest = ANY($1)',
        [digests],
      );
      const files = notice.attachments.map(({ digest, name }) => {
        const file = stored.find((one) => one.digest === digest);
        return { digest, name, mediaType: file?.media_type ?? '', size: file?.size ?? 0 };
      });
      const draft = this.#newDraft(issuer.id, notice.kind, typed, files, notice.createdBy);
      Object.assign(draft, { sentBackBy: actor, sentBackReason: reason.trim() });
      await manager.insert(Draft, draft);
      return draft.id;
    });
  }

  /** A file of a draft; null where it has none of this digest. */
  async file(
    draft: Draft,
    digest: string,
  ): Promise<{ content: Buffer; mediaType: string; name: string } | null> {
    const named = draft.attachments.find((one) => one.digest === digest);
    const stored =
      named &&
      (await this.database.getRepository(Attachment).findOne({
        where: { digest },
        select: { digest: true, mediaType: true, content: true },
      }));
    if (!named || !stored) return null;
    return { content: stored.content, mediaType: stored.mediaType, name: named.name };
  }

  #newDraft(
    agencyId: string,
    kind: string,
    typed: Record<string, string>,
    attachments: DraftFile[],
    actor: string,
  ): Draft {
    const now = this.clock.now();
    return Object.assign(new Draft(), {
      id: newId(),
      agencyId,
      kind,
      typed,
      attachments,
      revision: 1,
      createdBy: actor,
      createdAt: now,
      changedBy: actor,
      changedAt: now,
      sentBackBy: null,
      sentBackReason: null,
    });
  }
}

/** `officer:username name` → name */
const nameOf = (actor: string) => actor.split(' ').slice(1).join(' ') || actor;
