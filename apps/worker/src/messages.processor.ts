import { Processor, WorkerHost } from '@nestjs/bullmq';
import { QUEUES } from '#jobs';
import { SendService } from '#notices';
import type { Job } from 'bullmq';
import { WorkerLog } from './worker-log.js';

/** A job is an id: the service re-reads the row and returns where the state has moved on. */
@Processor(QUEUES.messages)
export class MessagesProcessor extends WorkerHost {
  constructor(
    private readonly sending: SendService,
    private readonly log: WorkerLog,
  ) {
    super();
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
