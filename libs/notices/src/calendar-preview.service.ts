import { Injectable } from '@nestjs/common';
import {
  type Arrangement,
  type ArrangementFault,
  type CalendarChange,
  diffCalendars,
  parseArrangement,
  type PlainDate,
  type WorkingCalendar,
} from '#calendar';
import { DataSource, In } from 'typeorm';
import { Count, Duty } from './duty.entities.js';
import { recount } from './duty.rules.js';
import { readCalendar } from './standing.service.js';

/** A running duty that an import would date anew. */
export interface MovedDuty {
  duty: Duty;
  from: PlainDate | null;
  to: PlainDate;
  /** Whether the date is certain before and after. */
  provisional: { before: boolean; after: boolean };
}

export interface CalendarPreview {
  arrangement: Arrangement;
  /** Days on which the calendar would differ. */
  days: CalendarChange[];
  /** The first of them, the earliest date first; `total` counts all. */
  moved: MovedDuty[];
  total: { duties: number; notices: number; dates: number };
}

export type PreviewResult =
  { preview: CalendarPreview; faults: [] } | { preview: null; faults: ArrangementFault[] };

const PAGE = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';
/** So many duties are listed; the others are counted. */
const LISTED = 200;

/** What the import of an arrangement would change, without changing anything. */
@Injectable()
export class CalendarPreviewService {
  constructor(private readonly database: DataSource) {}

  async preview(text: string, file: string): Promise<PreviewResult> {
    const { arrangement, faults } = parseArrangement(text, file);
    if (!arrangement) return { preview: null, faults };
    const [before, after] = await Promise.all([
      readCalendar(this.database),
      readCalendar(this.database, arrangement),
    ]);
    const { from, to } = reachOf(arrangement);
    const days = diffCalendars(before, after, from, to);
    return { preview: { arrangement, days, ...(await this.#moved(days, after)) }, faults: [] };
  }

  async #moved(days: CalendarChange[], calendar: WorkingCalendar) {
    const listed: MovedDuty[] = [];
    const total = { duties: 0, notices: 0, dates: 0 };
    const [first, last] = [days[0]?.date, days.at(-1)?.date];
    if (!first || !last) return { moved: listed, total };
    const notices = new Set<string>();
    for (let after: Duty | undefined; ;) {
      const duties = await this.#touched(first, last, after);
      for (const moved of await this.#recounted(duties, calendar)) {
        total.duties += 1;
        if (moved.from !== moved.to) total.dates += 1;
        notices.add(moved.duty.noticeId);
        if (listed.length < LISTED) listed.push(moved);
      }
      after = duties.at(-1);
      if (!after) break;
    }
    total.notices = notices.size;
    return { moved: await this.#named(listed), total };
  }

  /** A count looks at the days after its start up to its end: no other duty can move. */
  #touched(first: PlainDate, last: PlainDate, after: Duty | undefined): Promise<Duty[]> {
    return this.database
      .createQueryBuilder(Duty, 'd')
      .where(`d.state = 'running' AND d.copy_id IS NOT NULL`)
      .andWhere('d.due_on >= :first AND d.started_on < :last', { first, last })
      .andWhere('(d.due_on, d.id) > (:dueOn::date, :id::uuid)', {
        dueOn: after?.dueOn ?? first,
        id: after?.id ?? FIRST,
      })
      .orderBy('d.due_on')
      .addOrderBy('d.id')
      .limit(PAGE)
      .getMany();
  }

  async #recounted(duties: Duty[], calendar: WorkingCalendar): Promise<MovedDuty[]> {
    const counts = await this.database
      .getRepository(Count)
      .find({ where: { dutyId: In(duties.map(({ id }) => id)) }, order: { id: 'ASC' } });
    const histories = new Map<string, Count[]>();
    for (const count of counts) {
      histories.set(count.dutyId, [...(histories.get(count.dutyId) ?? []), count]);
    }
    return duties.flatMap((duty) => {
      const count = recount(duty.rule, histories.get(duty.id) ?? [], calendar);
      if (!count || (count.dueOn === duty.dueOn && count.provisional === duty.provisional))
        return [];
      const provisional = { before: duty.provisional, after: count.provisional };
      return [{ duty, from: duty.dueOn, to: count.dueOn, provisional }];
    });
  }

  /** With the notice's number and the agency's name, for those that are listed. */
  async #named(moved: MovedDuty[]): Promise<MovedDuty[]> {
    const named = await this.database.getRepository(Duty).find({
      where: { id: In(moved.map(({ duty }) => duty.id)) },
      relations: { agency: true, copy: { document: true } },
    });
    const byId = new Map(named.map((duty) => [duty.id, duty]));
    return moved.map((one) => ({ ...one, duty: byId.get(one.duty.id) ?? one.duty }));
  }
}

/** Every day that an arrangement may speak of: whole years, and the last days of the one before. */
function reachOf({ covers, days }: Arrangement): { from: PlainDate; to: PlainDate } {
  const years = [...covers, ...days.map(({ date }) => Number(date.slice(0, 4)))];
  return { from: `${Math.min(...years) - 1}-12-01`, to: `${Math.max(...years)}-12-31` };
}
