import { setStage, type Stage } from '../../apps/cli/src/rehearse/stage.js';
import { applicationOf, freshDatabase } from './database.js';

/** A stage on a database of its own; Tuesday 29 September 2026, ten in the morning. */
export async function startApp(
  options: {
    startAt?: string;
    workers?: number;
    env?: Record<string, string>;
    /** As in production: under the role that cannot change what is append-only. */
    asApplication?: boolean;
  } = {},
): Promise<Stage> {
  const redis = process.env.CHAOGAO_TEST_QUEUE === 'redis' ? process.env.REDIS_URL : '';
  const ownerUrl = await freshDatabase();
  return setStage({
    ownerUrl,
    databaseUrl: options.asApplication ? await applicationOf(ownerUrl) : ownerUrl,
    startAt: options.startAt ?? '2026-09-29T10:00:00+08:00',
    workers: options.workers ?? 1,
    migrate: false,
    env: { ...(redis ? { REDIS_URL: redis } : { REDIS_URL: '' }), ...options.env },
  });
}
