import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { onlyTo } from '../support/factories.js';
import { fieldsOf, Office } from '../support/office.js';

interface FeedEvent {
  id: string;
  noticeId: string;
  seq: number;
  type: string;
}

const HELD_MS = 5_000;
const pause = (milliseconds: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Reads the feed again and again from where it stopped, as an agency's own system would. */
class Consumer {
  readonly seen: FeedEvent[] = [];
  #after: string | null = null;

  constructor(
    private readonly office: Office,
    private readonly limit = 50,
  ) {}

  async poll(): Promise<void> {
    const after = this.#after === null ? '' : `&after=${this.#after}`;
    const { status, body } = await this.office.get(`/v1/events?limit=${this.limit}${after}`);
    if (status !== 200) throw new Error(JSON.stringify(body));
    this.seen.push(...(body.items as FeedEvent[]));
    this.#after = body.next as string;
  }
}

describe('The feed of events', () => {
  let stage: Stage;
  let office: Office;

  beforeAll(async () => {
    stage = await startApp();
    office = await Office.of(stage, 'lvsi-land-office');
  });
  afterAll(() => stage.close());

  it('refuses a cursor that it never gave', async () => {
    expect(fieldsOf(await office.get('/v1/events?after=yesterday'))).toEqual(['after']);
    expect(fieldsOf(await office.get('/v1/events?limit=501'))).toEqual(['limit']);
  });

  it('misses nothing and repeats nothing while one writer stays open for five seconds among fifty', async () => {
    const first = await office.issued({}, onlyTo('police'));
    const agency = await stage.database.query<{ issuer_id: string }>(
      'SELECT issuer_id FROM notice WHERE id = $1',
      [first],
    );
    await stage.settle();
    const consumer = new Consumer(office);

    // The slow writer takes its place in the order now, and commits when the others long have.
    const slow = await stage.database.connect();
    const slowEvent = newId();
    await slow.query('BEGIN');
    await slow.query('SELECT pg_current_xact_id()');
    const opened = Date.now();

    let writing = true;
    const polling = (async () => {
      while (writing) {
        await consumer.poll();
        await pause(50);
      }
    })();
    // Two units, so that what happens to a notice is written by transactions side by side.
    const toTwo = onlyTo('police', 'power');
    const others = await Promise.all(Array.from({ length: 50 }, () => office.issued({}, toTwo)));
    await stage.settle(60_000);
    await pause(Math.max(0, HELD_MS - (Date.now() - opened)));
    const seenWhileOpen = new Set(consumer.seen.map(({ noticeId }) => noticeId));
    expect(others.filter((id) => seenWhileOpen.has(id))).toEqual([]);
    await slow.query(
      `INSERT INTO event (id, notice_id, seq, issuer_id, type, actor, data, occurred_at, digest)
       VALUES ($1, $2, 9999, $3, 'late-comer', 'system', '{}', now(), $4)`,
      [slowEvent, first, agency.rows[0]?.issuer_id, randomUUID()],
    );
    await slow.query('COMMIT');
    slow.release();

    const { rows } = await stage.database.query<{ id: string }>(
      `SELECT id FROM event WHERE issuer_id = $1 ORDER BY transaction, notice_id, seq`,
      [agency.rows[0]?.issuer_id],
    );
    const until = Date.now() + 15_000;
    while (consumer.seen.length < rows.length && Date.now() < until) await pause(20);
    writing = false;
    await polling;
    expect(rows.length).toBeGreaterThan(50 * 4);
    expect(consumer.seen.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    expect(consumer.seen.map(({ id }) => id)).toContain(slowEvent);
    // Within a notice the order is that of its chain.
    for (const id of others) {
      const seqs = consumer.seen.filter((one) => one.noticeId === id).map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    }
  });

  it('counts transactions as numbers, not by their digits', async () => {
    const village = await Office.of(stage, 'lvsi-village-1');
    const id = await village.issued({}, { kind: 'early-warning' });
    const written = [
      ['9', newId()],
      ['10', newId()],
      ['99', newId()],
      ['100', newId()],
    ];
    for (const [index, [transaction, eventId]] of written.entries()) {
      await stage.database.query(
        `INSERT INTO event (id, notice_id, seq, issuer_id, type, actor, data, occurred_at, digest, transaction)
         SELECT $1, id, $2, issuer_id, 'test', 'system', '{}', now(), 'x', $3::xid8
         FROM notice WHERE id = $4`,
        [eventId, 100 + index, transaction, id],
      );
    }
    const consumer = new Consumer(village, 1);
    for (let poll = 0; poll < 4; poll += 1) await consumer.poll();
    expect(consumer.seen.map((event) => event.id)).toEqual(written.map(([, eventId]) => eventId));
  });

  it("shows an agency its own notices' events alone", async () => {
    const other = new Consumer(await Office.of(stage, 'huilong-land-office'));
    await other.poll();
    // Where nothing has happened yet, the answer's cursor is good all the same.
    await other.poll();
    expect(other.seen).toEqual([]);
  });
});
