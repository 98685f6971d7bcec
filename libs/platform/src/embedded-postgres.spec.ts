import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';

const made: string[] = [];

afterAll(async () => {
  // For root, they are outside of what a test run removes.
  for (const folder of made) await rm(folder, { recursive: true, force: true });
  for (const folder of made) await rm(`${folder}.password`, { force: true });
});

async function folderOf({ url }: EmbeddedPostgres): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ folder: string }>(
    `SELECT current_setting('data_directory') AS folder`,
  );
  await client.end();
  return rows[0]?.folder ?? '';
}

it('starts below a folder that only its owner may enter, as mktemp makes them, and finds its data again', async () => {
  const closed = await mkdtemp(path.join(tmpdir(), 'closed-'));
  const dataDir = path.join(closed, 'clone', 'data');
  const first = await startEmbeddedPostgres(dataDir);
  const folder = await folderOf(first);
  const second = await startEmbeddedPostgres(dataDir);
  expect(second.adopted).toBe(true);
  expect(await folderOf(second)).toBe(folder);
  await first.stop();

  await rm(dataDir, { recursive: true });
  const anew = await startEmbeddedPostgres(dataDir);
  expect(anew.adopted).toBe(false);
  for (const one of new Set([folder, await folderOf(anew)])) made.push(one);
  await anew.stop();
});
