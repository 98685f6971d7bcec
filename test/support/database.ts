import { randomBytes } from 'node:crypto';
import { createDatabase, grantApplication } from '#platform';

/** A migrated, empty database of the test's own. */
export async function freshDatabase(): Promise<string> {
  const admin = process.env.CHAOGAO_TEST_POSTGRES;
  if (!admin) throw new Error('CHAOGAO_TEST_POSTGRES is not set: run the tests through jest');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await createDatabase(admin, name, 'chaogao_template');
  return admin.replace(/\/postgres$/, `/${name}`);
}

/** The same database for the role that web and worker run as in production. */
export async function applicationOf(ownerUrl: string): Promise<string> {
  const url = new URL(ownerUrl);
  [url.username, url.password] = ['chaogao_test_app', 'only-in-tests'];
  await grantApplication(ownerUrl, url.href);
  return url.href;
}
