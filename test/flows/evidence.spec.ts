import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newKeyPair } from '#evidence';
import { DailyRoots, SigningKeys } from '#notices';
import { simpleParser } from 'mailparser';
import pg from 'pg';
import { verify } from '../../libs/evidence/verifier/verify.mjs';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { servedCase } from '../support/case.js';
import {
  changed,
  edit,
  faultsOf,
  type Files,
  flip,
  resign,
  runNode,
  unzipped,
  verifiedAlone,
  zipOf,
  zipped,
} from '../support/evidence.js';
import { issue, onlyTo } from '../support/factories.js';
import {
  againstEvents,
  againstManifest,
  againstProof,
  claimSuccession,
  firstOf,
} from '../support/forgeries.js';
import { eventually } from '../support/processes.js';
import { hasOpenssl, TimeStampAuthority } from '../support/time-stamping.js';

const authority = hasOpenssl ? new TimeStampAuthority() : null;

let stage: Stage;
let folder: string;
let key: string;
let noticeId: string;
/** The zip of a notice that was served and acknowledged, its root signed and stamped. */
let zip: Buffer;
let files: Files;

const roots = () => stage.web.get(DailyRoots, { strict: false });
const keys = () => stage.web.get(SigningKeys, { strict: false });
const only = (start: string) => [...files.keys()].filter((name) => name.startsWith(start));

/** The zip with bytes between its files and its directory. */
function withHidden(whole: Buffer, hidden: Buffer): Buffer {
  const end = whole.length - 22;
  const directory = whole.readUInt32LE(end + 16);
  const tail = Buffer.from(whole.subarray(directory));
  tail.writeUInt32LE(directory + hidden.length, tail.length - 22 + 16);
  return Buffer.concat([whole.subarray(0, directory), hidden, tail]);
}

/** A root leaves to the next day what an open transaction, even of another suite's database, may still precede. */
async function makeRoot(instant: string): Promise<void> {
  await eventually(async () => {
    const { rows } = await stage.database.query(
      'SELECT 1 FROM event WHERE transaction >= pg_snapshot_xmin(pg_current_snapshot()) LIMIT 1',
    );
    return rows.length === 0;
  }, 'the end of every older transaction');
  await stage.at(instant);
  await roots().makeDue();
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chaogao-evidence-'));
  const TSA_URL = (await authority?.start()) ?? '';
  stage = await startApp({ asApplication: true, env: { TSA_URL, LOG_LEVEL: 'silent' } });
  key = await stage.key('lvsi-land-office');
  const served = await servedCase(stage, key);
  noticeId = served.id;
  await served.partner('lvsi-police').acknowledge('王所长', '所长');
  await stage.settle();
  await makeRoot('2026-09-30T01:05:00+08:00');
  await roots().stampDue();
  zip = await zipOf(stage, key, noticeId);
  files = unzipped(zip);
});
afterAll(async () => {
  await stage.close();
  authority?.close();
});

describe('the evidence of a notice', () => {
  it('proves itself offline, with the same words in any time zone, and says what it could not check', async () => {
    const answers = new Set<string>();
    for (const TZ of ['Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati']) {
      const { status, said } = await verifiedAlone(folder, zip, [], { TZ });
      expect([status, said.match(/✗.*/g)]).toEqual([0, null]);
      answers.add(said);
    }
    const [said = ''] = answers;
    expect(answers.size).toBe(1);
    expect(said).toContain('2026-09-30 的签名根证明事件 #1');
    expect(said).toContain('NOT ruled out');
    for (const name of ['README.txt', 'verify.mjs', 'events.jsonl', 'proof.json', 'keys.json']) {
      expect(files.has(name)).toBe(true);
    }
    expect(only('mails/').length).toBeGreaterThan(5);
    expect(only('submissions/')).toHaveLength(1);
  });

  (authority ? it : it.skip)("bears a third party's time-stamp, and says what it covers", () => {
    const said = verify(zip).lines.join('\n');
    expect(said).toMatch(/此根在 20\S+Z 已存在，事件 #1 至 #\d+ 不晚于该时刻/);
    expect(said).toContain('O=Qidong, CN=Time of Qidong; SHA-256 ');
    expect(said).toContain('for you to judge');
  });

  it('lets nobody who has it answer in the name of an agency', async () => {
    const tokens = stage.inbox.mails.flatMap(
      ({ text }) => /\/l\/([\w-]{24}\.[\w-]{22})/.exec(text ?? '')?.[1] ?? [],
    );
    expect(tokens.length).toBeGreaterThan(5);
    const texts = await Promise.all(
      [...files].map(async ([name, content]) => {
        if (!name.endsWith('.eml')) return content.toString('latin1');
        const { text = '', html } = await simpleParser(content);
        return content.toString('latin1') + text + String(html);
      }),
    );
    for (const token of tokens) expect(texts.filter((text) => text.includes(token))).toEqual([]);
  });
});

describe('whoever alters the evidence', () => {
  it('is found out by any byte of any file, which is named', async () => {
    for (const name of files.keys()) {
      const report = await changed(files, (all) => flip(all, name));
      expect([name, report.ok, faultsOf(report).some((line) => line.includes(name))]).toEqual([
        ...[name, false, true],
      ]);
    }
  });

  it('is found out where a file is missing, added, or stands in the place of another', async () => {
    for (const [named, change] of againstManifest(files)) {
      expect(faultsOf(await changed(files, change)).join('\n')).toMatch(named);
    }
  });

  it('is found out by events and proof, even where the manifest is made to fit and signed anew', async () => {
    for (const [named, change] of [...againstEvents(files), ...againstProof(files)]) {
      const report = await changed(files, (all) => {
        change(all);
        resign(all);
      });
      expect(faultsOf(report).join('\n')).toMatch(named);
    }
  });

  it('is found out by the fingerprint where everything is made to fit', async () => {
    const fingerprint = await keys().fingerprint();
    expect(verify(zip, { fingerprint })).toMatchObject({ ok: true });
    const forger = newKeyPair();
    // A mail that is masked in another way has no digest but that of the manifest.
    const forgeries: ((all: Files) => void)[] = [
      (all) => edit(all, firstOf(all, 'mails/'), (text) => `${text}\r\n`),
      (all) => all.set('attachments/more.pdf', Buffer.of(1)),
      (all) => claimSuccession(all, forger, fingerprint),
    ];
    for (const forge of forgeries) {
      const change = (all: Files) => {
        forge(all);
        resign(all, forger);
      };
      expect(await changed(files, change)).toMatchObject({ ok: true });
      expect(faultsOf(await changed(files, change, { fingerprint })).join('\n')).toMatch(
        /^✗ keys\.json：签名公钥不是所给指纹/,
      );
    }
    const asOurs = await changed(files, (all) => {
      resign(all, forger);
      edit(all, 'manifest.json', (text) => text.replace(forger.fingerprint, fingerprint));
    });
    expect(faultsOf(asOurs).join('\n')).toContain('清单或其签名被改动');
  });

  it('is found out by any byte of the signature of the manifest, and any bit of its last', async () => {
    const signature = files.get('manifest.sig') ?? Buffer.of();
    const last = signature.length - 1;
    const bits = Array.from({ length: last }, (_, byte) => byte * 8 + (byte % 8));
    for (const bit of [...bits, ...Array.from({ length: 8 }, (_, n) => last * 8 + n)]) {
      const altered = Buffer.from(signature);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const report = await changed(files, (all) => all.set('manifest.sig', altered));
      expect([bit, faultsOf(report).join('\n')]).toEqual([
        ...[bit, expect.stringContaining('manifest.sig')],
      ]);
    }
  });

  it('hides no other files in the zip, where other programs would find them', async () => {
    const other = await zipped(new Map([['documents/other.pdf', Buffer.from('%PDF')]]));
    for (const both of [
      Buffer.concat([zip, other.subarray(0, 20)]),
      Buffer.concat([zip, Buffer.from('\n')]),
      // A file that the directory does not list, before the directory.
      withHidden(zip, other.subarray(0, 30 + 'documents/other.pdf'.length + 4)),
    ]) {
      expect(faultsOf(verify(both)).join('\n')).toContain('有不属于任何文件的内容');
    }
  });

  it('gets plain words for a damaged zip, wherever the damage is', async () => {
    for (let n = 0; n < 60; n += 1) {
      const damaged = Buffer.from(zip);
      const at = Math.floor((n / 60) * zip.length);
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      expect(verify(damaged).lines.join('\n')).not.toMatch(/TypeError|RangeError|\bat .*\.mjs/);
    }
    const { status, said } = await verifiedAlone(folder, Buffer.from('no zip at all'));
    expect([status, said]).toEqual([2, expect.stringContaining('Not a whole zip file')]);
  });
});

describe('chaogao evidence-key rotate', () => {
  it('leaves the zips of before and after valid, by either fingerprint', async () => {
    const before = await keys().fingerprint();
    const cli = (...args: string[]) =>
      runNode(['dist/apps/cli/src/main.js', ...args], {
        DATABASE_URL: stage.config.DATABASE_URL,
        CHAOGAO_SECRETS: 'a-secret-that-is-only-used-on-this-stage-0001',
      });
    const rotated = await cli('evidence-key', 'rotate');
    const after = await keys().fingerprint();
    expect([rotated.status, rotated.said]).toEqual([0, expect.stringContaining(after)]);
    expect(after).not.toBe(before);
    const published = await fetch(`${stage.url}/.well-known/chaogao-keys.json`);
    await writeFile(path.join(folder, 'keys.json'), await published.text());
    const later = await zipOf(stage, key, noticeId);
    expect(verify(later, { fingerprint: before })).toMatchObject({ ok: true });
    expect(verify(later, { fingerprint: after })).toMatchObject({ ok: true });
    expect(verify(zip, { fingerprint: before })).toMatchObject({ ok: true });
    // The old zip knows nothing of the new key: the published list links them.
    const newer = ['--fingerprint', after];
    const alone = await verifiedAlone(folder, zip, newer);
    expect([alone.status, alone.said]).toEqual([1, expect.stringContaining('--keys')]);
    const args = ['verify', path.join(folder, 'evidence.zip'), ...newer];
    const linked = await cli(...args, '--keys', path.join(folder, 'keys.json'));
    expect([linked.status, linked.said.match(/✗.*/g)]).toEqual([0, null]);
  });
});

describe('the page of public keys', () => {
  it('shows fingerprints and roots to everybody, in Chinese and English', async () => {
    const page = async (query = '') => (await fetch(`${stage.url}/keys${query}`)).text();
    const [latest] = await roots().recent(1);
    for (const html of [await page(), await page('?lang=en')]) {
      for (const { fingerprint } of await keys().published()) expect(html).toContain(fingerprint);
      expect(html).toContain(latest?.root);
      expect(html).not.toContain('<script');
    }
    expect(await page('?before=2026-09-01')).not.toContain(latest?.root);
    expect(await page('?lang=en')).toMatch(/in force[\s\S]*signed each other[\s\S]*rotated/);
  });
});

describe('a proof', () => {
  it('is of its own notice only', async () => {
    const other = await issue(stage, key, {}, onlyTo('police'));
    await stage.settle();
    await makeRoot('2026-10-01T01:05:00+08:00');
    const foreign = unzipped(await zipOf(stage, key, other)).get('proof.json');
    const report = await changed(files, (all) => all.set('proof.json', foreign ?? Buffer.of()));
    expect(faultsOf(report).join('\n')).toContain('证明的不是这些事件');
  });
});

describe('the role of the application', () => {
  it('cannot change what is append-only, whatever became of the triggers', async () => {
    const application = new pg.Client({ connectionString: stage.config.DATABASE_URL });
    await application.connect();
    try {
      for (const table of [
        ...['event', 'count', 'submission', 'sent_mail', 'attachment', 'daily_root', 'audit'],
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
  it('finds all chains whole but one, and names its first event that was altered', async () => {
    await stage.database.query('ALTER TABLE event DISABLE TRIGGER event_append_only');
    await stage.database.query(
      `UPDATE event SET actor = 'somebody else' WHERE notice_id = $1 AND seq = 2`,
      [noticeId],
    );
    const env = { DATABASE_URL: stage.config.DATABASE_URL };
    const { status, said } = await runNode(['dist/apps/cli/src/main.js', 'audit'], env);
    expect(said).toContain(`✗ notice ${noticeId}, event 2: its content does not match`);
    expect([status, said]).toEqual([1, expect.stringContaining('1 chains and 0 roots are broken')]);
  });
});
