import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config, createLogger } from '#platform';
import type { Queue } from 'bullmq';
import { QUEUES, SEND_MESSAGE, type SendMessageJob } from './queues.js';

/** A client of Redis waits for a lost server without end; whoever posts a notice must not. */
const PATIENCE_MS = 3_000;

/** Enqueues messages. The queue is an accelerator: where it fails, the sweeper finds the rows. */
@Injectable()
export class MessageJobs {
  readonly #logger;
  /** Adds that were given up waiting for. While there is one, no more are piled up behind it. */
  #stuck = 0;
  #outOfReach = false;

  constructor(
    @InjectQueue(QUEUES.messages) private readonly queue: Queue<SendMessageJob>,
    @Inject(CONFIG) config: Config,
  ) {
    this.#logger = createLogger(config.LOG_LEVEL);
    // Without a listener BullMQ prints every attempt to reconnect, stack and all.
    this.queue.on('error', (error) => this.#say(error));
  }

  /**
   * One job per message and attempt: the same again is the same job. Never throws and never waits
   * longer than three seconds; false where the queue is out of reach.
   */
  async enqueue(messages: { id: string; attempts: number }[]): Promise<boolean> {
    if (this.#stuck > 0) return false;
    const adding = this.queue
      .addBulk(
        messages.map(({ id, attempts }) => ({
          name: SEND_MESSAGE,
          data: { messageId: id },
          opts: { jobId: `m-${id}-${attempts}`, removeOnComplete: true, removeOnFail: true },
        })),
      )
      .then(
        () => this.#answered(),
        (error: unknown) => this.#say(error),
      );
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), PATIENCE_MS);
    });
    const result = await Promise.race([adding, late]);
    clearTimeout(timer);
    if (result !== 'late') return result;
    this.#stuck += 1;
    void adding.finally(() => (this.#stuck -= 1));
    return this.#say(new Error(`no answer within ${PATIENCE_MS} ms`));
  }

  #answered(): true {
    this.#outOfReach = false;
    return true;
  }

  /** Says it once, until the queue has answered again. */
  #say(error: unknown): false {
    if (!this.#outOfReach) {
      this.#logger.error(`the queue is out of reach: ${String(error)}`);
    }
    this.#outOfReach = true;
    return false;
  }
}
