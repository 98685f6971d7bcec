import { Injectable } from '@nestjs/common';
import { Clock, insertRows, newId, Problem, updateRows } from '#platform';
import { DataSource, type EntityManager, In, IsNull } from 'typeorm';
import type { Decision } from '../duty.entities.js';
import { Copy } from '../notice.entities.js';
import { AgendaItem, Meeting } from './meeting.entities.js';
import { isUuid } from '../queries/cursors.js';
import { lockMeeting, recordMeeting } from './meeting-record.js';

/** 列入议题: puts a copy on the agenda of a meeting, or lets it wait for the next regular one. */
@Injectable()
export class AgendaService {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
  ) {}

  /** @throws Problem 409 where it is on an agenda already, 422 where the meeting is no planned one */
  async checkPut(manager: EntityManager, copyId: string, meetingId?: string): Promise<void> {
    const meeting = await this.#meeting(manager, meetingId);
    const before = await manager
      .createQueryBuilder(AgendaItem, 'item')
      .leftJoin(Meeting, 'meeting', 'meeting.id = item.meeting_id')
      .where('item.copy_id = :copyId AND item.removed_at IS NULL', { copyId })
      .andWhere(`(item.meeting_id IS NULL OR meeting.state = 'planned')`)
      .getOne();
    // What waits for a regular meeting may be brought forward into one that is chosen.
    if (!before || (before.meetingId === null && meeting !== null)) return;
    throw Problem.conflict(
      'on-agenda',
      '已列入议题，尚未开会。',
      'It is on an agenda already; that meeting has yet to be held.',
    );
  }

  async put(
    manager: EntityManager,
    copyId: string,
    decision: Decision,
    meetingId: string | undefined,
    actor: string,
  ): Promise<{ meeting: string | null }> {
    const meeting = await this.#meeting(manager, meetingId);
    const waiting = await manager.findOneBy(AgendaItem, {
      copyId,
      meetingId: IsNull(),
      removedAt: IsNull(),
    });
    if (waiting && meeting) {
      const position = await nextPosition(manager, meeting.id);
      await manager.update(AgendaItem, waiting.id, { meetingId: meeting.id, position });
    } else {
      await this.add(
        manager,
        meeting?.id ?? null,
        [{ title: '', copyId, decisionId: decision.id }],
        actor,
      );
    }
    return { meeting: meeting?.heldOn ?? null };
  }

  /** Ticked proposals and free items of a meeting; what waited for one (`itemIds`: without a copy) is taken over. */
  async addTo(
    meetingId: string,
    { copyIds, itemIds = [], titles }: { copyIds: string[]; itemIds?: string[]; titles: string[] },
    actor: string,
  ): Promise<void> {
    if (copyIds.length + itemIds.length + titles.length === 0) {
      throw Problem.field('copy', '请勾选或填写议题', 'Tick a proposal or write an item');
    }
    await this.database.transaction(async (manager) => {
      await lockMeeting(manager, meetingId, 'agenda');
      const known = await manager.find(AgendaItem, {
        where: [
          ...copyIds.flatMap((copyId) => [
            { copyId, meetingId, removedAt: IsNull() },
            { copyId, meetingId: IsNull(), removedAt: IsNull() },
          ]),
          {
            id: In(itemIds.filter(isUuid)),
            copyId: IsNull(),
            meetingId: IsNull(),
            removedAt: IsNull(),
          },
        ],
        order: { id: 'ASC' },
      });
      const here = new Set(known.flatMap((item) => (item.meetingId ? (item.copyId ?? []) : [])));
      const waiting = known.filter(
        ({ meetingId: of, copyId }) => of === null && !(copyId && here.has(copyId)),
      );
      let position = await nextPosition(manager, meetingId);
      for (const { id } of waiting) {
        await manager.update(AgendaItem, id, { meetingId, position });
        position += 1;
      }
      const taken = new Set([...here, ...waiting.map(({ copyId }) => copyId)]);
      await this.add(
        manager,
        meetingId,
        [
          ...copyIds.filter((id) => !taken.has(id)).map((copyId) => ({ title: '', copyId })),
          ...titles.map((title) => ({ title, copyId: null })),
        ].map((item) => ({ ...item, decisionId: null })),
        actor,
      );
      const data = { copyIds, itemIds, titles };
      await recordMeeting(manager, meetingId, 'agenda-added', actor, data, this.clock.now());
    });
  }

  /** The order that was typed as numbers beside the items; equal numbers keep their order. */
  async reorder(meetingId: string, wanted: Map<string, number>, actor: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      await lockMeeting(manager, meetingId, 'agenda');
      const items = await manager.find(AgendaItem, {
        where: { meetingId, removedAt: IsNull() },
        order: { position: 'ASC', id: 'ASC' },
      });
      const rank = ({ id, position }: AgendaItem) => wanted.get(id) ?? position;
      const ordered = [...items].sort((a, b) => rank(a) - rank(b));
      await updateRows(
        manager,
        'agenda_item',
        ordered.map(({ id }, index) => ({ id, position: index + 1 })),
      );
      const titles = ordered.map(({ title }) => title);
      await recordMeeting(
        manager,
        meetingId,
        'agenda-reordered',
        actor,
        { titles },
        this.clock.now(),
      );
    });
  }

  /** Takes an item off; it stays on record, and what a decision had put there waits again. */
  async remove(meetingId: string, itemId: string, actor: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      await lockMeeting(manager, meetingId, 'agenda');
      const item = await manager.findOneBy(AgendaItem, {
        id: itemId,
        meetingId,
        removedAt: IsNull(),
      });
      if (!item) throw Problem.notFound('该议题', 'The item');
      const now = this.clock.now();
      await manager.update(AgendaItem, itemId, { removedAt: now, removedBy: actor });
      if (item.decisionId) {
        await this.add(manager, null, [item], actor);
      }
      await recordMeeting(manager, meetingId, 'agenda-removed', actor, { title: item.title }, now);
    });
  }

  /** What a meeting that is cancelled had on its agenda waits for another; a copy waits once. */
  async waitAgain(manager: EntityManager, meetingId: string, actor: string): Promise<void> {
    const items = await manager.find(AgendaItem, {
      where: { meetingId, removedAt: IsNull() },
      order: { position: 'ASC', id: 'ASC' },
    });
    const waiting = await manager.find(AgendaItem, {
      where: {
        copyId: In(items.flatMap(({ copyId }) => copyId ?? [])),
        meetingId: IsNull(),
        removedAt: IsNull(),
      },
    });
    const known = new Set(waiting.map(({ copyId }) => copyId));
    const again = items.filter(({ copyId }) => copyId === null || !known.has(copyId));
    await this.add(manager, null, again, actor);
  }

  /** Appends items; one of a copy gets the copy's words where it has no title of its own. */
  async add(
    manager: EntityManager,
    meetingId: string | null,
    items: { title: string; copyId: string | null; decisionId: string | null }[],
    actor: string,
  ): Promise<void> {
    const titles = await titlesOf(
      manager,
      items.flatMap(({ copyId }) => copyId ?? []),
    );
    const first = meetingId === null ? 1 : await nextPosition(manager, meetingId);
    await insertRows(
      manager,
      'agenda_item',
      items.map(({ title, copyId, decisionId }, index) => ({
        id: newId(),
        meetingId,
        position: first + index,
        title: title || (titles.get(copyId ?? '') ?? ''),
        copyId,
        decisionId,
        addedBy: actor,
        addedAt: this.clock.now(),
      })),
    );
  }

  /** null: none was chosen, and no regular one is planned. */
  async #meeting(manager: EntityManager, meetingId?: string): Promise<Meeting | null> {
    if (!meetingId) {
      return manager.findOne(Meeting, {
        where: { kind: 'regular', state: 'planned' },
        order: { heldOn: 'ASC', id: 'ASC' },
      });
    }
    const meeting = await manager.findOneBy(Meeting, { id: meetingId });
    if (meeting?.state === 'planned') return meeting;
    throw Problem.field(
      'meetingId',
      '请选择尚未召开的会议',
      'Choose a meeting that has yet to be held',
    );
  }
}

async function nextPosition(manager: EntityManager, meetingId: string): Promise<number> {
  const [{ next }] = await manager.query<[{ next: number }]>(
    'SELECT coalesce(max(position), 0) + 1 AS next FROM agenda_item WHERE meeting_id = $1',
    [meetingId],
  );
  return next;
}

/** 吕四港镇供电所：厂房扩建（启自然资吕抄〔2026〕17号） */
async function titlesOf(manager: EntityManager, copyIds: string[]): Promise<Map<string, string>> {
  if (copyIds.length === 0) return new Map();
  const copies = await manager.find(Copy, {
    where: copyIds.map((id) => ({ id })),
    relations: { agency: true, document: true, notice: true },
  });
  return new Map(
    copies.map(({ id, agency, document, notice }) => [
      id,
      `${agency.nameZh}：${notice.facts.project}（${document.number}）`,
    ]),
  );
}
