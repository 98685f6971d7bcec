import { Injectable } from '@nestjs/common';
import { localDateOf } from '#calendar';
import { Clock, Problem } from '#platform';
import { DataSource } from 'typeorm';
import { CopyRecorder, type Recorded, type Verb } from '../copy-recorder.service.js';
import { checkDecision, type DecisionForm, DUTY_DECISIONS } from '../decision.rules.js';
import { type DecidingOfficer, DecisionService } from '../decision.service.js';
import type { DecisionKind } from '../duty.entities.js';
import { OutboxService } from '../outbox.service.js';
import { isUuid } from '../queries/cursors.js';
import type { CopyView, DutyView } from '../queries/notice-queries.service.js';
import { NoticeQueries } from '../queries/notice-queries.service.js';
import { DecisionBatch, type BatchRow } from './decision-batch.entity.js';

/** Decisions that make sense for several notices at once. */
export const BULK_KINDS = ['supervise', 'extend', 'excuse', 'agenda'] as const;
export type BulkKind = (typeof BULK_KINDS)[number];

/** More than a person can have looked at, and than one transaction should lock. */
export const BULK_LIMIT = 200;

/** One thing to decide on: a duty, or, for the agenda, a copy. */
export interface BulkTarget {
  copyId: string;
  dutyId: string | null;
}

export interface Candidate extends BulkTarget {
  copy: CopyView;
  duty: DutyView | null;
  /** Why the decision does not apply; null where it does. */
  refusal: { zh: string; en: string } | null;
}

/**
 * One decision on several notices: all in one transaction. What has moved on meanwhile is left out and
 * said so, row by row; anything else that fails undoes all of it.
 */
@Injectable()
export class BulkDecisionService {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly recorder: CopyRecorder,
    private readonly outbox: OutboxService,
    private readonly queries: NoticeQueries,
    private readonly decisions: DecisionService,
  ) {}

  /** What the decision would apply to and what not, in the order in which it was chosen. */
  async candidates(kind: BulkKind, copyIds: string[]): Promise<Candidate[]> {
    const wanted = [...new Set(copyIds.filter(isUuid))].slice(0, BULK_LIMIT);
    const copies = await this.queries.copiesById(wanted);
    const byId = new Map(copies.map((view) => [view.copy.id, view]));
    return wanted.flatMap((id) => {
      const view = byId.get(id);
      return view ? candidatesOf(kind, view) : [];
    });
  }

  /**
   * @param batchId chosen when the confirmation was shown: a second click finds the first one's result
   * @throws Problem 422 where form or choice is empty or wrong
   */
  async decide(
    batchId: string,
    targets: BulkTarget[],
    officer: DecidingOfficer,
    form: Omit<DecisionForm, 'dutyId'> & { kind: BulkKind },
  ): Promise<void> {
    this.#check(targets, form);
    const ids = [batchId, ...targets.flatMap(({ copyId, dutyId }) => [copyId, dutyId ?? copyId])];
    if (!ids.every(isUuid)) throw Problem.notFound('这些决定', 'The decisions');
    const rows: BatchRow[] = [];
    const { messages } = await this.database.transaction(async (manager) => {
      const [first] = await manager.query<{ id: string }[]>(
        `INSERT INTO decision_batch (id, kind, person, results, decided_at)
         VALUES ($1, $2, $3, '[]', $4) ON CONFLICT (id) DO NOTHING RETURNING id`,
        [batchId, form.kind, `${officer.name}（${officer.username}）`, this.clock.now()],
      );
      if (!first) return { messages: [] };
      const verbs = targets.map((target) => this.#verb(target, officer, form, rows));
      const done = await this.recorder.within(manager, verbs);
      await manager.update(DecisionBatch, batchId, { results: rows });
      return done;
    });
    await this.outbox.dispatch(messages);
  }

  async batch(batchId: string): Promise<DecisionBatch | null> {
    if (!isUuid(batchId)) return null;
    return this.database.getRepository(DecisionBatch).findOneBy({ id: batchId });
  }

  #check(targets: BulkTarget[], form: DecisionForm): void {
    const ofDuty = DUTY_DECISIONS.includes(form.kind);
    const problems = checkDecision(
      { ...form, ...(ofDuty ? { dutyId: 'each its own' } : {}) },
      localDateOf(this.clock.now()),
    );
    if (targets.length === 0) {
      problems.push({ field: 'target', problem: '请至少勾选一项', en: 'Tick at least one' });
    }
    if (targets.length > BULK_LIMIT) {
      const problem = `每次至多${BULK_LIMIT}项`;
      problems.push({ field: 'target', problem, en: `No more than ${BULK_LIMIT} at once` });
    }
    if (problems.length > 0) {
      throw Problem.invalid('决定有需要更正之处。', problems, 'The decision needs mending.');
    }
  }

  /** The verb of one row; what refuses it refuses that row alone, before anything of it is written. */
  #verb(
    { copyId, dutyId }: BulkTarget,
    officer: DecidingOfficer,
    form: DecisionForm,
    rows: BatchRow[],
  ): Verb {
    const row: BatchRow = { copyId, dutyId, decisionId: null, number: null, refusal: null };
    const verb = this.decisions.verb(
      copyId,
      officer,
      { ...form, dutyId: dutyId ?? undefined },
      (decision) => {
        rows.push({ ...row, decisionId: decision.id, number: decision.number });
      },
    );
    return {
      ...verb,
      decide: async (state, manager): Promise<Recorded | null> => {
        try {
          return await verb.decide(state, manager);
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          rows.push({ ...row, refusal: { zh: error.message, en: error.en } });
          return null;
        }
      },
    };
  }
}

function candidatesOf(kind: DecisionKind, view: CopyView): Candidate[] {
  const base = { copyId: view.copy.id, copy: view };
  if (view.copy.notice.state !== 'issued') {
    const refusal = { zh: '文书已撤回', en: 'The notice was withdrawn' };
    return [{ ...base, dutyId: null, duty: null, refusal }];
  }
  if (kind === 'agenda') return [{ ...base, dutyId: null, duty: null, refusal: null }];
  const running = view.duties.filter(({ duty }) => duty.state === 'running' && duty.dueOn !== null);
  if (running.length === 0) {
    const refusal = {
      zh: '没有正在计期的任务：尚未送达，或已了结',
      en: 'No duty is running: not served yet, or closed',
    };
    return [{ ...base, dutyId: null, duty: null, refusal }];
  }
  return running.map((duty) => ({
    ...base,
    dutyId: duty.duty.id,
    duty,
    refusal: duty.status === 'awaiting-review' && kind !== 'excuse' ? waiting(view) : null,
  }));
}

/** What was answered waits for somebody else; to press for it now would be wrong. */
function waiting({ copy }: CopyView): Candidate['refusal'] {
  return copy.remit === 'claimed-outside'
    ? {
        zh: '该单位主张不属其职责，请先就此单独决定',
        en: 'It claims to be outside its remit: settle that first, on its own',
      }
    : null;
}
