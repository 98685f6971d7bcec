import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApiKeyService } from '#access';
import { DirectoryService } from '#agencies';
import { EXAMPLE_FACTS, StepRunner } from '#notices';
import { migrate, readConfig, SettableClock, startEmbeddedPostgres } from '#platform';
import pg from 'pg';
import { createWorker } from '../../../worker/src/create-worker.js';
import { cloneNotice, PlainRows } from './clones.js';
import { documents } from './documents.js';
import { emptyQueue } from './empty-queue.js';
import { bareFloor, Handover } from './handover.js';
import { closedLoop, percentile, round, sleep, timed } from './measures.js';
import { answering, Served } from './processes.js';
import { Sink } from './sink.js';

export type Result = Record<string, number | string>;

export interface Scale {
  /** Notices of the closed loops. */
  notices: number;
  /** Seconds of the open loop. */
  seconds: number;
  /** Notices a second of the open loop. */
  rate: number;
  duties: number;
  /** Documents made one after the other. */
  documents: number;
}

/** Notices a second at which it is tried whether messages leave within 10 s, slowest first. */
const LIMITS = [2, 4, 6, 8, 10, 12, 15, 20, 30, 40];

const PORT = 3900;
const SECRET = 'a-secret-that-is-only-used-by-the-bench-00001';

/** A valid case for a land office of any town. */
const caseAt = (town: string) => ({
  kind: 'copy-notice',
  facts: {
    ...EXAMPLE_FACTS,
    place: { code: town, text: '某村12组' },
    discoveredAt: new Date(Date.now() - 7_200_000).toISOString(),
    stopFailedAt: new Date(Date.now() - 3_600_000).toISOString(),
  },
});

interface Office {
  key: string;
  town: string;
  id: string;
}

/** Measures everything in one run on one machine, with fsync and rate limits on. */
export class Bench {
  #results: Result[] = [];
  #offices: Office[] = [];

  constructor(
    private readonly scale: Scale,
    private readonly say: (line: string) => void,
  ) {}

  async run(): Promise<Result[]> {
    const folder = await mkdtemp(path.join(tmpdir(), 'chaogao-bench-'));
    const postgres = await startEmbeddedPostgres(folder);
    const sink = new Sink();
    const smtp = await sink.start();
    const env = {
      DATABASE_URL: postgres.url,
      SMTP_URL: smtp,
      CHAOGAO_SECRETS: SECRET,
      PORT: String(PORT),
      REDIS_URL: process.env.REDIS_URL ?? '',
    };
    const database = new pg.Pool({ connectionString: postgres.url, max: 16 });
    try {
      await migrate(postgres.url);
      await this.#offer(postgres.url, env);
      await this.#served(env, database, sink, smtp);
      await this.#steps(env, database);
      const config = readConfig({ ...process.env, ...env });
      this.#note('documents', await documents(config, this.scale.documents));
    } finally {
      await database.end();
      sink.stop();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    }
    return this.#results;
  }

  #note(what: string, figures: Omit<Result, 'what'>): void {
    this.#results.push({ what, ...figures });
    this.say(`${what}: ${JSON.stringify(figures)}`);
  }

  /** The directory, and a key for every land office. */
  async #offer(url: string, env: Record<string, string>): Promise<void> {
    const worker = await createWorker(readConfig({ ...process.env, ...env, DATABASE_URL: url }));
    const directory = worker.get(DirectoryService, { strict: false });
    const file = 'rulebooks/qidong-directory.yaml';
    await directory.import(await readFile(file, 'utf8'), file, false);
    const keys = worker.get(ApiKeyService, { strict: false });
    for (const agency of await directory.all()) {
      if (agency.role !== 'land-office' || !agency.town) continue;
      const { key } = await keys.create(agency.id, 'bench', ['notices:read', 'notices:write']);
      this.#offices.push({ key, town: agency.town, id: agency.id });
    }
    await worker.close();
  }

  #office(index: number): Office {
    const office = this.#offices[index % this.#offices.length];
    if (!office) throw new Error('the directory has no land office');
    return office;
  }

  async #post(office: Office): Promise<string> {
    const response = await fetch(`http://127.0.0.1:${PORT}/v1/notices`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${office.key}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(caseAt(office.town)),
    });
    const body = (await response.json()) as { id: string };
    if (response.status !== 201) throw new Error(`${response.status} ${JSON.stringify(body)}`);
    return body.id;
  }

  async #served(
    env: Record<string, string>,
    database: pg.Pool,
    sink: Sink,
    smtp: string,
  ): Promise<void> {
    const web = new Served('web', env);
    const ready = await timed(() => answering(`http://127.0.0.1:${PORT}/health/ready`));
    this.#note('web ready after start on a built tree', { seconds: round(ready / 1000, 2) });
    let worker: Served | null = null;
    try {
      const { notices } = this.scale;
      const firstId = await this.#post(this.#office(0));
      await closedLoop(50, 8, async (index) => void (await this.#post(this.#office(index))));
      const one = await closedLoop(
        notices,
        16,
        async () => void (await this.#post(this.#office(0))),
      );
      const all = await closedLoop(
        notices,
        16,
        async (i) => void (await this.#post(this.#office(i))),
      );
      const plain = new PlainRows(database);
      await plain.read(firstId);
      const sql = await closedLoop(notices, 16, (i) => plain.insert(i, this.#office(i).id));
      for (const [what, run] of Object.entries({ 'one agency': one, 'eighteen agencies': all })) {
        this.#note(`notices accepted, ${what}`, {
          perSecond: round(run.perSecond),
          p50ms: round(percentile(run.each, 0.5)),
          p99ms: round(percentile(run.each, 0.99)),
          ratioToPlainSql: round(run.perSecond / sql.perSecond, 2),
        });
      }
      this.#note('the same rows by plain SQL', { perSecond: round(sql.perSecond) });
      // The closed loops' messages and their jobs are no part of what follows.
      await database.query(`UPDATE message SET state = 'cancelled', next_attempt_at = NULL`);
      await emptyQueue(readConfig({ ...process.env, ...env }));
      worker = new Served('worker', env);
      await sleep(4000);
      const post = async (index: number) => void (await this.#post(this.#office(index)));
      await this.#handedOver(new Handover(database, sink, post), smtp);
      this.#note('memory', await memory(web, worker));
    } finally {
      await web.stop();
      await worker?.stop();
    }
  }

  async #handedOver(handover: Handover, smtp: string): Promise<void> {
    const { rate, seconds } = this.scale;
    const found = await handover.at(rate, seconds);
    const floor = await bareFloor(smtp);
    this.#note('posted at a steady rate, handed over by SMTP', {
      noticesPerMinute: rate * 60,
      p50ms: round(percentile(found.each, 0.5)),
      p99ms: round(percentile(found.each, 0.99)),
      messages: found.messages,
      shareWithin10s: round(found.share, 4),
      messagesPerSecond: round(found.perSecond),
      ratioToBarePool: round(found.perSecond / floor, 2),
    });
    this.#note('bare nodemailer pool to the same sink', { messagesPerSecond: round(floor) });
    const held = await handover.limit(LIMITS, seconds, (line) => this.say(line));
    this.#note('99 % of all messages handed over within 10 s', {
      upToNoticesPerMinute: held.rate * 60,
      shareWithin10s: round(held.share, 4),
      thenShareWithin10s: round(held.shareBeyond, 4),
    });
  }

  async #steps(env: Record<string, string>, database: pg.Pool): Promise<void> {
    const { rows } = await database.query<{ id: string; duties: number }>(
      `SELECT n.id, (SELECT count(*)::int FROM duty d WHERE d.notice_id = n.id) AS duties
       FROM notice n WHERE NOT EXISTS (SELECT 1 FROM copy c WHERE c.notice_id = n.id AND c.transport <> 'served')
       ORDER BY n.id DESC LIMIT 1`,
    );
    const [model] = rows;
    if (!model) throw new Error('no notice was served');
    const times = Math.ceil(this.scale.duties / model.duties);
    this.say(`copying one notice ${times} times for ${this.scale.duties} open duties`);
    await cloneNotice(database, model.id, times);
    await database.query(
      `UPDATE step SET state = 'cancelled' WHERE state = 'planned' AND action <> 'record-silence'`,
    );
    await database.query('ANALYZE');
    const [due] = (
      await database.query<{ at: Date; open: number }>(
        `SELECT min(due_at) AS at, (SELECT count(*)::int FROM duty WHERE state = 'running') AS open
         FROM step WHERE state = 'planned'`,
      )
    ).rows;
    if (!due) throw new Error('no step is planned');
    const clock = new SettableClock(new Date(due.at.getTime() - 1000));
    const config = readConfig({ ...process.env, ...env, SWEEP_MS: '3600000' });
    const worker = await createWorker(config, clock);
    await sleep(500);
    clock.set(due.at);
    const runner = worker.get(StepRunner, { strict: false });
    let done = 0;
    const milliseconds = await timed(async () => {
      for (let n = 0; n < 15; n += 1) done += await runner.runDue(200);
    });
    await worker.close();
    this.#note('due steps carried out (records of silence)', {
      openDuties: due.open,
      steps: done,
      perSecond: round((done / milliseconds) * 1000),
    });
  }
}

async function memory(web: Served, worker: Served): Promise<Omit<Result, 'what'>> {
  const [webMB, workerMB] = [await web.megabytes(), await worker.megabytes()];
  const documentsMB = (await web.megabytesOfDocuments()) + (await worker.megabytesOfDocuments());
  return {
    webMB: round(webMB),
    workerMB: round(workerMB),
    togetherMB: round(webMB + workerMB),
    documentsMB: round(documentsMB),
  };
}
