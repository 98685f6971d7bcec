import { Injectable } from '@nestjs/common';
import { type Agency, DirectoryService } from '#agencies';
import { Problem } from '#platform';
import { DataSource, In } from 'typeorm';
import { ownCopy } from '../copy-access.js';
import { CopyRecorder } from '../copy-recorder.service.js';
import { LinkService } from '../link.service.js';
import { Message } from '../message.entity.js';

/**
 * Sends a copy again that no mail reached, to the addresses which the directory names now: whoever has
 * corrected an address there, or has heard that a mailbox works again. Acceptance starts the periods.
 */
@Injectable()
export class ResendService {
  constructor(
    private readonly database: DataSource,
    private readonly directory: DirectoryService,
    private readonly links: LinkService,
    private readonly recorder: CopyRecorder,
  ) {}

  /** @throws Problem 404, 409 already-served or nowhere-to-send */
  async resend(copyId: string, issuer: Agency, actor: string): Promise<void> {
    const { noticeId, agencyId } = await ownCopy(this.database.manager, copyId, issuer.id);
    const contacts = await this.directory.contactsFor(agencyId, 'service');
    const addresses = [...new Set(contacts.map(({ email }) => email.toLowerCase()))];
    const recorded = await this.recorder.record({
      copyId,
      actor,
      decide: async ({ copy }, manager) => {
        if (copy.transport === 'served') return null;
        const sent = await manager.findBy(Message, {
          ...{ copyId, kind: 'notice' as const, address: In(addresses) },
        });
        const underWay = new Set(
          sent.filter(({ state }) => state !== 'undeliverable').map(({ address }) => address),
        );
        const wanted = addresses.filter((address) => !underWay.has(address));
        if (wanted.length === 0) return null;
        const links = await this.links.linksFor(
          manager,
          wanted.map((email) => ({ copyId, email })),
        );
        return {
          events: [],
          data: {},
          facts: [{ copyId, type: 'copy-resent', actor, data: { to: wanted.join('、') } }],
          messages: links.map(({ id, email }) => ({
            kind: 'notice' as const,
            ...{ noticeId, copyId, linkId: id, address: email, props: {} },
            once: `resend:${copyId}:${email}:${sent.filter(({ address }) => address === email).length}`,
          })),
        };
      },
    });
    if (!recorded) {
      throw Problem.conflict(
        'nowhere-to-send',
        '该份抄告已送达，或名录中没有可再发送的邮箱。请先请管理员更正名录，或直接送达后登记。',
        'It was served, or the directory names no mailbox to send it to. Have the directory corrected, or serve by hand.',
      );
    }
  }
}
