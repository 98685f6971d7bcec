import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
-- Every two neighbouring characters: Chinese has no blanks by which an index could take words, and
-- two characters are what people search for. The first of a word comes with the blank before it, so
-- that one character finds what begins with it.
CREATE FUNCTION bigrams(searched text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  result text[] := '{}';
  previous text := ' ';
  current text;
BEGIN
  FOREACH current IN ARRAY string_to_array(searched, NULL) LOOP
    IF current <> ' ' THEN
      result := result || (previous || current);
    END IF;
    previous := current;
  END LOOP;
  RETURN result;
END $$;
-- A short pending list: a search reads all of it, and one notice in some ten thousand merges it.
CREATE INDEX notice_bigrams ON notice USING gin (bigrams(search))
  WITH (fastupdate = on, gin_pending_list_limit = 1024);
CREATE INDEX document_serial ON document (serial);

CREATE INDEX notice_issued ON notice (issued_at) WHERE issued_at IS NOT NULL;
CREATE INDEX notice_created ON notice (created_at DESC, id DESC);
-- What share is major cannot be guessed from inside a JSON document.
CREATE STATISTICS notice_severity ON (facts ->> 'severity') FROM notice;
CREATE INDEX notice_not_issued ON notice (state, id DESC) WHERE state <> 'issued';
CREATE INDEX copy_undeliverable ON copy (notice_id)
  WHERE transport = 'undeliverable' AND closed_at IS NULL;
CREATE INDEX copy_claimed ON copy (id) WHERE remit = 'claimed-outside';
CREATE INDEX duty_open_agency ON duty (agency_id, due_on, id) WHERE state = 'running';
CREATE INDEX duty_awaiting ON duty (due_on, id) WHERE state = 'running' AND awaiting_review;
CREATE INDEX duty_closed ON duty (agency_id, closed_at DESC, id DESC)
  WHERE state = 'closed' AND copy_id IS NOT NULL AND due_on IS NOT NULL;
CREATE INDEX count_recounted ON count (counted_at, duty_id) WHERE reason = 'recounted';

-- How agencies answered what was issued on a day. Kept by the worker from what is on record, a day at
-- a time; may be thrown away and is then made again.
CREATE TABLE tally (
  issued_on date NOT NULL,
  agency_id uuid NOT NULL REFERENCES agency,
  -- '' where the notice is of no town.
  town text NOT NULL,
  served integer NOT NULL,
  acknowledged_within_day integer NOT NULL,
  dated integer NOT NULL,
  on_time integer NOT NULL,
  late integer NOT NULL,
  silent integer NOT NULL,
  -- Replies by the working days that they took: 0, 1, … and the last for all that took longer.
  reply_days integer[] NOT NULL,
  PRIMARY KEY (issued_on, agency_id, town)
);
CREATE INDEX tally_agency ON tally (agency_id, issued_on);
CREATE TABLE tally_due (day date PRIMARY KEY);
CREATE TABLE tally_progress (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  -- Events of older transactions have been taken into account.
  transaction xid8 NOT NULL,
  -- Duties that were due before this day are known as overdue.
  overdue_before date NOT NULL,
  tallied_at timestamptz NOT NULL
);
`;

const DOWN = `
DROP TABLE tally_progress;
DROP TABLE tally_due;
DROP TABLE tally;
DROP STATISTICS notice_severity;
DROP INDEX count_recounted, duty_closed, duty_awaiting, duty_open_agency, copy_claimed,
  copy_undeliverable, notice_not_issued, notice_created, notice_issued, document_serial,
  notice_bigrams;
DROP FUNCTION bigrams(text);
`;

/** What lists, searches and the record of agencies read: indexes, and counts per day. */
export class Reading1764000000002 implements MigrationInterface {
  name = 'Reading1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
