import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import pg from 'pg';
import { startEmbeddedPostgres } from './embedded-postgres.js';

it('starts below a folder that only its owner may enter, as mktemp makes them', async () => {
  const closed = await mkdtemp(path.join(tmpdir(), 'closed-'));
  const postgres = await startEmbeddedPostgres(path.join(closed, 'clone', 'data'));
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  const { rows } = await client.query<{ folder: string }>(
    `SELECT current_setting('data_directory') AS folder`,
  );
  await client.end();
  await postgres.stop();
  const folder = rows[0]?.folder ?? '';
  expect(path.basename(folder)).toMatch(/^(postgres|data-\w{12})$/);
  await rm(folder, { recursive: true });
  await rm(`${folder}.password`);
});
