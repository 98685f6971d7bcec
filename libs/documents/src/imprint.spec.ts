import { afterAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '#platform';
import { type Page, pagesOf } from '../../../test/support/pdf.js';
import { LETTERS, NOTICE } from '../../../test/support/document-data.js';
import { DocumentRenderer } from './document-renderer.service.js';
import type { Template } from './templates.js';

const renderer = new DocumentRenderer(
  readConfig({
    DATABASE_URL: 'postgres://nobody@127.0.0.1/none',
    CHAOGAO_SECRETS: 'a-secret-that-is-only-used-in-this-test-00001',
  }),
);
afterAll(() => renderer.onApplicationShutdown());

const at = new Date('2026-11-24T10:00:00+08:00');
const pages = async (template: Template, data: object) =>
  pagesOf(await renderer.render(template, data, { at }));

const textOf = ({ items }: Page) =>
  items
    .map(({ text }) => text)
    .join('')
    .replace(/\s+/g, '');

/** The page with the words, which must occur on one page only. */
function only(all: Page[], words: string): string {
  const found = all.map(textOf).filter((text) => text.includes(words));
  expect([words, found.length]).toEqual([words, 1]);
  return found[0] ?? '';
}

const LONG =
  '启东市自然资源和规划局吕四港海洋经济开发区管理委员会规划建设和生态环境局（综合行政执法大队）';

describe('the table of facts', () => {
  it('stands on one page, below its heading, wherever it begins', async () => {
    const facts = Array.from({ length: 8 }, (_, n) => ({
      ...{ label: `事实${n}`, value: '吕四港镇三甲村12组', wide: true },
    }));
    for (let names = 1; names < 9; names += 1) {
      const to = Array.from({ length: names }, () => '吕四港镇综合执法局');
      for (const template of ['copy-notice', 'special-report'] as const) {
        const all = await pages(template, { ...NOTICE, to, facts });
        expect(only(all, '一、基本情况')).toMatch(/事实0[^]*事实7/);
      }
    }
  });
});

describe('the page with the imprint', () => {
  it('bears the last lines of a notice, however long it is', async () => {
    for (let lines = 0; lines < 23; lines += 1) {
      const all = await pages('copy-notice', { ...NOTICE, description: '田'.repeat(28 * lines) });
      const imprint = only(all, '抄送：');
      expect([lines, imprint]).toEqual([lines, expect.stringContaining('加盖公章后退回。')]);
      expect(imprint).toContain('附件：');
    }
  });

  it('bears the last two lines of a reply that is one long paragraph', async () => {
    for (let lines = 1; lines < 23; lines += 1) {
      const text = `${'田'.repeat(28 * lines)}。`;
      const imprint = only(await pages('reply', { ...LETTERS.reply, text }), '提交内容指纹');
      expect([lines, /田{3,}。/.test(imprint)]).toEqual([lines, true]);
      expect(imprint).toContain('（经办人：赵一）');
    }
  });

  it('is the only one of a letter that holds a record, by tightening its lines where need be', async () => {
    for (const [template, data] of Object.entries(LETTERS)) {
      expect([template, (await pages(template as Template, data)).length]).toEqual([template, 1]);
    }
  });

  it('bears text where a name is so long that one page does not do', async () => {
    const last = {
      silence: '由有权机关依法决定。',
      annulment: '一并撤销。',
      supervision: '本件不得擅自扩散。',
      'receipt-of-service': '不作为签收的证明。',
    };
    for (const [template, words] of Object.entries(last)) {
      const data = LETTERS[template as keyof typeof last];
      for (const more of [{}, { project: LONG.repeat(3) }]) {
        const all = await pages(template as Template, { ...data, agency: LONG, ...more });
        expect([template, only(all, '证据签名公钥指纹')]).toEqual([
          ...[template, expect.stringContaining(words)],
        ]);
      }
    }
  });

  it('has the issuer and the date of printing on one line, one character apart, where both fit by narrowing', async () => {
    const issuer = '启东市自然资源执法监管共同责任部门联席会议办公室';
    const all = await pages('copy-notice', { ...NOTICE, issuer });
    const items = all.flatMap((page) => page.items);
    const printed = items.find(({ text }) => text.includes('日印发'));
    const beside = items.filter((one) => one.y === printed?.y && one !== printed);
    expect(beside.map(({ text }) => text).join('')).toBe(issuer);
    const right = Math.max(...beside.map(({ x, width }) => x + width));
    expect((printed?.x ?? 0) - right).toBeGreaterThan(10);
  });

  it('follows a slip whose box for the recipient grows with a name of two lines', async () => {
    const slip = (await pages('copy-notice', { ...NOTICE, recipient: LONG, to: [LONG] })).at(-1);
    const below = slip?.items.find(({ text }) => text.replace(/\s/g, '') === '收文人')?.y ?? 0;
    const lines = slip?.items.filter(({ text, y }) => y > below && LONG.startsWith(text.trim()));
    // Two lines of 18 points, and half of the box below.
    expect(
      Math.max(...(lines ?? []).filter(({ size }) => size < 13).map(({ y }) => y)) - below,
    ).toBeGreaterThan(42);
  });

  it('breaks a long name in the title after a word', async () => {
    const agency = '江苏省启东市吕四港镇人民政府综合行政执法和应急管理局';
    const [page] = await pages('reply', { ...LETTERS.reply, agency });
    const texts = page?.items.map(({ text }) => text.replace(/\s/g, ''));
    expect(texts).toContain('江苏省启东市吕四港镇人民政府');
  });

  it('of a reply with many files names the digest of each, above its page number', async () => {
    const attachments = Array.from({ length: 25 }, (_, n) => ({
      ...LETTERS.reply.attachments[0],
      name: `现场照片第${n + 1}张（东南角已浇筑地基部分）.jpg`,
    }));
    for (const page of await pages('reply', { ...LETTERS.reply, attachments })) {
      const lowest = Math.min(...page.items.filter(({ size }) => size < 10).map(({ y }) => y));
      expect(lowest).toBeGreaterThan((35 * 72) / 25.4 - 1);
    }
  });

  it('never breaks the name of the issuer above the date by a single character', async () => {
    const issuer = '启东市自然资源执法联席会议办公室';
    const [page] = await pages('supervision', { ...LETTERS.supervision, issuer });
    const lines = page?.items.filter(
      ({ text }) => text.includes('办公室') && !text.includes('抄送'),
    );
    expect(lines?.some(({ text }) => text.replace(/\s/g, '') === issuer)).toBe(true);
  });
});
