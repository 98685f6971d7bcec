import 'reflect-metadata';
import { ConfigError, createLogger, readConfig } from '#platform';
import { createWeb } from './create-web.js';

/** How long what is under way may take once the process was asked to end. */
const DRAIN_MS = 10_000;

try {
  const config = readConfig(process.env);
  const logger = createLogger(config.LOG_LEVEL);
  const app = await createWeb(config);
  await app.listen(config.PORT, config.HOST);
  logger.info({ url: await app.getUrl() }, 'web is listening');
  const end = (signal: string) => {
    logger.info({ signal }, 'web is ending');
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    void app.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
} catch (error) {
  const text = error instanceof ConfigError ? error.message : String((error as Error).stack);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
