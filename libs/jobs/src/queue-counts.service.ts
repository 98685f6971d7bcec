import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { QUEUES } from './queues.js';

/** A page that asks how the queue is doing must be shown where it is not doing at all. */
const PATIENCE_MS = 1_500;

/** How many jobs the queue holds, by state. */
@Injectable()
export class QueueCounts {
  constructor(@InjectQueue(QUEUES.messages) private readonly queue: Queue) {}

  /** null where the queue does not answer in time. */
  async read(): Promise<Record<string, number> | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), PATIENCE_MS);
    });
    const counts = this.queue.getJobCounts('waiting', 'active', 'delayed', 'failed');
    return Promise.race([counts.catch(() => null), late]).finally(() => clearTimeout(timer));
  }
}
