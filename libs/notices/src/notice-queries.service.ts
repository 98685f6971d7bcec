import { Injectable } from '@nestjs/common';
import { localDateOf, type PlainDate, type WorkingCalendar } from '#calendar';
import { Clock, Problem } from '#platform';
import { DataSource, In } from 'typeorm';
import { Circumstance, Count, Decision, Duty, Silence, Step } from './duty.entities.js';
import { type DutyStatus, isLate, remainingOf, statusOf } from './duty.rules.js';
import { Message } from './message.entity.js';
import { Copy, Document, Notice, NoticeEvent, Reply, Submission } from './notice.entities.js';
import { StandingService } from './standing.service.js';

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
}

export interface NoticeView {
  notice: Notice;
  documents: Document[];
  copies: CopyView[];
  issuerDuties: DutyView[];
}

export interface NoticeFilter {
  state?: string | undefined;
  overdue?: boolean | undefined;
  /** Code of a recipient. */
  agency?: string | undefined;
  town?: string | undefined;
  from?: PlainDate | undefined;
  to?: PlainDate | undefined;
  text?: string | undefined;
}

export interface UnansweredFilter {
  agency?: string | undefined;
  role?: string | undefined;
  town?: string | undefined;
  kind?: string | undefined;
  overdueOnly?: boolean | undefined;
  text?: string | undefined;
}

export interface UnansweredRow {
  copy: Copy;
  duty: Duty;
  status: DutyStatus;
  /** Days left in the duty's own unit; negative once it is overdue. */
  remaining: number;
  lastDecision: Decision | null;
}

/** `%`, `_` and `\` typed by a person are no wildcards. */
const like = (text: string) => `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;

/** Reading. A fixed number of queries per page, whatever it shows. */
@Injectable()
export class NoticeQueries {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly standing: StandingService,
  ) {}

  /** Newest first; `cursor` is the id of the last one seen. */
  async list(
    issuerId: string,
    filter: NoticeFilter,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: NoticeView[]; next: string | null }> {
    const today = localDateOf(this.clock.now());
    const query = this.database
      .createQueryBuilder(Notice, 'n')
      .select('n.id', 'id')
      .where('n.issuer_id = :issuerId', { issuerId });
    if (cursor !== null) query.andWhere('n.id < :cursor', { cursor: uuid(cursor) });
    if (filter.state) query.andWhere('n.state = :state', filter);
    if (filter.town) query.andWhere('n.town = :town', filter);
    // A day begins in Beijing; a bare date would be turned into an instant by the session's own zone.
    if (filter.from) {
      query.andWhere(`n.created_at >= :from::timestamp AT TIME ZONE 'Asia/Shanghai'`, filter);
    }
    if (filter.to) {
      query.andWhere(
        `n.created_at < (:to::timestamp + interval '1 day') AT TIME ZONE 'Asia/Shanghai'`,
        filter,
      );
    }
    if (filter.agency) {
      query.andWhere(
        `EXISTS (SELECT 1 FROM copy c JOIN agency a ON a.id = c.agency_id
                 WHERE c.notice_id = n.id AND a.code = :agency)`,
        filter,
      );
    }
    if (filter.overdue) {
      query.andWhere(
        `EXISTS (SELECT 1 FROM duty d WHERE d.notice_id = n.id AND d.state = 'running'
                 AND d.due_on < :today AND NOT d.awaiting_review)`,
        { today },
      );
    }
    if (filter.text) {
      query.andWhere(
        `(n.search LIKE :text OR EXISTS (SELECT 1 FROM document d
          WHERE d.notice_id = n.id AND lower(d.number) LIKE :text))`,
        { text: like(filter.text) },
      );
    }
    const rows = await query
      .orderBy('n.id', 'DESC')
      .limit(limit + 1)
      .getRawMany<{ id: string }>();
    const ids = rows.slice(0, limit).map((row) => row.id);
    const next = rows.length > limit ? (ids.at(-1) ?? null) : null;
    return { items: await this.#views(ids), next };
  }

  async view(noticeId: string): Promise<NoticeView | null> {
    return isUuid(noticeId) ? ((await this.#views([noticeId]))[0] ?? null) : null;
  }

  async copy(copyId: string): Promise<CopyView | null> {
    if (!isUuid(copyId)) return null;
    const copies = await this.database.getRepository(Copy).find({
      where: { id: copyId },
      relations: { agency: true, document: true, notice: { issuer: true } },
    });
    return (await this.#copyViews(copies))[0] ?? null;
  }

  timeline(noticeId: string): Promise<NoticeEvent[]> {
    return this.database
      .getRepository(NoticeEvent)
      .find({ where: { noticeId }, order: { seq: 'ASC' } });
  }

  /**
   * An agency's feed: gap-free and in order. Only transactions older than every running one are
   * shown, so that none can still commit in front of the cursor.
   */
  async eventsAfter(
    issuerId: string,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: NoticeEvent[]; next: string }> {
    const [transaction, noticeId, seq] = feedCursor(cursor);
    // Not selected under its own name: ORDER BY would take the text, in which 1000 comes before 999.
    const rows = await this.database.query<{ id: string; position: string }[]>(
      `SELECT id, transaction::text AS position FROM event
       WHERE issuer_id = $1 AND (transaction, notice_id, seq) > ($2::xid8, $3::uuid, $4::integer)
         AND transaction < pg_snapshot_xmin(pg_current_snapshot())
       ORDER BY transaction, notice_id, seq LIMIT $5`,
      [issuerId, transaction, noticeId, seq, limit],
    );
    const found = await this.database
      .getRepository(NoticeEvent)
      .findBy({ id: In(rows.map((row) => row.id)) });
    const byId = new Map(found.map((event) => [event.id, event]));
    const items = rows.flatMap(({ id }) => byId.get(id) ?? []);
    const [last, lastRow] = [items.at(-1), rows.at(-1)];
    const next = last && lastRow ? `${lastRow.position}.${last.noticeId}.${last.seq}` : cursor;
    return { items, next: next ?? FEED_START };
  }

  /** Running, dated duties of agencies, worst first; `total` counts all that the filter lets through. */
  async unanswered(
    filter: UnansweredFilter,
    cursor: string | null,
    limit: number,
  ): Promise<{
    items: UnansweredRow[];
    next: string | null;
    total: { open: number; overdue: number };
  }> {
    const today = localDateOf(this.clock.now());
    const calendar = await this.standing.calendar();
    const query = this.database
      .createQueryBuilder(Duty, 'd')
      .innerJoinAndSelect('d.copy', 'c')
      .innerJoinAndSelect('c.agency', 'a')
      .innerJoinAndSelect('c.document', 'doc')
      .innerJoinAndSelect('c.notice', 'n')
      .where(`d.state = 'running' AND d.dueOn IS NOT NULL`)
      // What waits for the issuer's review has been answered; what waits for a decision has not.
      .andWhere(
        `(NOT d.awaitingReview OR c.remit = 'claimed-outside'
          OR d.rule ->> 'dischargedBy' = 'instruction')`,
      );
    if (filter.agency) query.andWhere('a.code = :agency', filter);
    if (filter.role) query.andWhere('a.role = :role', filter);
    if (filter.town) query.andWhere('n.town = :town', filter);
    if (filter.kind) query.andWhere('n.kind = :kind', filter);
    if (filter.overdueOnly) query.andWhere('d.dueOn < :today', { today });
    if (filter.text) {
      query.andWhere('(n.search LIKE :text OR lower(doc.number) LIKE :text)', {
        text: like(filter.text),
      });
    }
    const totals = await query
      .clone()
      .select('count(*)::int', 'open')
      .addSelect('(count(*) FILTER (WHERE d.due_on < :now))::int', 'overdue')
      .setParameter('now', today)
      .getRawOne<{ open: number; overdue: number }>();
    if (cursor !== null) {
      const [dueOn = '', id = ''] = cursor.split('.');
      query.andWhere('(d.due_on, d.id) > (:dueOn::date, :id::uuid)', { dueOn, id: uuid(id) });
    }
    const duties = await query
      .orderBy('d.dueOn')
      .addOrderBy('d.id')
      .limit(limit + 1)
      .getMany();
    const page = duties.slice(0, limit);
    const decisions = await this.#lastDecisions(page.map((duty) => duty.copyId ?? ''));
    const last = page.at(-1);
    return {
      items: page.flatMap((duty) =>
        duty.copy ? [unansweredRow(duty, duty.copy, decisions, today, calendar)] : [],
      ),
      next: duties.length > limit && last ? `${last.dueOn}.${last.id}` : null,
      total: totals ?? { open: 0, overdue: 0 },
    };
  }

  messages(noticeId: string): Promise<Message[]> {
    return this.database
      .getRepository(Message)
      .find({ where: { noticeId }, order: { id: 'ASC' }, take: 500 });
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

  decisions(noticeId: string): Promise<Decision[]> {
    return this.database
      .getRepository(Decision)
      .find({ where: { noticeId }, order: { id: 'ASC' } });
  }

  async #lastDecisions(copyIds: string[]): Promise<Map<string, Decision>> {
    const found = await this.database
      .getRepository(Decision)
      .find({ where: { copyId: In(copyIds) }, order: { id: 'ASC' } });
    return new Map(found.map((decision) => [decision.copyId, decision]));
  }

  async #views(ids: string[]): Promise<NoticeView[]> {
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
    const [duties, replies, submissions, steps] = await Promise.all([
      this.database.getRepository(Duty).find({ where, order }),
      this.database.getRepository(Reply).find({ where, order }),
      this.database.getRepository(Submission).find({ where, order }),
      this.database.getRepository(Step).find({ where, order: { dueAt: 'ASC', id: 'ASC' } }),
    ]);
    const answered = new Set(copies.filter((copy) => copy.reply !== 'none').map((copy) => copy.id));
    const views = await this.#dutyViews(duties, (duty) => answered.has(duty.copyId ?? ''));
    return copies.map((copy) => ({
      copy,
      duties: views.filter(({ duty }) => duty.copyId === copy.id),
      replies: replies.filter((reply) => reply.copyId === copy.id),
      submissions: submissions.filter((submission) => submission.copyId === copy.id),
      steps: steps.filter((step) => step.copyId === copy.id),
    }));
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

function unansweredRow(
  duty: Duty,
  copy: Copy,
  decisions: Map<string, Decision>,
  today: PlainDate,
  calendar: WorkingCalendar,
): UnansweredRow {
  const remaining = remainingOf(duty, today, calendar) ?? 0;
  return {
    copy,
    duty,
    status: statusOf(duty, copy.reply !== 'none', today, calendar),
    remaining,
    lastDecision: decisions.get(copy.id) ?? null,
  };
}

const isUuid = (text: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

function uuid(text: string): string {
  if (!isUuid(text)) throw Problem.field('cursor', '请原样使用上一页给出的 cursor');
  return text;
}

/** Before the first event: a cursor like any other, so that `next` can always be sent back. */
const FEED_START = '0.00000000-0000-0000-0000-000000000000.0';

function feedCursor(cursor: string | null): [string, string, number] {
  const match = /^(\d+)\.([\da-f-]{36})\.(\d+)$/.exec(cursor ?? FEED_START);
  if (!match) throw Problem.field('after', '请原样使用上一次给出的 next');
  return [match[1] ?? '', uuid(match[2] ?? ''), Number(match[3])];
}
