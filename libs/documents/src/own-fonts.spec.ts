import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { readConfig } from '#platform';
import { NOTICE } from '../../../test/support/document-data.js';
import { pagesOf } from '../../../test/support/pdf.js';
import { DocumentRenderer } from './document-renderer.service.js';

/** A font that has Latin letters and digits and not one Chinese character; it comes with pdfjs-dist. */
const LATIN = path.join(
  path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')),
  'standard_fonts/LiberationSans-Regular.ttf',
);

/** The font under another family name, which must not be longer: the name table is written over. */
function renamed(font: Buffer, from: string, to: string): Buffer {
  const copy = Buffer.from(font);
  const tables = Array.from({ length: copy.readUInt16BE(4) }, (_, n) => 12 + n * 16);
  const entry = tables.find((at) => copy.toString('latin1', at, at + 4) === 'name') ?? 0;
  const table = copy.readUInt32BE(entry + 8);
  const strings = table + copy.readUInt16BE(table + 4);
  for (let n = 0; n < copy.readUInt16BE(table + 2); n += 1) {
    const record = table + 6 + n * 12;
    const wide = copy.readUInt16BE(record) !== 1;
    const encode = (text: string) =>
      wide ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, 'latin1');
    const at = strings + copy.readUInt16BE(record + 10);
    const length = copy.readUInt16BE(record + 8);
    if (!copy.subarray(at, at + length).equals(encode(from))) continue;
    encode(to).copy(copy, at);
    copy.writeUInt16BE(encode(to).length, record + 8);
  }
  return copy;
}

const folder = mkdtempSync(path.join(tmpdir(), 'chaogao-fonts-'));
writeFileSync(
  path.join(folder, 'own.ttf'),
  renamed(readFileSync(LATIN), 'Liberation Sans', 'FangSong'),
);
const renderer = new DocumentRenderer(
  readConfig({
    DATABASE_URL: 'postgres://nobody@127.0.0.1/none',
    CHAOGAO_SECRETS: 'a-secret-that-is-only-used-in-this-test-00001',
    DOCUMENT_FONTS_DIR: folder,
  }),
);
afterAll(() => renderer.onApplicationShutdown());

it('sets in the own font what it has and in Noto what it lacks, glyph by glyph', async () => {
  const description = 'Abc123喆祎翀垚珺㎡m²';
  const at = new Date('2026-11-24T10:00:00+08:00');
  // PDF/A allows no glyph that is missing: a box would be an error.
  const pdf = await renderer.render('copy-notice', { ...NOTICE, description }, { at });
  const items = (await pagesOf(pdf)).flatMap((page) => page.items);
  const fontOf = (text: string) => items.find((item) => item.text.includes(text))?.font;
  expect(fontOf('Abc123')).toBeDefined();
  expect(fontOf('喆祎翀垚珺')).toBeDefined();
  expect(fontOf('Abc123')).not.toBe(fontOf('喆祎翀垚珺'));
  expect(items.map(({ text }) => text).join('')).toContain(description);
  expect(pdf.toString('latin1')).toMatch(/\+LiberationSans|\+FangSong/);
});
