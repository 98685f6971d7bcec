import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
-- The best proof of receipt on record: see ACKNOWLEDGEMENT_GRADES.
ALTER TABLE copy ADD acknowledgement_grade text;
UPDATE copy SET acknowledgement_grade = 'named-officer' WHERE acknowledgement = 'acknowledged';

-- Codes that were mailed to a registered mailbox. The code itself is derived from the id, never stored.
CREATE TABLE mailed_code (
  id uuid PRIMARY KEY,
  link_id uuid NOT NULL REFERENCES link,
  address text NOT NULL,
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  used_at timestamptz
);
CREATE INDEX mailed_code_link ON mailed_code (link_id, made_at);
`;

const DOWN = `
DROP TABLE mailed_code;
ALTER TABLE copy DROP acknowledgement_grade;
`;

/** What an acknowledgement proves: who typed it, and whether the registered mailbox confirmed it. */
export class Acknowledgement1764000000011 implements MigrationInterface {
  name = 'Acknowledgement1764000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
