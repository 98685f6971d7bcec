import { randomBytes } from 'node:crypto';
import { createDatabase } from '#platform';

/** A migrated, empty database of the test's own. */
export async function freshDatabase(): Promise<string> {
  const admin = process.env.CHAOGAO_TEST_POSTGRES;
  if (!admin) throw new Error('CHAOGAO_TEST_POSTGRES is not set: run the tests through jest');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await createDatabase(admin, name, 'chaogao_template');
  return admin.replace(/\/postgres$/, `/${name}`);
}
