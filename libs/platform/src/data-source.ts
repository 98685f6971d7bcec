import type pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from './migrations/index.js';
import { SnakeNamingStrategy } from './naming-strategy.js';
import { PreparedClient } from './prepared-client.js';
import { grantApplication } from './roles.js';

/**
 * Enough for an exact map of what a common word finds among a million notices; a page's worth of rows is
 * sorted in far less. Where it is short, PostgreSQL remembers pages only, and reads every row on them.
 */
const WORK_MEM = '16MB';

/**
 * Options shared by every process: dates come back as strings, never as local `Date`s. Who waits longer
 * than `waitMs` for a connection gives up, see `isDatabaseAway`.
 */
export function dataSourceOptions(url: string, pool: number, waitMs = 10_000): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    poolSize: pool,
    namingStrategy: new SnakeNamingStrategy(),
    migrations,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    extra: {
      application_name: 'chaogao',
      connectionTimeoutMillis: waitMs,
      Client: PreparedClient,
      onConnect: (client: pg.Client) => client.query(`SET work_mem = '${WORK_MEM}'`),
    },
  };
}

/** What pg-pool says when every connection was taken for too long; it has no code. */
const POOL_IS_FULL = 'timeout exceeded when trying to connect';
/** Nobody listens; PostgreSQL is starting, shutting down, or has no connection to give. */
const AWAY = new Set(['ECONNREFUSED', '57P03', '57P01', '53300']);

/** Whether an error only says that no connection was to be had: nothing was done, and later it may be. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return error.message.startsWith(POOL_IS_FULL) || (typeof code === 'string' && AWAY.has(code));
}

// "chaogao" as a number: two processes that migrate at once wait for each other.
const MIGRATION_LOCK = 20_200_032;

/**
 * Brings the schema up to date under an advisory lock; returns the names of what was applied. `application`
 * is the URL of the role that web and worker run as, where it is another than the owner of the schema.
 */
export async function migrate(url: string, application = url): Promise<string[]> {
  const source = new DataSource({ ...dataSourceOptions(url, 2) });
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await source.runMigrations();
    await grantApplication(url, application);
    return applied.map((migration) => migration.name);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await lock.release();
    await source.destroy();
  }
}
