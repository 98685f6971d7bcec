import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the operator's pages look through: the directory by town, and mail that did not go out. */
export class Operator1764000000005 implements MigrationInterface {
  name = 'Operator1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX agency_place ON agency ((coalesce(town, '')), code)`);
    // Both are empty as long as all is well: they cost the sending of mail nothing.
    await runner.query(
      `CREATE INDEX message_retrying ON message (next_attempt_at, id)
       WHERE state = 'queued' AND attempts > 0`,
    );
    await runner.query(
      `CREATE INDEX message_undeliverable ON message (id) WHERE state = 'undeliverable'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX message_undeliverable');
    await runner.query('DROP INDEX message_retrying');
    await runner.query('DROP INDEX agency_place');
  }
}
