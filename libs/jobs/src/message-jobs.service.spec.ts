import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PlatformModule, readConfig } from '#platform';
import { type Job, type Queue, Worker } from 'bullmq';
import { freshDatabase } from '../../../test/support/database.js';
import { JobsModule } from './jobs.module.js';
import { MessageJobs } from './message-jobs.service.js';
import { QUEUES, SEND_MESSAGE, type SendMessageJob } from './queues.js';

const one = { id: '0199a000-0000-7000-8000-000000000001', attempts: 0 };
const other = { id: '0199a000-0000-7000-8000-000000000002', attempts: 0 };

describe('jobs of messages', () => {
  let url: string;
  let app: INestApplicationContext;

  beforeAll(async () => {
    url = await freshDatabase();
  });

  afterEach(() => app.close());

  async function start(redis: string) {
    const env = { LOG_LEVEL: 'silent', CHAOGAO_SECRETS: 's'.repeat(32), DATABASE_URL: url };
    const config = readConfig({ ...env, REDIS_URL: redis });
    const imports = [PlatformModule.forRoot(config), JobsModule.forRoot(config)];
    app = await NestFactory.createApplicationContext(
      { module: PlatformModule, imports },
      { logger: false },
    );
    return {
      jobs: app.get(MessageJobs),
      queue: app.get<Queue<SendMessageJob>>(getQueueToken(QUEUES.messages), { strict: false }),
    };
  }

  it('keeps one job per message and attempt, on PostgreSQL alone', async () => {
    const { jobs, queue } = await start('');
    expect(await jobs.enqueue([one, other])).toBe(true);
    expect(await jobs.enqueue([one])).toBe(true);
    expect(await queue.getWaitingCount()).toBe(2);
    expect(await jobs.enqueue([{ ...one, attempts: 1 }])).toBe(true);
    expect(await queue.getWaitingCount()).toBe(3);
  });

  it('hands a worker an id and nothing else, and leaves no trace of what is done', async () => {
    const { queue } = await start('');
    const seen: unknown[] = [];
    const worker = new Worker<SendMessageJob>(
      QUEUES.messages,
      (job: Job<SendMessageJob>) => Promise.resolve(seen.push([job.name, job.data])),
      { connection: queue.opts.connection, prefix: queue.opts.prefix ?? '' },
    );
    await new Promise<void>((resolve) => worker.on('drained', resolve));
    await worker.close();
    expect(seen).toContainEqual([SEND_MESSAGE, { messageId: one.id }]);
    expect(seen).toHaveLength(3);
    expect(await queue.getJobCounts('completed', 'failed')).toEqual({ completed: 0, failed: 0 });
  });

  it('answers false in a few seconds, then at once, where Redis is out of reach', async () => {
    const { jobs } = await start('redis://127.0.0.1:1');
    const before = Date.now();
    expect(await jobs.enqueue([one])).toBe(false);
    expect(Date.now() - before).toBeLessThan(5_000);
    const again = Date.now();
    expect(await jobs.enqueue([other])).toBe(false);
    expect(Date.now() - again).toBeLessThan(500);
  });
});
