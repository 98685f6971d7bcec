import { Injectable } from '@nestjs/common';
import { localDateOf } from '#calendar';
import { Clock, insertRows, newId, updateRows } from '#platform';
import { Any, DataSource, type EntityManager } from 'typeorm';
import { AudienceService } from './audience.service.js';
import { leaveDocuments } from './documents/due-documents.js';
import { CopyRecorder, type Recorded, type Verb } from './copy-recorder.service.js';
import { Copy } from './notice.entities.js';
import { Duty, Step } from './duty.entities.js';
import { judgeStep, nextOpening } from './ladder.rules.js';
import type { MessageKind } from './message.entity.js';
import { documentNumber, takeNumbers } from './numbers.js';
import { type NewMessage, OutboxService } from './outbox.service.js';
import { StandingService } from './standing.service.js';
import { fullDate } from './words.js';

const KIND_OF: Record<Step['action'], MessageKind> = {
  remind: 'reminder',
  'record-silence': 'silence',
  escalate: 'escalation',
  'ask-decision': 'decision-request',
};

/** Number series of the records of silence: 启自然资吕逾〔2026〕3号. */
const SILENCE_WORD = '逾';

/** Notices that one transaction takes: few, so that several workers share what falls due at once. */
const NOTICES = 12;

/** What becomes of the steps of a batch, decided while its notices are locked. */
type Settled = Pick<Step, 'id' | 'state' | 'doneAt' | 'note' | 'dueAt'>;

interface Acting {
  step: Step;
  duty: Duty;
  copy: Copy;
}

/**
 * Carries out the steps whose time has come. Notices that another worker holds are skipped; each step
 * is judged under the lock of its notice, so that nobody is chased after having answered.
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

  /** Carries out the due steps of `most` notices in one transaction; answers how many it looked at. */
  async runDue(most = NOTICES): Promise<number> {
    const now = this.clock.now();
    const { done, messages } = await this.database.transaction(async (manager) => {
      const steps = await take(manager, now, most);
      if (steps.length === 0) return { done: 0, messages: [] };
      const { settled, acting } = await judge(manager, steps, now);
      const verbs = await this.#verbs(manager, acting, now);
      const recorded = await this.recorder.within(manager, verbs);
      await updateRows(manager, 'step', settled);
      return { done: steps.length, messages: recorded.messages };
    });
    await this.outbox.dispatch(messages);
    return done;
  }

  /** One verb per step that acts; what all of them need is read and written with one statement each. */
  async #verbs(manager: EntityManager, acting: Acting[], now: Date): Promise<Verb[]> {
    if (acting.length === 0) return [];
    const silences = await recordSilences(manager, acting, now);
    const addressees = await this.audience.ofMany(
      manager,
      acting.map(({ step, copy }) => ({
        copy,
        issuerId: copy.notice.issuerId,
        audiences: step.audience,
      })),
    );
    const { officeHours } = this.standing.rulebook;
    const notBefore = nextOpening(now, officeHours, await this.standing.calendar());
    return acting.map(({ step, duty, copy }, index) => {
      const silence = silences.get(step.id);
      const facts = silence ? { silenceNumber: silence.number } : {};
      const enclosed = silence ? { silenceId: silence.id } : {};
      const messages: NewMessage[] = (addressees[index] ?? []).map(
        ({ address, linkId, audience }) => ({
          kind: KIND_OF[step.action],
          noticeId: copy.noticeId,
          copyId: copy.id,
          linkId,
          address,
          props: { dutyId: duty.id, text: step.text, audience, ...facts, ...enclosed },
          once: `step:${step.id}:${address}`,
          notBefore,
        }),
      );
      const recorded: Recorded = {
        events: [],
        data: {},
        messages,
        facts: [factOf(step, duty, facts)],
      };
      return { copyId: copy.id, actor: 'system', decide: () => recorded };
    });
  }
}

/** The notice is locked before its steps: the order in which everything else locks. */
async function take(manager: EntityManager, now: Date, most: number): Promise<Step[]> {
  // LIMIT counts what could be locked, so that each worker finds notices of its own.
  const notices = await manager.query<{ id: string }[]>(
    `SELECT n.id FROM (
       SELECT d.notice_id, min(s.due_at) AS due_at
       FROM (SELECT duty_id, due_at FROM step WHERE state = 'planned' AND due_at <= $1
             ORDER BY due_at LIMIT 2000) s
       JOIN duty d ON d.id = s.duty_id GROUP BY d.notice_id
     ) due JOIN notice n ON n.id = due.notice_id
     ORDER BY due.due_at, n.id LIMIT $2 FOR UPDATE OF n SKIP LOCKED`,
    [now, most],
  );
  if (notices.length === 0) return [];
  return manager
    .createQueryBuilder(Step, 's')
    .where(
      `s.state = 'planned' AND s.due_at <= :now
       AND s.duty_id IN (SELECT id FROM duty WHERE notice_id = ANY(:notices))`,
      { now, notices: notices.map(({ id }) => id) },
    )
    .orderBy('s.due_at')
    .addOrderBy('s.id')
    .getMany();
}

async function judge(
  manager: EntityManager,
  steps: Step[],
  now: Date,
): Promise<{ settled: Settled[]; acting: Acting[] }> {
  const dutyIds = [...new Set(steps.map((step) => step.dutyId))];
  const copyIds = [...new Set(steps.map((step) => step.copyId))];
  const duties = await manager.findBy(Duty, { id: Any(dutyIds) });
  const copies = await manager.find(Copy, {
    where: { id: Any(copyIds) },
    relations: { notice: { issuer: true } },
  });
  const silences = await manager.query<{ dutyId: string; dueOn: string }[]>(
    `SELECT duty_id AS "dutyId", to_char(due_on, 'YYYY-MM-DD') AS "dueOn" FROM silence
     WHERE duty_id = ANY($1) AND annulled_at IS NULL`,
    [dutyIds],
  );
  const dutyOf = new Map(duties.map((duty) => [duty.id, duty]));
  const copyOf = new Map(copies.map((copy) => [copy.id, copy]));
  const recorded = new Set(silences.map(({ dutyId, dueOn }) => `${dutyId} ${dueOn}`));
  const ofDuty = new Map<string, Step[]>();
  for (const step of steps) ofDuty.set(step.dutyId, [...(ofDuty.get(step.dutyId) ?? []), step]);
  const settled: Settled[] = [];
  const acting: Acting[] = [];
  for (const step of steps) {
    const duty = dutyOf.get(step.dutyId);
    const copy = copyOf.get(step.copyId);
    if (!duty || !copy) continue;
    const verdict = judgeStep(step, ofDuty.get(step.dutyId) ?? [], duty, now);
    const again =
      step.action === 'record-silence' && recorded.has(`${duty.id} ${duty.dueOn ?? ''}`);
    if (verdict.act && again) {
      settled.push(outcome(step, 'skipped', now, '该期限的逾期已有记录'));
    } else if (verdict.act) {
      settled.push(outcome(step, 'done', now, null));
      acting.push({ step, duty, copy });
    } else if (verdict.state === 'planned') {
      const { note, dueAt } = verdict;
      settled.push({ id: step.id, state: 'planned', doneAt: null, note, dueAt });
    } else {
      settled.push(outcome(step, verdict.state, now, verdict.note));
    }
  }
  return { settled, acting };
}

const outcome = (
  { id, dueAt }: Step,
  state: 'done' | 'skipped' | 'cancelled',
  doneAt: Date,
  note: string | null,
): Settled => ({ id, state, doneAt, note, dueAt });

function factOf({ action, key }: Step, { id, copyId, dueOn }: Duty, facts: object) {
  const type = action === 'record-silence' ? 'silence-recorded' : `step-${action}`;
  return { copyId, type, actor: 'system', data: { dutyId: id, step: key, dueOn, ...facts } };
}

/**
 * 逾期未函复: numbered, one per duty and due date, with the clause and the posts that it names. Answers
 * them by step.
 */
async function recordSilences(
  manager: EntityManager,
  acting: Acting[],
  now: Date,
): Promise<Map<string, { id: string; number: string }>> {
  const silent = acting.filter(({ step }) => step.action === 'record-silence');
  const numbers = await numbersFor(manager, silent, Number(localDateOf(now).slice(0, 4)));
  const silences = silent.map(({ step, duty }) => ({
    id: newId(),
    dutyId: duty.id,
    copyId: duty.copyId,
    number: numbers.get(step.id) ?? '',
    dueOn: duty.dueOn,
    recordedAt: now,
  }));
  await insertRows(manager, 'silence', silences);
  await leaveDocuments(
    manager,
    silences.map(({ id }, index) => ({
      kind: 'silence' as const,
      subjectId: id,
      noticeId: silent[index]?.duty.noticeId ?? '',
    })),
    now,
  );
  const circumstances = silent.flatMap(({ duty: { rule, noticeId } }, index) => {
    const silence = silences[index];
    const clause = rule.accountableClause ?? rule.clause;
    // Where the clause penalises something else than lateness (拒绝, 不配合), silence alone is none.
    const penalised = rule.accountable.length > 0 && rule.accountableWhen === null;
    if (!silence || clause === null || !penalised) return [];
    const { id: silenceId, dutyId, dueOn, number } = silence;
    const facts = `${rule.name.zh}：应于${dueOn ? fullDate(dueOn) : ''}24时前完成，到期未完成（${number}）`;
    const { accountable } = rule;
    return [
      {
        ...{ id: newId(), noticeId, dutyId, silenceId, kind: 'overdue' },
        ...{ clause, accountable, facts, recordedAt: now },
      },
    ];
  });
  await insertRows(manager, 'circumstance', circumstances);
  return new Map(
    silences.map(({ id, number }, index) => [silent[index]?.step.id ?? '', { id, number }]),
  );
}

/** Issuer after issuer in the order of their ids, so that two workers never wait in a circle. */
async function numbersFor(
  manager: EntityManager,
  silent: Acting[],
  year: number,
): Promise<Map<string, string>> {
  const ofIssuer = new Map<string, Acting[]>();
  for (const one of silent) {
    const { issuerId } = one.copy.notice;
    ofIssuer.set(issuerId, [...(ofIssuer.get(issuerId) ?? []), one]);
  }
  const numbers = new Map<string, string>();
  for (const issuerId of [...ofIssuer.keys()].sort()) {
    const own = ofIssuer.get(issuerId) ?? [];
    const taken = await takeNumbers(manager, issuerId, [SILENCE_WORD], year, own.length);
    const first = taken.get(SILENCE_WORD) ?? 0;
    for (const [index, { step, copy }] of own.entries()) {
      const word = (copy.notice.issuer.word ?? '') + SILENCE_WORD;
      numbers.set(step.id, documentNumber(word, year, first + index));
    }
  }
  return numbers;
}
