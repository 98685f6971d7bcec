import { BullModule } from '@nestjs/bullmq';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Config } from '#platform';
import {
  createIORedisClient,
  createPostgresBackend,
  type QueueOptions,
  RedisConnection,
  setDefaultBackendFactory,
} from 'bullmq';
import { Redis } from 'ioredis';
import { MessageJobs } from './message-jobs.service.js';
import { QueueCounts } from './queue-counts.service.js';
import { QUEUES } from './queues.js';

/** Connections that BullMQ may hold on its PostgreSQL backend, per queue or worker. */
const POSTGRES_CONNECTIONS = 4;

/** Redis through ioredis where REDIS_URL is given, else BullMQ's PostgreSQL backend. */
function connectionOf(config: Config): QueueOptions['connection'] {
  if (config.REDIS_URL) {
    setDefaultBackendFactory();
    // BullMQ closes a client that it made itself, and leaves one that it was handed open for ever.
    RedisConnection.clientFactory = ({ url, ...options }) =>
      createIORedisClient(url ? new Redis(url, options) : new Redis(options));
    return { url: config.REDIS_URL };
  }
  setDefaultBackendFactory(createPostgresBackend);
  return {
    connectionString: config.DATABASE_URL,
    schema: 'bullmq',
    migrate: true,
    max: POSTGRES_CONNECTIONS,
    // The rows of `message` are the truth; jobs that a crash of the server loses, the sweeper enqueues
    // again. So no job waits for the disk, and no NOTIFY holds its lock of the whole database meanwhile.
    options: '-c synchronous_commit=off',
  };
}

/**
 * One Redis may serve several installations (and a whole test run): where they shared a queue, each
 * worker would take the others' jobs, find no such row and drop them. The database tells them apart;
 * by its name, since web and worker may reach it by different hosts and accounts.
 */
function prefixOf(config: Config): string {
  return `bull:${new URL(config.DATABASE_URL).pathname.slice(1)}`;
}

/** The queues of one process. */
@Global()
@Module({})
export class JobsModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: JobsModule,
      imports: [
        BullModule.forRoot({ connection: connectionOf(config), prefix: prefixOf(config) }),
        BullModule.registerQueue({ name: QUEUES.messages }),
      ],
      providers: [MessageJobs, QueueCounts],
      exports: [MessageJobs, QueueCounts, BullModule],
    };
  }
}
