import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import { AccessModule } from '#access';
import { AgenciesModule, DirectoryService } from '#agencies';
import {
  type Config,
  createLogger,
  migrate,
  NestLogger,
  PlatformModule,
  readConfig,
  startEmbeddedPostgres,
} from '#platform';
import { CommandModule } from '../command.module.js';
import { type Demo, prepareDemo } from './demo.js';
import type { House } from './house.js';
import { startInbox } from './inbox.js';
import { checkPorts } from './ports.js';

type Environment = Record<string, string | undefined>;

export interface OpenedHouse {
  config: Config;
  /** The inbox's pages; null where SMTP_URL names a real mail server. */
  inboxUrl: string | null;
  /** Sign-ins and key for trying out; null on a database of the operator's own. */
  demo: Demo | null;
}

/** Database, secrets, inbox, directory and demo: everything that web and worker stand on. */
export async function openHouse(house: House, env: Environment): Promise<OpenedHouse> {
  // Every fault of the configuration before anything is started for it.
  const asked = readConfig({
    ...env,
    DATABASE_URL: env.DATABASE_URL ?? 'postgres://embedded',
    CHAOGAO_SECRETS: env.CHAOGAO_SECRETS ?? freshSecret(),
  });
  const embedded = !env.DATABASE_URL;
  const loopback = '127.0.0.1';
  const inboxPorts = asked.SMTP_URL
    ? []
    : [
        { variable: 'INBOX_PORT', port: asked.INBOX_PORT, host: loopback },
        { variable: 'INBOX_SMTP_PORT', port: asked.INBOX_SMTP_PORT, host: loopback },
      ];
  // Before the database: another `npm start` here must not lose its own to us.
  await checkPorts([{ variable: 'PORT', port: asked.PORT, host: asked.HOST }, ...inboxPorts]);
  await mkdir(asked.DATA_DIR, { recursive: true });

  const settings: Environment = { ...env };
  if (!env.CHAOGAO_SECRETS) settings.CHAOGAO_SECRETS = await keptSecret(asked.DATA_DIR);
  if (embedded) {
    const postgres = await startEmbeddedPostgres(asked.DATA_DIR);
    house.onClose('PostgreSQL', () => postgres.stop(), !postgres.adopted);
    settings.DATABASE_URL = postgres.applicationUrl;
    settings.DATABASE_MIGRATION_URL = postgres.url;
  }
  let inboxUrl: string | null = null;
  if (!asked.SMTP_URL) {
    const inbox = await startInbox(asked);
    house.onClose('inbox', () => inbox.stop());
    settings.SMTP_URL = inbox.smtpUrl;
    inboxUrl = inbox.url;
  }
  const config = readConfig(settings);
  await migrate(config.DATABASE_MIGRATION_URL ?? config.DATABASE_URL, config.DATABASE_URL);
  return { config, inboxUrl, demo: await furnish(config, embedded) };
}

/** The directory on the first start, and on the embedded database something to try it out with. */
async function furnish(config: Config, embedded: boolean): Promise<Demo | null> {
  const context = await NestFactory.createApplicationContext(
    {
      module: CommandModule,
      imports: [PlatformModule.forRoot(config), AgenciesModule, AccessModule],
    },
    { logger: new NestLogger(createLogger(config.LOG_LEVEL)), abortOnError: false },
  );
  try {
    const directory = context.get(DirectoryService, { strict: false });
    if ((await directory.all()).length === 0) {
      const file = config.DIRECTORY_FILE;
      await directory.import(await readFile(file, 'utf8'), file, false);
    }
    return embedded ? await prepareDemo(config.DATA_DIR, context) : null;
  } finally {
    await context.close();
  }
}

const freshSecret = () => randomBytes(32).toString('base64url');

/** The secret that signs links, made once: with another one, links already sent would be void. */
async function keptSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'secrets');
  try {
    await writeFile(file, `${freshSecret()}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return (await readFile(file, 'utf8')).trim();
}
