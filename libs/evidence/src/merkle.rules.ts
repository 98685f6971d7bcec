import { createHash } from 'node:crypto';

/**
 * Merkle trees as in RFC 6962: leaves are hashed with 0x00 before them and nodes with 0x01, so that no
 * node can be passed off as a leaf.
 */
const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/** Leaves below one stored node. A power of two, so that blocks are subtrees of the whole tree. */
export const BLOCK = 256;

const hash = (...parts: (Buffer | string)[]) => {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest();
};

/** Of the canonical JSON of a leaf. */
export const leafHash = (leaf: string): Buffer => hash(LEAF, leaf);

const nodeHash = (left: Buffer, right: Buffer): Buffer => hash(NODE, left, right);

/** The largest power of two below `size`: how many hashes go to the left. */
function split(size: number): number {
  let left = 1;
  while (left * 2 < size) left *= 2;
  return left;
}

/** The root over the hashes of leaves, or of whole blocks of leaves. */
export function treeHash(hashes: readonly Buffer[]): Buffer {
  const [only] = hashes;
  if (!only) throw new RangeError('a tree has at least one leaf');
  if (hashes.length === 1) return only;
  const left = split(hashes.length);
  return nodeHash(treeHash(hashes.slice(0, left)), treeHash(hashes.slice(left)));
}

/** The hashes beside the way from one of them up to the root, the lowest first. */
export function inclusionPath(hashes: readonly Buffer[], index: number): Buffer[] {
  if (index < 0 || index >= hashes.length) throw new RangeError('no such leaf');
  if (hashes.length === 1) return [];
  const left = split(hashes.length);
  const [here, there] = [hashes.slice(0, left), hashes.slice(left)];
  return index < left
    ? [...inclusionPath(here, index), treeHash(there)]
    : [...inclusionPath(there, index - left), treeHash(here)];
}

/** The root that a leaf and its path lead to; null where the path has another length than the tree asks. */
export function rootOf(
  leaf: Buffer,
  index: number,
  size: number,
  path: readonly Buffer[],
): Buffer | null {
  if (index < 0 || index >= size) return null;
  if (size === 1) return path.length === 0 ? leaf : null;
  const beside = path.at(-1);
  if (!beside) return null;
  const left = split(size);
  const rest = path.slice(0, -1);
  if (index < left) {
    const below = rootOf(leaf, index, left, rest);
    return below && nodeHash(below, beside);
  }
  const below = rootOf(leaf, index - left, size - left, rest);
  return below && nodeHash(beside, below);
}
