import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDatabase, migrate, startEmbeddedPostgres } from '#platform';

/** Name of the migrated database that every test's own is a copy of. */
const TEMPLATE = 'chaogao_template';

/** One folder for all that a run leaves behind, and in it one embedded PostgreSQL with a migrated template. */
export default async function setup() {
  const folder = mkdtempSync(path.join(tmpdir(), 'chaogao-test-'));
  // PostgreSQL runs as another user where we are root, those that tests start too.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = path.join(folder, 'tmp');
  mkdirSync(process.env.TMPDIR);
  // A crash may lose a test's data; waiting for the disk would only make the suite slow.
  const postgres = await startEmbeddedPostgres(path.join(process.env.TMPDIR, 'run'), {
    fsync: 'off',
    synchronous_commit: 'off',
    max_connections: '300',
  });
  globalThis.chaogaoTestPostgres = { folder, postgres };
  const admin = postgres.url.replace(/\/chaogao$/, '/postgres');
  await createDatabase(admin, TEMPLATE);
  await migrate(admin.replace(/\/postgres$/, `/${TEMPLATE}`));
  process.env.CHAOGAO_TEST_POSTGRES = admin;
}
