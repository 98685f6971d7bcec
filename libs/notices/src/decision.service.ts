import { Injectable } from '@nestjs/common';
import { DirectoryService } from '#agencies';
import { localDateOf } from '#calendar';
import { Clock, insertRows, newId, Problem } from '#platform';
import { DataSource, type EntityManager } from 'typeorm';
import { AudienceService } from './audience.service.js';
import type { NewEvent } from './chain.js';
import { CopyRecorder, type Verb } from './copy-recorder.service.js';
import type { CopyState, DoneStep } from './copy-events.js';
import {
  checkDecision,
  DECISION_SAYS,
  type DecisionForm,
  eventOfDecision,
} from './decision.rules.js';
import { leaveDocuments } from './documents/due-documents.js';
import { Decision, type DecisionKind, Step } from './duty.entities.js';
import type { Copy } from './notice.entities.js';
import { documentNumber, takeNumbers } from './numbers.js';
import { type NewMessage, OutboxService } from './outbox.service.js';
import { AgendaService } from './secretariat/agenda.service.js';
import { NamingService } from './secretariat/naming.service.js';
import { TransferService } from './secretariat/transfer.service.js';
import { issuerOf } from './send.service.js';
import { StandingService } from './standing.service.js';

export interface DecidingOfficer {
  username: string;
  name: string;
}

/** 督办 numbers are of the secretariat: 启联办督〔2026〕1号. */
const SUPERVISION_WORD = '督';

/** Events of decisions that change no copy. */
const FACTS: Partial<Record<DecisionKind, string>> = {
  agenda: 'put-on-agenda',
  transfer: 'transfer-prepared',
};

/** Whom a decision is told: a matter of the meeting or of another organ is not the agency's yet. */
const TOLD: Partial<Record<DecisionKind, string[]>> = { agenda: ['issuer'], transfer: [] };

/** The secretariat's decisions: a person's, with a reason and a document, appended, never automatic. */
@Injectable()
export class DecisionService {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly recorder: CopyRecorder,
    private readonly outbox: OutboxService,
    private readonly audience: AudienceService,
    private readonly directory: DirectoryService,
    private readonly standing: StandingService,
    private readonly agenda: AgendaService,
    private readonly naming: NamingService,
    private readonly transfers: TransferService,
  ) {}

  /** @throws Problem 404, 409 where the state does not allow it, 422 */
  async decide(copyId: string, officer: DecidingOfficer, form: DecisionForm): Promise<Decision> {
    const problems = checkDecision(form, localDateOf(this.clock.now()));
    if (problems.length > 0) {
      throw Problem.invalid('决定有需要更正之处。', problems, 'The decision needs mending.');
    }
    let decided: Decision | null = null;
    const messages = await this.database.transaction(async (manager) => {
      const verb = this.verb(copyId, officer, form, (decision) => (decided = decision));
      const { messages: told } = await this.recorder.within(manager, [verb]);
      if (!decided || form.kind !== 'name-agency') return told;
      return [...told, ...(await this.naming.serve(manager, decided, form.agencyCode ?? ''))];
    });
    await this.outbox.dispatch(messages);
    if (!decided) throw Problem.notFound('该份文书', 'The copy');
    return decided;
  }

  /** One decision as a verb of the recorder; whatever it refuses, it refuses before it writes. */
  verb(
    copyId: string,
    officer: DecidingOfficer,
    form: DecisionForm,
    decided: (decision: Decision) => void,
  ): Verb {
    const actor = `officer:${officer.username} ${officer.name}`;
    return {
      copyId,
      actor,
      decide: async (state, manager) => {
        const today = localDateOf(this.clock.now());
        const { returnedReplyWorkingDays } = this.standing.rulebook;
        const done = await doneSteps(manager, form);
        const event = eventOfDecision(state, form, today, returnedReplyWorkingDays, done);
        await this.#checkFurther(manager, state.copy, form);
        const decision = await this.#write(manager, state, officer, form);
        const further = await this.#doFurther(manager, state.copy, decision, form, actor);
        decided(decision);
        const { id: decisionId, reason, number } = decision;
        const data = { decisionId, reason, number, ...further };
        return {
          events: event ? [event] : [],
          facts: factsOf(state.copy, form.kind, actor, data),
          data,
          explanation: `${DECISION_SAYS[form.kind]}：${reason}`,
          documentNumber: decision.documentNumber,
          messages: await this.#tell(manager, state, decision),
        };
      },
    };
  }

  async #write(
    manager: EntityManager,
    { copy }: CopyState,
    officer: DecidingOfficer,
    form: DecisionForm,
  ): Promise<Decision> {
    const decision = Object.assign(new Decision(), {
      id: newId(),
      kind: form.kind,
      noticeId: copy.noticeId,
      copyId: copy.id,
      dutyId: form.dutyId ?? null,
      reason: form.reason.trim(),
      person: `${officer.name}（${officer.username}）`,
      documentNumber: form.documentNumber.trim(),
      number: form.kind === 'supervise' ? await this.#number(manager) : null,
      dueOn: form.dueOn ?? null,
      decidedAt: this.clock.now(),
    });
    await insertRows(manager, 'decision', [{ ...decision }]);
    if (decision.kind === 'supervise') {
      const { id: subjectId, noticeId, decidedAt } = decision;
      await leaveDocuments(manager, [{ kind: 'supervision', subjectId, noticeId }], decidedAt);
    }
    return decision;
  }

  async #checkFurther(manager: EntityManager, copy: Copy, form: DecisionForm): Promise<void> {
    if (form.kind === 'agenda') await this.agenda.checkPut(manager, copy.id, form.meetingId);
    if (form.kind === 'transfer') await this.transfers.check(manager, copy.id, form.organ ?? '');
  }

  /** What else a decision brings about, and what of it belongs into the chain. */
  async #doFurther(
    manager: EntityManager,
    copy: Copy,
    decision: Decision,
    form: DecisionForm,
    actor: string,
  ): Promise<Record<string, unknown>> {
    switch (form.kind) {
      case 'agenda':
        return this.agenda.put(manager, copy.id, decision, form.meetingId, actor);
      case 'transfer':
        return this.transfers.prepare(manager, copy.id, decision, form.organ ?? '', actor);
      case 'name-agency':
        return { agency: form.agencyCode };
      default:
        return {};
    }
  }

  async #number(manager: EntityManager): Promise<string> {
    const agencies = await this.directory.all();
    const secretariat = agencies.find((agency) => agency.role === 'secretariat');
    if (!secretariat) {
      throw Problem.conflict(
        'no-secretariat',
        '名录中没有联席会议办公室。',
        'The directory has no secretariat.',
      );
    }
    const year = Number(localDateOf(this.clock.now()).slice(0, 4));
    const serials = await takeNumbers(manager, secretariat.id, [SUPERVISION_WORD], year);
    return documentNumber(
      (secretariat.word ?? '') + SUPERVISION_WORD,
      year,
      serials.get(SUPERVISION_WORD) ?? 0,
    );
  }

  async #tell(
    manager: EntityManager,
    { copy }: CopyState,
    decision: Decision,
  ): Promise<NewMessage[]> {
    const { id, kind, reason, dueOn, dutyId } = decision;
    const issuer = await issuerOf(manager, copy.noticeId);
    const audiences = TOLD[kind] ?? ['agency', 'issuer'];
    const addressees = await this.audience.of(manager, copy, issuer, audiences);
    const says = decision.number
      ? `${DECISION_SAYS[kind]}（${decision.number}）`
      : DECISION_SAYS[kind];
    return addressees.map(({ address, linkId }) => ({
      kind: 'decided',
      noticeId: copy.noticeId,
      copyId: copy.id,
      linkId,
      address,
      props: {
        ...{ decision: says, reason, dueOn, dutyId },
        ...(kind === 'supervise' ? { supervisionId: id } : {}),
      },
      once: `decision:${id}:${address}`,
    }));
  }
}

/** Where a ladder goes on, nothing of it is done twice. */
async function doneSteps(manager: EntityManager, form: DecisionForm): Promise<DoneStep[]> {
  if (form.kind !== 'refuse-circumstances' || !form.dutyId) return [];
  return manager.find(Step, {
    select: { key: true, plannedOn: true },
    where: { dutyId: form.dutyId, state: 'done' },
  });
}

function factsOf(
  copy: Copy,
  kind: DecisionKind,
  actor: string,
  data: Record<string, unknown>,
): NewEvent[] {
  const type = FACTS[kind];
  return type ? [{ copyId: copy.id, type, actor, data }] : [];
}
