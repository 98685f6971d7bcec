import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDatabase, migrate, startEmbeddedPostgres } from '#platform';

/** Name of the migrated database that every test's own is a copy of. */
const TEMPLATE = 'chaogao_template';

/** One embedded PostgreSQL for the whole run, with a migrated template. */
export default async function setup() {
  const folder = mkdtempSync(path.join(tmpdir(), 'chaogao-test-'));
  // A crash may lose a test's data; waiting for the disk would only make the suite slow.
  const postgres = await startEmbeddedPostgres(folder, {
    fsync: 'off',
    synchronous_commit: 'off',
    max_connections: '300',
  });
  globalThis.chaogaoTestPostgres = postgres;
  const admin = postgres.url.replace(/\/chaogao$/, '/postgres');
  await createDatabase(admin, TEMPLATE);
  await migrate(admin.replace(/\/postgres$/, `/${TEMPLATE}`));
  process.env.CHAOGAO_TEST_POSTGRES = admin;
}
