import { Injectable } from '@nestjs/common';
import { DirectoryService } from '#agencies';
import { Problem } from '#platform';
import { dutyOf, type Kind, type Role } from '#rulebook';
import type { EntityManager } from 'typeorm';
import type { Decision } from '../duty.entities.js';
import { IssueService } from '../issue.service.js';
import { Copy } from '../notice.entities.js';
import type { IssueRequest } from '../routed-request.js';
import { StandingService } from '../standing.service.js';

/**
 * 移送: prepares the notice by which the bureau hands a case to the organ that the document names. It
 * is a draft: an officer of the bureau reads and sends it, or leaves it (二、协同调查；（三）5).
 */
@Injectable()
export class TransferService {
  constructor(
    private readonly directory: DirectoryService,
    private readonly standing: StandingService,
    private readonly issuing: IssueService,
  ) {}

  /** The organs that the rulebook names, in its order. */
  organs(): Role[] {
    return this.#kind()?.recipients.map(({ role }) => role) ?? [];
  }

  /** @throws Problem 409 where there is nobody to transfer, 422 where facts are missing */
  async check(manager: EntityManager, copyId: string, organ: string): Promise<void> {
    const { request, issuer } = await this.#request(manager, copyId, organ, '');
    await this.issuing.check(request, issuer, manager);
  }

  async prepare(
    manager: EntityManager,
    copyId: string,
    { reason, documentNumber }: Decision,
    organ: string,
    actor: string,
  ): Promise<{ draft: string; organ: string }> {
    const why = `移送事由：${reason}（依据：${documentNumber}）`;
    const { request, issuer } = await this.#request(manager, copyId, organ, why);
    return { draft: await this.issuing.prepare(manager, request, issuer, actor), organ };
  }

  async #request(manager: EntityManager, copyId: string, organ: string, why: string) {
    const kind = this.#kind();
    const agencies = await this.directory.all();
    const issuer = agencies.find((agency) =>
      kind?.issuers.some(({ level, role }) => level === agency.level && role === agency.role),
    );
    if (!kind || !issuer) {
      throw Problem.conflict(
        'no-transfer',
        '规则或名录中没有可以移送的单位。',
        'Neither rulebook nor directory knows who could transfer a case.',
      );
    }
    if (!this.organs().some((role) => role === organ)) {
      throw Problem.field(
        'organ',
        '请选择文件所列的机关',
        'Choose an organ that the document names',
      );
    }
    const { notice } = await manager.findOneOrFail(Copy, {
      where: { id: copyId },
      relations: { notice: true },
    });
    const description = [notice.facts.description, why].filter(Boolean).join('\n');
    const request: IssueRequest = {
      kind: kind.key,
      facts: { ...notice.facts, description },
      ...(notice.town ? { town: notice.town } : {}),
      attachments: notice.attachments,
      leaveOut: [],
      choose: [organ],
    };
    return { request, issuer };
  }

  /** The kind whose recipients accept a case or refuse it. */
  #kind(): Kind | undefined {
    const { rulebook } = this.standing;
    return rulebook.kinds.find(({ recipients }) =>
      recipients.some(({ duties }) =>
        duties.some((key) => dutyOf(rulebook, key).dischargedBy === 'transfer-answer'),
      ),
    );
  }
}
