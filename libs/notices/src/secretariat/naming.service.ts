import { Injectable } from '@nestjs/common';
import { type Agency, DirectoryService } from '#agencies';
import { localDateOf } from '#calendar';
import { Clock, insertRows, newId, Problem } from '#platform';
import { dutyOf, formOf, kindOf } from '#rulebook';
import type { EntityManager } from 'typeorm';
import { CopyRecorder } from '../copy-recorder.service.js';
import { Decision, Duty } from '../duty.entities.js';
import { Copy, Document } from '../notice.entities.js';
import { newDuty } from '../new-duty.js';
import { documentNumber, takeNumbers } from '../numbers.js';
import type { NewMessage } from '../outbox.service.js';
import { triggersOf } from '../routed-request.js';
import { StandingService } from '../standing.service.js';
import { namedCopy } from './naming.rules.js';

/** Serves an agency that the secretariat names in place of one that rightly called itself not competent. */
@Injectable()
export class NamingService {
  constructor(
    private readonly clock: Clock,
    private readonly directory: DirectoryService,
    private readonly standing: StandingService,
    private readonly recorder: CopyRecorder,
  ) {}

  /**
   * Adds the copy with its duties, link and message to the notice of the decision's copy.
   *
   * @returns messages to be dispatched after commit
   * @throws Problem 422 where the agency has a copy already, or issued the notice
   */
  async serve(manager: EntityManager, decision: Decision, agencyCode: string): Promise<string[]> {
    const replaced = await manager.findOneOrFail(Copy, {
      where: { id: decision.copyId },
      relations: { notice: { issuer: true } },
    });
    const { notice } = replaced;
    const agency = await this.#candidate(manager, replaced, agencyCode);
    const before = await manager.find(Duty, {
      where: { copyId: replaced.id },
      order: { id: 'ASC' },
    });
    const kind = kindOf(this.standing.rulebook, notice.kind);
    const named = namedCopy(kind, agency, { ...replaced, duties: before.map(({ rule }) => rule) });
    const copy = {
      id: newId(),
      noticeId: notice.id,
      documentId: await this.#document(manager, replaced, named.form),
      agencyId: agency.id,
      role: agency.role,
      level: agency.level,
      form: named.form,
      ask: named.ask,
      fallback: false,
      transport: 'unserved',
      acknowledgement: 'none',
      reply: 'none',
      remit: 'within',
    };
    await insertRows(manager, 'copy', [copy]);
    const duties = named.duties.map((key) =>
      newDuty(notice.id, copy.id, agency.id, dutyOf(this.standing.rulebook, key)),
    );
    await insertRows(
      manager,
      'duty',
      duties.map((duty) => ({ ...duty })),
    );
    await insertRows(manager, 'named_copy', [
      { copyId: copy.id, inPlaceOf: replaced.id, decisionId: decision.id },
    ]);
    const triggers = triggersOf(notice.facts, localDateOf(this.clock.now()));
    const messages = await this.#links(manager, notice.id, copy.id, agency);
    const { messages: written } = await this.recorder.within(manager, [
      {
        copyId: copy.id,
        actor: `officer:${decision.person}`,
        decide: () => ({
          events: [{ type: 'copy-issued', triggers }],
          data: {
            agency: agency.code,
            inPlaceOf: replaced.id,
            decisionId: decision.id,
            explanation: '由联席会议办公室另行指定',
          },
          messages,
        }),
      },
    ]);
    return written;
  }

  async #candidate(manager: EntityManager, { notice }: Copy, code: string): Promise<Agency> {
    const agency = await this.directory.byCode(code);
    if (!agency || agency.id === notice.issuerId) {
      throw Problem.field(
        'agencyCode',
        '请从名录中选择一个承办单位',
        'Choose an agency of the directory',
      );
    }
    const has = await manager.existsBy(Copy, { noticeId: notice.id, agencyId: agency.id });
    if (has) {
      throw Problem.field(
        'agencyCode',
        `${agency.nameZh}已有本件的一份，请选择其他单位`,
        `${agency.nameEn} has a copy already; choose another agency`,
      );
    }
    return agency;
  }

  /** The same document, where the notice has one of this form; else a number of its own. */
  async #document(manager: EntityManager, { notice }: Copy, form: string): Promise<string> {
    const same = await manager.findOneBy(Document, { noticeId: notice.id, form });
    if (same) return same.id;
    const year = Number(localDateOf(this.clock.now()).slice(0, 4));
    const word = (notice.issuer.word ?? '') + formOf(this.standing.rulebook, form).word;
    const serials = await takeNumbers(manager, notice.issuerId, [form], year);
    const serial = serials.get(form) ?? 0;
    const number = documentNumber(word, year, serial);
    const document = { id: newId(), noticeId: notice.id, form, word, year, serial, number };
    await insertRows(manager, 'document', [document]);
    return document.id;
  }

  async #links(
    manager: EntityManager,
    noticeId: string,
    copyId: string,
    agency: Agency,
  ): Promise<NewMessage[]> {
    const contacts = await this.directory.contactsFor(agency.id, 'service');
    const links = contacts.map(({ email }) => ({
      ...{ id: newId(), copyId, email },
      createdAt: this.clock.now(),
    }));
    await insertRows(manager, 'link', links);
    return links.map(({ id, email }) => ({
      kind: 'notice',
      noticeId,
      copyId,
      linkId: id,
      address: email,
      props: {},
      once: `copy:${copyId}:${email}`,
    }));
  }
}
