import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, type OnApplicationBootstrap } from '@nestjs/common';
import { QUEUES } from '#jobs';
import { SendService } from '#notices';
import { CONFIG, type Config } from '#platform';
import type { Job } from 'bullmq';
import { WorkerLog } from './worker-log.js';

/** A job is an id: the service re-reads the row and returns where the state has moved on. */
@Processor(QUEUES.messages, { autorun: false })
export class MessagesProcessor extends WorkerHost implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sending: SendService,
    private readonly log: WorkerLog,
  ) {
    super();
  }

  /** Jobs may be waiting already: the first is taken once rulebook, directory and calendar have been read. */
  onApplicationBootstrap(): void {
    // Messages that are claimed, composed and recorded beside those that the mail server's connections carry.
    this.worker.concurrency = this.config.MAIL_CONCURRENCY * 4;
    this.worker.run().catch((error: unknown) => this.log.failed('messages', error));
  }

  async process(job: Job<{ messageId: string }>): Promise<void> {
    const { messageId } = job.data;
    try {
      await this.sending.send(messageId);
    } catch (error) {
      this.log.failed('send-message', error, { messageId });
      throw error;
    }
  }
}
