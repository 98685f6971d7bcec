import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { maskTexts } from './mime-parts.js';
import { attach, buildMime, headed, type OutgoingMail } from './mime.js';

const mail = (changes: Partial<OutgoingMail> = {}): OutgoingMail => ({
  from: '抄告平台 <chaogao@qidong.example>',
  to: 'zhifa@lvsi.qidong.example',
  subject: '[请于5个工作日内函复] 抄告 启自然资吕抄〔2026〕17号',
  html: '<p>请处置：<a href="https://chaogao.example/l/abc.def">办理</a></p>',
  text: '请处置：https://chaogao.example/l/abc.def',
  messageId: '<0199a000-0000-7000-8000-000000000001@qidong.example>',
  date: new Date('2026-09-30T01:30:00Z'),
  enclosures: [],
  ...changes,
});

const file = (content: Uint8Array, digest = 'd') => ({
  filename: '抄告单.pdf',
  mediaType: 'application/pdf',
  content: Buffer.from(content),
  digest,
});

const hide = (text: string) => text.replaceAll('abc.def', '[masked]');

describe('a mail as bytes', () => {
  it('is the same for the same mail', async () => {
    expect(await buildMime(mail())).toEqual(await buildMime(mail()));
  });

  it('carries its files whole, and is the same again after they were taken out and put back', async () => {
    const files = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(files, fc.boolean(), async (all, signed) => {
        const enclosures = all.map((content, index) => file(content, String(index)));
        const built = await buildMime(mail({ enclosures }));
        const { raw, rest, enclosed } = signed ? headed(Buffer.from('X: y\r\n'), built) : built;
        const back = enclosed.map(({ digest, at }) => ({
          at,
          content: enclosures[Number(digest)]?.content ?? Buffer.alloc(0),
        }));
        expect(attach(rest, back)).toEqual(raw);
        const { attachments } = await simpleParser(raw);
        expect(attachments.map(({ content }) => content)).toEqual(
          enclosures.map(({ content }) => content),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('is kept without the file that it encloses', async () => {
    const enclosures = [file(Buffer.alloc(30_000, 7))];
    const { raw, rest, enclosed } = await buildMime(mail({ enclosures }));
    expect(enclosed).toHaveLength(1);
    expect(raw.length - rest.length).toBeGreaterThan(40_000);
  });

  it.each([
    ['alone', []],
    ['beside a file', [file(Buffer.from('%PDF-1.7 abc.def'))]],
  ])('hides a token in both texts, %s, and touches nothing else', async (_, enclosures) => {
    const { raw } = await buildMime(mail({ enclosures }));
    const masked = await simpleParser(maskTexts(raw, hide));
    expect(masked.text).toContain('https://chaogao.example/l/[masked]');
    expect(masked.html).toContain('https://chaogao.example/l/[masked]');
    expect(`${masked.text}${String(masked.html)}`).not.toContain('abc.def');
    expect(masked.attachments.map(({ content }) => content.toString())).toEqual(
      enclosures.map(({ content }) => content.toString()),
    );
    expect(maskTexts(raw, (text) => text)).toEqual(raw);
  });
});
