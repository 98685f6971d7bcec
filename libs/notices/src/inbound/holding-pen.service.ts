import { Injectable } from '@nestjs/common';
import { Clock, insertRows, newId, Problem } from '#platform';
import { DataSource, type EntityManager } from 'typeorm';
import type { NewEvent } from '../chain.js';
import { CopyRecorder } from '../copy-recorder.service.js';
import { Copy } from '../notice.entities.js';
import { isUuid } from '../queries/cursors.js';
import { type InboundHandling, type InboundPlace, ReceivedMail } from './inbound.entities.js';

type Handling = Pick<InboundHandling, 'act' | 'copyId' | 'reason' | 'person'>;

/** Mail that needs a person: the pen is emptied by an operator, the desk by the land office. */
@Injectable()
export class HoldingPen {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly recorder: CopyRecorder,
  ) {}

  /** It is about this copy, a person says: it goes to the land office's desk. @throws Problem 404, 409, 422 */
  async assign(mailId: string, copyId: string, reason: string, person: string): Promise<void> {
    const handling: Handling = { act: 'assigned', copyId, reason, person };
    if (!isUuid(copyId)) throw Problem.field('copyId', '请选择一份抄告', 'Choose a copy');
    const copy = await this.database
      .getRepository(Copy)
      .findOne({ where: { id: copyId }, relations: { notice: true } });
    if (!copy) throw Problem.field('copyId', '请选择一份抄告', 'Choose a copy');
    await this.database.transaction(async (manager) => {
      const mail = await this.#move(manager, mailId, 'pen', 'desk', handling);
      const { issuerId } = copy.notice;
      await manager.update(ReceivedMail, mailId, { copyId, issuerId, matchedBy: 'operator' });
      await this.#record(manager, copyId, person, 'mail-received', mail, reason);
    });
  }

  /** It is about nothing of ours; it stays on record. @throws Problem 404, 409, 422 */
  async discard(mailId: string, reason: string, person: string): Promise<void> {
    if (!reason) throw Problem.field('reason', '请写明不予处理的理由', 'State why it is discarded');
    await this.database.transaction((manager) =>
      this.#move(manager, mailId, 'pen', 'done', {
        act: 'discarded',
        copyId: null,
        reason,
        person,
      }),
    );
  }

  /** The land office has dealt with a mail about its copy. @throws Problem 404, 409, 422 */
  async handle(mailId: string, copyId: string, reason: string, person: string): Promise<void> {
    if (!reason) throw Problem.field('reason', '请写明如何处理', 'State what was done about it');
    await this.database.transaction(async (manager) => {
      const handling: Handling = { act: 'handled', copyId, reason, person };
      const mail = await this.#move(manager, mailId, 'desk', 'done', handling);
      await this.#record(manager, copyId, person, 'mail-handled', mail, reason);
    });
  }

  async #move(
    manager: EntityManager,
    mailId: string,
    from: InboundPlace,
    to: InboundPlace,
    handling: Handling,
  ): Promise<ReceivedMail> {
    const mail = await manager.findOne(ReceivedMail, {
      where: { id: mailId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!mail) throw Problem.notFound('该邮件', 'The mail');
    if (mail.place !== from) {
      throw Problem.conflict(
        'mail-settled',
        '此邮件已处理。',
        'Somebody has dealt with this mail already.',
      );
    }
    await manager.update(ReceivedMail, mailId, { place: to });
    const row = { id: newId(), inboundId: mailId, ...handling, handledAt: this.clock.now() };
    await insertRows(manager, 'inbound_handling', [row]);
    return mail;
  }

  async #record(
    manager: EntityManager,
    copyId: string,
    actor: string,
    type: string,
    mail: ReceivedMail,
    reason: string,
  ): Promise<void> {
    const { id, digest, headerFrom, subject } = mail;
    const data = { inboundId: id, mailDigest: digest, from: headerFrom, subject, reason };
    const fact: NewEvent = { copyId, type, actor, data };
    const decide = () => ({ events: [], data: {}, facts: [fact] });
    await this.recorder.within(manager, [{ copyId, actor, decide }]);
  }
}
