import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is still open of the notices that a search has found, without reading what is closed. */
export class OpenOfNotice1764000000013 implements MigrationInterface {
  name = 'OpenOfNotice1764000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX duty_open_notice ON duty (notice_id, due_on)
       WHERE state = 'running' AND copy_id IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX duty_open_notice');
  }
}
