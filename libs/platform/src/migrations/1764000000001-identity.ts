import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
ALTER TABLE officer
  ADD COLUMN must_change_password boolean NOT NULL DEFAULT false,
  ADD COLUMN password_changed_at timestamptz,
  ADD COLUMN last_signed_in_at timestamptz,
  -- Encrypted; the pending one waits for its first right code.
  ADD COLUMN totp_secret text,
  ADD COLUMN totp_pending text,
  -- The latest interval of 30 seconds whose code was used: no code opens twice.
  ADD COLUMN totp_last_step integer,
  ADD COLUMN failed_codes integer NOT NULL DEFAULT 0;
CREATE INDEX officer_by_role ON officer (role, username);

ALTER TABLE session
  ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
  ADD COLUMN last_used_at timestamptz,
  ADD COLUMN ip text NOT NULL DEFAULT '',
  ADD COLUMN user_agent text NOT NULL DEFAULT '';
UPDATE session SET last_used_at = created_at;
ALTER TABLE session ALTER COLUMN last_used_at SET NOT NULL;
CREATE INDEX session_expiry ON session (expires_at);

-- The password was right, the code is still awaited. No session: it opens nothing.
CREATE TABLE pending_sign_in (
  digest text PRIMARY KEY,
  officer_id uuid NOT NULL REFERENCES officer,
  expires_at timestamptz NOT NULL
);
CREATE INDEX pending_sign_in_officer ON pending_sign_in (officer_id);
CREATE INDEX pending_sign_in_expiry ON pending_sign_in (expires_at);
CREATE TABLE recovery_code (
  officer_id uuid NOT NULL REFERENCES officer,
  digest text NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (officer_id, digest)
);

CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  -- A username, cli:user, or empty where nobody is known by the name that was typed.
  who text NOT NULL,
  name text NOT NULL,
  act text NOT NULL,
  subject text NOT NULL,
  detail text NOT NULL,
  ip text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('done', 'refused', 'failed'))
);
CREATE INDEX audit_at ON audit (at, id);
CREATE INDEX audit_who ON audit (who, at, id);
CREATE INDEX audit_act ON audit (act, at, id);
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit EXECUTE FUNCTION refuse_change();
`;

const DOWN = `
DROP TABLE audit;
DROP TABLE recovery_code;
DROP TABLE pending_sign_in;
DROP INDEX session_expiry;
ALTER TABLE session
  DROP COLUMN id, DROP COLUMN last_used_at, DROP COLUMN ip, DROP COLUMN user_agent;
DROP INDEX officer_by_role;
ALTER TABLE officer
  DROP COLUMN must_change_password, DROP COLUMN password_changed_at,
  DROP COLUMN last_signed_in_at, DROP COLUMN totp_secret, DROP COLUMN totp_pending,
  DROP COLUMN totp_last_step, DROP COLUMN failed_codes;
`;

/** Second factor, sessions that can be told apart, and the audit of who did what. */
export class Identity1764000000001 implements MigrationInterface {
  name = 'Identity1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
