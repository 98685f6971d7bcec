import { Injectable } from '@nestjs/common';
import { Agency } from '#agencies';
import { DataSource, In, IsNull } from 'typeorm';
import { Decision } from '../duty.entities.js';
import { Copy } from '../notice.entities.js';
import {
  type CopyView,
  NoticeQueries,
  type NoticeView,
} from '../queries/notice-queries.service.js';
import { isUuid, uuidOfCursor } from '../queries/cursors.js';
import { UnansweredQueries, type UnansweredRow } from '../queries/unanswered.service.js';
import {
  AgendaItem,
  Assignment,
  Correction,
  Meeting,
  MeetingEvent,
  Resolution,
} from './meeting.entities.js';

export interface AgendaView {
  item: AgendaItem;
  /** Where the item is about one. */
  copy: CopyView | null;
  decisions: Decision[];
  resolution: Resolution | null;
  assignees: Agency[];
  /** The notice by which it was assigned. */
  assigned: NoticeView | null;
}

export interface MeetingView {
  meeting: Meeting;
  agenda: AgendaView[];
  corrections: Correction[];
  events: MeetingEvent[];
}

export interface Proposals {
  /** Put on the agenda of the next meeting by a decision. */
  waiting: AgendaItem[];
  /** Claims that wait for the secretariat, the oldest first, one per copy. */
  claimed: UnansweredRow[];
  /** Overdue, worst first, one per copy. */
  unanswered: UnansweredRow[];
  /** Decided since the last meeting: what the meeting should know of. */
  decided: { decision: Decision; copy: Copy }[];
}

const PROPOSED = 50;

/** Meetings with all that belongs to them. A fixed number of queries, whatever they show. */
@Injectable()
export class MeetingQueries {
  constructor(
    private readonly database: DataSource,
    private readonly notices: NoticeQueries,
    private readonly unanswered: UnansweredQueries,
  ) {}

  /** Newest first; `cursor` is date and id of the last one seen. */
  async list(
    cursor: string | null,
    limit: number,
  ): Promise<{ items: (Meeting & { topics: number })[]; next: string | null }> {
    const query = this.database.createQueryBuilder(Meeting, 'm');
    if (cursor !== null) {
      const [on = '', id = ''] = cursor.split('.');
      query.where('(m.held_on, m.id) < (:on::date, :id::uuid)', { on, id: uuidOfCursor(id) });
    }
    const found = await query
      .orderBy('m.held_on', 'DESC')
      .addOrderBy('m.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    const page = found.slice(0, limit);
    const counts = await this.database.query<{ id: string; topics: number }[]>(
      `SELECT meeting_id AS id, count(*)::int AS topics FROM agenda_item
       WHERE meeting_id = ANY($1) AND removed_at IS NULL GROUP BY meeting_id`,
      [page.map(({ id }) => id)],
    );
    const topicsOf = new Map(counts.map(({ id, topics }) => [id, topics]));
    const last = page.at(-1);
    return {
      items: page.map((meeting) =>
        Object.assign(meeting, { topics: topicsOf.get(meeting.id) ?? 0 }),
      ),
      next: found.length > limit && last ? `${last.heldOn}.${last.id}` : null,
    };
  }

  /** Those still to come, the next one first. */
  planned(): Promise<Meeting[]> {
    return this.database.getRepository(Meeting).find({
      where: { state: 'planned' },
      order: { heldOn: 'ASC', id: 'ASC' },
      take: 20,
    });
  }

  /** How many items wait for a regular meeting that nobody has called yet. */
  waiting(): Promise<number> {
    return this.database
      .getRepository(AgendaItem)
      .countBy({ meetingId: IsNull(), removedAt: IsNull() });
  }

  async view(meetingId: string): Promise<MeetingView | null> {
    const meeting = isUuid(meetingId)
      ? await this.database.getRepository(Meeting).findOneBy({ id: meetingId })
      : null;
    if (!meeting) return null;
    const [items, corrections, events] = await Promise.all([
      this.database.getRepository(AgendaItem).find({
        where: { meetingId, removedAt: IsNull() },
        order: { position: 'ASC', id: 'ASC' },
      }),
      this.database.getRepository(Correction).find({ where: { meetingId }, order: { id: 'ASC' } }),
      this.database
        .getRepository(MeetingEvent)
        .find({ where: { meetingId }, order: { id: 'ASC' }, take: 500 }),
    ]);
    return { meeting, agenda: await this.#agenda(items), corrections, events };
  }

  /** What an agenda could hold, worst first; what is on this meeting's already is left out. */
  async proposals(meeting: Meeting, agenda: AgendaView[]): Promise<Proposals> {
    const here = new Set(agenda.flatMap(({ item }) => item.copyId ?? []));
    const [waiting, claimed, overdue, decided] = await Promise.all([
      this.database.getRepository(AgendaItem).find({
        where: { meetingId: IsNull(), removedAt: IsNull() },
        order: { id: 'ASC' },
        take: PROPOSED,
      }),
      this.unanswered.list({ claimed: true }, null, PROPOSED),
      this.unanswered.list({ overdueBy: 1 }, null, PROPOSED),
      this.#decidedSince(meeting),
    ]);
    for (const { copyId } of waiting) if (copyId) here.add(copyId);
    const once = (rows: UnansweredRow[]) =>
      rows.filter(({ copy }) => !here.has(copy.id) && here.add(copy.id));
    return {
      waiting,
      claimed: once(claimed.items),
      unanswered: once(overdue.items),
      decided: decided.filter(({ copy }) => !here.has(copy.id) && here.add(copy.id)),
    };
  }

  async #decidedSince(meeting: Meeting): Promise<Proposals['decided']> {
    const before = await this.database.getRepository(Meeting).findOne({
      where: { state: In(['held', 'signed']) },
      order: { heldOn: 'DESC', id: 'DESC' },
    });
    const query = this.database
      .createQueryBuilder(Decision, 'd')
      .where('d.kind IN (:...kinds)', { kinds: ['supervise', 'extend', 'transfer'] });
    if (before && before.id !== meeting.id) {
      query.andWhere(`d.decided_at >= :on::timestamp AT TIME ZONE 'Asia/Shanghai'`, {
        on: before.heldOn,
      });
    }
    const decisions = await query
      .orderBy('d.decided_at', 'DESC')
      .addOrderBy('d.id', 'DESC')
      .limit(PROPOSED)
      .getMany();
    const copies = await this.#copies(decisions.map(({ copyId }) => copyId));
    return decisions.flatMap((decision) => {
      const copy = copies.get(decision.copyId);
      return copy?.closedAt === null ? [{ decision, copy }] : [];
    });
  }

  async #copies(ids: string[]): Promise<Map<string, Copy>> {
    const copies = await this.database.getRepository(Copy).find({
      where: { id: In(ids) },
      relations: { agency: true, document: true, notice: true },
    });
    return new Map(copies.map((copy) => [copy.id, copy]));
  }

  async #agenda(items: AgendaItem[]): Promise<AgendaView[]> {
    const copyIds = items.flatMap(({ copyId }) => copyId ?? []);
    const [copies, decisions, resolutions] = await Promise.all([
      this.notices.copiesById(copyIds),
      this.database
        .getRepository(Decision)
        .find({ where: { copyId: In(copyIds) }, order: { id: 'ASC' } }),
      this.database
        .getRepository(Resolution)
        .findBy({ agendaItemId: In(items.map(({ id }) => id)) }),
    ]);
    const [assignments, agencies] = await Promise.all([
      this.database
        .getRepository(Assignment)
        .findBy({ resolutionId: In(resolutions.map(({ id }) => id)) }),
      this.database
        .getRepository(Agency)
        .findBy({ code: In(resolutions.flatMap(({ agencyCodes }) => agencyCodes)) }),
    ]);
    const notices = await this.notices.views(assignments.map(({ noticeId }) => noticeId));
    return items.map((item) => {
      const resolution = resolutions.find(({ agendaItemId }) => agendaItemId === item.id) ?? null;
      const assignment = assignments.find(({ resolutionId }) => resolutionId === resolution?.id);
      return {
        item,
        copy: copies.find(({ copy }) => copy.id === item.copyId) ?? null,
        decisions: decisions.filter(({ copyId }) => copyId === item.copyId),
        resolution,
        assignees: (resolution?.agencyCodes ?? []).flatMap(
          (code) => agencies.find((agency) => agency.code === code) ?? [],
        ),
        assigned: notices.find(({ notice }) => notice.id === assignment?.noticeId) ?? null,
      };
    });
  }
}
