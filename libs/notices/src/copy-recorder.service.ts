import { Injectable } from '@nestjs/common';
import { insertRows, updateRows } from '#platform';
import { Any, DataSource, type EntityManager } from 'typeorm';
import { appendEvents, type ChainHead, type NewEvent } from './chain.js';
import { countRow, stepRow } from './change-rows.js';
import type { CopyChange, CopyEvent, CopyState } from './copy-events.js';
import { fold } from './copy.rules.js';
import { Duty } from './duty.entities.js';
import { Copy, Notice } from './notice.entities.js';
import { type NewMessage, OutboxService } from './outbox.service.js';
import { StandingService } from './standing.service.js';

/** What a verb wants of a locked copy. It may look at the state and add messages or rows of its own. */
export interface Verb {
  copyId: string;
  actor: string;
  /** Returns what happened, or null where the state has moved on and nothing is to be recorded. */
  decide(state: CopyState, manager: EntityManager): Promise<Recorded | null> | Recorded | null;
}

export interface Recorded {
  events: CopyEvent[];
  /** Goes into the chain beside the events: digests, names, reasons. */
  data: Record<string, unknown>;
  /** Why a date was counted again, and on what document; for the ledger. */
  explanation?: string;
  documentNumber?: string | null;
  messages?: NewMessage[];
  /** Further events of the chain that change no copy, e.g. a recorded silence. */
  facts?: NewEvent[];
}

/** Columns of a copy that an event may change. */
const copyColumns = (copy: Copy) => ({
  id: copy.id,
  transport: copy.transport,
  servedOn: copy.servedOn,
  servedAt: copy.servedAt,
  serviceMethod: copy.serviceMethod,
  serviceProof: copy.serviceProof,
  acknowledgement: copy.acknowledgement,
  acknowledgedAt: copy.acknowledgedAt,
  acknowledgementGrade: copy.acknowledgementGrade,
  reply: copy.reply,
  remit: copy.remit,
  closedAt: copy.closedAt,
});

const dutyColumns = (duty: Duty) => ({
  id: duty.id,
  state: duty.state,
  startedOn: duty.startedOn,
  dueOn: duty.dueOn,
  provisional: duty.provisional,
  provisionalConfirmedAt: duty.provisionalConfirmedAt,
  calendarVersion: duty.calendarVersion,
  ladderVersion: duty.ladderVersion,
  closedOn: duty.closedOn,
  closedAt: duty.closedAt,
  awaitingReview: duty.awaitingReview,
  circumstancesClaimedAt: duty.circumstancesClaimedAt,
});

/**
 * The one mechanism by which anything happens to a copy: lock, fold by pure rules, save, append to the
 * chain, write the messages. The lock is on the notice, whose chain it guards as well.
 */
@Injectable()
export class CopyRecorder {
  constructor(
    private readonly database: DataSource,
    private readonly standing: StandingService,
    private readonly outbox: OutboxService,
  ) {}

  /** Records one verb; answers false where the state had moved on. */
  async record(verb: Verb): Promise<boolean> {
    const [recorded] = await this.recordAll([verb]);
    return recorded ?? false;
  }

  /** Many verbs in one transaction and a fixed number of statements. */
  async recordAll(verbs: Verb[]): Promise<boolean[]> {
    const { results, messages } = await this.database.transaction(async (manager) =>
      this.within(manager, verbs),
    );
    await this.outbox.dispatch(messages);
    return results;
  }

  /** The same inside a transaction of the caller, who dispatches the messages after its commit. */
  async within(
    manager: EntityManager,
    verbs: Verb[],
  ): Promise<{ results: boolean[]; messages: string[] }> {
    const context = await this.standing.context();
    const ids = [...new Set(verbs.map((verb) => verb.copyId))];
    const heads = await lockNotices(manager, ids);
    const [copies, duties] = await Promise.all([
      manager.find(Copy, { where: { id: Any(ids) } }),
      manager.find(Duty, { where: { copyId: Any(ids) }, order: { id: 'ASC' } }),
    ]);
    await this.standing.know(
      duties.map((duty) => duty.ladderVersion),
      manager,
    );
    const states = new Map<string, CopyState>(
      copies.map((copy) => [
        copy.id,
        { copy, duties: duties.filter((duty) => duty.copyId === copy.id) },
      ]),
    );
    const changes: { change: CopyChange; recorded: Recorded; actor: string }[] = [];
    const appended = new Map<string, { head: ChainHead; events: NewEvent[] }>();
    const messages: NewMessage[] = [];
    const results: boolean[] = [];
    for (const verb of verbs) {
      const state = states.get(verb.copyId);
      const head = state && heads.get(state.copy.noticeId);
      const recorded = state ? await verb.decide(state, manager) : null;
      results.push(recorded !== null);
      if (!state || !head || !recorded) continue;
      const chain = appended.get(head.noticeId) ?? { head, events: [] };
      appended.set(head.noticeId, chain);
      for (const event of recorded.events) {
        const change = fold(state, event, context);
        changes.push({ change, recorded, actor: verb.actor });
        const dates = change.counts.map(({ dutyId, reason, startedOn, dueOn }) => ({
          dutyId,
          reason,
          startedOn,
          dueOn,
        }));
        const { type, ...facts } = event;
        const data = { ...plain(facts), ...recorded.data, ...(dates.length > 0 ? { dates } : {}) };
        chain.events.push({ copyId: state.copy.id, type, actor: verb.actor, data });
      }
      chain.events.push(...(recorded.facts ?? []));
      messages.push(...(recorded.messages ?? []));
    }
    if (appended.size === 0) return { results, messages: [] };
    await updateRows(
      manager,
      'copy',
      [...states.values()].map(({ copy }) => copyColumns(copy)),
    );
    await updateRows(
      manager,
      'duty',
      [...states.values()].flatMap((state) => state.duties).map(dutyColumns),
    );
    await saveChanges(manager, changes, states, context.now, context.calendar.version);
    await appendEvents(manager, [...appended.values()], context.now);
    return { results, messages: await this.outbox.write(manager, messages) };
  }
}

/** Instants as text: what goes into the chain is what JSON can say. */
const plain = (value: object) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;

/** Locks the notices of these copies in the order of their ids, so that two batches never embrace. */
async function lockNotices(
  manager: EntityManager,
  copyIds: string[],
): Promise<Map<string, ChainHead>> {
  const notices = await manager
    .createQueryBuilder(Notice, 'notice')
    .select(['notice.id', 'notice.issuerId', 'notice.headSeq', 'notice.headDigest'])
    .where('notice.id IN (SELECT notice_id FROM copy WHERE id = ANY(:copyIds))', { copyIds })
    .orderBy('notice.id')
    .setLock('pessimistic_write')
    .getMany();
  return new Map(notices.map(({ id, ...notice }) => [id, { noticeId: id, ...notice }]));
}

async function saveChanges(
  manager: EntityManager,
  changes: { change: CopyChange; recorded: Recorded; actor: string }[],
  states: Map<string, CopyState>,
  now: Date,
  calendarVersion: string,
): Promise<void> {
  const counted = { at: now, calendarVersion };
  await insertRows(
    manager,
    'count',
    changes.flatMap(({ change, recorded, actor }) =>
      change.counts.map((count) =>
        countRow(count, {
          ...counted,
          person: actor,
          explanation: recorded.explanation ?? '',
          documentNumber: recorded.documentNumber ?? null,
        }),
      ),
    ),
  );
  const stopped = changes.flatMap(({ change }) => change.stopped);
  if (stopped.length > 0) {
    await manager.query(
      `UPDATE step SET state = 'cancelled', done_at = $2, note = r.note
       FROM jsonb_to_recordset($1::jsonb) r ("dutyId" uuid, note text)
       WHERE step.duty_id = r."dutyId" AND step.state = 'planned'`,
      [JSON.stringify(stopped), now],
    );
  }
  const copyOf = new Map(
    [...states.values()].flatMap(({ copy, duties }) => duties.map((duty) => [duty.id, copy.id])),
  );
  const live = new Set(
    [...states.values()].flatMap(({ duties }) =>
      duties.filter((duty) => duty.state === 'running' && !duty.awaitingReview).map(({ id }) => id),
    ),
  );
  await insertRows(
    manager,
    'step',
    changes
      .flatMap(({ change }) => change.planned)
      .filter(({ dutyId }) => live.has(dutyId))
      .map((planned) => stepRow(planned, copyOf.get(planned.dutyId) ?? '')),
  );
}
