import { Injectable } from '@nestjs/common';
import { Clock } from '#platform';
import { type EntityManager, MoreThan } from 'typeorm';
import type { NewEvent } from '../chain.js';
import type { Verb } from '../copy-recorder.service.js';
import { Message } from '../message.entity.js';
import { type Copy, Link } from '../notice.entities.js';
import type { NewMessage } from '../outbox.service.js';
import type { Read } from './read.js';

/** More answers than this within a day only a machine asks for. */
const MOST_ANSWERS = 3;
const DAY_MS = 86_400_000;

/**
 * What people write about a copy by plain mail. It changes no axis: only what somebody confirms through
 * the link counts, and the answer says so.
 */
@Injectable()
export class LetterService {
  constructor(private readonly clock: Clock) {}

  /** It came to the copy's own address, and lies on the land office's desk. */
  arrival(read: Read, copy: Copy): Verb {
    return {
      copyId: copy.id,
      actor: `mail:${read.content.from}`,
      decide: async (_, manager) => ({
        events: [],
        data: {},
        facts: [letterFact(copy.id, `mail:${read.content.from}`, read)],
        messages: await this.#answer(manager, read, copy),
      }),
    };
  }

  /**
   * Once per mail, to whom it says it is from; never to the mail system, and to nobody more than a few
   * times a day, so that two machines do not write to each other. The link goes only to an address that
   * has one already: a sender is easily made up.
   */
  async #answer(
    manager: EntityManager,
    { mail, content }: Read,
    copy: Copy,
  ): Promise<NewMessage[]> {
    const { from } = content;
    if (!ADDRESS.test(from) || NOBODY.test(from) || mail.sender === null) return [];
    const since = new Date(this.clock.now().getTime() - DAY_MS);
    const answered = await manager.countBy(Message, {
      ...{ copyId: copy.id, kind: 'mail-received' as const },
      ...{ address: from, createdAt: MoreThan(since) },
    });
    if (answered >= MOST_ANSWERS) return [];
    const links = await manager.findBy(Link, { copyId: copy.id });
    const link = links.find(({ email, revokedAt }) => !revokedAt && email.toLowerCase() === from);
    return [
      {
        kind: 'mail-received',
        ...{ noticeId: copy.noticeId, copyId: copy.id, linkId: link?.id ?? null, address: from },
        props: { subject: content.subject.slice(0, 200), answers: content.messageId },
        once: `mail-received:${mail.id}`,
      },
    ];
  }
}

const ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+$/;
const NOBODY = /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounce)\b/;

/** What the chain says of a letter: from whom, and the digest of the mail as it came. */
function letterFact(copyId: string, actor: string, { mail, content }: Read): NewEvent {
  const data = {
    inboundId: mail.id,
    mailDigest: mail.digest,
    subject: content.subject.slice(0, 300),
  };
  return { copyId, type: 'mail-received', actor, data };
}
