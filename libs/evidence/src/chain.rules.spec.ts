import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical, chainDigest, type ChainLink, sha256Hex, verifyChain } from './chain.rules.js';

type Sealed = ChainLink & { digest: string };

function chainOf(data: Record<string, unknown>[]): Sealed[] {
  let previous: string | null = null;
  return data.map((facts, index) => {
    const link: ChainLink = {
      noticeId: '0199a000-0000-7000-8000-000000000001',
      seq: index + 1,
      previous,
      type: 'copy-served',
      actor: 'system',
      data: facts,
      occurredAt: `2026-09-30T01:00:${String(index).padStart(2, '0')}.000Z`,
    };
    previous = chainDigest(link);
    return { ...link, digest: previous };
  });
}

const facts = fc.array(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer())), {
  minLength: 1,
  maxLength: 12,
});

describe('canonical JSON', () => {
  it('orders keys, however they were written', () => {
    expect(canonical({ b: 1, a: '抄告' })).toBe('{"a":"抄告","b":1}');
    expect(canonical({ a: '抄告', b: 1 })).toBe('{"a":"抄告","b":1}');
  });

  it('writes numbers as RFC 8785 does', () => {
    expect(canonical([2133.33, 1e21, 1.0, -0])).toBe('[2133.33,1e+21,1,0]');
  });

  it('refuses what has no JSON form', () => {
    expect(() => canonical(undefined)).toThrow(TypeError);
  });
});

describe('a digest', () => {
  it('is SHA-256 in hex, of UTF-8', () => {
    const digest = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    expect(sha256Hex('')).toBe(digest);
    expect(sha256Hex('抄告')).toBe(sha256Hex(Buffer.from('抄告', 'utf8')));
  });
});

describe('the chain of a notice', () => {
  it('holds where nothing was touched', () => {
    fc.assert(
      fc.property(facts, (data) => {
        expect(verifyChain(chainOf(data))).toEqual({ ok: true });
      }),
    );
  });

  it('names the very link in which anything was altered', () => {
    const alterations: ((link: Sealed) => Partial<Sealed>)[] = [
      ({ data }) => ({ data: { ...data, response: '250 OK, later' } }),
      () => ({ actor: 'officer:somebody else' }),
      () => ({ type: 'copy-undeliverable' }),
      () => ({ occurredAt: '2026-10-01T01:00:00.000Z' }),
      () => ({ noticeId: '0199a000-0000-7000-8000-000000000002' }),
      ({ seq }) => ({ seq: seq + 1 }),
      () => ({ previous: sha256Hex('something else') }),
      () => ({ digest: sha256Hex('something else') }),
    ];
    fc.assert(
      fc.property(facts, fc.nat(), fc.constantFrom(...alterations), (data, at, alter) => {
        const chain = chainOf(data);
        const index = at % chain.length;
        const tampered = chain.map((link, i) => (i === index ? { ...link, ...alter(link) } : link));
        expect(verifyChain(tampered)).toEqual({ ok: false, brokenAt: index + 1 });
      }),
    );
  });

  it('names the link after the altered one where its digest was made anew', () => {
    const chain = chainOf([{}, {}, {}]);
    const altered = { ...chain[1], data: { forged: true } } as Sealed;
    chain[1] = { ...altered, digest: chainDigest(altered) };
    expect(verifyChain(chain)).toEqual({ ok: false, brokenAt: 3 });
  });

  it('names the place where a link is missing or two have changed places', () => {
    const [first, second, third] = chainOf([{ a: 1 }, { b: 2 }, { c: 3 }]) as [
      Sealed,
      Sealed,
      Sealed,
    ];
    expect(verifyChain([first, third])).toEqual({ ok: false, brokenAt: 2 });
    expect(verifyChain([second, third])).toEqual({ ok: false, brokenAt: 1 });
    expect(verifyChain([first, third, second])).toEqual({ ok: false, brokenAt: 2 });
  });
});
