import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable } from '@nestjs/common';
import { Batcher, CONFIG, type Config, createLogger } from '#platform';
import type { Queue } from 'bullmq';
import { QUEUES, SEND_MESSAGE, type SendMessageJob } from './queues.js';

/** A client of Redis waits for a lost server without end; whoever posts a notice must not. */
const PATIENCE_MS = 3_000;

/** An add costs the same for one job as for a hundred: while posts come in thick, they wait for each other. */
const LINGER_MS = 25;
/** Jobs of one add. */
const MOST_PER_ADD = 500;

export interface JobOfMessage {
  id: string;
  attempts: number;
  /** Which enqueueing of this attempt: the sweeper counts up where a job was lost. */
  round?: number;
}

/** Enqueues messages. The queue is an accelerator: where it fails, the sweeper finds the rows. */
@Injectable()
export class MessageJobs {
  readonly #logger;
  /** Notices that are posted while an earlier add is under way share the next one. */
  readonly #adds = new Batcher<JobOfMessage, boolean>((jobs) => this.#addAll(jobs), {
    most: MOST_PER_ADD,
    lingerMs: LINGER_MS,
  });
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
   * One job per message, attempt and round: the same again is the same job. Never throws and never waits
   * longer than three seconds; false where the queue is out of reach.
   */
  async enqueue(messages: JobOfMessage[]): Promise<boolean> {
    const results = await Promise.all(messages.map((message) => this.#adds.add(message)));
    return results.every(Boolean);
  }

  /** Jobs that wait to be taken; 0 where the queue is out of reach. */
  async waiting(): Promise<number> {
    if (this.#stuck > 0) return 0;
    return this.queue.getWaitingCount().catch(() => 0);
  }

  /** Drops what waits: no message is lost by it, the sweeper enqueues what the rows say is due. */
  async drop(): Promise<void> {
    await this.queue.drain();
  }

  async #addAll(messages: JobOfMessage[]): Promise<boolean[]> {
    const added = this.#stuck === 0 && (await this.#add(messages));
    return messages.map(() => added);
  }

  async #add(messages: JobOfMessage[]): Promise<boolean> {
    const adding = this.queue
      .addBulk(
        messages.map(({ id, attempts, round = 0 }) => ({
          name: SEND_MESSAGE,
          data: { messageId: id },
          opts: {
            jobId: `m-${id}-${attempts}-${round}`,
            removeOnComplete: true,
            removeOnFail: true,
          },
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
