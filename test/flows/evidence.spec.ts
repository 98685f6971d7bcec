import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DailyRoots, SigningKeys } from '#notices';
import pg from 'pg';
import yazl from 'yazl';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { servedCase } from '../support/case.js';
import { issue } from '../support/factories.js';

const run = promisify(execFile);

let stage: Stage;
let folder: string;
let key: string;
let noticeId: string;

async function zipOf(id: string): Promise<Buffer> {
  const headers = { authorization: `Bearer ${key}` };
  const response = await fetch(`${stage.url}/v1/notices/${id}/evidence`, { headers });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

/** What the verifier that lies in the sources says, in a process of its own. */
async function verified(
  bytes: Buffer,
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<{ status: number; said: string }> {
  const file = path.join(folder, 'evidence.zip');
  await writeFile(file, bytes);
  const verifier = 'libs/evidence/verifier/verify.mjs';
  const options = { env: { ...process.env, NODE_OPTIONS: '', ...env } };
  try {
    const { stdout } = await run(process.execPath, [verifier, file, ...args], options);
    return { status: 0, said: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { status: code, said: stdout + stderr };
  }
}

/** A zip with some files changed, packed anew; `null` leaves one out. */
async function repacked(
  bytes: Buffer,
  change: (files: Map<string, Buffer>) => void,
): Promise<Buffer> {
  const files = await unzipped(bytes);
  change(files);
  const zip = new yazl.ZipFile();
  for (const [name, content] of files) zip.addBuffer(content, name, { compress: false });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function unzipped(bytes: Buffer): Promise<Map<string, Buffer>> {
  const { readZip } = (await import('../../libs/evidence/verifier/verify.mjs')) as {
    readZip: (bytes: Buffer) => { files: Map<string, Buffer> };
  };
  return readZip(bytes).files;
}

const roots = () => stage.web.get(DailyRoots, { strict: false });
const keys = () => stage.web.get(SigningKeys, { strict: false });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chaogao-evidence-'));
  stage = await startApp({ asApplication: true });
  key = await stage.key('lvsi-land-office');
  const served = await servedCase(stage, key);
  noticeId = served.id;
  await served.partner('lvsi-police').acknowledge('王所长', '所长');
  await stage.settle();
  await stage.at('2026-09-30T01:05:00+08:00');
  await roots().makeDue();
});
afterAll(() => stage.close());

describe('the evidence of a notice', () => {
  it('proves itself offline, in any time zone, and says what it could not check', async () => {
    const zip = await zipOf(noticeId);
    for (const TZ of ['Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati']) {
      const { status, said } = await verified(zip, [], { TZ });
      expect([status, said.match(/✗.*/g)]).toEqual([0, null]);
      expect(said).toContain('2026-09-30 的签名根证明事件 #1');
      expect(said).toContain('NOT ruled out');
    }
    const files = await unzipped(zip);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        'README.txt',
        'verify.mjs',
        'events.jsonl',
        'proof.json',
        'keys.json',
      ]),
    );
    expect([...files.keys()].filter((name) => name.startsWith('mails/')).length).toBeGreaterThan(5);
    expect([...files.keys()].filter((name) => name.startsWith('submissions/'))).toHaveLength(1);
    const text = [...files]
      .filter(([name]) => name !== 'verify.mjs')
      .map(([, one]) => one.toString());
    for (const mail of stage.inbox.to('paichusuo@lvsi.qidong.example')) {
      const token = /\/l\/([\w-]{24}\.[\w-]{22})/.exec(mail.text ?? '')?.[1];
      if (token) expect(text.some((one) => one.includes(token))).toBe(false);
    }
  });

  it('names the file whose content was altered, whichever it is', async () => {
    const zip = await zipOf(noticeId);
    const names = [...(await unzipped(zip)).keys()];
    for (const name of names) {
      const altered = await repacked(zip, (files) => {
        const content = Buffer.from(files.get(name) ?? '');
        const at = Math.floor(content.length / 2);
        content[at] = (content[at] ?? 0) ^ 1;
        files.set(name, content);
      });
      const { ok, lines } = await inProcess(altered);
      expect([name, ok, lines.some((line) => line.startsWith('✗') && line.includes(name))]).toEqual(
        [name, false, true],
      );
    }
  });

  it('names the event that was edited, removed or moved, even where the manifest is made to fit', async () => {
    const zip = await zipOf(noticeId);
    const edits: [RegExp, (lines: string[]) => string[]][] = [
      [
        /events\.jsonl #2：内容/,
        ([a = '', b = '', ...rest]) => [a, b.replace('"actor":"', '"actor":"x'), ...rest],
      ],
      [/events\.jsonl #2：与前一事件/, ([a = '', , ...rest]) => [a, ...rest]],
      [/events\.jsonl #2：与前一事件/, ([a = '', b = '', c = '', ...rest]) => [a, c, b, ...rest]],
    ];
    for (const [named, edit] of edits) {
      const altered = await repacked(zip, (files) => {
        const lines = (files.get('events.jsonl') ?? '').toString().trimEnd().split('\n');
        files.set('events.jsonl', Buffer.from(`${edit(lines).join('\n')}\n`));
      });
      expect((await inProcess(altered)).lines.join('\n')).toMatch(named);
    }
  });

  it('answers in plain words to a damaged zip, wherever the damage is', async () => {
    const zip = await zipOf(noticeId);
    for (let n = 0; n < 150; n += 1) {
      const damaged = Buffer.from(zip);
      const at = Math.floor((n / 150) * zip.length);
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      const { lines } = await inProcess(damaged);
      expect(lines.join('\n')).not.toMatch(/TypeError|RangeError|\bat .*\.mjs/);
    }
    const { status, said } = await verified(Buffer.from('no zip at all'));
    expect([status, said]).toEqual([2, expect.stringContaining('Not a whole zip file')]);
  });

  it('tells a forgery with a key of its own apart by the fingerprint', async () => {
    const zip = await zipOf(noticeId);
    const fingerprint = await keys().fingerprint();
    expect((await verified(zip, ['--fingerprint', fingerprint])).status).toBe(0);
    const { status, said } = await verified(zip, ['--fingerprint', 'AB'.repeat(20)]);
    expect([status, said]).toEqual([1, expect.stringContaining('may be a forgery')]);
  });

  it('does not take the proof of another notice', async () => {
    const other = await issue(stage, key);
    await stage.settle();
    await stage.at('2026-10-01T01:05:00+08:00');
    await roots().makeDue();
    const foreign = (await unzipped(await zipOf(other))).get('proof.json');
    const altered = await repacked(await zipOf(noticeId), (files) => {
      files.set('proof.json', foreign ?? Buffer.from(''));
    });
    expect((await inProcess(altered)).lines.join('\n')).toMatch(/它?证明的不是这些事件/);
  });

  it('still verifies after the key was rotated, by the old fingerprint and the new one', async () => {
    const before = await keys().fingerprint();
    await stage.at('2026-10-01T03:00:00+08:00');
    const { after } = await keys().rotate();
    const zip = await zipOf(noticeId);
    for (const fingerprint of [before, after]) {
      const { status, said } = await verified(zip, ['--fingerprint', fingerprint]);
      expect([status, said.match(/✗.*/g)]).toEqual([0, null]);
    }
    const { keys: published } = (await (
      await fetch(`${stage.url}/.well-known/chaogao-keys.json`)
    ).json()) as { keys: { fingerprint: string }[] };
    expect(published.map((one) => one.fingerprint)).toEqual([before, after]);
  });
});

describe('the role of the application', () => {
  it('cannot change what is append-only, whatever became of the triggers', async () => {
    const application = new pg.Client({ connectionString: stage.config.DATABASE_URL });
    await application.connect();
    try {
      for (const table of [
        'event',
        'count',
        'submission',
        'sent_mail',
        'attachment',
        'daily_root',
        'audit',
      ]) {
        for (const verb of [`DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`]) {
          await expect(application.query(verb)).rejects.toMatchObject({ code: '42501' });
        }
      }
      for (const statement of [
        `UPDATE event SET actor = ''`,
        'ALTER TABLE event DISABLE TRIGGER ALL',
        'DROP TABLE event',
      ]) {
        await expect(application.query(statement)).rejects.toMatchObject({ code: '42501' });
      }
    } finally {
      await application.end();
    }
    const watch = (await (await fetch(`${stage.url}/health/watchdog`)).json()) as {
      appendOnly: { detail: string };
    };
    expect(watch.appendOnly.detail).toContain('cannot change events');
  });
});

describe('chaogao audit', () => {
  it('finds all chains whole, then names the first event that was altered', async () => {
    const url = stage.config.DATABASE_URL;
    const audit = () => audited(url);
    expect(await audit()).toMatch(/0 chains and 0 roots are broken/);
    await stage.database.query('ALTER TABLE event DISABLE TRIGGER event_append_only');
    await stage.database.query(
      `UPDATE event SET actor = 'somebody else' WHERE notice_id = $1 AND seq = 2`,
      [noticeId],
    );
    expect(await audit()).toContain(`✗ notice ${noticeId}, event 2: its content does not match`);
  });
});

async function audited(url: string): Promise<string> {
  const env = { ...process.env, NODE_OPTIONS: '', DATABASE_URL: url };
  return run(process.execPath, ['dist/apps/cli/src/main.js', 'audit'], { env }).then(
    ({ stdout }) => stdout,
    (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
  );
}

async function inProcess(bytes: Buffer): Promise<{ ok: boolean; lines: string[] }> {
  const { verify } = (await import('../../libs/evidence/verifier/verify.mjs')) as {
    verify: (bytes: Buffer) => { ok: boolean; lines: string[] };
  };
  return verify(bytes);
}
