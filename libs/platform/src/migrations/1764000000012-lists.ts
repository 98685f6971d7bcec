import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
-- What a list of open duties is filtered by stands beside the date that it is ordered by: asked of the
-- notice, a rare town or a major case would be looked for through all that is open. A notice's town,
-- kind, severity and issuer do not change once it has duties.
ALTER TABLE duty ADD issuer_id uuid, ADD town text, ADD kind text, ADD severity text;
UPDATE duty d SET issuer_id = n.issuer_id, town = n.town, kind = n.kind, severity = n.facts ->> 'severity'
FROM notice n WHERE n.id = d.notice_id;
CREATE FUNCTION place_duty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT n.issuer_id, n.town, n.kind, n.facts ->> 'severity'
  INTO NEW.issuer_id, NEW.town, NEW.kind, NEW.severity
  FROM notice n WHERE n.id = NEW.notice_id;
  RETURN NEW;
END $$;
CREATE TRIGGER duty_placed BEFORE INSERT ON duty FOR EACH ROW EXECUTE FUNCTION place_duty();
CREATE INDEX duty_open_issuer ON duty (issuer_id, due_on, id) WHERE state = 'running' AND copy_id IS NOT NULL;
CREATE INDEX duty_open_town ON duty (town, due_on, id) WHERE state = 'running';
CREATE INDEX duty_open_kind ON duty (kind, due_on, id) WHERE state = 'running';
CREATE INDEX duty_open_severity ON duty (severity, due_on, id) WHERE state = 'running';
-- Whether anything of a notice is overdue, without reading its duties.
CREATE INDEX duty_overdue ON duty (notice_id, due_on) WHERE state = 'running' AND NOT awaiting_review;
CREATE INDEX notice_kind ON notice (kind, id DESC);
CREATE INDEX notice_severe ON notice ((facts ->> 'severity'), id DESC);

-- An office looks for its own among everybody's replies that wait.
ALTER TABLE reply ADD issuer_id uuid;
UPDATE reply r SET issuer_id = n.issuer_id
FROM copy c JOIN notice n ON n.id = c.notice_id WHERE c.id = r.copy_id;
CREATE FUNCTION place_reply() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT n.issuer_id INTO NEW.issuer_id
  FROM copy c JOIN notice n ON n.id = c.notice_id WHERE c.id = NEW.copy_id;
  RETURN NEW;
END $$;
CREATE TRIGGER reply_placed BEFORE INSERT ON reply FOR EACH ROW EXECUTE FUNCTION place_reply();
DROP INDEX reply_pending;
CREATE INDEX reply_pending ON reply (issuer_id, id) WHERE review = 'pending';
`;

const DOWN = `
DROP INDEX reply_pending;
CREATE INDEX reply_pending ON reply (copy_id) WHERE review = 'pending';
DROP TRIGGER reply_placed ON reply;
DROP FUNCTION place_reply();
ALTER TABLE reply DROP issuer_id;
DROP INDEX notice_severe, notice_kind;
DROP INDEX duty_overdue, duty_open_severity, duty_open_kind, duty_open_town, duty_open_issuer;
DROP TRIGGER duty_placed ON duty;
DROP FUNCTION place_duty();
ALTER TABLE duty DROP issuer_id, DROP town, DROP kind, DROP severity;
`;

/** Lists that open at once however much is open: what they are filtered by, beside what orders them. */
export class Lists1764000000012 implements MigrationInterface {
  name = 'Lists1764000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
