import { Injectable } from '@nestjs/common';
import { localDateOf, parseArrangement } from '#calendar';
import { Clock, insertRows, newId, Problem } from '#platform';
import { DataSource, In, MoreThan } from 'typeorm';
import { AudienceService } from './audience.service.js';
import { CopyRecorder, type Verb } from './copy-recorder.service.js';
import { Count, Duty, Silence } from './duty.entities.js';
import { isLate, recount } from './duty.rules.js';
import type { NewMessage } from './outbox.service.js';
import { issuerOf } from './send.service.js';
import { StandingService } from './standing.service.js';

const PAGE = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

export interface CalendarImport {
  version: number;
  days: number;
  recounted: number;
}

/** Takes in a year's arrangement or a change, and recounts every open duty that it touches. */
@Injectable()
export class CalendarImportService {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly standing: StandingService,
    private readonly recorder: CopyRecorder,
    private readonly audience: AudienceService,
  ) {}

  /** @throws Problem 422 with every fault of the file: line, key, what is wrong, what would be right */
  async import(text: string, file: string): Promise<CalendarImport> {
    const { arrangement, faults } = parseArrangement(text, file);
    if (!arrangement) {
      throw Problem.invalid(
        `${file} 不能导入。`,
        faults.map(({ line, key, problem, remedy }) => ({
          field: `${file}:${line} ${key}`,
          problem: `${problem}；${remedy}`,
        })),
      );
    }
    const version = await this.database.transaction(async (manager) => {
      await manager.query('LOCK TABLE calendar_version IN EXCLUSIVE MODE');
      const [row] = await manager.query<{ next: number }[]>(
        'SELECT coalesce(max(version), 0)::int + 1 AS next FROM calendar_version',
      );
      const next = row?.next ?? 1;
      const { source, documentNumber, covers, days } = arrangement;
      const importedAt = this.clock.now();
      await insertRows(manager, 'calendar_version', [
        { version: next, source, documentNumber, covers, importedAt },
      ]);
      await insertRows(
        manager,
        'own_day',
        days.map((day) => ({ ...day, calendarVersion: next })),
      );
      return next;
    });
    await this.standing.reloadCalendar();
    return { version, days: arrangement.days.length, recounted: await this.recountAll() };
  }

  /** Recounts open duties page by page; answers how many dates or certainties changed. */
  async recountAll(): Promise<number> {
    let changed = 0;
    for (let after = FIRST; ;) {
      const duties = await this.database.getRepository(Duty).find({
        where: { state: 'running', id: MoreThan(after) },
        order: { id: 'ASC' },
        take: PAGE,
      });
      const last = duties.at(-1);
      if (!last) return changed;
      after = last.id;
      const verbs = await this.#verbs(duties);
      changed += (await this.recorder.recordAll(verbs)).filter(Boolean).length;
    }
  }

  async #verbs(duties: Duty[]): Promise<Verb[]> {
    const calendar = await this.standing.calendar();
    const counts = await this.database
      .getRepository(Count)
      .find({ where: { dutyId: In(duties.map((duty) => duty.id)) }, order: { id: 'ASC' } });
    return duties.flatMap((duty) => {
      const history = counts.filter((count) => count.dutyId === duty.id);
      const count = recount(duty.rule, history, calendar);
      if (!duty.copyId || !count) return [];
      if (count.dueOn === duty.dueOn && count.provisional === duty.provisional) return [];
      return [this.#verb(duty, duty.copyId, count)];
    });
  }

  #verb(duty: Duty, copyId: string, count: NonNullable<ReturnType<typeof recount>>): Verb {
    return {
      copyId,
      actor: 'system',
      decide: async ({ copy, duties }, manager) => {
        const fresh = duties.find((one) => one.id === duty.id);
        if (fresh?.state !== 'running' || fresh.dueOn !== duty.dueOn) return null;
        const issuerId = await issuerOf(manager, copy.noticeId);
        const today = localDateOf(this.clock.now());
        const wrong = isLate(count.dueOn, today)
          ? null
          : await manager.findOneBy(Silence, { dutyId: duty.id, dueOn: duty.dueOn ?? '' });
        const base = { noticeId: copy.noticeId, copyId };
        const told = await this.audience.of(manager, copy, issuerId, ['agency', 'issuer']);
        const messages: NewMessage[] = told.map(({ address, linkId }) => ({
          ...base,
          kind: 'recounted',
          linkId,
          address,
          props: { dutyId: duty.id, before: duty.dueOn, after: count.dueOn },
          once: `recount:${newId()}:${address}`,
        }));
        const facts = [];
        if (wrong && !wrong.annulledAt) {
          const reason = '工作日安排变更，期限重新计算';
          await manager.update(Silence, wrong.id, {
            annulledAt: this.clock.now(),
            annulmentReason: reason,
          });
          facts.push({
            copyId,
            type: 'silence-annulled',
            actor: 'system',
            data: { number: wrong.number, reason },
          });
          const all = ['agency', 'issuer', 'secretariat'];
          for (const { address, linkId } of await this.audience.of(manager, copy, issuerId, all)) {
            messages.push({
              ...base,
              kind: 'annulled',
              linkId,
              address,
              props: { number: wrong.number, reason, dutyId: duty.id },
              once: `annulled:${wrong.id}:${address}`,
            });
          }
        }
        return {
          events: [{ type: 'duty-recounted', dutyId: duty.id, count }],
          data: {},
          explanation: '工作日安排变更，重新计算',
          messages,
          facts,
        };
      },
    };
  }
}
