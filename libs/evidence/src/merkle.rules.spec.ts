import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BLOCK, inclusionPath, leafHash, rootOf, treeHash } from './merkle.rules.js';
import { fingerprintOf, newKeyPair, signText, verifyText } from './signing.rules.js';

const leaves = (count: number) => Array.from({ length: count }, (_, n) => leafHash(`leaf ${n}`));

describe('a Merkle tree', () => {
  it('leads from every leaf to its root, whatever the size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), fc.nat(), (size, at) => {
        const hashes = leaves(size);
        const index = at % size;
        const path = inclusionPath(hashes, index);
        expect(rootOf(hashes[index]!, index, size, path)).toEqual(treeHash(hashes));
      }),
      { numRuns: 40 },
    );
  });

  it('is the same over whole blocks as over their leaves', () => {
    for (const size of [1, BLOCK, BLOCK + 1, 2 * BLOCK, 3 * BLOCK + 7]) {
      const hashes = leaves(size);
      const blocks = [];
      for (let n = 0; n < size; n += BLOCK) blocks.push(treeHash(hashes.slice(n, n + BLOCK)));
      expect(treeHash(blocks)).toEqual(treeHash(hashes));
    }
  });

  it('leads nowhere from another leaf, place or size', () => {
    const hashes = leaves(11);
    const root = treeHash(hashes);
    const path = inclusionPath(hashes, 4);
    expect(rootOf(leafHash('other'), 4, 11, path)).not.toEqual(root);
    expect(rootOf(hashes[4]!, 5, 11, path)).not.toEqual(root);
    expect(rootOf(hashes[4]!, 4, 3, path)).toBeNull();
    expect(rootOf(hashes[4]!, 4, 11, path.slice(1))).toBeNull();
  });
});

describe('a signing key', () => {
  it('signs what its public half verifies, and nothing else', () => {
    const { publicKey, privateKey, fingerprint } = newKeyPair();
    const signature = signText('root', privateKey);
    expect(verifyText('root', signature, publicKey)).toBe(true);
    expect(verifyText('roof', signature, publicKey)).toBe(false);
    expect(verifyText('root', signature, newKeyPair().publicKey)).toBe(false);
    expect(fingerprint).toMatch(/^([0-9A-F]{4} ){9}[0-9A-F]{4}$/);
    expect(fingerprintOf(publicKey)).toBe(fingerprint);
  });
});
