import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startApp } from '../../../test/support/app.js';
import { Office } from '../../../test/support/office.js';
import { appendEvents } from './chain.js';
import { headOf } from './issue-events.js';
import { Notice } from './notice.entities.js';
import { EventFeed } from './queries/event-feed.service.js';

describe('a chain', () => {
  let stage: Awaited<ReturnType<typeof startApp>>;
  let office: Office;

  beforeAll(async () => {
    stage = await startApp();
    office = await Office.of(stage, 'lvsi-land-office');
  });
  afterAll(() => stage.close());

  it('keeps its order in the feed where the transaction that began first appends last', async () => {
    const id = await office.issued();
    await stage.settle();
    const { issuerId } = await stage.web.get(DataSource).transaction(async (manager) => {
      await manager.query('SELECT pg_current_xact_id()');
      const path = `/v1/notices/${id}/withdrawal`;
      expect((await office.post(path, { reason: '重复抄告' })).status).toBe(204);
      const notice = await manager.findOneByOrFail(Notice, { id });
      const event = { copyId: null, type: 'late-comer', actor: 'system', data: {} };
      await appendEvents(manager, [{ head: headOf(notice), events: [event, event] }], new Date());
      return notice;
    });
    await stage.settle();
    const written = await stage.database.query('SELECT 1 FROM event WHERE notice_id = $1', [id]);
    const feed = stage.web.get(EventFeed, { strict: false });
    // Another suite's open transaction on the same server may still hold the feed back.
    let seqs: number[] = [];
    for (const until = Date.now() + 20_000; Date.now() < until;) {
      const { items } = await feed.after(issuerId, null, 500);
      seqs = items.map(({ seq }) => seq);
      if (seqs.length === written.rowCount) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(seqs.length).toBeGreaterThan(10);
    expect(seqs).toEqual(Array.from({ length: written.rowCount ?? 0 }, (_, index) => index + 1));
  });
});
