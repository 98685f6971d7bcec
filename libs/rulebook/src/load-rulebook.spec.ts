import { describe, expect, it } from '@jest/globals';
import { loadRulebook } from './load-rulebook.js';

describe('x', () => {
  it('loads', () => {
    const r = loadRulebook('rulebooks/qidong-2020-32.yaml');
    expect(r.kinds.length).toBe(13);
  });
});
