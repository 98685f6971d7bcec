import { inflateRawSync } from 'node:zlib';
import { Problem } from '#platform';

/** A sheet of 2,000 rows has some 3 MB of XML; more than this is no list of plots. */
const MOST_BYTES = 24 * 1024 * 1024;
const MOST_PARTS = 200;
/** Beyond these a single cell would make the reader fill in everything before it. */
const FARTHEST_ROW = 20_000;
const FARTHEST_COLUMN = 256;

const refused = (problem: string, en: string) => Problem.field('sheet', problem, en);

/**
 * The cells of the first sheet as text, empty lines at the end left out. The file may be anything: it is
 * measured before it is read.
 *
 * @throws Problem 422 where it is no workbook, or one that is too large
 */
export async function readWorkbook(bytes: Buffer): Promise<string[][]> {
  measure(bytes);
  // Loaded when first needed: most processes never do, and it costs 13 MB.
  const { readSheet } = await import('read-excel-file/node');
  let rows: unknown[][];
  try {
    rows = await readSheet(bytes);
  } catch {
    throw refused(
      '读不出这个文件，请用 Excel 或 WPS 另存为 xlsx',
      'This file cannot be read as xlsx',
    );
  }
  return rows.map((row) => row.map(textOf));
}

function textOf(cell: unknown): string {
  if (typeof cell === 'string') return cell.trim();
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  if (cell instanceof Date) return minuteOf(cell);
  return '';
}

/**
 * A date of a sheet has no zone: what it shows is Beijing time. Its time of day is a fraction with fifteen
 * digits, of 08:00 a little less than there is: to the nearest second it is what the cell shows.
 */
function minuteOf(cell: Date): string {
  const second = new Date(Math.round(cell.getTime() / 1000) * 1000);
  return second.toISOString().slice(0, 16).replace('T', ' ');
}

/** Unpacks every part with a bound, so that no declared size has to be believed. */
function measure(bytes: Buffer): void {
  const parts = partsOf(bytes);
  if (!parts) throw refused('这不是 xlsx 文件', 'This is no xlsx file');
  let left = MOST_BYTES;
  for (const { name, method, packed } of parts) {
    let content: Buffer;
    try {
      content = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: left + 1 });
    } catch {
      throw refused('文件损坏，或展开后过大', 'The file is damaged, or too large once unpacked');
    }
    left -= content.length;
    if (left < 0) {
      throw refused('文件展开后过大，请只保留要填报的表', 'The file is too large once unpacked');
    }
    if (/worksheets\/[^/]+\.xml$/i.test(name)) measureSheet(content);
  }
}

function measureSheet(content: Buffer): void {
  for (const [, value = ''] of content.toString('latin1').matchAll(/\sr\s*=\s*["']([^"']*)["']/g)) {
    const match = /^([A-Z]{0,3})(\d{1,7})$/.exec(value);
    const column = [...(match?.[1] ?? '')].reduce(
      (sum, letter) => sum * 26 + letter.charCodeAt(0) - 64,
      0,
    );
    if (!match || Number(match[2]) > FARTHEST_ROW || column > FARTHEST_COLUMN) {
      throw refused(
        '表格范围过大：请删除数据下方和右侧的空行、空列后再上传',
        'The sheet is too large: delete the empty rows below and columns beside the data',
      );
    }
  }
}

interface Part {
  name: string;
  method: number;
  packed: Buffer;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

/** The parts of a zip by its central directory; null where it is none, or of a kind that no office makes. */
function partsOf(bytes: Buffer): Part[] | null {
  const from = Math.max(0, bytes.length - 65_557);
  let end = bytes.length - 22;
  while (end >= from && bytes.readUInt32LE(end) !== END) end -= 1;
  if (end < from || end < 0) return null;
  const count = bytes.readUInt16LE(end + 10);
  if (count === 0 || count > MOST_PARTS) return null;
  const parts: Part[] = [];
  let at = bytes.readUInt32LE(end + 16);
  try {
    for (let n = 0; n < count; n += 1) {
      if (bytes.readUInt32LE(at) !== ENTRY) return null;
      const method = bytes.readUInt16LE(at + 10);
      const size = bytes.readUInt32LE(at + 20);
      const nameLength = bytes.readUInt16LE(at + 28);
      const local = bytes.readUInt32LE(at + 42);
      if ((method !== 0 && method !== 8) || bytes.readUInt32LE(local) !== LOCAL) return null;
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      parts.push({
        name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
        method,
        packed: bytes.subarray(start, start + size),
      });
      at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
  } catch {
    // It reads beyond the end: a damaged file.
    return null;
  }
  return parts;
}
