import { Injectable } from '@nestjs/common';
import { Clock } from '#platform';
import { Any, type EntityManager, IsNull } from 'typeorm';
import { annulSilence } from '../annulment.js';
import { AudienceService } from '../audience.service.js';
import type { NewEvent } from '../chain.js';
import type { CopyState } from '../copy-events.js';
import type { Recorded, Verb } from '../copy-recorder.service.js';
import { Silence } from '../duty.entities.js';
import { Message } from '../message.entity.js';
import type { Copy } from '../notice.entities.js';
import type { NewMessage } from '../outbox.service.js';
import { afterBounce } from './bounce.rules.js';
import type { Read } from './read.js';

const REASON = '邮件送达后被退回，送达不成立，期限停止计算';

/** What reports about mails that the server had accepted do to a copy. */
@Injectable()
export class BounceService {
  constructor(
    private readonly clock: Clock,
    private readonly audience: AudienceService,
  ) {}

  /** The mail came back: `message` has been marked as undeliverable in this transaction. */
  verb(read: Read, message: Message, { notice }: Copy): Verb {
    const response = read.classified.report?.diagnostic ?? '';
    return {
      copyId: message.copyId ?? '',
      actor: 'system',
      decide: async (state, manager) => {
        const fact = reported('message-bounced', read, message, state.copy.id);
        const notices = await manager.findBy(Message, { copyId: state.copy.id, kind: 'notice' });
        const event = afterBounce(state.copy, message, notices, response);
        if (!event) return { events: [], data: {}, facts: [fact] };
        const open = state.copy.closedAt === null && notice.state === 'issued';
        const annulled = await this.#annul(manager, state, notice.issuerId);
        return {
          events: [event],
          data: { messageId: message.id, address: message.address, inboundId: read.mail.id },
          explanation: REASON,
          facts: [fact, ...annulled.facts],
          messages: [
            ...(event.type === 'copy-bounced' && open
              ? await this.#tell(manager, state, message, notice.issuerId, response)
              : []),
            ...annulled.messages,
          ],
        } satisfies Recorded;
      },
    };
  }

  /** The far side still tries: nothing changes, but whoever looks at the copy sees it. */
  delay(read: Read, message: Message, copy: Copy): Verb {
    return {
      copyId: copy.id,
      actor: 'system',
      decide: () => ({
        events: [],
        data: {},
        facts: [reported('message-delayed', read, message, copy.id)],
      }),
    };
  }

  /** Silence that was recorded on a period which has never begun. */
  async #annul(
    manager: EntityManager,
    { copy, duties }: CopyState,
    issuerId: string,
  ): Promise<{ facts: NewEvent[]; messages: NewMessage[] }> {
    const voided = duties.filter(({ rule }) => rule.startsOn === 'service');
    const silences = await manager.find(Silence, {
      where: { dutyId: Any(voided.map(({ id }) => id)), annulledAt: IsNull() },
      order: { id: 'ASC' },
    });
    const facts: NewEvent[] = [];
    const messages: NewMessage[] = [];
    if (silences.length === 0) return { facts, messages };
    const all = ['agency', 'issuer', 'secretariat'];
    const addressees = await this.audience.of(manager, copy, issuerId, all);
    for (const { id, dutyId, dueOn, number } of silences) {
      const duty = { id: dutyId, noticeId: copy.noticeId, dueOn, copyId: copy.id };
      const annulled = await annulSilence(manager, duty, REASON, this.clock.now());
      facts.push(...(annulled?.facts ?? []));
      for (const { address, linkId } of addressees) {
        messages.push({
          kind: 'annulled',
          ...{ noticeId: copy.noticeId, copyId: copy.id, linkId, address },
          props: { number, reason: REASON, dutyId, silenceId: id },
          once: `annulled:${id}:${address}`,
        });
      }
    }
    return { facts, messages };
  }

  async #tell(
    manager: EntityManager,
    { copy }: CopyState,
    message: Message,
    issuerId: string,
    response: string,
  ): Promise<NewMessage[]> {
    const addressees = await this.audience.of(manager, copy, issuerId, ['issuer']);
    return addressees.map(({ address }) => ({
      kind: 'bounced',
      ...{ noticeId: copy.noticeId, copyId: copy.id, linkId: null, address },
      props: { response, failedAddress: message.address },
      once: `bounced:${message.id}:${address}`,
    }));
  }
}

/** What the chain says of a report: which mail it is about, and which mail says so. */
function reported(type: string, read: Read, message: Message, copyId: string): NewEvent {
  const { id, digest, receivedAt } = read.mail;
  const { report } = read.classified;
  return {
    copyId,
    type,
    actor: 'system',
    data: {
      ...{ messageId: message.id, kind: message.kind, address: message.address },
      ...{ response: report?.diagnostic ?? '', status: report?.status ?? null },
      ...{ inboundId: id, mailDigest: digest, receivedAt: receivedAt.toISOString() },
    },
  };
}
