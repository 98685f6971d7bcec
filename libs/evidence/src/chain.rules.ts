import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** One fact of a notice's chain, as it is digested. */
export interface ChainLink {
  noticeId: string;
  seq: number;
  /** Digest of the link before; null for the first. */
  previous: string | null;
  type: string;
  actor: string;
  data: Record<string, unknown>;
  /** ISO instant. */
  occurredAt: string;
}

/** Canonical JSON, RFC 8785. */
export function canonical(value: unknown): string {
  const text = (canonicalize as unknown as (value: unknown) => string | undefined)(value);
  if (text === undefined) throw new TypeError('this value has no JSON form');
  return text;
}

/** SHA-256, hex. */
export function sha256Hex(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The digest of a link: it covers the digest of the one before. */
export function chainDigest(link: ChainLink): string {
  const { noticeId, seq, previous, type, actor, data, occurredAt } = link;
  return sha256Hex(canonical({ noticeId, seq, previous, type, actor, data, occurredAt }));
}

/** Walks a chain from its beginning; `brokenAt` is the sequence of the first link that fails. */
export function verifyChain(
  links: readonly (ChainLink & { digest: string })[],
): { ok: true } | { ok: false; brokenAt: number } {
  let previous: string | null = null;
  for (const [index, link] of links.entries()) {
    const holds =
      link.seq === index + 1 && link.previous === previous && link.digest === chainDigest(link);
    if (!holds) return { ok: false, brokenAt: index + 1 };
    previous = link.digest;
  }
  return { ok: true };
}
