import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasOpenssl, TimeStampAuthority } from '../../../test/support/time-stamping.js';
import { readTimeStamp } from '../verifier/verify.mjs';
import { sha256Hex } from './chain.rules.js';
import { requestTimeStamp } from './time-stamp.js';

const KINDS = {
  RSA: ['rsa:2048'],
  ECDSA: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
};
const DATA = 'the root of a day';

(hasOpenssl ? describe : describe.skip).each(Object.entries(KINDS))(
  'a time-stamp of an RFC 3161 authority with a key of %s',
  (_, key) => {
    const authority = new TimeStampAuthority(key);
    let url: string;
    let token: Buffer;

    beforeAll(async () => {
      url = await authority.start();
      token = await requestTimeStamp(url, sha256Hex(DATA));
    });
    afterAll(() => authority.close());

    const openssl = (stamp: Buffer) => {
      authority.write('token', stamp);
      authority.write('data', DATA);
      const args = ['ts', '-verify', '-data', 'data', '-in', 'token', '-token_in'];
      return authority.openssl(...args, '-CAfile', 'tsa.pem');
    };

    it('is of the digest that was asked for, as OpenSSL and our verifier say', () => {
      expect(openssl(token)).toContain('OK');
      const read = readTimeStamp(token);
      expect(read).toMatchObject({ hash: 'sha256', digest: sha256Hex(DATA) });
      expect(read.certificate?.subject).toBe('O=Qidong\nCN=Time of Qidong');
      expect(read.at).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    });

    it('does not hold with another digest, time, signature or certificate', () => {
      const digest = token.indexOf(Buffer.from(sha256Hex(DATA), 'hex'));
      const time = token.indexOf(Buffer.from([0x18, 0x0f, 0x32, 0x30])) + 16;
      const certificate = token.indexOf('Time of Qidong');
      const places = { digest, time, certificate, signature: token.length - 5 };
      for (const [place, at] of Object.entries(places)) {
        const altered = Buffer.from(token);
        altered[at] = (altered[at] ?? 0) ^ 1;
        expect([place, readTimeStamp(altered).why]).toEqual([place, expect.stringMatching(/ \/ /)]);
        expect(() => openssl(altered)).toThrow();
      }
    });

    it('never says of a damaged token that it holds and means something else', () => {
      const { at } = readTimeStamp(token);
      for (let n = 0; n < token.length; n += 3) {
        const damaged = Buffer.from(token);
        damaged[n] = (damaged[n] ?? 0) ^ 0x10;
        let read: ReturnType<typeof readTimeStamp>;
        try {
          read = readTimeStamp(damaged);
        } catch {
          continue;
        }
        if (read.certificate) {
          expect([n, read.digest, read.at]).toEqual([n, sha256Hex(DATA), at]);
        }
      }
    });

    it('does not come where the authority is away, and the caller hears of it', async () => {
      authority.away = true;
      await expect(requestTimeStamp(url, sha256Hex('another'))).rejects.toThrow('answered 503');
    });
  },
);
