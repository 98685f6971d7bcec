import { describe, expect, it } from '@jest/globals';
import type { Kind, Level, Role } from '#rulebook';
import { namedCopy } from './naming.rules.js';

const ask = { zh: '请办理。', en: 'Please act.' };
const recipient = (level: Level, role: Role, duties: string[], form = 'sheet') => ({
  ...{ level, role, duties, form, ask },
  when: null,
  optional: false,
});
const kind = {
  key: 'copy-notice',
  recipients: [
    recipient('town', 'water', ['verify', 'reply']),
    recipient('town', 'planning', ['stop-work', 'reply']),
    recipient('town', 'government', ['instruct'], 'report'),
  ],
} as Kind;
const replaced = {
  form: 'sheet',
  ask,
  duties: [
    { key: 'verify', dischargedBy: 'verification' as const },
    { key: 'reply', dischargedBy: 'reply' as const },
  ],
};
const instructing = { ...replaced, duties: [{ key: 'i', dischargedBy: 'instruction' as const }] };

describe('an agency that is named in place of another', () => {
  it.each<[string, Level, Role, string, string[]]>([
    ['has the duties of its own role', 'town', 'planning', 'sheet', ['stop-work', 'reply']],
    ['has the form of its own role', 'town', 'government', 'report', ['instruct']],
    [
      'of the city has those of its role in the town',
      'city',
      'water',
      'sheet',
      ['verify', 'reply'],
    ],
    ['whose role is not served has the reply alone', 'town', 'agriculture', 'sheet', ['reply']],
  ])('%s', (_, level, role, form, duties) => {
    expect(namedCopy(kind, { level, role }, replaced)).toMatchObject({ form, duties });
  });

  it('has all of the other, where that owed no reply', () => {
    const named = namedCopy(kind, { level: 'town', role: 'agriculture' }, instructing);
    expect(named).toEqual({ form: 'sheet', duties: ['i'], ask });
  });
});
