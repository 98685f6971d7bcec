import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/**
 * Link tokens (`/l/<id>.<mac>`), API keys (`cg_<prefix>_<secret>`) and addresses that stand for a mail or a
 * copy (`reply+<id and mac>@…`) never reach a log.
 */
const SECRETS = [
  [/(\/[ln]\/)[\w-]+\.[\w-]+/g, '$1[masked]'],
  [/\bcg_[\w]+_[\w-]+/g, 'cg_[masked]'],
  [/\b(bounce|reply)\+[a-z2-7]{45}/gi, '$1+[masked]'],
] as const;

/** Masks whatever looks like one of our secrets in a text. */
export function masked(text: string): string {
  return SECRETS.reduce((result, [pattern, by]) => result.replace(pattern, by), text);
}

/** One JSON line per fact, with notice and copy ids where they are known. */
export function createLogger(level: string, destination?: NodeJS.WritableStream): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: ['password', 'token', 'key', 'secret', 'phone', 'cookie', 'authorization'],
        censor: '[masked]',
      },
    },
    {
      write: (line: string) => (destination ?? process.stdout).write(masked(line)),
    },
  );
}

/** Nest's own messages through the same logger. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    // Web and worker in one process each have a data source of their own, in containers of their own.
    if (context === 'DataSourceNameRegistry') return;
    this.logger.warn({ context }, String(message));
  }

  error(message: unknown, stack?: string, context?: string): void {
    this.logger.error({ context, stack }, String(message));
  }

  debug(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }
}
