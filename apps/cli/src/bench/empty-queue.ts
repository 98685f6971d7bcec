import { NestFactory } from '@nestjs/core';
import { JobsModule, MessageJobs } from '#jobs';
import { type Config, PlatformModule } from '#platform';

/** Drops all jobs of messages that wait, on PostgreSQL or Redis. */
export async function emptyQueue(config: Config): Promise<void> {
  const imports = [PlatformModule.forRoot(config), JobsModule.forRoot(config)];
  const app = await NestFactory.createApplicationContext(
    { module: PlatformModule, imports },
    { logger: false },
  );
  await app.get(MessageJobs, { strict: false }).drop();
  await app.close();
}
