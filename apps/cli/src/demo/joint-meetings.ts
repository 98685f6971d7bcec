import { DirectoryService } from '#agencies';
import { addDays, chineseCalendar, localDateOf, type PlainDate } from '#calendar';
import {
  AgendaService,
  type AgendaView,
  MeetingQueries,
  MeetingService,
  ResolutionService,
} from '#notices';
import type { SettableClock } from '#platform';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OFFICER, type Quarter } from './play-quarter.js';
import type { Slot } from './slots.js';

const ACTOR = `officer:${OFFICER.username} ${OFFICER.name}`;
const SECRETARIAT = 'qidong-secretariat';
/** Working slots from the invitation to the meeting: four days. */
const NOTICE_SLOTS = 14;
/** Copies on an agenda, beside what was decided for it. */
const WORST = 3;

const TITLES = ['通报上月抄告函复情况', '部署卫片图斑核查', '研究设施农用地监管'];
const RESOLVED = [
  '责成承办单位限期处置到位，并书面报告联席会议办公室。',
  '由镇人民政府牵头，有关单位配合，依法制止并落实整改。',
  '情况复杂，由联席会议办公室组织现场会商后再议。',
];
const FREE = '会议原则同意，各单位按职责分工落实。';

/** What the secretariat does about meetings in which week of the quarter. */
const WEEKS: Record<number, 'regular' | 'urgent' | 'cancelled' | 'unsigned'> = {
  3: 'regular',
  5: 'urgent',
  7: 'regular',
  9: 'cancelled',
  11: 'unsigned',
};

/** What an urgent meeting is called for, and the copies that nobody has answered. */
interface Violation {
  words: string;
  copyIds: string[];
}

/** The joint meetings of the quarter: called, held, minuted, and what they assign. */
export class JointMeetings {
  #held = 0;

  constructor(
    private readonly app: INestApplicationContext,
    private readonly clock: SettableClock,
    private readonly slots: Slot[],
    private readonly quarter: Quarter,
  ) {}

  /** At the end of a week's work: the meeting of the next week is called, where there is one. */
  async endOfWeek(week: number, slot: number): Promise<void> {
    const kind = WEEKS[week];
    if (!kind) return;
    const day = this.#workingSlot(slot + (kind === 'urgent' ? 1 : NOTICE_SLOTS));
    const at = this.slots[day]?.at;
    if (!at) return;
    const urgent = kind === 'urgent' || kind === 'cancelled';
    const violation = urgent ? await this.#violation() : null;
    if (urgent && !violation) return;
    const id = await this.#call(localDateOf(at), violation);
    if (kind === 'cancelled') {
      this.quarter.plan(this.#workingSlot(slot + 2), () => this.#cancel(id));
      return;
    }
    // In the afternoon of its day, and a day later.
    this.quarter.plan(day + 2, () => this.#hold(id));
    if (kind === 'unsigned') return;
    this.quarter.plan(this.#workingSlot(day + 5), () => this.#sign(id));
    if (week === 7) this.quarter.plan(this.#workingSlot(day + 12), () => this.#correct(id));
  }

  /** After the last slot: one is called that is still to come. */
  async comingUp(): Promise<void> {
    await this.#call(workingDayFrom(addDays(localDateOf(this.clock.now()), 7)), null);
  }

  async #call(heldOn: PlainDate, violation: Violation | null): Promise<string> {
    const place = { startsAt: '09:00', place: '市政府三楼会议室', chair: '陈副市长' };
    const kind = violation ? 'urgent' : 'regular';
    const cause = violation?.words ?? '';
    const id = await this.#get(MeetingService).convene({ kind, cause, heldOn, ...place }, ACTOR);
    const copyIds = violation?.copyIds ?? (await this.#proposed(id));
    const titles = violation ? [] : [TITLES[this.#held % TITLES.length] ?? ''];
    await this.#get(AgendaService).addTo(id, { copyIds, titles }, ACTOR);
    return id;
  }

  /** What was decided for an agenda, and the worst of what nobody has answered. */
  async #proposed(id: string): Promise<string[]> {
    const queries = this.#get(MeetingQueries);
    const view = await queries.view(id);
    if (!view) return [];
    const { waiting, unanswered } = await queries.proposals(view.meeting, view.agenda);
    const worst = unanswered.slice(0, WORST).map(({ copy }) => copy.id);
    return [...waiting.flatMap(({ copyId }) => copyId ?? []), ...worst];
  }

  async #cancel(id: string): Promise<void> {
    await this.#get(MeetingService).cancel(id, '当事人已自行拆除，无须再议。', ACTOR);
  }

  /** Held, and what it resolved written down; every second matter of an agency is assigned to it. */
  async #hold(id: string): Promise<void> {
    this.#held += 1;
    const agenda = await this.#agenda(id);
    const agencies = [...new Set(agenda.flatMap(({ copy }) => copy?.copy.agency.nameZh ?? []))];
    const attendees = ['市自然资源局 赵科长', ...agencies.map((name) => `${name} 负责人`)];
    await this.#get(MeetingService).hold(id, attendees.join('\n'), ACTOR);
    const assignable = new Set(
      (await this.#get(ResolutionService).assignable()).map(({ code }) => code),
    );
    const dueOn = workingDayFrom(addDays(localDateOf(this.clock.now()), 12));
    for (const [index, { item, copy }] of agenda.entries()) {
      const code = copy?.copy.agency.code ?? '';
      const assigns = assignable.has(code) && index % 2 === 0;
      const text = copy ? (RESOLVED[assigns ? (index / 2) % 2 : 2] ?? FREE) : FREE;
      const task = assigns
        ? { task: '处置到位并书面报告办理结果', agencyCodes: [code], dueOn }
        : { task: '', agencyCodes: [], dueOn: '' };
      await this.#get(ResolutionService).resolve(id, item.id, { text, ...task }, ACTOR);
    }
  }

  async #sign(id: string): Promise<void> {
    const year = localDateOf(this.clock.now()).slice(0, 4);
    const minutesNumber = `启联办纪〔${year}〕${this.#held}号（演示）`;
    await this.#get(MeetingService).sign(id, { minutesNumber, signedBy: '陈副市长' }, ACTOR);
    const agency = await this.#get(DirectoryService).byCode(SECRETARIAT);
    if (!agency) return;
    for (const { resolution } of await this.#agenda(id)) {
      if (!resolution?.task) continue;
      const officer = { ...OFFICER, agency };
      const noticeId = await this.#get(ResolutionService).assign(resolution.id, officer);
      await this.quarter.expectAssigned(noticeId);
    }
  }

  async #correct(id: string): Promise<void> {
    const [first] = await this.#agenda(id);
    const words = {
      text: '议题1中“负责人”应为“主要负责人”。',
      documentNumber: '启联办〔演示〕更正',
    };
    const correction = { agendaItemId: first?.item.id ?? null, ...words };
    await this.#get(MeetingService).correct(id, correction, OFFICER);
  }

  /** The largest violation that somebody has not answered in time, and no meeting was called for yet. */
  async #violation(): Promise<Violation | null> {
    const [worst] = await this.app.get(DataSource).query<Violation[]>(
      `SELECT (n.facts #>> '{place,text}') || (n.facts ->> 'project') AS words,
         (array_agg(DISTINCT c.id::text))[1:${WORST}] AS "copyIds"
       FROM silence s JOIN copy c ON c.id = s.copy_id JOIN notice n ON n.id = c.notice_id
       WHERE s.annulled_at IS NULL AND c.closed_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM meeting m
           WHERE m.cause = (n.facts #>> '{place,text}') || (n.facts ->> 'project'))
       GROUP BY n.id
       ORDER BY (n.facts ->> 'severity' = 'major') DESC, (n.facts #>> '{area,total}')::numeric DESC
       LIMIT 1`,
    );
    return worst ?? null;
  }

  async #agenda(id: string): Promise<AgendaView[]> {
    return (await this.#get(MeetingQueries).view(id))?.agenda ?? [];
  }

  /** The first slot of a working day from here on; the meeting begins with the day. */
  #workingSlot(from: number): number {
    const dateOf = (index: number) => {
      const at = this.slots[index]?.at;
      return at && localDateOf(at);
    };
    for (let index = from; index < this.slots.length; index += 1) {
      if (this.slots[index]?.working && dateOf(index) !== dateOf(index - 1)) return index;
    }
    return this.slots.length;
  }

  #get<T>(service: new (...args: never[]) => T): T {
    return this.app.get<T>(service, { strict: false });
  }
}

function workingDayFrom(date: PlainDate): PlainDate {
  return chineseCalendar().isWorkingDay(date) ? date : workingDayFrom(addDays(date, 1));
}
