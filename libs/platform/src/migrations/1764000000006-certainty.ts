import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
-- A circumstance goes with the silence that it was recorded for, and is annulled with it.
ALTER TABLE circumstance
  ADD silence_id uuid REFERENCES silence,
  ADD annulled_at timestamptz,
  ADD annulment_reason text;
CREATE INDEX circumstance_silence ON circumstance (silence_id) WHERE silence_id IS NOT NULL;
UPDATE circumstance c SET silence_id = s.id, annulled_at = s.annulled_at, annulment_reason = s.annulment_reason
FROM silence s
WHERE c.kind = 'overdue' AND s.duty_id = c.duty_id AND c.facts LIKE '%（' || s.number || '）';

-- A claim of 特殊情况 that nobody has settled yet.
ALTER TABLE duty ADD circumstances_claimed_at timestamptz;
UPDATE duty SET circumstances_claimed_at = now()
WHERE state = 'running' AND awaiting_review AND rule->>'dischargedBy' <> 'reply'
  AND EXISTS (SELECT 1 FROM copy c WHERE c.id = duty.copy_id AND c.remit <> 'claimed-outside');

-- Dates that may still move, for the alarm and for whoever confirms them.
CREATE INDEX duty_provisional ON duty (due_on, id)
  WHERE state = 'running' AND provisional AND provisional_confirmed_at IS NULL;
-- Dates that were counted on a calendar which has been replaced: normally none.
CREATE INDEX duty_counted_with ON duty (calendar_version) WHERE state = 'running' AND due_on IS NOT NULL;

-- Within what the city lies, CGCS2000 degrees: one row, or none where the directory does not say.
CREATE TABLE city_extent (
  id integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  west double precision NOT NULL,
  east double precision NOT NULL,
  south double precision NOT NULL,
  north double precision NOT NULL,
  CHECK (west < east AND south < north)
);
`;

const DOWN = `
DROP TABLE city_extent;
DROP INDEX duty_counted_with;
DROP INDEX duty_provisional;
ALTER TABLE duty DROP circumstances_claimed_at;
DROP INDEX circumstance_silence;
ALTER TABLE circumstance DROP annulment_reason, DROP annulled_at, DROP silence_id;
`;

/** What makes a date or a finding certain, or takes it back: confirmations, recounts, annulments. */
export class Certainty1764000000006 implements MigrationInterface {
  name = 'Certainty1764000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
