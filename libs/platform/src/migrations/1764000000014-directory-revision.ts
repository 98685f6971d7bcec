import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
-- Grows with every change of the directory, by whatever hand: who keeps it in memory asks for this alone.
CREATE TABLE directory_revision (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  revision bigint NOT NULL
);
INSERT INTO directory_revision (revision) VALUES (0);
CREATE FUNCTION note_directory_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE directory_revision SET revision = revision + 1;
  RETURN NULL;
END $$;
`;

const DIRECTORY = ['region', 'city_extent', 'agency', 'contact'];

/** A directory of thousands of agencies is read again when it has changed, not every few seconds. */
export class DirectoryRevision1764000000014 implements MigrationInterface {
  name = 'DirectoryRevision1764000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
    for (const table of DIRECTORY) {
      await runner.query(
        `CREATE TRIGGER ${table}_revised AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON ${table}
         FOR EACH STATEMENT EXECUTE FUNCTION note_directory_change()`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of DIRECTORY) await runner.query(`DROP TRIGGER ${table}_revised ON ${table}`);
    await runner.query('DROP FUNCTION note_directory_change()');
    await runner.query('DROP TABLE directory_revision');
  }
}
