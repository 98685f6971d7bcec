import { randomBytes } from 'node:crypto';
import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import type { Config } from '#platform';
import { environment } from './environment.js';

/**
 * Runs `work` beside the configured database or, where DATABASE_URL is not set, the embedded one of
 * `npm start`: running already, or started for as long as the work takes.
 *
 * A command that signs nothing needs no CHAOGAO_SECRETS.
 */
export async function withDatabase<T>(work: (config: Config) => Promise<T>): Promise<T> {
  const { readConfig, startEmbeddedPostgres } = await import('#platform');
  const env = environment();
  const secrets = env.CHAOGAO_SECRETS ?? randomBytes(32).toString('base64url');
  const settings = { LOG_LEVEL: 'error', ...env, CHAOGAO_SECRETS: secrets };
  if (env.DATABASE_URL) return work(readConfig(settings));
  const { DATA_DIR } = readConfig({ ...settings, DATABASE_URL: 'postgres://embedded' });
  console.error(`DATABASE_URL is not set: using the embedded database in ${DATA_DIR}`);
  const postgres = await startEmbeddedPostgres(DATA_DIR);
  try {
    const { applicationUrl: DATABASE_URL, url: DATABASE_MIGRATION_URL } = postgres;
    return await work(readConfig({ ...settings, DATABASE_URL, DATABASE_MIGRATION_URL }));
  } finally {
    if (!postgres.adopted) await postgres.stop();
  }
}

/** The same with the services of some modules. */
export async function withServices<T>(
  modules: (config: Config) => Promise<(DynamicModule | Type)[]>,
  work: (context: INestApplicationContext, config: Config) => Promise<T>,
): Promise<T> {
  const { NestFactory } = await import('@nestjs/core');
  const { createLogger, NestLogger, PlatformModule } = await import('#platform');
  const { CommandModule } = await import('./command.module.js');
  return withDatabase(async (config) => {
    const root: DynamicModule = {
      module: CommandModule,
      imports: [PlatformModule.forRoot(config), ...(await modules(config))],
    };
    const context = await NestFactory.createApplicationContext(root, {
      logger: new NestLogger(createLogger(config.LOG_LEVEL, process.stderr)),
      abortOnError: false,
    });
    try {
      return await work(context, config);
    } finally {
      await context.close();
    }
  });
}
