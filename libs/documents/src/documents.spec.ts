import { afterAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '#platform';
import { NOTICE } from '../../../test/support/document-data.js';
import { type Page, pagesOf, type Placed, textOf } from '../../../test/support/pdf.js';
import { DocumentRenderer } from './document-renderer.service.js';
import { qrSvg } from './qr.js';

/** GB/T 9704-2012, millimetres. */
const MM = 72 / 25.4;
const STANDARD = { top: 37, left: 28, width: 156, height: 225, lines: 22, characters: 28 };
const [SECOND, THIRD, FOURTH] = [22, 16, 14];

const renderer = new DocumentRenderer(
  readConfig({
    DATABASE_URL: 'postgres://nobody@127.0.0.1/none',
    CHAOGAO_SECRETS: 'a-secret-that-is-only-used-in-this-test-00001',
  }),
);
afterAll(() => renderer.onApplicationShutdown());

const at = new Date('2026-11-24T10:00:00+08:00');

async function notice(more: object = {}): Promise<Buffer> {
  const data = {
    ...NOTICE,
    // Two pages and more of full-width characters, to measure the type area by.
    description: '田'.repeat(28 * 80),
    qr: await qrSvg('https://chaogao.example/n/x'),
    fingerprint: null,
    ...more,
  };
  return renderer.render('copy-notice', data, { at, title: '启自然资吕抄〔2026〕17号 抄告单' });
}

/** Text of a page put together to lines, top down; `y` from the top of the page, millimetres. */
function linesOf({ height, items }: Page) {
  const lines = new Map<number, Placed[]>();
  for (const item of items) {
    const y = Math.round((height - item.y) * 2) / 2;
    lines.set(y, [...(lines.get(y) ?? []), item]);
  }
  return [...lines.entries()]
    .sort(([a], [b]) => a - b)
    .map(([y, parts]) => {
      const sorted = parts.sort((a, b) => a.x - b.x);
      const last = sorted.at(-1);
      return {
        baseline: y / MM,
        left: (sorted[0]?.x ?? 0) / MM,
        right: last ? (last.x + last.width) / MM : 0,
        size: sorted[0]?.size ?? 0,
        text: sorted
          .map(({ text }) => text)
          .join('')
          .replace(/\s+/g, ''),
      };
    });
}

const lineWith = (pages: Page[], words: string) => {
  const found = pages.flatMap(linesOf).find(({ text }) => text.includes(words));
  if (!found) throw new Error(`no line with ${words}`);
  return found;
};

describe('a page, compared with GB/T 9704-2012', () => {
  it('is A4, with a type area of 156 by 225 mm, 37 mm from the top and 28 mm from the left', async () => {
    const pages = await pagesOf(await notice());
    for (const { width, height } of pages) {
      expect(width / MM).toBeCloseTo(210, 0);
      expect(height / MM).toBeCloseTo(297, 0);
    }
    const full = pages.flatMap(linesOf).filter(({ text }) => /^田{28}$/.test(text));
    expect(full.length).toBeGreaterThan(30);
    for (const { left, right, size } of full) {
      expect(size).toBeCloseTo(THIRD, 1);
      expect(Math.abs(left - STANDARD.left)).toBeLessThan(1);
      expect(Math.abs(right - STANDARD.left - STANDARD.width)).toBeLessThan(1);
    }
  });

  it('holds 22 lines of 28 characters', async () => {
    const pages = await pagesOf(await notice());
    const whole = pages
      .map((page) => linesOf(page).filter(({ text }) => text.startsWith('田')))
      .find(([first]) => first?.text.length === STANDARD.characters);
    expect(whole?.map(({ text }) => text.length)).toEqual(
      Array.from({ length: STANDARD.lines }, () => STANDARD.characters),
    );
    const [first, last] = [whole?.[0]?.baseline ?? 0, whole?.at(-1)?.baseline ?? 0];
    const pitch = (last - first) / (STANDARD.lines - 1);
    expect(pitch).toBeCloseTo(STANDARD.height / STANDARD.lines, 1);
    expect(first).toBeGreaterThan(STANDARD.top);
    expect(last).toBeLessThan(STANDARD.top + STANDARD.height);
  });

  it('has the mark 35 mm below the top of the type area, the number two lines below, title in size 2', async () => {
    const pages = await pagesOf(await notice());
    const mark = lineWith(pages, '国土所文件');
    const top = mark.baseline - (mark.size * 0.86) / MM;
    expect(Math.abs(top - STANDARD.top - 35)).toBeLessThan(2);
    const number = lineWith(pages.slice(0, 1), '〔2026〕');
    expect(number.text).toBe('启自然资吕抄〔2026〕17号');
    expect(number.size).toBeCloseTo(THIRD, 1);
    const middle = (number.left + number.right) / 2;
    expect(Math.abs(middle - STANDARD.left - STANDARD.width / 2)).toBeLessThan(1);
    expect(lineWith(pages, '的抄告单').size).toBeCloseTo(SECOND, 1);
  });

  it('sets the date four characters from the right and the issuer centred above it', async () => {
    const pages = await pagesOf(await notice());
    const lines = pages.flatMap(linesOf);
    const date = lines.find(({ text }) => text === '2026年11月24日');
    const issuer = lines.filter(({ text }) => text === '启东市自然资源局吕四港国土所').at(-1);
    const four = (4 * THIRD) / MM;
    expect(Math.abs(STANDARD.left + STANDARD.width - (date?.right ?? 0) - four)).toBeLessThan(1.5);
    const centre = (line: typeof date) => ((line?.left ?? 0) + (line?.right ?? 0)) / 2;
    expect(Math.abs(centre(date) - centre(issuer))).toBeLessThan(1.5);
  });

  it('ends with the imprint in size 4, and the pages are numbered 7 mm below', async () => {
    const pages = await pagesOf(await notice());
    expect(lineWith(pages, '抄送：').size).toBeCloseTo(FOURTH, 1);
    expect(lineWith(pages, '日印发').size).toBeCloseTo(FOURTH, 1);
    for (const [index, page] of pages.entries()) {
      const number = linesOf(page).at(-1);
      expect(number?.text).toBe(`—${index + 1}—`);
      expect(number?.size).toBeCloseTo(FOURTH, 1);
      // An odd page has it on the right, an even one on the left, one character from the edge.
      const edge = FOURTH / MM;
      if (index % 2 === 0) expect(Math.abs((number?.right ?? 0) - (184 - edge))).toBeLessThan(2);
      else expect(Math.abs((number?.left ?? 0) - (28 + edge))).toBeLessThan(2);
      expect(Math.abs((number?.baseline ?? 0) - 262 - 7)).toBeLessThan(3);
    }
  });

  it('as a letter has the mark 30 mm below the edge of the paper, the number on the right, no page number at first', async () => {
    const pages = await pagesOf(await notice({ format: 'letter', form: '函（抄）告' }));
    const [first] = pages;
    const lines = first ? linesOf(first) : [];
    const mark = lines[0];
    expect(mark?.text).toBe('启东市自然资源局吕四港国土所');
    expect(Math.abs((mark?.baseline ?? 0) - ((mark?.size ?? 0) * 0.86) / MM - 30)).toBeLessThan(2);
    const number = lines.find(({ text }) => text.includes('〔2026〕'));
    expect(Math.abs((number?.right ?? 0) - 184)).toBeLessThan(1);
    expect(lines.some(({ text }) => text === '—1—')).toBe(false);
  });
});

describe('a document', () => {
  it('is the same, byte for byte, from the same data, and PDF/A-2b with its fonts inside', async () => {
    const [one, two] = [await notice(), await notice()];
    expect(one.equals(two)).toBe(true);
    const raw = one.toString('latin1');
    expect(raw).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(raw).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
    expect(raw).toContain('2026-11-24T02:00:00');
  });

  it('prints rare characters and signs, and typed markup as it was typed', async () => {
    const typed = '#sys.inputs #eval("1") $x^2$ @foo *b* _i_ \\n `c` // z 喆祎翀垚珺 ㎡ m² <a>';
    // A bell has no glyph, and PDF/A no place for it.
    const text = await textOf(await notice({ description: `${typed}\u0007` }));
    expect(text).toContain(typed.replaceAll(' ', ''));
  });

  it('prints what was typed in the order in which it was typed', async () => {
    const description = '占地\u202e002\u202c亩，\u2067甲乙\u2069。';
    expect(await textOf(await notice({ description }))).toContain('占地002亩，甲乙。');
  });

  it('is made although no font has a character of it, which it names by its code point', async () => {
    const data = { ...NOTICE, project: '𠮷家厂房', description: '당사자 王𪚥' };
    const pdf = await renderer.render('copy-notice', data, { at });
    const text = await textOf(pdf);
    expect(text).toContain('〓（U+20BB7）家厂房');
    expect(text).toContain('王〓（U+2A6A5）');
  });

  it('is made although what no font has combines with what stands before it, or is no character', async () => {
    const data = { ...NOTICE, description: '藏文བོད 非字符\uFFFF。' };
    const text = await textOf(await renderer.render('copy-notice', data, { at }));
    expect(text).toContain('〓（U+F7C）');
    expect(text).toContain('非字符〓（U+FFFF）。');
  });

  it('that cannot be set says so, and the next one is made all the same', async () => {
    await expect(renderer.render('silence', {}, { at })).rejects.toThrow(/silence\.typ/);
    expect((await notice()).length).toBeGreaterThan(10_000);
  });
});
