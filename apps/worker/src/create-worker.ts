import { NestFactory } from '@nestjs/core';
import { type Clock, type Config, createLogger, NestLogger } from '#platform';
import type { INestApplicationContext } from '@nestjs/common';
import { WorkerModule } from './worker.module.js';

/** Starts a worker in this process; `close` finishes what is under way. */
export async function createWorker(
  config: Config,
  clock?: Clock,
): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(WorkerModule.forRoot(config, clock), {
    logger: new NestLogger(createLogger(config.LOG_LEVEL)),
    abortOnError: false,
  });
}
