import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config, createLogger } from '#platform';
import type { Queue } from 'bullmq';
import { QUEUES, SEND_MESSAGE, type SendMessageJob } from './queues.js';

/** Enqueues messages. The queue is an accelerator: where it fails, the sweeper finds the rows. */
@Injectable()
export class MessageJobs {
  readonly #logger;

  constructor(
    @InjectQueue(QUEUES.messages) private readonly queue: Queue<SendMessageJob>,
    @Inject(CONFIG) config: Config,
  ) {
    this.#logger = createLogger(config.LOG_LEVEL);
  }

  /**
   * One job per message and attempt: the same again is the same job. Never throws; false where the
   * queue is out of reach.
   */
  async enqueue(messages: { id: string; attempts: number }[]): Promise<boolean> {
    try {
      await this.queue.addBulk(
        messages.map(({ id, attempts }) => ({
          name: SEND_MESSAGE,
          data: { messageId: id },
          opts: { jobId: `m-${id}-${attempts}`, removeOnComplete: true, removeOnFail: true },
        })),
      );
      return true;
    } catch (error) {
      this.#logger.error(
        { messages: messages.length },
        `the queue is out of reach: ${String(error)}`,
      );
      return false;
    }
  }

  /** How many jobs wait; throws where the queue is out of reach. */
  async waiting(): Promise<number> {
    return this.queue.getWaitingCount();
  }
}
