import { Injectable } from '@nestjs/common';
import { DirectoryService } from '#agencies';
import { Clock, Problem } from '#platform';
import { DataSource } from 'typeorm';
import { IssueService } from '../issue.service.js';
import type { IssueRequest } from '../routed-request.js';

/** A worker that dies leaves its rows to the others after so long. */
const CLAIM_MS = 60_000;

interface Claimed {
  id: string;
  agencyCode: string;
  request: IssueRequest;
  key: string;
  actor: string;
}

/** Sends the rows of confirmed batches. The rows are the truth: a restart goes on where it was. */
@Injectable()
export class BatchRunner {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly directory: DirectoryService,
    private readonly issuing: IssueService,
  ) {}

  /**
   * Sends up to `limit` rows; answers how many it took.
   *
   * @throws what went wrong with the first row that failed; the others are sent, and it is tried again
   */
  async runDue(limit = 20): Promise<number> {
    const claimed = await this.#claim(limit);
    const failures: unknown[] = [];
    for (const row of claimed) {
      await this.#send(row).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
    return claimed.length;
  }

  async #claim(limit: number): Promise<Claimed[]> {
    const now = this.clock.now();
    const [rows] = await this.database.query<[Claimed[], number]>(
      `UPDATE batch_row r SET claimed_until = $2
       FROM batch b JOIN agency a ON a.id = b.agency_id
       WHERE b.id = r.batch_id AND r.id IN (
         SELECT id FROM batch_row
         WHERE state = 'waiting' AND (claimed_until IS NULL OR claimed_until <= $1)
         ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED)
       RETURNING r.id, r.request, r.key, a.code AS "agencyCode", b.confirmed_by AS actor`,
      [now, new Date(now.getTime() + CLAIM_MS), limit],
    );
    // In the order of the sheet, so that the numbers follow it.
    return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** A row that another worker is sending stays; one that the rules refuse by now says why. */
  async #send({ id, agencyCode, request, key, actor }: Claimed): Promise<void> {
    try {
      const issuer = await this.directory.byCode(agencyCode);
      if (!issuer) throw Problem.forbidden('发文单位已停用。', 'The issuer is not in service.');
      const { noticeId } = await this.issuing.issue(request, issuer, actor, key);
      await this.database.query(
        `UPDATE batch_row SET state = 'sent', notice_id = $2, claimed_until = NULL WHERE id = $1`,
        [id, noticeId],
      );
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.type === 'idempotency-running') return;
      // Of the row as a whole: whatever was wrong with a cell was found when the sheet was checked.
      const problems = error.forForm.map(({ problem, en }) => ({ field: '', problem, en }));
      const failure = problems.map(({ problem }) => problem).join('；');
      await this.database.query(
        `UPDATE batch_row SET state = 'failed', failure = $2, problems = $3, claimed_until = NULL
         WHERE id = $1`,
        [id, failure, JSON.stringify(problems)],
      );
    }
  }
}
