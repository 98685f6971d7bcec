import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type ChainLink, leafHash, treeHash, canonical, verifyText } from '#evidence';
import pg from 'pg';

/** Breaks that are printed; the count says how many there are. */
const MOST_SHOWN = 100;
const ROWS = 4_000;

export type Row = ChainLink & { digest: string };

/** One chain's first break; `seq` is the event that fails. */
export interface Break {
  noticeId: string;
  seq: number;
  why: string;
}

/**
 * Walks all chains, each thread its share of the notices, some thousand events in memory at a
 * time; then the heads and the daily roots. Prints progress to standard error; answers how many are broken.
 */
export async function auditDatabase(url: string): Promise<number> {
  const threads = Math.min(4, Math.max(2, availableParallelism()));
  const edges = await edgesOf(url, threads);
  const began = performance.now();
  const counted = new Array<number>(threads).fill(0);
  let [events, broken] = [0, 0];
  const say = (found: Break) => {
    broken += 1;
    if (broken <= MOST_SHOWN)
      console.log(`✗ notice ${found.noticeId}, event ${found.seq}: ${found.why}`);
  };
  await Promise.all(
    counted.map(
      (_, n) =>
        new Promise<void>((resolve, reject) => {
          const worker = new Worker(new URL('./walk.js', import.meta.url), {
            workerData: { url, after: edges[n], until: edges[n + 1], rows: ROWS },
          });
          worker.on('message', (message: { events: number; breaks: Break[] }) => {
            counted[n] = message.events;
            message.breaks.forEach(say);
            events = counted.reduce((sum, one) => sum + one, 0);
            process.stderr.write(`\r${events} events, ${broken} broken chains`);
          });
          worker.once('error', reject);
          worker.once('exit', () => resolve());
        }),
    ),
  );
  const roots = await auditRoots(url);
  const seconds = (performance.now() - began) / 1000;
  process.stderr.write('\n');
  for (const fault of roots.faults) console.log(`✗ root of ${fault}`);
  console.log(
    `${events} events, ${roots.count} daily roots in ${seconds.toFixed(1)} s: ${broken} chains and ${roots.faults.length} roots are broken.`,
  );
  return broken + roots.faults.length;
}

/** Below and above every id. */
const LOWEST = '00000000-0000-0000-0000-000000000000';
const HIGHEST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Ids of notices between which each thread finds about as many: ranges of an index, read once. */
async function edgesOf(url: string, threads: number): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM notice');
    const share = Math.ceil((rows[0]?.n ?? 0) / threads);
    const edges = [LOWEST];
    for (let n = 1; n < threads; n++) {
      const { rows: found } = await client.query<{ id: string }>(
        'SELECT id FROM notice ORDER BY id OFFSET $1 LIMIT 1',
        [share * n],
      );
      edges.push(found[0]?.id ?? HIGHEST);
    }
    return [...edges, HIGHEST];
  } finally {
    await client.end();
  }
}

interface StoredRoot {
  day: string;
  root: string;
  size: number;
  statement: string;
  signature: string;
  publicKey: string;
  previous: string | null;
}

/** Each root over its leaves, its signature, the root before, and each leaf against its event. */
async function auditRoots(url: string): Promise<{ count: number; faults: string[] }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const faults: string[] = [];
  try {
    const { rows: roots } = await client.query<StoredRoot>(
      `SELECT to_char(day, 'YYYY-MM-DD') AS day, root, size, statement, signature, k.public_key AS "publicKey",
              lag(root) OVER (ORDER BY day) AS previous
       FROM daily_root JOIN signing_key k ON k.fingerprint = daily_root.key ORDER BY daily_root.day`,
    );
    for (const root of roots) {
      const why = await faultOf(client, root);
      if (why) faults.push(`${root.day}: ${why}`);
    }
    return { count: roots.length, faults };
  } finally {
    await client.end();
  }
}

async function faultOf(client: pg.Client, stored: StoredRoot): Promise<string | null> {
  const said = JSON.parse(stored.statement) as {
    root: string;
    size: number;
    previousRoot: string | null;
  };
  if (!verifyText(stored.statement, stored.signature, stored.publicKey))
    return 'its signature does not hold';
  if (said.root !== stored.root || said.size !== stored.size) return 'it is not what was signed';
  if (said.previousRoot !== stored.previous) return 'it does not follow the root before';
  const blocks: Buffer[] = [];
  for (let from = 0; from < stored.size; from += ROWS * 2) {
    const { rows } = await client.query<{
      noticeId: string | null;
      seq: number;
      digest: string;
      event: string | null;
    }>(
      `SELECT l.notice_id AS "noticeId", l.seq, l.digest, e.digest AS event FROM root_leaf l
       LEFT JOIN event e ON e.notice_id = l.notice_id AND e.seq = l.seq
       WHERE l.day = $1 AND l.position >= $2 AND l.position < $3 ORDER BY l.position`,
      [stored.day, from, from + ROWS * 2],
    );
    const changed = rows.find(
      ({ noticeId, digest, event }) => noticeId !== null && digest !== event,
    );
    if (changed)
      return `notice ${changed.noticeId}, event ${changed.seq} is not the one that was signed`;
    blocks.push(
      ...rows.map(({ noticeId, seq, digest }) =>
        leafHash(
          canonical(noticeId === null ? { previousRoot: digest } : { noticeId, seq, digest }),
        ),
      ),
    );
  }
  if (blocks.length !== stored.size) return 'leaves are missing';
  return treeHash(blocks).toString('hex') === stored.root ? null : 'its leaves do not lead to it';
}
