import { Injectable } from '@nestjs/common';
import { Clock } from '#platform';
import { DataSource } from 'typeorm';
import type { DueDocument } from './due-documents.js';
import { NoticeDocuments } from './notice-documents.service.js';

/** Few, so that a shutdown waits for little. */
const BATCH = 10;
const LEASE_MS = 30_000;

/**
 * Makes what verbs have left to be made. A document belongs to the chain of its notice, hence to the
 * worker: a GET changes no notice, so a page or the API only ever shows what has been made.
 */
@Injectable()
export class DocumentMaker {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly documents: NoticeDocuments,
  ) {}

  /** Answers how many it took. One that fails is tried again later, ever more rarely. */
  async runDue(): Promise<number> {
    const now = this.clock.now();
    const due = await this.database.query<[(DueDocument & { once: string })[]]>(
      `UPDATE document_due SET attempts = attempts + 1,
              next_attempt_at = $1::timestamptz + make_interval(secs => $2 * (attempts + 1))
       WHERE once IN (SELECT once FROM document_due WHERE next_attempt_at <= $1
                      ORDER BY next_attempt_at LIMIT $3 FOR UPDATE SKIP LOCKED)
       RETURNING once, kind, subject_id AS "subjectId", notice_id AS "noticeId"`,
      [now, LEASE_MS / 1000, BATCH],
    );
    const failures: unknown[] = [];
    for (const one of due[0]) {
      try {
        await this.documents.make(one);
        // Made by another process, or a second row of the same: nothing is left to do.
        await this.database.query('DELETE FROM document_due WHERE once = $1', [one.once]);
      } catch (error) {
        failures.push(error);
        const failure = error instanceof Error ? error.message.slice(0, 2000) : 'failed';
        await this.database.query('UPDATE document_due SET failure = $2 WHERE once = $1', [
          one.once,
          failure,
        ]);
      }
    }
    if (failures.length > 0) throw failures[0];
    return due[0].length;
  }
}
