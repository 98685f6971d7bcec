import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config, createLogger } from '#platform';

/** What went wrong in the background, with the id of what it was about. */
@Injectable()
export class WorkerLog {
  readonly #logger;

  constructor(@Inject(CONFIG) config: Config) {
    this.#logger = createLogger(config.LOG_LEVEL);
  }

  failed(what: string, error: unknown, ids: Record<string, string> = {}): void {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    this.#logger.error({ what, ...ids, stack }, message);
  }
}
