import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
CREATE TABLE meeting (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  cause text,
  held_on date NOT NULL,
  starts_at text NOT NULL,
  place text NOT NULL,
  chair text NOT NULL,
  state text NOT NULL,
  attendees text,
  minutes_number text UNIQUE,
  signed_by text,
  signed_at timestamptz
);
CREATE INDEX meeting_newest ON meeting (held_on DESC, id DESC);
CREATE INDEX meeting_planned ON meeting (held_on, id) WHERE state = 'planned';
CREATE TABLE agenda_item (
  id uuid PRIMARY KEY,
  -- NULL: it waits for the next regular meeting.
  meeting_id uuid REFERENCES meeting,
  position integer NOT NULL,
  title text NOT NULL,
  copy_id uuid REFERENCES copy,
  decision_id uuid REFERENCES decision,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL,
  removed_by text,
  removed_at timestamptz
);
CREATE INDEX agenda_item_meeting ON agenda_item (meeting_id, position, id) WHERE removed_at IS NULL;
CREATE INDEX agenda_item_copy ON agenda_item (copy_id) WHERE copy_id IS NOT NULL;
CREATE UNIQUE INDEX agenda_item_once ON agenda_item (meeting_id, copy_id) NULLS NOT DISTINCT
  WHERE removed_at IS NULL AND copy_id IS NOT NULL;
CREATE TABLE resolution (
  id uuid PRIMARY KEY,
  agenda_item_id uuid NOT NULL UNIQUE REFERENCES agenda_item,
  text text NOT NULL,
  -- What is assigned to whom by when; no agencies where the resolution assigns nothing.
  task text,
  agency_codes text[] NOT NULL,
  due_on date,
  written_by text NOT NULL,
  written_at timestamptz NOT NULL
);
CREATE TABLE assignment (
  resolution_id uuid PRIMARY KEY REFERENCES resolution,
  notice_id uuid NOT NULL UNIQUE REFERENCES notice,
  issued_by text NOT NULL,
  issued_at timestamptz NOT NULL
);
CREATE TABLE correction (
  id uuid PRIMARY KEY,
  meeting_id uuid NOT NULL REFERENCES meeting,
  agenda_item_id uuid REFERENCES agenda_item,
  text text NOT NULL,
  person text NOT NULL,
  document_number text NOT NULL,
  corrected_at timestamptz NOT NULL
);
CREATE INDEX correction_meeting ON correction (meeting_id, id);
CREATE TABLE meeting_event (
  id uuid PRIMARY KEY,
  meeting_id uuid NOT NULL REFERENCES meeting,
  type text NOT NULL,
  actor text NOT NULL,
  data jsonb NOT NULL,
  occurred_at timestamptz NOT NULL
);
CREATE INDEX meeting_event_meeting ON meeting_event (meeting_id, id);

CREATE TABLE named_copy (
  copy_id uuid PRIMARY KEY REFERENCES copy,
  in_place_of uuid NOT NULL UNIQUE REFERENCES copy,
  decision_id uuid NOT NULL REFERENCES decision
);
CREATE TABLE decision_batch (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  person text NOT NULL,
  results jsonb NOT NULL,
  decided_at timestamptz NOT NULL
);
CREATE INDEX decision_notice ON decision (notice_id, id);
CREATE INDEX decision_newest ON decision (decided_at DESC, id DESC);

CREATE TABLE reachability_task (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL REFERENCES agency,
  -- The mailbox that fails; NULL: the agency acknowledges nothing.
  address text,
  reason text NOT NULL,
  assigned_to text NOT NULL,
  due_on date NOT NULL,
  opened_by text NOT NULL,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz
);
CREATE INDEX reachability_task_open ON reachability_task (due_on, id) WHERE closed_at IS NULL;
CREATE INDEX reachability_task_closed ON reachability_task (closed_at DESC, id DESC) WHERE closed_at IS NOT NULL;
CREATE UNIQUE INDEX reachability_task_once ON reachability_task (agency_id, address) NULLS NOT DISTINCT
  WHERE closed_at IS NULL;
CREATE TABLE call (
  id uuid PRIMARY KEY,
  task_id uuid NOT NULL REFERENCES reachability_task,
  outcome text NOT NULL,
  text text NOT NULL,
  person text NOT NULL,
  called_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL
);
CREATE INDEX call_task ON call (task_id, id);
CREATE INDEX message_failed ON message (address, id) WHERE state = 'undeliverable';

-- Minutes that were signed stay as they are: corrections are appended.
CREATE FUNCTION refuse_signed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE signed boolean;
BEGIN
  IF TG_TABLE_NAME = 'resolution' THEN
    SELECT m.state = 'signed' INTO signed FROM agenda_item i JOIN meeting m ON m.id = i.meeting_id
    WHERE i.id = COALESCE(NEW.agenda_item_id, OLD.agenda_item_id);
  ELSE
    SELECT m.state = 'signed' INTO signed FROM meeting m WHERE m.id = COALESCE(OLD.meeting_id, NEW.meeting_id);
  END IF;
  IF signed THEN RAISE EXCEPTION 'the minutes are signed: % of % refused', TG_OP, TG_TABLE_NAME; END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER meeting_signed BEFORE UPDATE OR DELETE ON meeting
  FOR EACH ROW WHEN (OLD.state = 'signed') EXECUTE FUNCTION refuse_change();
CREATE TRIGGER agenda_item_signed BEFORE INSERT OR UPDATE OR DELETE ON agenda_item
  FOR EACH ROW EXECUTE FUNCTION refuse_signed();
CREATE TRIGGER resolution_signed BEFORE INSERT OR UPDATE OR DELETE ON resolution
  FOR EACH ROW EXECUTE FUNCTION refuse_signed();
`;

const APPEND_ONLY = ['assignment', 'correction', 'meeting_event', 'named_copy', 'call'];

const TABLES = [
  'call',
  'reachability_task',
  'decision_batch',
  'named_copy',
  'meeting_event',
  'correction',
  'assignment',
  'resolution',
  'agenda_item',
  'meeting',
];

/** What the secretariat decides: meetings with agenda, resolutions and assignments, and who is to be phoned. */
export class Meetings1764000000003 implements MigrationInterface {
  name = 'Meetings1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
    for (const table of APPEND_ONLY) {
      await runner.query(
        `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON "${table}"
         FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX message_failed, decision_newest, decision_notice');
    for (const table of TABLES) await runner.query(`DROP TABLE "${table}"`);
    await runner.query('DROP FUNCTION refuse_signed()');
  }
}
