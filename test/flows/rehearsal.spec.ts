import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { playOn } from '../../apps/cli/src/rehearse/rehearse.js';
import { STORY_STARTS_AT } from '../../apps/cli/src/rehearse/story.js';
import { startApp } from '../support/app.js';

interface Outcome {
  holds: boolean;
  problem: string | null;
  checks: { what: string; holds: boolean }[];
}

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chaogao-rulebook-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Plays the case as a user would, on the command line. */
function rehearse(...args: string[]): Promise<{ code: number; outcome: Outcome }> {
  const command = ['bin/chaogao.js', 'rehearse', '--json', ...args];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, command, (error, stdout, stderr) => {
      try {
        const outcome = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Outcome;
        resolve({ code: error ? Number(error.code) : 0, outcome });
      } catch {
        reject(new Error(`${stdout}\n${stderr}`));
      }
    });
  });
}

/** The rulebook with one thing changed. */
async function broken(name: string, rule: RegExp, by: string): Promise<string> {
  const rulebook = await readFile('rulebooks/qidong-2020-32.yaml', 'utf8');
  const changed = rulebook.replace(rule, by);
  expect(changed).not.toBe(rulebook);
  const file = path.join(folder, `${name}.yaml`);
  await writeFile(file, changed);
  return file;
}

describe('the rehearsal', () => {
  it('plays the whole case, and everything is as expected', async () => {
    const { code, outcome } = await rehearse();
    expect(outcome.problem).toBeNull();
    expect(outcome.checks.filter((check) => !check.holds)).toEqual([]);
    expect(outcome.checks.length).toBeGreaterThan(35);
    expect(code).toBe(0);
  }, 240_000);

  it('fails, and says so with its exit code, when the five working days of a reply become six', async () => {
    const file = await broken(
      'six-days',
      /(\n {2}reply:\n {4}row: 14[\s\S]*?period: \{ amount: )5/,
      '$16',
    );
    const { code, outcome } = await rehearse('--bail', '--rulebook', file);
    expect(code).toBe(1);
    expect(outcome.holds).toBe(false);
    expect(outcome.problem).toBeNull();
    expect(outcome.checks.filter((check) => !check.holds).map(({ what }) => what)).toEqual([
      'lvsi-discipline reply 到期日',
    ]);
  }, 240_000);

  it.each([
    [
      'the one day of a stop-work notice becomes two',
      /(\n {2}stop-work:\n[\s\S]*?period: \{ amount: )1/,
      '$12',
      'lvsi-planning stop-work 到期日',
    ],
    [
      'silence is no longer told to the secretariat',
      /to: \[agency, issuer, secretariat\]/,
      'to: [agency, issuer]',
      '逾期记录送联席会议办公室',
    ],
  ])(
    'fails when %s',
    async (name, rule, by, noticed) => {
      const file = await broken(name.replaceAll(' ', '-'), rule, by);
      const stage = await startApp({ startAt: STORY_STARTS_AT, env: { RULEBOOK_FILE: file } });
      const { story, problem } = await playOn(stage, () => undefined, true);
      await stage.close();
      expect(problem).toBeNull();
      expect(story.checks.failed.map(({ what }) => what)).toEqual([noticed]);
    },
    240_000,
  );
});
