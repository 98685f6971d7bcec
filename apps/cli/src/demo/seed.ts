import path from 'node:path';
import { readConfig, startEmbeddedPostgres } from '#platform';
import pg from 'pg';
import { environment } from '../environment.js';
import { printListTimes } from './seed-times.js';
import { SHIFTED, TABLES, valuesOf } from './shifted-copies.js';

/** Notices of the demo that are copied, and copies of each that one statement writes. */
const MODELS = 50;
const AT_ONCE = 10;

export interface SeedOptions {
  /** Copies that there should be in the end, with those of former runs. */
  notices: number;
  /** Measure how long the lists take to open afterwards. */
  times?: boolean;
}

/**
 * Makes the demo's database large: copies of its notices, each moved back in time by some days and named
 * after other parties. The copies are rows for lists and searches to be tried on, and no evidence: they
 * have no chain of events.
 *
 * @throws Error where no demo was played yet
 */
export async function seed({ notices, times }: SeedOptions): Promise<void> {
  const env = environment();
  const folder = path.join(String(env.DATA_DIR), 'demo');
  const postgres = await startEmbeddedPostgres(folder);
  const { DATABASE_POOL } = readConfig({
    ...env,
    DATABASE_URL: postgres.url,
    CHAOGAO_SECRETS: 'a-secret-that-signs-nothing-here-000001',
  });
  const database = new pg.Pool({ connectionString: postgres.url, max: DATABASE_POOL });
  try {
    const models = await modelsIn(database);
    if (models.length === 0) throw new Error('there is no demo yet: npm run demo plays it first');
    const [{ at } = { at: 0 }] = (
      await database.query<{ at: number }>(
        `SELECT count(*)::int AS at FROM notice WHERE head_seq = 0 AND state = 'issued'`,
      )
    ).rows;
    await fill(database, models, at, notices);
    if (at < notices) {
      process.stderr.write('\n  analysing …\n');
      await database.query('VACUUM ANALYZE');
    }
    if (times) await printListTimes(env, folder, postgres.applicationUrl, database);
  } finally {
    await database.end();
    if (!postgres.adopted) await postgres.stop();
  }
}

async function modelsIn(database: pg.Pool): Promise<string[]> {
  const { rows } = await database
    .query<{ id: string }>(
      `SELECT id FROM notice WHERE state = 'issued' AND head_seq > 0 ORDER BY id LIMIT $1`,
      [MODELS],
    )
    .catch(() => ({ rows: [] }));
  return rows.map(({ id }) => id);
}

/** Each round copies every model some times; a round that is interrupted leaves nothing. */
async function fill(
  database: pg.Pool,
  models: string[],
  there: number,
  wanted: number,
): Promise<void> {
  const columns = new Map<string, string[]>();
  for (const table of TABLES) columns.set(table, await columnsOf(database, table));
  for (let done = there; done < wanted;) {
    const from = Math.floor(done / models.length) + 1;
    const times = Math.min(AT_ONCE, Math.ceil((wanted - done) / models.length));
    const client = await database.connect();
    try {
      await client.query('BEGIN');
      await client.query(SHIFTED);
      // What refers to what is copied with it: looking each up again would double the time.
      await client.query('SET LOCAL session_replication_role = replica');
      for (const [table, names] of columns) {
        const quoted = names.map((name) => `"${name}"`).join(', ');
        await client.query(
          `INSERT INTO "${table}" (${quoted}) SELECT ${valuesOf(table, names)}
           FROM "${table}" t, generate_series($2::int, $3::int) i
           WHERE ${belongs(table, names)} AND ${COPIED[table] ?? 'true'}`,
          [models, from, from + times - 1],
        );
      }
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
    done += times * models.length;
    process.stderr.write(`\r  ${Math.min(done, wanted)} of ${wanted} notices`);
  }
}

/** That a row belongs to a model, in words that an index answers: the copies must not slow what follows. */
function belongs(table: string, columns: string[]): string {
  if (table === 'notice') return 't.id = ANY($1)';
  return columns.includes('notice_id')
    ? 't.notice_id = ANY($1)'
    : 't.copy_id IN (SELECT id FROM copy WHERE notice_id = ANY($1))';
}

/** Of what no list shows only so much is copied: of a notice's some seventy mails a dozen. */
const COPIED: Record<string, string> = {
  submission:
    'EXISTS (SELECT 1 FROM reply r WHERE r.copy_id = t.copy_id AND r.submission_id = t.id)',
  message: `(t.kind = 'notice' OR t.state = 'undeliverable')`,
};

async function columnsOf(database: pg.Pool, table: string): Promise<string[]> {
  const { rows } = await database.query<{ column_name: string }>(
    `SELECT column_name FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'`,
    [table],
  );
  return rows.map((row) => row.column_name);
}
