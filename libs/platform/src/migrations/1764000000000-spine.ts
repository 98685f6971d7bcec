import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
CREATE TABLE region (
  code text PRIMARY KEY,
  name_zh text NOT NULL,
  name_en text NOT NULL
);
CREATE TABLE agency (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  level text NOT NULL,
  role text NOT NULL,
  town text REFERENCES region (code),
  word text UNIQUE,
  phone text,
  active boolean NOT NULL DEFAULT true
);
CREATE INDEX agency_role ON agency (role, town);
CREATE TABLE contact (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL REFERENCES agency,
  name text NOT NULL,
  post text NOT NULL,
  email text NOT NULL,
  phone text,
  receives text[] NOT NULL,
  active boolean NOT NULL DEFAULT true,
  UNIQUE (agency_id, email)
);
CREATE TABLE api_key (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL REFERENCES agency,
  name text NOT NULL,
  prefix text NOT NULL UNIQUE,
  digest text NOT NULL,
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX api_key_agency ON api_key (agency_id);
CREATE TABLE officer (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL REFERENCES agency,
  username text NOT NULL UNIQUE,
  name text NOT NULL,
  position text NOT NULL,
  role text NOT NULL,
  password_hash text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  failed_sign_ins integer NOT NULL DEFAULT 0,
  locked_until timestamptz
);
CREATE TABLE session (
  digest text PRIMARY KEY,
  officer_id uuid NOT NULL REFERENCES officer,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX session_officer ON session (officer_id);

CREATE TABLE rulebook_version (
  version text PRIMARY KEY,
  key text NOT NULL,
  source text NOT NULL,
  loaded_at timestamptz NOT NULL
);
CREATE TABLE own_day (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  date date NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  source text NOT NULL,
  document_number text,
  calendar_version integer NOT NULL
);
CREATE TABLE calendar_version (
  version integer PRIMARY KEY,
  source text NOT NULL,
  document_number text,
  covers integer[] NOT NULL,
  imported_at timestamptz NOT NULL
);

CREATE TABLE attachment (
  digest text PRIMARY KEY,
  media_type text NOT NULL,
  size integer NOT NULL,
  content bytea NOT NULL,
  stored_at timestamptz NOT NULL
);
CREATE TABLE attachment_upload (
  agency_id uuid NOT NULL REFERENCES agency,
  digest text NOT NULL REFERENCES attachment,
  PRIMARY KEY (agency_id, digest)
);

CREATE TABLE document_counter (
  agency_id uuid NOT NULL REFERENCES agency,
  series text NOT NULL,
  year integer NOT NULL,
  last integer NOT NULL,
  PRIMARY KEY (agency_id, series, year)
);
CREATE TABLE notice (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  issuer_id uuid NOT NULL REFERENCES agency,
  town text REFERENCES region (code),
  state text NOT NULL,
  facts jsonb NOT NULL,
  attachments jsonb NOT NULL,
  left_out jsonb NOT NULL,
  chosen text[] NOT NULL,
  plot_number text,
  search text NOT NULL,
  rulebook_version text NOT NULL REFERENCES rulebook_version,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  issued_at timestamptz,
  approved_by text,
  withdrawn_at timestamptz,
  withdrawal_reason text,
  head_seq integer NOT NULL DEFAULT 0,
  head_digest text
);
CREATE INDEX notice_issuer ON notice (issuer_id, id DESC);
CREATE INDEX notice_town ON notice (town, id DESC);
CREATE INDEX notice_plot ON notice (plot_number) WHERE plot_number IS NOT NULL;
CREATE TABLE document (
  id uuid PRIMARY KEY,
  notice_id uuid NOT NULL REFERENCES notice,
  form text NOT NULL,
  word text NOT NULL,
  year integer NOT NULL,
  serial integer NOT NULL,
  number text NOT NULL UNIQUE,
  UNIQUE (notice_id, form)
);
CREATE TABLE copy (
  id uuid PRIMARY KEY,
  notice_id uuid NOT NULL REFERENCES notice,
  document_id uuid NOT NULL REFERENCES document DEFERRABLE INITIALLY DEFERRED,
  agency_id uuid NOT NULL REFERENCES agency,
  role text NOT NULL,
  level text NOT NULL,
  form text NOT NULL,
  ask jsonb NOT NULL,
  fallback boolean NOT NULL,
  transport text NOT NULL,
  served_on date,
  served_at timestamptz,
  service_method text,
  service_proof jsonb,
  acknowledgement text NOT NULL,
  acknowledged_at timestamptz,
  reply text NOT NULL,
  remit text NOT NULL,
  closed_at timestamptz,
  UNIQUE (notice_id, agency_id, role)
);
CREATE INDEX copy_agency ON copy (agency_id, id DESC);
CREATE INDEX copy_document ON copy (document_id);
CREATE TABLE duty (
  id uuid PRIMARY KEY,
  notice_id uuid NOT NULL REFERENCES notice,
  copy_id uuid REFERENCES copy,
  agency_id uuid NOT NULL,
  rule jsonb NOT NULL,
  key text NOT NULL,
  state text NOT NULL,
  started_on date,
  due_on date,
  provisional boolean NOT NULL DEFAULT false,
  provisional_confirmed_at timestamptz,
  calendar_version text,
  ladder_version text REFERENCES rulebook_version,
  closed_on date,
  closed_at timestamptz,
  awaiting_review boolean NOT NULL DEFAULT false,
  UNIQUE (notice_id, agency_id, key, copy_id)
);
CREATE INDEX duty_notice ON duty (notice_id);
CREATE INDEX duty_copy ON duty (copy_id);
CREATE INDEX duty_open ON duty (due_on, id) WHERE state = 'running';
CREATE TABLE count (
  id uuid PRIMARY KEY,
  duty_id uuid NOT NULL REFERENCES duty,
  reason text NOT NULL,
  started_on date,
  due_on date,
  provisional boolean NOT NULL,
  calendar_version text,
  ledger jsonb NOT NULL,
  person text NOT NULL,
  document_number text,
  explanation text NOT NULL,
  counted_at timestamptz NOT NULL
);
CREATE INDEX count_duty ON count (duty_id, id);
CREATE TABLE step (
  id uuid PRIMARY KEY,
  duty_id uuid NOT NULL REFERENCES duty,
  -- The duty's own, repeated for the sweep; so are the agencies of duties and events. A reference to
  -- check costs as much as the row, and these rows are the most.
  copy_id uuid NOT NULL,
  key text NOT NULL,
  action text NOT NULL,
  audience text[] NOT NULL,
  text jsonb NOT NULL,
  planned_on date NOT NULL,
  due_at timestamptz NOT NULL,
  state text NOT NULL,
  done_at timestamptz,
  note text
);
CREATE INDEX step_due ON step (due_at) WHERE state = 'planned';
CREATE INDEX step_duty ON step (duty_id);
CREATE INDEX step_copy ON step (copy_id);
CREATE TABLE silence (
  id uuid PRIMARY KEY,
  duty_id uuid NOT NULL REFERENCES duty,
  copy_id uuid NOT NULL REFERENCES copy,
  number text NOT NULL UNIQUE,
  due_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  annulled_at timestamptz,
  annulment_reason text
);
CREATE UNIQUE INDEX silence_once ON silence (duty_id, due_on) WHERE annulled_at IS NULL;
CREATE INDEX silence_copy ON silence (copy_id);
CREATE TABLE circumstance (
  id uuid PRIMARY KEY,
  notice_id uuid NOT NULL REFERENCES notice,
  duty_id uuid REFERENCES duty,
  kind text NOT NULL,
  clause text NOT NULL,
  accountable jsonb NOT NULL,
  facts text NOT NULL,
  recorded_at timestamptz NOT NULL
);
CREATE INDEX circumstance_notice ON circumstance (notice_id);
CREATE TABLE link (
  id uuid PRIMARY KEY,
  copy_id uuid NOT NULL REFERENCES copy,
  email text NOT NULL,
  generation integer NOT NULL DEFAULT 1,
  handed_over_from uuid REFERENCES link,
  created_at timestamptz NOT NULL,
  revoked_at timestamptz,
  UNIQUE (copy_id, email)
);
CREATE TABLE page_fetch (
  link_id uuid NOT NULL REFERENCES link,
  fetched_at timestamptz NOT NULL,
  user_agent text
);
CREATE INDEX page_fetch_link ON page_fetch (link_id);
CREATE TABLE submission (
  id uuid PRIMARY KEY,
  copy_id uuid NOT NULL REFERENCES copy,
  duty_id uuid REFERENCES duty,
  link_id uuid REFERENCES link,
  form text NOT NULL,
  body jsonb NOT NULL,
  digest text NOT NULL,
  submitted_on date NOT NULL,
  submitted_at timestamptz NOT NULL,
  UNIQUE (link_id, digest)
);
CREATE INDEX submission_copy ON submission (copy_id, id);
CREATE TABLE reply (
  id uuid PRIMARY KEY,
  copy_id uuid NOT NULL REFERENCES copy,
  submission_id uuid NOT NULL REFERENCES submission DEFERRABLE INITIALLY DEFERRED,
  outcome text NOT NULL,
  text text NOT NULL,
  document_number text,
  attachments jsonb NOT NULL,
  submitted_on date NOT NULL,
  review text NOT NULL,
  reviewed_at timestamptz,
  reviewed_by text,
  review_reason text
);
CREATE INDEX reply_copy ON reply (copy_id, id);
CREATE TABLE decision (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  notice_id uuid NOT NULL REFERENCES notice,
  copy_id uuid NOT NULL REFERENCES copy,
  duty_id uuid REFERENCES duty,
  reason text NOT NULL,
  person text NOT NULL,
  document_number text,
  number text UNIQUE,
  due_on date,
  decided_at timestamptz NOT NULL
);
CREATE INDEX decision_copy ON decision (copy_id);
CREATE TABLE message (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  notice_id uuid REFERENCES notice,
  copy_id uuid REFERENCES copy,
  link_id uuid REFERENCES link,
  address text NOT NULL,
  props jsonb NOT NULL,
  once text NOT NULL UNIQUE,
  state text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  give_up_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  accepted_at timestamptz,
  response text
);
CREATE INDEX message_due ON message (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX message_copy ON message (copy_id);
CREATE INDEX message_notice ON message (notice_id);
CREATE TABLE event (
  id uuid PRIMARY KEY,
  notice_id uuid NOT NULL REFERENCES notice,
  seq integer NOT NULL,
  copy_id uuid,
  issuer_id uuid NOT NULL,
  type text NOT NULL,
  actor text NOT NULL,
  data jsonb NOT NULL,
  occurred_at timestamptz NOT NULL,
  previous text,
  digest text NOT NULL,
  transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
  UNIQUE (notice_id, seq)
);
-- The feed of /v1/events: in the order of transactions, each agency its own.
CREATE INDEX event_feed ON event (issuer_id, transaction, notice_id, seq);
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP;
END $$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER count_append_only BEFORE UPDATE OR DELETE ON count
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER submission_append_only BEFORE UPDATE OR DELETE ON submission
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event EXECUTE FUNCTION refuse_change();
CREATE TABLE idempotency (
  agency_id uuid NOT NULL REFERENCES agency,
  key text NOT NULL,
  body_digest text NOT NULL,
  notice_id uuid NOT NULL REFERENCES notice,
  answer jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (agency_id, key)
);
CREATE TABLE digest_sent (
  digest_on date PRIMARY KEY,
  sent_at timestamptz NOT NULL
);
`;

const TABLES = [
  'digest_sent',
  'idempotency',
  'event',
  'message',
  'decision',
  'reply',
  'submission',
  'page_fetch',
  'link',
  'circumstance',
  'silence',
  'step',
  'count',
  'duty',
  'copy',
  'document',
  'notice',
  'document_counter',
  'attachment_upload',
  'attachment',
  'calendar_version',
  'own_day',
  'rulebook_version',
  'session',
  'officer',
  'api_key',
  'contact',
  'agency',
  'region',
];

/** The spine: directory, access, notices with copies, duties, steps and messages, and the events. */
export class Spine1764000000000 implements MigrationInterface {
  name = 'Spine1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`DROP TABLE ${table}`);
    await runner.query('DROP FUNCTION refuse_change()');
  }
}
