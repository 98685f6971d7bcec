import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { messageIdOf } from '#mail';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { createWorker } from '../../apps/worker/src/create-worker.js';
import { startApp } from '../support/app.js';
import { facts } from '../support/factories.js';
import { Office } from '../support/office.js';
import { eventually, freePort, Process } from '../support/processes.js';
import { Sink } from '../support/sink.js';

/** Processes of their own run on the real clock, so the case is of today. */
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const today = () => ({ discoveredAt: hoursAgo(2), stopFailedAt: hoursAgo(1) });

describe('A process that is killed', () => {
  let stage: Stage;
  let office: Office;
  let sink: Sink;
  let env: Record<string, string>;
  let processes: Process[];

  beforeEach(async () => {
    processes = [];
    stage = await startApp({ workers: 0, startAt: new Date().toISOString() });
    office = await Office.of(stage, 'lvsi-land-office');
    sink = new Sink();
    env = {
      DATABASE_URL: stage.config.DATABASE_URL,
      REDIS_URL: stage.config.REDIS_URL ?? '',
      CHAOGAO_SECRETS: stage.config.CHAOGAO_SECRETS.join(','),
      SMTP_URL: await sink.start(),
      MAIL_CONCURRENCY: '1',
      MAIL_LEASE_MS: '1000',
      SWEEP_MS: '100',
    };
  });
  afterEach(async () => {
    await Promise.all(processes.map((one) => one.kill()));
    await stage.close();
    await sink.stop();
  });

  const start = (part: 'web' | 'worker', more: Record<string, string> = {}) => {
    const one = new Process(part, { ...env, ...more });
    processes.push(one);
    return one;
  };

  /** Whoever goes on where another was killed; its own lease is long, so that it sends nothing a third time. */
  const goesOn = async () => {
    const { SMTP_URL } = env;
    stage.workers.push(await createWorker({ ...stage.config, SMTP_URL, SWEEP_MS: 100 }));
  };

  const everythingArrived = async () => {
    const messages = async () =>
      (
        await stage.database.query<{ id: string; address: string; state: string }>(
          `SELECT id, address, state FROM message WHERE kind = 'notice'`,
        )
      ).rows;
    await eventually(
      async () => (await messages()).every(({ state }) => state === 'accepted'),
      'all messages to be accepted',
    );
    const sent = new Map((await messages()).map(({ id, address }) => [id, address]));
    expect(sent.size).toBe(8);
    const ids = new Set([...sent.keys()].map((id) => messageIdOf(id, stage.config.MAIL_FROM)));
    const kept = sink.kept.filter(({ messageId }) => ids.has(messageId));
    const expected = [...sent].map(([id, address]) => [
      messageIdOf(id, stage.config.MAIL_FROM),
      address,
    ]);
    // What came twice came as the same message to the same recipient; nothing is missing.
    const pairs = new Map(kept.map(({ messageId, recipient }) => [messageId, recipient]));
    expect([...pairs].sort()).toEqual(expected.sort());
    expect(kept.every(({ messageId, recipient }) => pairs.get(messageId) === recipient)).toBe(true);
    const { rows } = await stage.database.query(
      `SELECT 1 FROM copy WHERE transport <> 'served' OR served_on IS NULL`,
    );
    expect(rows).toEqual([]);
    return kept.length;
  };

  it.each([1, 4, 8])(
    'after the server accepted mail %i of 8 and before it was recorded, sends that one again as the same',
    async (victim) => {
      await office.issued(today());
      const lock = await stage.database.connect();
      const worker = start('worker');
      const killed = new Promise<string>((resolve) => {
        sink.beforeAccepting = async ({ messageId }, before) => {
          if (before !== victim - 1) return;
          // Whoever holds the row keeps the worker from recording what the server is about to say.
          await lock.query('BEGIN');
          await lock.query('SELECT 1 FROM message WHERE id = $1 FOR UPDATE', [
            messageId.slice(1).split('@')[0],
          ]);
          sink.afterAccepting = () => {
            sink.afterAccepting = () => undefined;
            setTimeout(() => void worker.kill().then(() => resolve(messageId)), 60);
          };
        };
      });
      const messageId = await killed;
      await lock.query('ROLLBACK');
      const { rows } = await lock.query<{ state: string }>(
        'SELECT state FROM message WHERE id = $1',
        [messageId.slice(1).split('@')[0]],
      );
      lock.release();
      expect(rows).toEqual([{ state: 'sending' }]);
      await goesOn();
      const arrived = await everythingArrived();
      expect(sink.kept.filter((mail) => mail.messageId === messageId)).toHaveLength(2);
      // Only what was claimed when the process ended may come twice, and nothing more often.
      expect(arrived).toBeGreaterThanOrEqual(9);
      const times = sink.kept.map(
        ({ messageId: id }) => sink.kept.filter((one) => one.messageId === id).length,
      );
      expect(Math.max(...times)).toBe(2);
    },
  );

  it('between its commit and the queue, loses no mail, and answers the retry as the first', async () => {
    // A queue that takes connections and never says a word: the post commits and gets no further.
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port: silentPort } = silent.address() as AddressInfo;
    const port = await freePort();
    const post = (idempotencyKey: string, body: string) =>
      fetch(`http://127.0.0.1:${port}/v1/notices`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${office.key}`,
          'content-type': 'application/json',
          'idempotency-key': idempotencyKey,
        },
        body,
      });
    const key = randomUUID();
    const body = JSON.stringify({ kind: 'copy-notice', facts: facts(today()) });
    const web = start('web', {
      PORT: String(port),
      REDIS_URL: `redis://127.0.0.1:${silentPort}`,
    });
    await web.says('web is listening');
    const lost = post(key, body).then(
      (response) => response.status,
      () => 'lost',
    );
    await eventually(async () => {
      const { rows } = await stage.database.query(`SELECT 1 FROM message WHERE kind = 'notice'`);
      return rows.length === 8;
    }, 'the commit');
    await web.kill();
    expect(await lost).toBe('lost');
    sockets.forEach((socket) => socket.destroy());
    silent.close();

    await goesOn();
    expect(await everythingArrived()).toBe(8);
    const again = start('web', { PORT: String(port) });
    await again.says('web is listening');
    const retry = await post(key, body);
    expect(retry.status).toBe(201);
    expect(retry.headers.get('idempotency-replayed')).toBe('true');
    const { rows } = await stage.database.query<{ id: string }>('SELECT id FROM notice');
    expect(rows).toEqual([{ id: ((await retry.json()) as { id: string }).id }]);
  });
});
