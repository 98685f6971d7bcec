import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { ApiKeyService, OfficerService } from '#access';
import { DirectoryService } from '#agencies';
import { type Config, migrate, readConfig, SettableClock } from '#platform';
import pg from 'pg';
import { createWeb } from '../../../web/src/create-web.js';
import { createWorker } from '../../../worker/src/create-worker.js';
import { settle } from '../settle.js';
import { Inbox } from './inbox.js';

export interface StageOptions {
  databaseUrl: string;
  /** Of the owner of the schema, where the stage itself plays as another role. */
  ownerUrl?: string;
  /** ISO instant at which the clock stands. */
  startAt: string;
  /** Overrides of the environment. */
  env?: Record<string, string>;
  /** How many workers run. */
  workers?: number;
  migrate?: boolean;
}

interface Closable {
  close(): Promise<void>;
}

/**
 * Web, workers, mail server and database together in one process, on a clock that is set: what a
 * rehearsal and the flow tests play on. Everything is real but the clock.
 */
export class Stage {
  constructor(
    readonly config: Config,
    readonly clock: SettableClock,
    readonly inbox: Inbox,
    readonly url: string,
    readonly database: pg.Pool,
    readonly web: Awaited<ReturnType<typeof createWeb>>,
    readonly workers: Closable[],
  ) {}

  /** An API key of an agency, by its code in the directory. */
  async key(agencyCode: string): Promise<string> {
    const agency = await this.web.get(DirectoryService, { strict: false }).byCode(agencyCode);
    if (!agency) throw new Error(`no agency ${agencyCode} in the directory`);
    const keys = this.web.get(ApiKeyService, { strict: false });
    const scopes = ['notices:read', 'notices:write'] as const;
    return (await keys.create(agency.id, 'rehearsal', [...scopes])).key;
  }

  /** An officer who can sign in to the console. */
  async officer(
    agencyCode: string,
    username: string,
    role: 'secretariat' | 'land-office' | 'auditor' | 'operator',
  ): Promise<{ username: string; password: string }> {
    const agency = await this.web.get(DirectoryService, { strict: false }).byCode(agencyCode);
    if (!agency) throw new Error(`no agency ${agencyCode} in the directory`);
    const password = `rehearse-${username}-2026`;
    const officers = this.web.get(OfficerService, { strict: false });
    const person = { agencyId: agency.id, username, role, password };
    await officers.create({ ...person, name: '王秘书', position: '科员' });
    return { username, password };
  }

  /** Moves the clock and waits until everything that is due by then has been done. */
  async at(instant: string): Promise<void> {
    this.clock.set(instant);
    await this.settle();
  }

  /** Waits until no step and no message is due. */
  async settle(milliseconds = 60_000): Promise<void> {
    await settle(
      async (sql, values) => (await this.database.query<{ due: number }>(sql, values)).rows,
      () => this.clock.now(),
      milliseconds,
    );
  }

  async close(): Promise<void> {
    await this.web.close();
    await Promise.all(this.workers.map((worker) => worker.close()));
    await this.inbox.stop();
    await this.database.end();
  }
}

/** Sets the stage: migrates, imports the directory, starts the mail server, the web and the workers. */
export async function setStage(options: StageOptions): Promise<Stage> {
  const inbox = new Inbox();
  await inbox.start();
  const config = readConfig({
    ...process.env,
    LOG_LEVEL: 'error',
    DATABASE_URL: options.databaseUrl,
    // Every connection plans every statement anew.
    DATABASE_POOL: '4',
    SMTP_URL: inbox.url,
    CHAOGAO_SECRETS: 'a-secret-that-is-only-used-on-this-stage-0001',
    SWEEP_MS: '40',
    MAIL_CONCURRENCY: '8',
    PORT: '0',
    ...options.env,
  });
  if (options.migrate !== false) await migrate(config.DATABASE_URL);
  const clock = new SettableClock(new Date(options.startAt));
  const web = await createWeb(config, clock);
  await web.listen(config.PORT, '127.0.0.1');
  const { port } = web.getHttpServer().address() as AddressInfo;
  const directory = web.get(DirectoryService, { strict: false });
  const file = config.DIRECTORY_FILE;
  await directory.import(await readFile(file, 'utf8'), file, false);
  const url = `http://127.0.0.1:${port}`;
  // Links in mails must lead to the port that was taken.
  config.PUBLIC_URL = url;
  const workers: Closable[] = [];
  for (let n = 0; n < (options.workers ?? 1); n += 1)
    workers.push(await createWorker(config, clock));
  const database = new pg.Pool({
    connectionString: options.ownerUrl ?? config.DATABASE_URL,
    max: 4,
  });
  return new Stage(config, clock, inbox, url, database, web, workers);
}
