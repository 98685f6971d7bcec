import { describe, expect, it } from '@jest/globals';
import { betterGrade, suffices } from './acknowledgement.rules.js';

describe('what an acknowledgement proves', () => {
  it.each([
    [null, 'named-officer', 'named-officer'],
    ['named-officer', 'named-officer-with-code', 'named-officer-with-code'],
    ['signed-paper', 'named-officer', 'signed-paper'],
    ['named-officer-with-code', 'named-officer', 'named-officer-with-code'],
  ] as const)('%s, then %s, is %s', (before, now, kept) => {
    expect(betterGrade(before, now)).toBe(kept);
  });

  it.each([
    ['named-officer', 'named-officer', true],
    ['named-officer', 'named-officer-with-code', false],
    ['named-officer-with-code', 'named-officer', true],
    ['signed-paper', 'named-officer-with-code', true],
  ] as const)('%s where the rulebook demands %s: %p', (grade, demanded, counts) => {
    expect(suffices(grade, demanded)).toBe(counts);
  });
});
