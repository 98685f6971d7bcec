import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const DATA_DIR = mkdtempSync(path.join(tmpdir(), 'chaogao-start-'));
// Servers run as another user where we are root.
chmodSync(DATA_DIR, 0o755);

/** `chaogao start`, or another command that starts it, as a stranger runs it, on ports and data of its own. */
class Run {
  output = '';
  readonly ended: Promise<number | null>;
  readonly #process: ChildProcess;

  constructor(args = ['start'], env: Record<string, string> = {}) {
    const own = { DATABASE_URL: '', SMTP_URL: '', REDIS_URL: '', CHAOGAO_SECRETS: '', LANG: '' };
    const ports = { PORT: '0', INBOX_PORT: '0', INBOX_SMTP_PORT: '0' };
    this.#process = spawn(process.execPath, ['bin/chaogao.js', ...args], {
      env: { ...process.env, ...own, ...ports, DATA_DIR, ...env },
    });
    this.#process.stdout?.on('data', (chunk) => (this.output += String(chunk)));
    this.#process.stderr?.on('data', (chunk) => (this.output += String(chunk)));
    this.ended = new Promise((resolve) => this.#process.once('exit', resolve));
  }

  ready(): Promise<this> {
    return this.says('Ctrl-C stops everything');
  }

  async says(text: string): Promise<this> {
    const until = Date.now() + 50_000;
    while (!this.output.includes(text)) {
      if (Date.now() > until || this.#process.exitCode !== null) throw new Error(this.output);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return this;
  }

  kill(signal: NodeJS.Signals): Promise<number | null> {
    this.#process.kill(signal);
    return this.ended;
  }

  /** The printed curl line, carried out without curl, which a machine may lack. */
  post(): Promise<Response> {
    const line = /^curl[\s\S]*?-d '.*'$/m.exec(this.output)?.[0] ?? '';
    const url = /http\S+/.exec(line)?.[0] ?? '';
    const authorization = /-H 'Authorization: ([^']+)'/.exec(line)?.[1] ?? '';
    return fetch(url, {
      method: 'POST',
      headers: {
        authorization,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      body: /-d '(.*)'$/m.exec(line)?.[1] ?? '',
    });
  }

  printed(what: RegExp): string {
    return what.exec(this.output)?.[1] ?? '';
  }
}

const KEY = /(cg_[\w-]{40,})/;
const CONSOLE = /(http\S+)\/console/;

describe('chaogao start', () => {
  let run: Run;

  beforeAll(async () => {
    run = await new Run().ready();
  }, 60_000);

  afterAll(() => run.kill('SIGTERM'));

  it('prints a line that posts a case, again and again', async () => {
    expect((await run.post()).status).toBe(201);
    expect((await run.post()).status).toBe(201);
  });

  it('says where console, API documentation and inbox are', async () => {
    const accept = { headers: { accept: 'text/html' } };
    const addresses = [...run.output.matchAll(/http:\/\/localhost:\d+(\/console|\/docs|)(?=\s)/g)];
    const pages = [...new Set(addresses.map(([url]) => url))];
    expect(pages).toHaveLength(3);
    for (const url of pages) expect((await fetch(url, accept)).status).toBe(200);
  });

  it('keeps secrets and demo sign-ins where only their owner reads them', async () => {
    for (const file of ['secrets', 'demo.json']) {
      expect((await stat(path.join(DATA_DIR, file))).mode & 0o777).toBe(0o600);
    }
  });

  it('leaves a running one alone when its port is in use, and says which variable to set', async () => {
    const taken = new URL(run.printed(CONSOLE)).port;
    const second = new Run(['start'], { PORT: taken });
    expect(await second.ended).toBe(1);
    expect(second.output).toContain(`Port ${taken} on 127.0.0.1 is in use: set PORT`);
    expect((await run.post()).status).toBe(201);
  });

  it('names every variable at once when one part is started without its settings', async () => {
    const worker = new Run(['start', '--only', 'worker'], { MAIL_CONCURRENCY: 'many' });
    expect(await worker.ended).toBe(1);
    for (const name of ['DATABASE_URL', 'CHAOGAO_SECRETS', 'SMTP_URL', 'MAIL_CONCURRENCY']) {
      expect(worker.output).toContain(`  ${name}: `);
    }
  });

  it('finds its data and its key again after SIGKILL, and stops in order on Ctrl-C', async () => {
    const key = run.printed(KEY);
    await run.kill('SIGKILL');
    run = await new Run().ready();
    expect(run.printed(KEY)).toBe(key);
    expect((await run.post()).status).toBe(201);
    expect(await run.kill('SIGINT')).toBe(0);
    run = await new Run().ready();
    const url = `${run.printed(CONSOLE)}/v1/notices`;
    const headers = { authorization: `Bearer ${key}` };
    const { items } = (await (await fetch(url, { headers })).json()) as { items: unknown[] };
    expect(items.length).toBeGreaterThanOrEqual(4);
  }, 120_000);
});

describe('chaogao demo', () => {
  it('ends in order on Ctrl-C while its quarter is being played', async () => {
    const run = new Run(['demo']);
    await run.says('playing a quarter');
    expect(await run.kill('SIGINT')).toBe(0);
    expect(run.output.split('Ctrl-C again stops at once.')[1]).toBe('\n');
  }, 60_000);
});
