import { setStage, type Stage } from '../../apps/cli/src/rehearse/stage.js';
import { freshDatabase } from './database.js';

/** A stage on a database of its own; Tuesday 29 September 2026, ten in the morning. */
export async function startApp(
  options: { startAt?: string; workers?: number; env?: Record<string, string> } = {},
): Promise<Stage> {
  const redis = process.env.CHAOGAO_TEST_QUEUE === 'redis' ? process.env.REDIS_URL : '';
  return setStage({
    databaseUrl: await freshDatabase(),
    startAt: options.startAt ?? '2026-09-29T10:00:00+08:00',
    workers: options.workers ?? 1,
    migrate: false,
    env: { ...(redis ? { REDIS_URL: redis } : { REDIS_URL: '' }), ...options.env },
  });
}
