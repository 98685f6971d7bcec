import { parentPort, workerData } from 'node:worker_threads';
import { chainDigest } from '#evidence';
import pg from 'pg';
import type { Break, Row } from './audit.js';

const MOST_EVENTS = 2_147_483_647;

interface Share {
  url: string;
  /** Ids of notices: above the one, up to and with the other. */
  after: string;
  until: string;
  rows: number;
}

/** The chains of one share of the notices, in batches by keyset. */
async function walk({ url, after, until, rows: most }: Share): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // No event has so high a number: the walk begins with the first of the next notice.
  let [events, notice, seq] = [0, after, MOST_EVENTS];
  let chain = { noticeId: '', seq: 0, digest: null as string | null, broken: false };
  const breaks: Break[] = [];
  const fail = (noticeId: string, at: number, why: string) => {
    if (!chain.broken) breaks.push({ noticeId, seq: at, why });
    chain.broken = true;
  };
  try {
    for (;;) {
      const { rows } = await client.query<
        Row & { occurredAt: Date; headSeq: number; headDigest: string }
      >({
        name: 'walk',
        text: `SELECT e.notice_id AS "noticeId", e.seq, e.previous, e.type, e.actor, e.data,
                      e.occurred_at AS "occurredAt", e.digest, n.head_seq AS "headSeq", n.head_digest AS "headDigest"
               FROM event e JOIN notice n ON n.id = e.notice_id
               WHERE (e.notice_id, e.seq) > ($1, $2) AND e.notice_id <= $3
               ORDER BY e.notice_id, e.seq LIMIT $4`,
        values: [notice, seq, until, most],
      });
      for (const row of rows) {
        if (row.noticeId !== chain.noticeId) {
          chain = { noticeId: row.noticeId, seq: 0, digest: null, broken: false };
        }
        const { occurredAt, ...link } = row;
        const digest = chainDigest({ ...link, occurredAt: occurredAt.toISOString() });
        if (row.seq !== chain.seq + 1) fail(row.noticeId, chain.seq + 1, 'an event is missing');
        else if (row.previous !== chain.digest)
          fail(row.noticeId, row.seq, 'it does not follow the event before');
        else if (digest !== row.digest)
          fail(row.noticeId, row.seq, 'its content does not match its digest');
        if (row.seq === row.headSeq && row.digest !== row.headDigest) {
          fail(row.noticeId, row.seq, 'it is not the head that the notice names');
        }
        if (row.seq > row.headSeq)
          fail(row.noticeId, row.seq, 'it lies beyond the head that the notice names');
        chain.seq = row.seq;
        chain.digest = row.digest;
      }
      events += rows.length;
      parentPort?.postMessage({ events, breaks: breaks.splice(0) });
      const last = rows.at(-1);
      if (!last || rows.length < most) break;
      [notice, seq] = [last.noticeId, last.seq];
    }
    parentPort?.postMessage({ events, breaks: await cutShort(client, after, until) });
  } finally {
    await client.end();
  }
}

/** Chains whose last events are gone. */
async function cutShort(client: pg.Client, after: string, until: string): Promise<Break[]> {
  const { rows } = await client.query<{ noticeId: string; seq: number }>(
    `SELECT n.id AS "noticeId", n.head_seq AS seq FROM notice n
     WHERE n.head_seq > 0 AND n.id > $1 AND n.id <= $2
       AND NOT EXISTS (SELECT 1 FROM event e WHERE e.notice_id = n.id AND e.seq = n.head_seq)
     LIMIT 1000`,
    [after, until],
  );
  return rows.map((row) => ({
    ...row,
    why: 'the events up to the head that the notice names are gone',
  }));
}

await walk(workerData as Share);
