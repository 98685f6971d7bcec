import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from '#platform';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { MailSigner } from './dkim.js';
import { buildMime } from './mime.js';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const FILE = path.join(mkdtempSync(path.join(tmpdir(), 'dkim-')), 'key.pem');
writeFileSync(FILE, privateKey.export({ type: 'pkcs8', format: 'pem' }));
const RECORD = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;

const ENV = { DATABASE_URL: 'postgres://127.0.0.1/none', CHAOGAO_SECRETS: 's'.repeat(32) };
const DKIM_ENV = {
  ...{ DKIM_DOMAIN: 'chaogao.example', DKIM_SELECTOR: 'c2026', DKIM_KEY_FILE: FILE },
};

const mail = () =>
  buildMime({
    from: '抄告平台 <chaogao@chaogao.example>',
    to: 'paichusuo@lvsi.qidong.example',
    replyTo: 'reply+token@chaogao.example',
    subject: '[请于5个工作日内函复] 抄告单 启自然资吕抄〔2026〕17号',
    html: '<p>请处置并函复。</p>',
    text: '请处置并函复。',
    messageId: '<0199a000-0000-7000-8000-000000000001@chaogao.example>',
    date: new Date('2026-09-30T01:30:00Z'),
    enclosures: [
      {
        ...{ filename: '抄告单.pdf', mediaType: 'application/pdf' },
        ...{ content: Buffer.alloc(9000, 7), digest: 'd' },
      },
    ],
  });

const signer = (more: object = {}) => new MailSigner(readConfig({ ...ENV, ...more }));

/** What mailauth, which has no code of nodemailer's, says of the signature. */
async function verified(raw: Buffer) {
  const resolver = (name: string) => {
    expect(name).toBe('c2026._domainkey.chaogao.example');
    return Promise.resolve([[RECORD]]);
  };
  const { results } = (await dkimVerify(raw, { resolver })) as {
    results: { signingDomain: string; status: { result: string } }[];
  };
  return results.map(({ signingDomain, status }) => [signingDomain, status.result]);
}

describe('a mail', () => {
  it('is signed so that another library verifies it, and what is signed is left as it was', async () => {
    const { raw } = await mail();
    const { raw: signed } = await signer(DKIM_ENV).sign(await mail());
    expect(await verified(signed)).toEqual([['chaogao.example', 'pass']]);
    expect(signed.subarray(signed.length - raw.length).equals(raw)).toBe(true);
  });

  it.each([
    ['a word of the text', '6K+3', '5Lqk'],
    ['the recipient', 'paichusuo@', 'gongan@'],
    ['the address for answers', 'reply+token', 'reply+other'],
  ])('is no longer verified once %s was changed', async (_what, from, to) => {
    const signed = await signer(DKIM_ENV).sign(await mail());
    const text = signed.raw.toString('latin1');
    expect(text).toContain(from);
    const changed = Buffer.from(text.replace(from, to), 'latin1');
    expect((await verified(changed))[0]?.[1]).not.toBe('pass');
  });

  it('goes as it is where no key is configured', async () => {
    const unsigned = await mail();
    expect(await signer().sign(unsigned)).toBe(unsigned);
  });

  it('is not sent unsigned because half of the settings were forgotten', () => {
    expect(() => readConfig({ ...ENV, DKIM_DOMAIN: 'chaogao.example' })).toThrow(ConfigError);
  });
});
