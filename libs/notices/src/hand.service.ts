import { Injectable } from '@nestjs/common';
import type { Agency } from '#agencies';
import { Clock, type FieldProblem, Problem } from '#platform';
import { DataSource } from 'typeorm';
import { ownCopy } from './copy-access.js';
import { CopyRecorder } from './copy-recorder.service.js';

export interface HandDelivery {
  /** How: delivered in person, by post, by exchange of papers. */
  method: string;
  by: string;
  /** ISO instant at which it was received. */
  servedAt: string;
  /** What proves it: number of the receipt of service, name of who signed. */
  proof: string;
  /** Digest of a scanned receipt. */
  attachment?: string | undefined;
}

/** Records a service that was made by hand: its date starts the periods, whatever became of mail. */
@Injectable()
export class HandService {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly recorder: CopyRecorder,
  ) {}

  /** @throws Problem 404, 409 already-served, 422 */
  async serveByHand(
    copyId: string,
    issuer: Agency,
    service: HandDelivery,
    actor: string,
  ): Promise<void> {
    const copy = await ownCopy(this.database.manager, copyId, issuer.id);
    const servedAt = new Date(service.servedAt);
    const problems = this.#check(service, servedAt, copy.notice.issuedAt);
    if (problems.length > 0)
      throw Problem.invalid('送达记录有需要更正之处。', problems, 'Please mend what is marked.');
    const { method, by, proof, attachment } = service;
    const recorded = await this.recorder.record({
      copyId,
      actor,
      decide: ({ copy: now }) =>
        now.transport === 'served'
          ? null
          : {
              events: [
                {
                  type: 'copy-served',
                  servedAt,
                  method: 'by-hand',
                  proof: { method, by, proof, ...(attachment ? { attachment } : {}) },
                },
              ],
              data: {},
              explanation: `人工送达：${method}，${by}`,
            },
    });
    if (!recorded)
      throw Problem.conflict(
        'already-served',
        '该份抄告已经送达。',
        'This copy was served already.',
      );
  }

  #check(service: HandDelivery, servedAt: Date, issuedAt: Date | null): FieldProblem[] {
    const empty = (...fields: ('method' | 'by' | 'servedAt' | 'proof')[]): FieldProblem[] =>
      fields
        .filter((field) => !service[field].trim())
        .map((field) => ({ field, problem: '请填写本项', en: 'Please fill this in' }));
    const time = empty('servedAt');
    return [
      ...empty('method', 'by'),
      ...(time.length > 0 ? time : this.#checkTime(servedAt, issuedAt)),
      ...empty('proof'),
    ];
  }

  #checkTime(servedAt: Date, issuedAt: Date | null): FieldProblem[] {
    const problems: FieldProblem[] = [];
    if (Number.isNaN(servedAt.getTime())) {
      problems.push({
        field: 'servedAt',
        problem: '请填写时间，如 2026-10-13T09:30:00+08:00',
        en: 'Enter a time such as 2026-10-13T09:30:00+08:00',
      });
    } else if (servedAt > this.clock.now()) {
      problems.push({
        field: 'servedAt',
        problem: '送达时间不能晚于现在',
        en: 'Not in the future',
      });
    } else if (issuedAt && servedAt < issuedAt) {
      problems.push({
        field: 'servedAt',
        problem: '送达时间不能早于制发时间',
        en: 'Not before it was issued',
      });
    }
    return problems;
  }
}
