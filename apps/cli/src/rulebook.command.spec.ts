import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

const check = (file: string) => {
  const args = ['bin/chaogao.js', 'rulebook', 'check', file];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stdout, stderr };
};

describe('chaogao rulebook check', () => {
  it.each([
    ['rulebooks/qidong-2020-32.yaml', '14 kinds'],
    ['rulebooks/qidong-directory.yaml', 'a directory of 18 towns'],
  ])('says what %s holds', (file, holds) => {
    expect(check(file)).toEqual({ status: 0, stdout: expect.stringContaining(holds), stderr: '' });
  });

  it.each([
    ['unknown-role.yaml', /:32: kinds\.notice\.recipients\[0\]\.role: unknown role[^]*→ one of/],
    ['directory-code-twice.yaml', /:\d+: agencies\[1\]\.code: .*\n {4}→ /],
  ])('reports what is wrong with %s by line and key, with the remedy', (name, faults) => {
    const { status, stdout, stderr } = check(`test/fixtures/rulebooks/${name}`);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(faults);
    expect(stderr.trim().split('\n')).toHaveLength(2);
  });
});
