import 'reflect-metadata';
import { ConfigError, createLogger, readConfig } from '#platform';
import { createWorker } from './create-worker.js';

/** How long the messages under way may take once the process was asked to end. */
const DRAIN_MS = 60_000;

try {
  const config = readConfig(process.env);
  const logger = createLogger(config.LOG_LEVEL);
  const worker = await createWorker(config);
  logger.info('worker is running');
  const end = (signal: string) => {
    logger.info({ signal }, 'worker is ending');
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    void worker.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
} catch (error) {
  const text = error instanceof ConfigError ? error.message : String((error as Error).stack);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
