import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import semver from 'semver';

const read = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

const { scripts, engines } = read<{ scripts: Record<string, string>; engines: { node: string } }>(
  'package.json',
);
const { packages } = read<{ packages: Record<string, { engines?: { node?: string } }> }>(
  'package-lock.json',
);

describe('the scripts of package.json', () => {
  // npm hands a signal on to its shell alone: without exec, `kill` of npm ends both and leaves web, worker
  // and database running.
  it.each(['start', 'start:web', 'start:worker', 'demo', 'seed', 'rehearse', 'bench'])(
    '%s takes the place of the shell, so that a signal to npm stops it',
    (name) => {
      expect(scripts[name]).toMatch(/^exec node /);
    },
  );
});

describe('the packages of package-lock.json', () => {
  it('all run on the oldest Node that package.json admits', () => {
    const oldest = semver.minVersion(engines.node)?.version ?? '';
    expect(oldest).toBe('20.19.0');
    const tooNew = Object.entries(packages).filter(
      ([, { engines: wanted }]) => wanted?.node && !semver.satisfies(oldest, wanted.node),
    );
    expect(tooNew.map(([name]) => name)).toEqual([]);
  });
});
