import { describe, expect, it } from '@jest/globals';
import { masked } from '#platform';
import { simpleParser } from 'mailparser';
import { mailFixture } from '../../../test/support/mails.js';
import { contentOf, maskTexts, mimeParts } from './mime-parts.js';

const TOKEN = 'AZmgAAAAcACAAAAAAAAAAQAB.0123456789abcdefABCDEF';
const LINK = `https://chaogao.example/l/${TOKEN}`;

const within = (encoding: string, body: string) =>
  Buffer.from(
    [
      'Content-Type: multipart/mixed; boundary="a b"',
      '',
      '--a b',
      'Content-Type: message/rfc822',
      '',
      'Subject: quoted',
      'Content-Type: text/plain; charset=utf-8',
      `Content-Transfer-Encoding: ${encoding}`,
      '',
      body,
      '--a b',
      'Content-Type: image/png',
      'Content-Transfer-Encoding: base64',
      '',
      'iVBORw0KGgo=',
      '--a b--',
      '',
    ].join('\r\n'),
    'latin1',
  );

const quoted = Buffer.from(`请打开 ${LINK} 办理。`, 'utf8');
const ENCODED: [string, string][] = [
  ['8bit', quoted.toString('latin1')],
  ['base64', quoted.toString('base64').replace(/.{76}/g, '$&\r\n')],
  [
    'quoted-printable',
    `${[...quoted].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')}`.replace(
      /.{72}/g,
      '$&=\r\n',
    ),
  ],
];

describe('a live link in a mail that quotes it', () => {
  it.each(ENCODED)('is masked where it is written as %s', async (encoding, body) => {
    const raw = within(encoding, body);
    const shown = maskTexts(raw, masked);
    const texts = mimeParts(shown).parts.map((part) => contentOf(shown, part).toString('utf8'));
    expect(texts.join('\n')).toContain('请打开 https://chaogao.example/l/[masked] 办理。');
    expect(texts.join('\n')).not.toContain(TOKEN);
    expect(shown.toString('latin1')).toContain('iVBORw0KGgo=');
    expect((await simpleParser(shown)).attachments).toHaveLength(2);
  });

  it('is masked in a letter as people write it, and the rest stays byte for byte', async () => {
    const raw = mailFixture('letter-zh', { LINK });
    const shown = maskTexts(raw, masked);
    expect(shown.toString('latin1')).toBe(raw.toString('latin1').replace(TOKEN, '[masked]'));
    expect((await simpleParser(shown)).text).toContain('已到现场');
  });
});

describe('the parts of a mail', () => {
  it.each(['', 'no colon', 'Content-Type: multipart/mixed; boundary=x\r\n\r\n--x', '\r\n\r\n\r\n'])(
    'of a broken mail %j do not stop the reader',
    (text) => {
      expect(mimeParts(Buffer.from(text)).parts.length).toBeLessThanOrEqual(1);
    },
  );

  it('end, however deep somebody nests them', () => {
    const deep = 'Content-Type: message/rfc822\r\n\r\n'.repeat(500);
    expect(mimeParts(Buffer.from(deep)).parts.length).toBeLessThan(50);
  });
});
