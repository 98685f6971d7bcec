import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
};

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
