import { constants, setPriority } from 'node:os';
import { type Config, ConfigError, MAY_CHANGE_EVENTS, readConfig } from '#platform';
import pg from 'pg';
import { environment } from '../environment.js';
import type { OpenedHouse } from './embedded.js';
import { House } from './house.js';
import { checkPorts, portOf } from './ports.js';
import { banner } from './banner.js';

export type Part = 'web' | 'worker';

/** Starts everything, or one part; resolves when it has been stopped in order. */
export async function start(only?: Part): Promise<void> {
  await live((house) => (only ? startPart(house, only) : startAll(house, environment())));
}

/** What is done before the pages open; it ends soon once `leaving` is aborted. */
type Preparation = (opened: OpenedHouse, leaving: AbortSignal) => Promise<void>;

/** Everything on another environment, prepared. */
export async function startOn(
  env: Record<string, string | undefined>,
  prepare: Preparation,
): Promise<void> {
  await live((house) => startAll(house, env, prepare));
}

async function live(open: (house: House) => Promise<void>): Promise<void> {
  const house = new House();
  try {
    await open(house);
  } catch (error) {
    // Whoever pressed Ctrl-C meanwhile wants no account of what could not be finished.
    if (house.stopping) return;
    await house.abandon();
    throw error;
  }
  await house.closed;
}

/** One of several processes, in production: nothing is embedded, nothing is guessed. */
async function startPart(house: House, part: Part): Promise<void> {
  const config = strictConfig(part);
  await warnOfOneRole(config);
  if (part === 'worker') {
    // On a machine that both share, whoever waits for a page comes before mails that may wait a moment.
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
    return startWorker(house, config);
  }
  await checkPorts([{ variable: 'PORT', port: config.PORT, host: config.HOST }]);
  await startWeb(house, config);
}

async function startAll(
  house: House,
  env: Record<string, string | undefined>,
  prepare?: Preparation,
): Promise<void> {
  // A part of it in production needs no inbox and no embedded database, and is spared their memory.
  const { openHouse } = await import('./embedded.js');
  const opened = await openHouse(house, env);
  const { config } = opened;
  await warnOfOneRole(config);
  if (prepare) {
    const preparing = prepare(opened, house.leaving);
    // What it stands on waits for its end.
    house.onClose('preparation', () => preparing.catch(() => undefined));
    await preparing;
  }
  await startWeb(house, config);
  await startWorker(house, config);
  console.log(banner(opened, new Date()));
}

async function startWeb(house: House, config: Config): Promise<void> {
  const { createWeb } = await import('../../../web/src/create-web.js');
  const web = await createWeb(config);
  house.onClose('web', () => web.close());
  await web.listen(config.PORT, config.HOST);
  const taken = portOf(web.getHttpServer());
  // Links must lead to the port that was taken.
  if (config.PORT === 0) config.PUBLIC_URL = config.PUBLIC_URL.replace(/:0$/, `:${taken}`);
  config.PORT = taken;
}

async function startWorker(house: House, config: Config): Promise<void> {
  const { createWorker } = await import('../../../worker/src/create-worker.js');
  const worker = await createWorker(config);
  house.onClose('worker', () => worker.close());
}

/** Says so where the role of the application could change what is append-only. */
async function warnOfOneRole({ DATABASE_URL: connectionString }: Config): Promise<void> {
  const client = new pg.Client({ connectionString });
  try {
    await client.connect();
    const { rows } = await client.query<{ mayChange: boolean }>(MAY_CHANGE_EVENTS);
    if (rows[0]?.mayChange) {
      console.error(
        'DATABASE_URL owns the schema: only triggers keep events from being changed, which protects less. See DATABASE_MIGRATION_URL in .env.example.',
      );
    }
  } catch {
    // Not there yet, or without a schema: what starts next says so itself.
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** @throws ConfigError with every fault at once, a worker without a mail server included */
function strictConfig(part: Part): Config {
  const env = environment();
  const faults: string[] = [];
  if (part === 'worker' && !env.SMTP_URL) {
    faults.push('  SMTP_URL: is missing (npm start provides an inbox)');
  }
  try {
    const config = readConfig(env);
    if (faults.length === 0) return config;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError([error.message, ...faults].join('\n'));
  }
  throw new ConfigError(['The configuration is not usable:', ...faults].join('\n'));
}
