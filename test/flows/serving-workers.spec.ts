import { getQueueToken } from '@nestjs/bullmq';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StandingService } from '#notices';
import type { Queue } from 'bullmq';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { createWorker } from '../../apps/worker/src/create-worker.js';
import { startApp } from '../support/app.js';
import { onlyTo } from '../support/factories.js';
import { Office } from '../support/office.js';

describe('Serving without a queue', () => {
  const four = onlyTo('discipline', 'police', 'power', 'water');
  let stage: Stage;

  beforeAll(async () => {
    stage = await startApp({ workers: 0 });
  });
  afterAll(() => stage.close());

  it('loses nothing when every job is thrown away before a worker has seen it', async () => {
    const office = await Office.of(stage, 'lvsi-land-office');
    await Promise.all(Array.from({ length: 3 }, () => office.issued({}, four)));
    const queue = stage.web.get<Queue>(getQueueToken('messages'), { strict: false });
    expect(await queue.getWaitingCount()).toBe(12);
    await queue.obliterate({ force: true });
    expect(await queue.getWaitingCount()).toBe(0);
    stage.workers.push(await createWorker(stage.config, stage.clock));
    await stage.settle();
    expect(stage.inbox.mails.filter(({ subject }) => subject?.includes('〔2026〕'))).toHaveLength(
      12,
    );
    const { rows } = await stage.database.query(`SELECT 1 FROM copy WHERE transport <> 'served'`);
    expect(rows).toEqual([]);
  });

  it('begins no job before it has read its rulebook', async () => {
    const office = await Office.of(stage, 'lvsi-land-office');
    const id = await office.issued({}, four);
    const { prototype } = StandingService;
    const read: (this: StandingService) => Promise<void> = Reflect.get(prototype, 'onModuleInit');
    prototype.onModuleInit = async function () {
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await read.call(this);
    };
    try {
      stage.workers.push(await createWorker(stage.config, stage.clock));
    } finally {
      prototype.onModuleInit = read;
    }
    await stage.settle();
    const { rows } = await stage.database.query(
      'SELECT state, attempts FROM message WHERE notice_id = $1',
      [id],
    );
    expect(rows).toEqual(Array.from({ length: 4 }, () => ({ state: 'accepted', attempts: 1 })));
  });

  it('sends each mail once when three workers fall over the same rows', async () => {
    const office = await Office.of(stage, 'lvsi-land-office');
    stage.workers.push(await createWorker(stage.config, stage.clock));
    stage.workers.push(await createWorker(stage.config, stage.clock));
    await Promise.all(Array.from({ length: 6 }, () => office.issued({}, four)));
    await stage.settle();
    const ids = stage.inbox.mails.map(({ messageId }) => messageId);
    expect(ids.length).toBeGreaterThanOrEqual(10 * 4);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
