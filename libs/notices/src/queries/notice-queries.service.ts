import { Injectable } from '@nestjs/common';
import type { Agency } from '#agencies';
import { localDateOf, type PlainDate } from '#calendar';
import { Clock, Problem } from '#platform';
import { DataSource, In } from 'typeorm';
import { Circumstance, Count, Decision, Duty, Silence, Step } from '../duty.entities.js';
import { type DutyStatus, isLate, remainingOf, statusOf } from '../duty.rules.js';
import { Message } from '../message.entity.js';
import { Copy, Document, Notice, NoticeEvent, Reply, Submission } from '../notice.entities.js';
import { StandingService } from '../standing.service.js';
import { isUuid } from './cursors.js';

export interface DutyView {
  duty: Duty;
  status: DutyStatus;
  /** Days left in the unit in which the duty counts; negative once overdue; null without a date. */
  remaining: number | null;
  /** null while it is open and not overdue. */
  late: boolean | null;
  counts: Count[];
}

export interface CopyView {
  copy: Copy;
  duties: DutyView[];
  replies: Reply[];
  submissions: Submission[];
  steps: Step[];
  /** The agency in whose place the secretariat named this one; null for those that the issuer served. */
  inPlaceOf: Pick<Agency, 'nameZh' | 'nameEn'> | null;
}

export interface NoticeView {
  notice: Notice;
  documents: Document[];
  copies: CopyView[];
  issuerDuties: DutyView[];
}

export interface PageFetches {
  copyId: string;
  fetches: number;
  lastAt: Date;
}

/** Notices and copies with all that belongs to them. A fixed number of queries, whatever they show. */
@Injectable()
export class NoticeQueries {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly standing: StandingService,
  ) {}

  async view(noticeId: string): Promise<NoticeView | null> {
    return isUuid(noticeId) ? ((await this.views([noticeId]))[0] ?? null) : null;
  }

  /** @throws Problem 404 where the notice is not this agency's own */
  async requireOwn(noticeId: string, issuerId: string): Promise<void> {
    const own = await this.database.getRepository(Notice).existsBy({ id: noticeId, issuerId });
    if (!own) throw Problem.notFound('该文书', 'The notice');
  }

  async copy(copyId: string): Promise<CopyView | null> {
    return isUuid(copyId) ? ((await this.copiesById([copyId]))[0] ?? null) : null;
  }

  async copiesById(ids: string[]): Promise<CopyView[]> {
    if (ids.length === 0) return [];
    const copies = await this.database.getRepository(Copy).find({
      where: { id: In(ids) },
      relations: { agency: true, document: true, notice: { issuer: true } },
    });
    return this.#copyViews(copies);
  }

  timeline(noticeId: string): Promise<NoticeEvent[]> {
    return this.database
      .getRepository(NoticeEvent)
      .find({ where: { noticeId }, order: { seq: 'ASC' } });
  }

  messages(noticeId: string): Promise<Message[]> {
    return this.database
      .getRepository(Message)
      .find({ where: { noticeId }, order: { id: 'ASC' }, take: 500 });
  }

  /** One of a notice's messages; null where it is none of them. */
  async message(noticeId: string, messageId: string): Promise<Message | null> {
    if (!isUuid(messageId)) return null;
    return this.database.getRepository(Message).findOneBy({ id: messageId, noticeId });
  }

  circumstances(noticeId: string): Promise<Circumstance[]> {
    return this.database
      .getRepository(Circumstance)
      .find({ where: { noticeId }, order: { id: 'ASC' } });
  }

  silences(noticeId: string): Promise<Silence[]> {
    return this.database
      .createQueryBuilder(Silence, 's')
      .where('s.copy_id IN (SELECT id FROM copy WHERE notice_id = :noticeId)', { noticeId })
      .orderBy('s.id')
      .getMany();
  }

  /** How often the pages of a notice's links were fetched: it proves nothing, scanners fetch too. */
  pageFetches(noticeId: string): Promise<PageFetches[]> {
    return this.database.query(
      `SELECT l.copy_id AS "copyId", count(*)::int AS fetches, max(f.fetched_at) AS "lastAt"
       FROM page_fetch f JOIN link l ON l.id = f.link_id JOIN copy c ON c.id = l.copy_id
       WHERE c.notice_id = $1 GROUP BY l.copy_id`,
      [noticeId],
    );
  }

  decisions(noticeId: string): Promise<Decision[]> {
    return this.database
      .getRepository(Decision)
      .find({ where: { noticeId }, order: { id: 'ASC' } });
  }

  /** The newest first. */
  async views(ids: string[]): Promise<NoticeView[]> {
    if (ids.length === 0) return [];
    const [notices, documents, copies, own] = await Promise.all([
      this.database
        .getRepository(Notice)
        .find({ where: { id: In(ids) }, relations: { issuer: true }, order: { id: 'DESC' } }),
      this.database
        .getRepository(Document)
        .find({ where: { noticeId: In(ids) }, order: { form: 'ASC' } }),
      this.database.getRepository(Copy).find({
        where: { noticeId: In(ids) },
        relations: { agency: true, document: true, notice: { issuer: true } },
        order: { id: 'ASC' },
      }),
      this.database
        .createQueryBuilder(Duty, 'd')
        .innerJoinAndSelect('d.agency', 'agency')
        .where('d.notice_id IN (:...ids) AND d.copy_id IS NULL', { ids })
        .getMany(),
    ]);
    const copyViews = await this.#copyViews(copies);
    const ownViews = await this.#dutyViews(own, () => false);
    return notices.map((notice) => ({
      notice,
      documents: documents.filter((document) => document.noticeId === notice.id),
      copies: copyViews.filter(({ copy }) => copy.noticeId === notice.id),
      issuerDuties: ownViews.filter(({ duty }) => duty.noticeId === notice.id),
    }));
  }

  async #copyViews(copies: Copy[]): Promise<CopyView[]> {
    const where = { copyId: In(copies.map((copy) => copy.id)) };
    const order = { id: 'ASC' as const };
    const [duties, replies, submissions, steps, named] = await Promise.all([
      this.database.getRepository(Duty).find({ where, order }),
      this.database.getRepository(Reply).find({ where, order }),
      this.database.getRepository(Submission).find({ where, order }),
      this.database.getRepository(Step).find({ where, order: { dueAt: 'ASC', id: 'ASC' } }),
      this.#named(copies),
    ]);
    const byId = new Map(copies.map((copy) => [copy.id, copy]));
    // What a duty waits for, its copy knows.
    for (const duty of duties) duty.copy = byId.get(duty.copyId ?? '') ?? null;
    const views = await this.#dutyViews(duties, ({ copy }) => (copy?.reply ?? 'none') !== 'none');
    return copies.map((copy) => ({
      copy,
      duties: views.filter(({ duty }) => duty.copyId === copy.id),
      replies: replies.filter((reply) => reply.copyId === copy.id),
      submissions: submissions.filter((submission) => submission.copyId === copy.id),
      steps: steps.filter((step) => step.copyId === copy.id),
      inPlaceOf: named.find(({ copyId }) => copyId === copy.id) ?? null,
    }));
  }

  #named(copies: Copy[]): Promise<{ copyId: string; nameZh: string; nameEn: string }[]> {
    return this.database.query(
      `SELECT n.copy_id AS "copyId", a.name_zh AS "nameZh", a.name_en AS "nameEn" FROM named_copy n
       JOIN copy replaced ON replaced.id = n.in_place_of JOIN agency a ON a.id = replaced.agency_id
       WHERE n.copy_id = ANY($1)`,
      [copies.map(({ id }) => id)],
    );
  }

  async #dutyViews(duties: Duty[], answered: (duty: Duty) => boolean): Promise<DutyView[]> {
    const today = localDateOf(this.clock.now());
    const calendar = await this.standing.calendar();
    const counts = await this.database
      .getRepository(Count)
      .find({ where: { dutyId: In(duties.map((duty) => duty.id)) }, order: { id: 'ASC' } });
    return duties.map((duty) => ({
      duty,
      status: statusOf(duty, answered(duty), today, calendar),
      remaining: remainingOf(duty, today, calendar),
      late: lateness(duty, today),
      counts: counts.filter((count) => count.dutyId === duty.id),
    }));
  }
}

function lateness(duty: Duty, today: PlainDate): boolean | null {
  if (duty.state === 'closed') return duty.closedOn ? isLate(duty.dueOn, duty.closedOn) : null;
  return duty.state === 'running' && isLate(duty.dueOn, today) ? true : null;
}
