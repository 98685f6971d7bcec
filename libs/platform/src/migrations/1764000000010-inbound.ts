import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
-- What came in by mail, one row per mail and recipient. The first columns are the mail itself and never
-- change; the others say what was read from it and where it lies.
CREATE TABLE inbound_mail (
  id uuid PRIMARY KEY,
  -- SHA-256 of the mail as it came.
  digest text NOT NULL,
  -- The mail, encrypted: what people quote carries links that are alive.
  sealed bytea NOT NULL,
  size integer NOT NULL,
  -- smtp, imap
  source text NOT NULL,
  -- Of the envelope, in lower case; null for the empty sender of a report.
  sender text,
  recipient text NOT NULL,
  received_at timestamptz NOT NULL,
  -- new until it was read; then pen (an operator decides), desk (the land office decides), kept, done.
  place text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  -- When it is to be read (again); null once it was.
  due_at timestamptz,
  -- bounce, delay, delivered, auto-reply, letter, unclear-report, unreadable
  kind text,
  -- Why it lies in the pen: forged, unknown, unclear, unreadable.
  why text,
  -- verp, message-id, envelope-id, reply-address, operator
  matched_by text,
  message_id uuid REFERENCES message,
  copy_id uuid REFERENCES copy,
  issuer_id uuid,
  header_from text,
  header_message_id text,
  subject text,
  excerpt text,
  report jsonb,
  -- [{ name, size, digest, refused }]: digest is null where the content was refused.
  files jsonb NOT NULL DEFAULT '[]',
  UNIQUE (digest, recipient)
);
CREATE INDEX inbound_new ON inbound_mail (due_at) WHERE place = 'new';
CREATE INDEX inbound_pen ON inbound_mail (id) WHERE place = 'pen';
CREATE INDEX inbound_desk ON inbound_mail (issuer_id, id) WHERE place = 'desk';
CREATE INDEX inbound_copy ON inbound_mail (copy_id, id) WHERE copy_id IS NOT NULL;
CREATE INDEX inbound_message ON inbound_mail (message_id) WHERE message_id IS NOT NULL;
CREATE TRIGGER inbound_mail_kept
  BEFORE UPDATE OF id, digest, sealed, size, source, sender, recipient, received_at OR DELETE
  ON inbound_mail FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What a person did with one: assigned, discarded, handled.
CREATE TABLE inbound_handling (
  id uuid PRIMARY KEY,
  inbound_id uuid NOT NULL REFERENCES inbound_mail,
  act text NOT NULL,
  copy_id uuid REFERENCES copy,
  reason text NOT NULL,
  person text NOT NULL,
  handled_at timestamptz NOT NULL
);
CREATE INDEX inbound_handling_mail ON inbound_handling (inbound_id, id);
CREATE TRIGGER inbound_handling_append_only BEFORE UPDATE OR DELETE ON inbound_handling
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What reports said of a mail after the server had accepted it, in their own words.
ALTER TABLE message
  ADD bounced_at timestamptz,
  ADD bounce text,
  ADD delayed_at timestamptz,
  ADD delay text;
`;

const DOWN = `
ALTER TABLE message DROP delay, DROP delayed_at, DROP bounce, DROP bounced_at;
DROP TABLE inbound_handling;
DROP TABLE inbound_mail;
`;

/** Reports, replies and whatever else comes in by mail. */
export class Inbound1764000000010 implements MigrationInterface {
  name = 'Inbound1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
