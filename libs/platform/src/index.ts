export { Clock, SettableClock } from './clock.js';
export { CONFIG, type Config, ConfigError, readConfig } from './config.js';
export { dataSourceOptions, isDatabaseAway, migrate } from './data-source.js';
export {
  createDatabase,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from './embedded-postgres.js';
export { newId } from './ids.js';
export { createLogger, masked, NestLogger } from './logger.js';
export { grantApplication, MAY_CHANGE_EVENTS } from './roles.js';
export { PlatformModule } from './platform.module.js';
export { type FieldProblem, Problem } from './problem.js';
export { Batcher } from './batcher.js';
export { insertRows, updateRows } from './rows.js';
