import { Injectable } from '@nestjs/common';
import { localDateOf } from '#calendar';
import { Clock, insertRows, newId, updateRows } from '#platform';
import { DataSource, type EntityManager, In } from 'typeorm';
import { AudienceService } from './audience.service.js';
import { CopyRecorder, type Recorded, type Verb } from './copy-recorder.service.js';
import type { CopyState } from './copy-events.js';
import { type Duty, Step } from './duty.entities.js';
import { judgeStep, nextOpening } from './ladder.rules.js';
import type { MessageKind } from './message.entity.js';
import { documentNumber, takeNumbers } from './numbers.js';
import { type NewMessage, OutboxService } from './outbox.service.js';
import { issuerOf } from './send.service.js';
import { StandingService } from './standing.service.js';

const KIND_OF: Record<Step['action'], MessageKind> = {
  remind: 'reminder',
  'record-silence': 'silence',
  escalate: 'escalation',
  'ask-decision': 'decision-request',
};

/** Number series of the records of silence: 启自然资吕逾〔2026〕3号. */
const SILENCE_WORD = '逾';

/**
 * Carries out the steps whose time has come. Notices that another worker holds are skipped; each step
 * is judged again under the lock, so that nobody is chased after having answered.
 */
@Injectable()
export class StepRunner {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly standing: StandingService,
    private readonly recorder: CopyRecorder,
    private readonly outbox: OutboxService,
    private readonly audience: AudienceService,
  ) {}

  /** Carries out up to `limit` due steps in one transaction; answers how many it looked at. */
  async runDue(limit = 200): Promise<number> {
    const now = this.clock.now();
    const { done, messages } = await this.database.transaction(async (manager) => {
      const steps = await this.#take(manager, limit, now);
      if (steps.length === 0) return { done: 0, messages: [] };
      const settled: Pick<Step, 'id' | 'state' | 'doneAt' | 'note' | 'dueAt'>[] = [];
      const verbs = steps.map((step) => this.#verb(step, steps, settled, now));
      const recorded = await this.recorder.within(manager, verbs);
      await updateRows(manager, 'step', settled);
      return { done: steps.length, messages: recorded.messages };
    });
    await this.outbox.dispatch(messages);
    return done;
  }

  /** The notice is locked before its steps: the order in which everything else locks. */
  async #take(manager: EntityManager, limit: number, now: Date): Promise<Step[]> {
    const notices = await manager.query<{ id: string }[]>(
      `SELECT n.id FROM notice n WHERE n.id IN (
         SELECT d.notice_id FROM (
           SELECT duty_id FROM step WHERE state = 'planned' AND due_at <= $1 ORDER BY due_at LIMIT $2
         ) s JOIN duty d ON d.id = s.duty_id
       ) ORDER BY n.id FOR UPDATE SKIP LOCKED`,
      [now, limit],
    );
    if (notices.length === 0) return [];
    const ids = await manager.query<{ id: string }[]>(
      `SELECT s.id FROM step s JOIN duty d ON d.id = s.duty_id
       WHERE d.notice_id = ANY($1) AND s.state = 'planned' AND s.due_at <= $2`,
      [notices.map((notice) => notice.id), now],
    );
    return manager.find(Step, {
      where: { id: In(ids.map((row) => row.id)) },
      order: { dueAt: 'ASC', id: 'ASC' },
    });
  }

  #verb(
    step: Step,
    all: Step[],
    settled: Pick<Step, 'id' | 'state' | 'doneAt' | 'note' | 'dueAt'>[],
    now: Date,
  ): Verb {
    return {
      copyId: step.copyId,
      actor: 'system',
      decide: async (state, manager) => {
        const duty = state.duties.find((one) => one.id === step.dutyId);
        if (!duty) return null;
        const others = all.filter((other) => other.dutyId === duty.id);
        const verdict = judgeStep(step, others, duty, now);
        if (verdict.act) {
          settled.push({ id: step.id, state: 'done', doneAt: now, note: null, dueAt: step.dueAt });
          return this.#act(step, duty, state, manager);
        }
        const dueAt = verdict.state === 'planned' ? verdict.dueAt : step.dueAt;
        const doneAt = verdict.state === 'planned' ? null : now;
        settled.push({ id: step.id, state: verdict.state, doneAt, note: verdict.note, dueAt });
        return null;
      },
    };
  }

  async #act(
    step: Step,
    duty: Duty,
    { copy }: CopyState,
    manager: EntityManager,
  ): Promise<Recorded> {
    const now = this.clock.now();
    const issuerId = await issuerOf(manager, copy.noticeId);
    const silence =
      step.action === 'record-silence' ? await this.#recordSilence(manager, duty, issuerId) : null;
    const { officeHours } = this.standing.rulebook;
    const notBefore = nextOpening(now, officeHours, await this.standing.calendar());
    const addressees = await this.audience.of(manager, copy, issuerId, step.audience);
    const messages: NewMessage[] = addressees.map(({ address, linkId, audience }) => ({
      kind: KIND_OF[step.action],
      noticeId: copy.noticeId,
      copyId: copy.id,
      linkId,
      address,
      props: { dutyId: duty.id, text: step.text, audience, ...silence },
      once: `step:${step.id}:${address}`,
      notBefore,
    }));
    const data = { dutyId: duty.id, step: step.key, dueOn: duty.dueOn, ...silence };
    const type = step.action === 'record-silence' ? 'silence-recorded' : `step-${step.action}`;
    return {
      events: [],
      data: {},
      messages,
      facts: [{ copyId: copy.id, type, actor: 'system', data }],
    };
  }

  /** 逾期未函复: numbered, one per duty and due date, with the clause and the posts that it names. */
  async #recordSilence(
    manager: EntityManager,
    duty: Duty,
    issuerId: string,
  ): Promise<{ silenceNumber: string }> {
    const now = this.clock.now();
    const year = Number(localDateOf(now).slice(0, 4));
    const [issuer] = await manager.query<{ word: string }[]>(
      'SELECT word FROM agency WHERE id = $1',
      [issuerId],
    );
    const serials = await takeNumbers(manager, issuerId, [SILENCE_WORD], year);
    const serial = serials.get(SILENCE_WORD) ?? 0;
    const number = documentNumber((issuer?.word ?? '') + SILENCE_WORD, year, serial);
    const { dueOn, rule } = duty;
    await insertRows(manager, 'silence', [
      { id: newId(), dutyId: duty.id, copyId: duty.copyId, number, dueOn, recordedAt: now },
    ]);
    // Where the clause penalises something else than lateness (拒绝, 不配合), silence alone is none.
    const clause = rule.accountableClause ?? rule.clause;
    if (clause !== null && rule.accountable.length > 0 && rule.accountableWhen === null) {
      await insertRows(manager, 'circumstance', [
        {
          id: newId(),
          noticeId: duty.noticeId,
          dutyId: duty.id,
          kind: 'overdue',
          clause,
          accountable: rule.accountable,
          facts: `${rule.name.zh}：应于${dueOn}前完成，到期未完成（${number}）`,
          recordedAt: now,
        },
      ]);
    }
    return { silenceNumber: number };
  }
}
