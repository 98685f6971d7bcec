import { type Agency, DirectoryService } from '#agencies';
import { localDateOf } from '#calendar';
import {
  AnswerService,
  DecisionService,
  HandService,
  IssueService,
  Link,
  ReviewService,
} from '#notices';
import { Problem, type SettableClock } from '#platform';
import type { Discharge } from '#rulebook';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Dice } from './dice.js';
import { inventedCase } from './invented-case.js';
import { filledIn, REPLIES, temperOf } from './temper.js';

/** Of the secretariat; as `start/demo.ts` lets them sign in. */
export const OFFICER = { username: 'mishu', name: '王秘书' };

interface CopyRow {
  id: string;
  agency: string;
  transport: string;
  reply: string;
}

interface DutyRow {
  id: string;
  discharge: Discharge;
}

/** What people do at one moment of the quarter, and what they will do later. */
export class Quarter {
  readonly #dice = new Dice(20200032);
  readonly #due = new Map<number, (() => Promise<void>)[]>();
  #serial = 0;
  #now = 0;
  /** Verbs that a rule refused, with its words: a demo may stumble, but says so. */
  readonly refused = new Map<string, number>();

  constructor(
    private readonly app: INestApplicationContext,
    private readonly clock: SettableClock,
    private readonly offices: Agency[],
    private readonly slots: number,
  ) {}

  /** Everything that was planned for a slot, one after another. */
  async live(slot: number): Promise<void> {
    this.#now = slot;
    for (const act of this.#due.get(slot) ?? []) await this.#try(act);
    this.#due.delete(slot);
  }

  /** Issues one notice and plans how its recipients will answer. */
  async issue(slot: number): Promise<void> {
    const office = this.#dice.of(this.offices);
    this.#serial += 1;
    const request = inventedCase(this.#dice, office, this.clock.now(), this.#serial);
    const actor = `agency:${office.code}`;
    await this.#try(async () => {
      const key = `demo-${this.#serial}`;
      const { noticeId } = await this.#get(IssueService).issue(request, office, actor, key);
      const copies = await this.#query<CopyRow>(
        `SELECT c.id, a.code AS agency, c.transport, c.reply FROM copy c JOIN agency a ON a.id = c.agency_id
         WHERE c.notice_id = $1`,
        [noticeId],
      );
      for (const copy of copies) this.#expect(slot, copy, office);
    });
  }

  /** Whoever a meeting assigned something to takes it in and, most of them, states what was done. */
  async expectAssigned(noticeId: string): Promise<void> {
    const copies = await this.#query<CopyRow>(
      `SELECT c.id, a.code AS agency FROM copy c JOIN agency a ON a.id = c.agency_id
       WHERE c.notice_id = $1`,
      [noticeId],
    );
    for (const { id, agency } of copies) {
      const temper = temperOf(agency);
      const first = this.#now + this.#dice.between(1, 6);
      if (this.#dice.happens(temper.acknowledges)) this.plan(first, () => this.#acknowledge(id));
      if (this.#dice.happens(temper.acts)) {
        this.plan(first + this.#dice.between(4, 24), () => this.#act(id));
      }
    }
  }

  #expect(slot: number, { id, agency }: CopyRow, office: Agency): void {
    const temper = temperOf(agency);
    const dice = this.#dice;
    const later = (most: number) => slot + dice.between(1, Math.max(1, most));
    if (dice.happens(temper.acknowledges)) this.plan(later(4), () => this.#acknowledge(id));
    if (dice.happens(temper.acts)) {
      const first = later(temper.slowness / 3);
      this.plan(first, () => this.#act(id));
      // What an instruction starts is done some days after it.
      this.plan(first + dice.between(2, 7), () => this.#act(id));
    }
    if (dice.happens(temper.replies)) {
      this.plan(later(temper.slowness), () => this.#reply(id, office));
    }
    // Three days after a mail came back, somebody takes the paper there.
    if (dice.happens(0.6)) this.plan(slot + 12, () => this.#serveByHand(id, office));
  }

  async #acknowledge(copyId: string): Promise<void> {
    const link = await this.#linkOf(copyId);
    if (!link) return;
    const person = { name: '经办人', position: '科员', phone: '0513-00000000' };
    await this.#get(AnswerService).acknowledge(link, { ...person, code: '', wantsCode: false });
  }

  async #act(copyId: string): Promise<void> {
    const link = await this.#linkOf(copyId);
    if (!link) return;
    const duties = await this.#query<DutyRow>(
      `SELECT id, rule ->> 'dischargedBy' AS discharge FROM duty
       WHERE copy_id = $1 AND state = 'running' AND rule ->> 'dischargedBy' <> 'reply'`,
      [copyId],
    );
    const today = localDateOf(this.clock.now());
    for (const { id, discharge } of duties) {
      const typed = filledIn(discharge, today, this.#dice);
      await this.#try(async () => {
        await this.#get(AnswerService).act(link, id, typed);
      });
    }
  }

  async #reply(copyId: string, office: Agency): Promise<void> {
    const link = await this.#linkOf(copyId);
    if (!link) return;
    const dice = this.#dice;
    const outcome = dice.happens(0.05)
      ? 'outside-remit'
      : dice.happens(0.12)
        ? 'in-progress'
        : dice.of(['dealt-with', 'dealt-with', 'assisted'] as const);
    await this.#get(AnswerService).reply(link, {
      outcome,
      text: dice.of(REPLIES),
      reason: '该地块不在本单位管辖范围，按职责分工应由其他单位处理。',
      name: '经办人',
      attachments: [],
    });
    const slot = this.#now;
    if (outcome === 'in-progress') {
      this.plan(slot + dice.between(4, 16), () => this.#reply(copyId, office));
    } else if (outcome !== 'outside-remit' && dice.happens(0.9)) {
      this.plan(slot + dice.between(1, 8), () => this.#review(copyId, office));
    }
  }

  async #review(copyId: string, office: Agency): Promise<void> {
    const [reply] = await this.#query<{ id: string }>(
      `SELECT id FROM reply WHERE copy_id = $1 AND review = 'pending' ORDER BY id DESC LIMIT 1`,
      [copyId],
    );
    if (!reply) return;
    const actor = `agency:${office.code}`;
    if (this.#dice.happens(0.88)) {
      await this.#get(ReviewService).accept(reply.id, office, actor);
      return;
    }
    const reason = '函复未附现场照片，请补充处置前后照片。';
    await this.#get(ReviewService).return(reply.id, office, reason, actor);
    this.plan(this.#now + this.#dice.between(2, 8), () => this.#reply(copyId, office));
  }

  async #serveByHand(copyId: string, office: Agency): Promise<void> {
    const [copy] = await this.#query<{ transport: string }>(
      'SELECT transport FROM copy WHERE id = $1',
      [copyId],
    );
    if (copy?.transport !== 'undeliverable') return;
    const service = {
      method: '专人送达',
      by: '国土所 倪某某',
      servedAt: this.clock.now().toISOString(),
      proof: '送达回证已由对方收发室签收',
    };
    await this.#get(HandService).serveByHand(copyId, office, service, `agency:${office.code}`);
  }

  /** Once a week the secretariat settles some of what waits for it. */
  async decide(): Promise<void> {
    const claims = await this.#query<{ id: string }>(
      `SELECT id FROM copy WHERE remit = 'claimed-outside' ORDER BY id LIMIT 2`,
    );
    for (const { id } of claims) {
      const kind = this.#dice.of(['uphold-outside-remit', 'return-outside-remit'] as const);
      const reason = kind.startsWith('uphold') ? '经核实确不属其职责。' : '按职责分工应由其办理。';
      await this.#try(async () => {
        await this.#get(DecisionService).decide(id, OFFICER, {
          ...{ kind, reason, documentNumber: '启联办纪要〔2026〕演示' },
        });
      });
    }
    const silent = await this.#query<{ dutyId: string; copyId: string }>(
      `SELECT s.duty_id AS "dutyId", s.copy_id AS "copyId" FROM silence s JOIN duty d ON d.id = s.duty_id
       WHERE d.state = 'running' AND s.annulled_at IS NULL AND d.due_on = s.due_on
         AND s.recorded_at < $1 ORDER BY s.id LIMIT 4`,
      [new Date(this.clock.now().getTime() - 4 * 86_400_000)],
    );
    for (const { dutyId, copyId } of silent) await this.#try(() => this.#press(dutyId, copyId));
  }

  async #press(dutyId: string, copyId: string): Promise<void> {
    const kind = this.#dice.of(['supervise', 'supervise', 'extend', 'agenda'] as const);
    const dueOn = localDateOf(new Date(this.clock.now().getTime() + 9 * 86_400_000));
    await this.#get(DecisionService).decide(copyId, OFFICER, {
      ...{ kind, dutyId, documentNumber: '启联办〔2026〕演示' },
      reason: kind === 'extend' ? '现场情况复杂，给予延长。' : '逾期未函复，影响处置。',
      ...(kind === 'supervise' && { dueOn }),
      ...(kind === 'extend' && { workingDays: 3 }),
    });
    if (this.#dice.happens(0.6)) {
      const [copy] = await this.#query<{ office: string }>(
        `SELECT a.code AS office FROM copy c JOIN notice n ON n.id = c.notice_id
         JOIN agency a ON a.id = n.issuer_id WHERE c.id = $1`,
        [copyId],
      );
      const office = this.offices.find(({ code }) => code === copy?.office);
      if (office) {
        this.plan(this.#now + this.#dice.between(3, 20), () => this.#reply(copyId, office));
      }
    }
  }

  /** Lets something happen at a later slot, where the quarter has it. */
  plan(slot: number, act: () => Promise<void>): void {
    if (slot >= this.slots) return;
    const there = this.#due.get(slot) ?? [];
    there.push(act);
    this.#due.set(slot, there);
  }

  async #try(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.refused.set(error.message, (this.refused.get(error.message) ?? 0) + 1);
    }
  }

  /** The way in of an agency that was served; as the link's own page opens it. */
  async #linkOf(copyId: string): Promise<Link | null> {
    return this.app
      .get(DataSource)
      .getRepository(Link)
      .findOne({
        where: { copyId, copy: { transport: 'served' } },
        relations: { copy: { notice: { issuer: true }, document: true, agency: true } },
        order: { id: 'ASC' },
      });
  }

  #get<T>(service: new (...args: never[]) => T): T {
    return this.app.get<T>(service, { strict: false });
  }

  #query<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    return this.app.get(DataSource).query<T[]>(sql, values);
  }
}

/** Land offices of towns, in the order of their codes. */
export async function landOffices(app: INestApplicationContext): Promise<Agency[]> {
  const agencies = await app.get(DirectoryService, { strict: false }).all();
  return agencies.filter(({ role, town }) => role === 'land-office' && town !== null);
}
