import { Injectable } from '@nestjs/common';
import { Agency } from '#agencies';
import { Problem } from '#platform';
import { formOf } from '#rulebook';
import { DataSource } from 'typeorm';
import { Decision, Duty, Silence } from '../duty.entities.js';
import { Copy, Reply, Submission } from '../notice.entities.js';
import { StandingService } from '../standing.service.js';
import { DocumentProofs } from './document-proofs.service.js';
import type { Drawn } from './document-store.service.js';
import type { KeptDocument } from './document-file.entity.js';
import {
  type About,
  annulmentData,
  receiptData,
  replyData,
  silenceData,
  supervisionData,
} from './record-document.rules.js';

/** What the documents that record something print, read from the rows that they are about. */
@Injectable()
export class RecordDrawings {
  constructor(
    private readonly database: DataSource,
    private readonly standing: StandingService,
    private readonly proofs: DocumentProofs,
  ) {}

  draw(kind: Exclude<KeptDocument, 'form'>, subjectId: string): Promise<Drawn> {
    switch (kind) {
      case 'reply':
        return this.#reply(subjectId);
      case 'silence':
        return this.#silence(subjectId);
      case 'annulment':
        return this.#annulment(subjectId);
      case 'supervision':
        return this.#supervision(subjectId);
    }
  }

  /** 送达回证 of a copy that was served. @throws Problem 404 where it was not */
  async receipt(copy: Copy): Promise<Drawn> {
    if (!copy.servedOn) throw Problem.notFound('该送达回证', 'The receipt of service');
    const acknowledged = await this.database.getRepository(Submission).findOne({
      where: { copyId: copy.id, form: 'acknowledgement' },
      order: { id: 'ASC' },
    });
    const about = await this.#about(copy.id);
    return {
      template: 'receipt-of-service',
      data: receiptData(about, acknowledged),
      at: copy.acknowledgedAt ?? copy.servedAt ?? copy.notice.createdAt,
      title: `${about.copy.document.number} 送达回证 ${about.copy.agency.nameZh}`,
      copyId: copy.id,
    };
  }

  async #about(copyId: string): Promise<About> {
    const copy = await this.database.getRepository(Copy).findOneOrFail({
      where: { id: copyId },
      relations: { agency: true, document: true, notice: { issuer: true } },
    });
    const rulebook = await this.standing.rulebookOf(copy.notice.rulebookVersion);
    return {
      copy,
      form: formOf(rulebook, copy.form).name.zh,
      proof: await this.proofs.of(copy.documentId),
    };
  }

  async #reply(id: string): Promise<Drawn> {
    const reply = await this.database.getRepository(Reply).findOneByOrFail({ id });
    const [submission, about] = await Promise.all([
      this.database.getRepository(Submission).findOneByOrFail({ id: reply.submissionId }),
      this.#about(reply.copyId),
    ]);
    return {
      template: 'reply',
      data: replyData(about, reply, submission),
      at: submission.submittedAt,
      title: `${about.copy.document.number} 函复 ${about.copy.agency.nameZh} ${reply.submittedOn}`,
      copyId: reply.copyId,
    };
  }

  async #silence(id: string): Promise<Drawn> {
    const { silence, duty, about } = await this.#silent(id);
    return {
      template: 'silence',
      data: silenceData(about, silence, duty),
      at: silence.recordedAt,
      title: `${silence.number} 逾期记录 ${about.copy.agency.nameZh}`,
      copyId: silence.copyId,
    };
  }

  async #annulment(id: string): Promise<Drawn> {
    const { silence, duty, about } = await this.#silent(id);
    return {
      template: 'annulment',
      data: annulmentData(about, silence, duty),
      at: silence.annulledAt ?? silence.recordedAt,
      title: `${silence.number} 撤销逾期记录 ${about.copy.agency.nameZh}`,
      copyId: silence.copyId,
    };
  }

  async #silent(id: string) {
    const silence = await this.database.getRepository(Silence).findOneByOrFail({ id });
    const [duty, about] = await Promise.all([
      this.database.getRepository(Duty).findOneByOrFail({ id: silence.dutyId }),
      this.#about(silence.copyId),
    ]);
    return { silence, duty, about };
  }

  async #supervision(id: string): Promise<Drawn> {
    const decision = await this.database.getRepository(Decision).findOneByOrFail({ id });
    const [duty, about, secretariat] = await Promise.all([
      decision.dutyId ? this.database.getRepository(Duty).findOneBy({ id: decision.dutyId }) : null,
      this.#about(decision.copyId),
      this.database
        .getRepository(Agency)
        .findOneOrFail({ where: { role: 'secretariat' }, order: { active: 'DESC', id: 'ASC' } }),
    ]);
    return {
      template: 'supervision',
      data: supervisionData(about, decision, duty, secretariat),
      at: decision.decidedAt,
      title: `${decision.number ?? ''} 督办单 ${about.copy.agency.nameZh}`.trim(),
      copyId: decision.copyId,
    };
  }
}
