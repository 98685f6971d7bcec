import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What nobody has answered, and the secretariat's own 特殊情况; claims of a remit are few, and copy_claimed has them. */
const UNANSWERED = `state = 'running' AND due_on IS NOT NULL AND copy_id IS NOT NULL
  AND (NOT awaiting_review OR rule ->> 'dischargedBy' = 'instruction')`;

const UP = `
-- Ordered as a page shows them, without what has been answered and waits for a review: of an agency that
-- answers and is not reviewed, thousands would be read and passed over. What else a page is filtered by
-- lies beside, so that no row is read before it is shown.
CREATE INDEX duty_unanswered ON duty (due_on, id)
  INCLUDE (town, kind, severity, awaiting_review) WHERE ${UNANSWERED};
CREATE INDEX duty_unanswered_agency ON duty (agency_id, due_on, id)
  INCLUDE (town, kind, severity, awaiting_review) WHERE ${UNANSWERED};
CREATE INDEX duty_unanswered_town ON duty (town, due_on, id)
  INCLUDE (kind, severity, awaiting_review) WHERE ${UNANSWERED};
CREATE INDEX duty_unanswered_kind ON duty (kind, due_on, id)
  INCLUDE (town, severity, awaiting_review) WHERE ${UNANSWERED};
CREATE INDEX duty_unanswered_severity ON duty (severity, due_on, id)
  INCLUDE (town, kind, awaiting_review) WHERE ${UNANSWERED};
CREATE INDEX duty_unanswered_notice ON duty (notice_id, due_on, id)
  INCLUDE (town, kind, severity, awaiting_review) WHERE ${UNANSWERED};
DROP INDEX duty_open_agency, duty_open_town, duty_open_kind, duty_open_severity, duty_open_notice;

-- The notices that one agency received, in the order in which they are listed.
CREATE INDEX copy_agency_notice ON copy (agency_id, notice_id DESC);
-- An office's own of another town, or its major ones: nearly all of its own would be read for a few.
CREATE INDEX notice_issuer_town ON notice (issuer_id, town, id DESC);
CREATE INDEX notice_issuer_severe ON notice (issuer_id, (facts ->> 'severity'), id DESC);
`;

const DOWN = `
DROP INDEX notice_issuer_severe, notice_issuer_town, copy_agency_notice;
CREATE INDEX duty_open_notice ON duty (notice_id, due_on) WHERE state = 'running' AND copy_id IS NOT NULL;
CREATE INDEX duty_open_severity ON duty (severity, due_on, id) WHERE state = 'running';
CREATE INDEX duty_open_kind ON duty (kind, due_on, id) WHERE state = 'running';
CREATE INDEX duty_open_town ON duty (town, due_on, id) WHERE state = 'running';
CREATE INDEX duty_open_agency ON duty (agency_id, due_on, id) WHERE state = 'running';
DROP INDEX duty_unanswered_notice, duty_unanswered_severity, duty_unanswered_kind, duty_unanswered_town,
  duty_unanswered_agency, duty_unanswered;
`;

/** The secretariat's list and the lists of notices, at a million notices. */
export class Unanswered1764000000015 implements MigrationInterface {
  name = 'Unanswered1764000000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
