import pg from 'pg';

/** Tables whose every row is refused a change, as the triggers of the migrations say. */
const APPEND_ONLY = `
  SELECT DISTINCT c.relname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
  WHERE t.tgfoid = 'refuse_change'::regproc AND t.tgqual IS NULL AND t.tgattr = ''
    AND t.tgtype & 8 = 8 AND t.tgtype & 16 = 16 AND c.relnamespace = 'public'::regnamespace`;

const names = (url: string) => {
  const { username, password } = new URL(url);
  return { role: decodeURIComponent(username), password: decodeURIComponent(password) };
};

/**
 * Gives the application's role what it needs and no more: it reads and writes, but cannot update, delete or
 * truncate what is append-only, nor change the schema. The role is made where it is missing. Does nothing
 * where both URLs name the same role.
 */
export async function grantApplication(ownerUrl: string, applicationUrl: string): Promise<void> {
  const { role, password } = names(applicationUrl);
  if (role === names(ownerUrl).role) return;
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await ensureRole(client, role, password);
    await client.query('BEGIN');
    const named = pg.escapeIdentifier(role);
    const database = pg.escapeIdentifier(client.database ?? '');
    // The queue's own schema is made by its library, under the application's role.
    await client.query(`GRANT CONNECT, CREATE ON DATABASE ${database} TO ${named}`);
    await client.query(`GRANT USAGE ON SCHEMA public TO ${named}`);
    await client.query(
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${named}`,
    );
    await client.query(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${named}`);
    const { rows } = await client.query<{ name: string }>(APPEND_ONLY);
    for (const { name } of [...rows, { name: 'migration' }]) {
      const table = pg.escapeIdentifier(name);
      await client.query(`REVOKE UPDATE, DELETE, TRUNCATE ON ${table} FROM ${named}`);
    }
    await client.query(`REVOKE INSERT ON migration FROM ${named}`);
    // A queue of the time before the roles were parted: nothing is lost with it, the sweeper fills the new one.
    const { rows: queues } = await client.query(
      `SELECT 1 FROM pg_namespace WHERE nspname = 'bullmq' AND nspowner <> $1::regrole`,
      [named],
    );
    if (queues.length > 0) await client.query('DROP SCHEMA bullmq CASCADE');
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/** Makes the role of a URL; what it may do is granted after the migrations. */
export async function createRole(ownerUrl: string, applicationUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { role, password } = names(applicationUrl);
    await ensureRole(client, role, password);
  } finally {
    await client.end();
  }
}

/** Makes the role that the application signs in as. */
async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount) return;
  await client
    .query(`CREATE ROLE ${pg.escapeIdentifier(role)} LOGIN PASSWORD ${pg.escapeLiteral(password)}`)
    .catch((error: unknown) => {
      // Of another process that migrates at the same time.
      if ((error as { code?: string }).code !== '42710') throw error;
    });
}

/** Whether the role of this connection could change what is append-only, were it not for the triggers. */
export const MAY_CHANGE_EVENTS = `
  SELECT has_table_privilege('event', 'UPDATE') OR has_table_privilege('event', 'DELETE')
      OR pg_has_role((SELECT relowner FROM pg_class WHERE oid = 'event'::regclass), 'USAGE') AS "mayChange"`;
