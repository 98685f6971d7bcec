// The long files begin first, or one core would wait at the end for the other. Jest knows how long a file took only
// after a first run; a fresh clone has none.
import path from 'node:path';
import Sequencer from '@jest/test-sequencer';

const LONG = [
  'test/flows/rehearsal.spec.ts',
  'test/flows/crash.spec.ts',
  'apps/cli/src/start/start.spec.ts',
  'apps/cli/src/deadline.command.spec.ts',
  'test/flows/serving.spec.ts',
];

export default class LongestFirst extends Sequencer {
  async sort(tests) {
    const rank = ({ path: file, context }) => {
      const index = LONG.indexOf(path.relative(context.config.rootDir, file));
      return index < 0 ? LONG.length : index;
    };
    return (await super.sort(tests)).sort((one, other) => rank(one) - rank(other));
  }
}
