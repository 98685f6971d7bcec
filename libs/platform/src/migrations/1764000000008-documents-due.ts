import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
-- A document that the worker has yet to make: written in the transaction of what it records, gone once it
-- is made. The worker is asked for nothing else, so no table is searched for what is missing.
CREATE TABLE document_due (
  -- As in document_file.
  once text PRIMARY KEY,
  kind text NOT NULL,
  subject_id uuid NOT NULL,
  notice_id uuid NOT NULL REFERENCES notice,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  -- Why the last attempt failed.
  failure text
);
CREATE INDEX document_due_next ON document_due (next_attempt_at);
`;

const DOWN = `
DROP TABLE document_due;
`;

/** Documents that are yet to be made. */
export class DocumentsDue1764000000008 implements MigrationInterface {
  name = 'DocumentsDue1764000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
