import { Injectable } from '@nestjs/common';
import { type Agency, DirectoryService, type RoutedCopy } from '#agencies';
import { localDateOf, type PlainDate } from '#calendar';
import { Clock, insertRows, newId, Problem } from '#platform';
import { dutyOf, formOf, recipientInWords } from '#rulebook';
import type { EntityManager } from 'typeorm';
import { appendEvents, type NewEvent } from './chain.js';
import { countRow, stepRow } from './change-rows.js';
import type { CopyChange, CopyState, RuleContext } from './copy-events.js';
import { fold } from './copy.rules.js';
import { leaveDocuments } from './documents/due-documents.js';
import type { Duty } from './duty.entities.js';
import { countPeriod, isLate } from './duty.rules.js';
import { drafted, headOf, issuedEvent } from './issue-events.js';
import { Copy, type Notice } from './notice.entities.js';
import { newDuty } from './new-duty.js';
import { documentNumber, takeNumbers } from './numbers.js';
import { type NewMessage, OutboxService } from './outbox.service.js';
import { asAssigned, type AssignedTask, type RoutedRequest, triggersOf } from './routed-request.js';
import { StandingService } from './standing.service.js';
import { fullDate } from './words.js';

const FORM_DUE_MS = 60_000;

interface NewDocument {
  id: string;
  form: string;
  word: string;
}

interface NewLink {
  id: string;
  copyId: string;
  email: string;
  createdAt: Date;
}

/** Writes a notice with everything that belongs to it, in a fixed number of statements. */
@Injectable()
export class NoticeWriter {
  constructor(
    private readonly clock: Clock,
    private readonly directory: DirectoryService,
    private readonly standing: StandingService,
    private readonly outbox: OutboxService,
  ) {}

  async saveForApproval(manager: EntityManager, notice: Notice, actor: string): Promise<string[]> {
    await insertRows(manager, 'notice', [{ ...notice }]);
    await appendEvents(
      manager,
      [{ head: headOf(notice), events: [drafted(notice, actor)] }],
      this.clock.now(),
    );
    return [];
  }

  /** Issues a new notice or one that was approved; returns the messages to dispatch after commit. */
  async issue(
    manager: EntityManager,
    notice: Notice,
    routed: RoutedRequest,
    actor: string,
  ): Promise<string[]> {
    const now = this.clock.now();
    const context = await this.standing.context();
    const issuedOn = localDateOf(now);
    const isNew = notice.headSeq === 0;
    Object.assign(notice, { state: 'issued', issuedAt: now });
    if (isNew) await insertRows(manager, 'notice', [{ ...notice }]);
    else {
      await manager.query(
        `UPDATE notice SET state = 'issued', issued_at = $2, approved_by = $3 WHERE id = $1`,
        [notice.id, now, notice.approvedBy],
      );
    }

    const documents = this.#documents(routed);
    const issued = routed.copies.map((copy) =>
      this.#copy(notice, copy, documents, issuedOn, context, routed.request.task),
    );
    const own = this.#issuerDuties(notice, routed, issuedOn, context);
    await insertRows(
      manager,
      'copy',
      issued.map(({ state }) => ({ ...state.copy })),
    );
    await insertRows(
      manager,
      'duty',
      [...issued.flatMap(({ state }) => state.duties), ...own.duties].map((duty) => ({ ...duty })),
    );
    await this.#insertCounts(manager, issued, own, actor, context);
    await insertRows(manager, 'circumstance', own.circumstances);
    const { links, messages } = await this.#messages(
      notice,
      issued.map(({ state }) => state.copy),
    );
    await insertRows(manager, 'link', links);
    const written = await this.outbox.write(manager, messages);

    // Numbers last: from here to the commit, this agency's other notices wait.
    const numbers = await this.#number(manager, notice, routed.issuer, documents, issuedOn);
    const event = issuedEvent(notice, routed, numbers, actor);
    const events = [...own.events, event];
    // Normally the first mail has it made before that; where no address is known, nobody else would.
    await leaveDocuments(
      manager,
      [...documents.values()].map(({ id }) => ({
        kind: 'form' as const,
        subjectId: id,
        noticeId: notice.id,
      })),
      new Date(now.getTime() + FORM_DUE_MS),
    );
    await appendEvents(manager, [{ head: headOf(notice), events }], now);
    return written;
  }

  #documents({ copies, issuer }: RoutedRequest): Map<string, NewDocument> {
    const { word } = issuer;
    if (word === null)
      throw Problem.forbidden(
        `${issuer.nameZh}没有机关代字，不能制发文书。`,
        `${issuer.nameEn} has no word for its numbers, and cannot issue.`,
      );
    return new Map(
      [...new Set(copies.map((copy) => copy.form))].map((form) => [
        form,
        { id: newId(), form, word: word + formOf(this.standing.rulebook, form).word },
      ]),
    );
  }

  #copy(
    notice: Notice,
    routed: RoutedCopy<Agency>,
    documents: Map<string, NewDocument>,
    issuedOn: PlainDate,
    context: RuleContext,
    task?: AssignedTask,
  ): { state: CopyState; change: CopyChange } {
    const copy = Object.assign(new Copy(), {
      id: newId(),
      noticeId: notice.id,
      documentId: documents.get(routed.form)?.id,
      agencyId: routed.agency.id,
      role: routed.role,
      level: routed.level,
      form: routed.form,
      ask: routed.ask,
      fallback: routed.fallback,
      transport: 'unserved',
      acknowledgement: 'none',
      reply: 'none',
      remit: 'within',
      closedAt: null,
      servedOn: null,
    });
    const duties = routed.duties.map((key) =>
      newDuty(
        notice.id,
        copy.id,
        routed.agency.id,
        asAssigned(dutyOf(this.standing.rulebook, key), task),
      ),
    );
    const state = { copy, duties };
    const triggers = triggersOf(notice.facts, issuedOn);
    return { state, change: fold(state, { type: 'copy-issued', triggers }, context) };
  }

  #issuerDuties(
    notice: Notice,
    { kind, issuer }: RoutedRequest,
    issuedOn: PlainDate,
    context: RuleContext,
  ) {
    const duties: Duty[] = [];
    const counts: CopyChange['counts'] = [];
    const circumstances: object[] = [];
    const events: NewEvent[] = [];
    for (const key of kind.issuerDuties) {
      const rule = dutyOf(this.standing.rulebook, key);
      const duty = newDuty(notice.id, null, issuer.id, rule);
      const startedOn = triggersOf(notice.facts, issuedOn)[rule.startsOn] ?? issuedOn;
      const count = countPeriod(rule, startedOn, context.calendar);
      Object.assign(duty, {
        state: rule.dischargedBy === 'issue' ? 'closed' : 'running',
        startedOn,
        dueOn: count?.dueOn ?? null,
        provisional: count?.provisional ?? false,
        calendarVersion: context.calendar.version,
        closedOn: rule.dischargedBy === 'issue' ? issuedOn : null,
        closedAt: rule.dischargedBy === 'issue' ? context.now : null,
      });
      duties.push(duty);
      if (count) counts.push({ ...count, dutyId: duty.id, reason: 'started', startedOn });
      if (rule.dischargedBy !== 'issue') continue;
      const late = isLate(duty.dueOn, issuedOn)
        ? `应于${fullDate(duty.dueOn ?? issuedOn)}24时前制发，实于${fullDate(issuedOn)}制发`
        : null;
      const incomplete =
        notice.leftOut.length > 0
          ? `未制发：${notice.leftOut.map((left) => `${recipientInWords(left).zh}（${left.reason}）`).join('、')}`
          : null;
      for (const [what, facts] of Object.entries({
        'issued-late': late,
        'issued-incomplete': incomplete,
      })) {
        if (facts === null) continue;
        circumstances.push({
          id: newId(),
          noticeId: notice.id,
          dutyId: duty.id,
          kind: what,
          clause: rule.accountableClause ?? rule.clause,
          accountable: rule.accountable,
          facts,
          recordedAt: context.now,
        });
        events.push({
          copyId: null,
          type: 'circumstance-recorded',
          actor: 'system',
          data: { dutyId: duty.id, kind: what, clause: rule.clause, facts },
        });
      }
    }
    return { duties, counts, circumstances, events };
  }

  async #insertCounts(
    manager: EntityManager,
    issued: { change: CopyChange; state: CopyState }[],
    own: { counts: CopyChange['counts'] },
    actor: string,
    context: RuleContext,
  ): Promise<void> {
    const counts = [...issued.flatMap(({ change }) => change.counts), ...own.counts];
    const counted = { at: context.now, calendarVersion: context.calendar.version, person: actor };
    await insertRows(
      manager,
      'count',
      counts.map((count) => countRow(count, counted)),
    );
    const steps = issued.flatMap(({ state, change }) =>
      change.planned.map((planned) => stepRow(planned, state.copy.id)),
    );
    await insertRows(manager, 'step', steps);
  }

  async #messages(notice: Notice, copies: Copy[]) {
    const links: NewLink[] = [];
    const messages: NewMessage[] = [];
    for (const copy of copies) {
      for (const { email } of await this.directory.contactsFor(copy.agencyId, 'service')) {
        const link = { id: newId(), copyId: copy.id, email, createdAt: this.clock.now() };
        links.push(link);
        messages.push({
          kind: 'notice',
          noticeId: notice.id,
          copyId: copy.id,
          linkId: link.id,
          address: email,
          props: {},
          once: `copy:${copy.id}:${email}`,
        });
      }
    }
    return { links, messages };
  }

  async #number(
    manager: EntityManager,
    notice: Notice,
    issuer: Agency,
    documents: Map<string, NewDocument>,
    issuedOn: PlainDate,
  ): Promise<Record<string, string>> {
    const year = Number(issuedOn.slice(0, 4));
    const serials = await takeNumbers(manager, issuer.id, [...documents.keys()], year);
    const rows = [...documents.values()].map(({ id, form, word }) => {
      const serial = serials.get(form) ?? 0;
      const number = documentNumber(word, year, serial);
      return { id, noticeId: notice.id, form, word, year, serial, number };
    });
    await insertRows(manager, 'document', rows);
    return Object.fromEntries(rows.map(({ form, number }) => [form, number]));
  }
}
