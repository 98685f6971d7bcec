import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
CREATE TABLE draft (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL REFERENCES agency,
  kind text NOT NULL,
  -- What was typed, by the name of the field: also what is not right yet.
  typed jsonb NOT NULL,
  attachments jsonb NOT NULL,
  revision integer NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL,
  sent_back_by text,
  sent_back_reason text
);
CREATE INDEX draft_agency ON draft (agency_id, id DESC);
CREATE TABLE batch (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL REFERENCES agency,
  kind text NOT NULL,
  file_name text NOT NULL,
  headers jsonb NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  confirmed_by text,
  confirmed_at timestamptz
);
CREATE INDEX batch_agency ON batch (agency_id, id DESC);
CREATE TABLE batch_row (
  id uuid PRIMARY KEY,
  batch_id uuid NOT NULL REFERENCES batch ON DELETE CASCADE,
  line integer NOT NULL,
  cells jsonb NOT NULL,
  request jsonb,
  problems jsonb NOT NULL,
  -- Idempotency key, derived from the content: the same row is the same notice.
  key text,
  state text NOT NULL,
  notice_id uuid REFERENCES notice,
  failure text,
  claimed_until timestamptz,
  UNIQUE (batch_id, line)
);
CREATE INDEX batch_row_waiting ON batch_row (id) WHERE state = 'waiting';
-- What the desk owes: counted often, and few at any time.
CREATE INDEX notice_awaiting ON notice (issuer_id, id DESC) WHERE state = 'awaiting-approval';
CREATE INDEX reply_pending ON reply (copy_id) WHERE review = 'pending';
-- Not on copy: an index on its transport would make every service write to all its indexes.
CREATE INDEX event_undeliverable ON event (issuer_id, copy_id)
  WHERE type IN ('copy-undeliverable', 'copy-bounced');
`;

const DOWN = `
DROP INDEX event_undeliverable, reply_pending, notice_awaiting;
DROP TABLE batch_row, batch, draft;
`;

/** The land office's desk: drafts, batches of a spreadsheet, and what is owed. */
export class Desk1764000000004 implements MigrationInterface {
  name = 'Desk1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
