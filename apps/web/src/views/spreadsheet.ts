import { Readable } from 'node:stream';
import type { PlainDate } from '#calendar';
import type { FastifyReply } from 'fastify';
import { fileHeaders } from './send-page.js';
import { featuresOf, type SheetExtras } from './spreadsheet-features.js';

/**
 * What a cell holds: text, a number, a calendar date, or nothing. Text never becomes a formula. `fault`
 * says what is wrong with the text: it colours the cell and opens as a note.
 */
export type SheetCell =
  string | number | { on: PlainDate } | { text: string; fault: string } | null;

export interface SheetColumn {
  header: string;
  /** In Latin characters; a Chinese one takes two. */
  width: number;
  /** Opens at the head: what belongs into the column. */
  note?: string;
  /** What a drop-down list offers below the head: words, or a range of cells that holds them. */
  choices?: readonly string[] | string;
}

/**
 * One sheet of a workbook: a bold head that stays in sight, then the rows, each as long as `columns`.
 *
 * @example { name: '未函复', columns: [{ header: '单位', width: 24 }], rows: [['吕四港镇供电所']] }
 */
export interface Sheet {
  /** At most 31 characters, none of `\ / ? * [ ] :`. */
  name: string;
  columns: SheetColumn[];
  rows: SheetCell[][];
  /** So many lines are to be filled in, and offer the choices of their columns. */
  fillable?: number;
}

/** More notes than anybody reads would only make the file large: cells beyond them are coloured. */
const MOST_NOTES = 5000;

/** The bytes of an xlsx file. It is built in memory: callers bound the rows (20,000 take some 50 MB). */
export async function xlsxOf(sheets: Sheet[]): Promise<Buffer> {
  // Loaded when first needed: most processes never do, and it costs 10 MB.
  const { default: writeExcelFile } = await import('write-excel-file/node');
  return writeExcelFile(
    sheets.map(({ name, columns, rows }) => ({
      sheet: name,
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      // What has this many columns is read, and printed, across.
      orientation: 'landscape' as const,
      data: [
        columns.map(({ header }) => ({
          value: header,
          type: String,
          fontWeight: 'bold' as const,
          backgroundColor: '#eef0f3',
        })),
        ...rows.map((row) => row.map(cellOf)),
      ],
    })),
    { features: featuresOf(sheets.map(extrasOf)) },
  ).toBuffer();
}

function extrasOf({ columns, rows, fillable = 0 }: Sheet): SheetExtras {
  const heads = columns.flatMap(({ note }, column) =>
    note ? [{ row: 0, column, text: note }] : [],
  );
  const faults = rows.flatMap((row, index) =>
    row.flatMap((cell, column) =>
      typeof cell === 'object' && cell !== null && 'fault' in cell
        ? [{ row: index + 1, column, text: cell.fault }]
        : [],
    ),
  );
  return {
    notes: [...heads, ...faults].slice(0, MOST_NOTES),
    choices:
      fillable > 0
        ? columns.flatMap(({ choices }, column) =>
            choices ? [{ column, lines: fillable, from: choices }] : [],
          )
        : [],
  };
}

/** Every cell of a row begins at its top: some of them are several lines high. */
function cellOf(cell: SheetCell) {
  const alignVertical = 'top' as const;
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number, alignVertical };
  if (typeof cell === 'string') return { value: cell, type: String, wrap: true, alignVertical };
  if ('fault' in cell) {
    // A cell without any content would not be marked.
    const marked = { type: String, backgroundColor: '#f8c9c9', wrap: true, alignVertical };
    return { value: cell.text || ' ', ...marked };
  }
  const value = new Date(`${cell.on}T00:00:00Z`);
  return { value, type: Date, format: 'yyyy-mm-dd', alignVertical };
}

/** Answers with a workbook to be saved as `name`, e.g. `未函复-2026-09-29.xlsx`. */
export async function sendXlsx(reply: FastifyReply, name: string, sheets: Sheet[]): Promise<void> {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  void fileHeaders(reply, type, name).send(await xlsxOf(sheets));
}

/**
 * Answers with a CSV file, streamed: the rows are asked for as the reader takes them. UTF-8 with a
 * byte order mark, by which Excel recognises it.
 */
export function sendCsv(
  reply: FastifyReply,
  name: string,
  columns: SheetColumn[],
  rows: AsyncIterable<SheetCell[][]>,
): void {
  async function* lines(): AsyncGenerator<string> {
    yield `\uFEFF${csvLine(columns.map(({ header }) => header))}`;
    for await (const some of rows) yield some.map(csvLine).join('');
  }
  void fileHeaders(reply, 'text/csv; charset=utf-8', name).send(Readable.from(lines()));
}

/** One line of RFC 4180, its end included. */
export function csvLine(cells: SheetCell[]): string {
  return `${cells.map(csvField).join(',')}\r\n`;
}

function csvField(cell: SheetCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return 'on' in cell ? cell.on : csvField(cell.text);
  // A spreadsheet would run what begins like a formula, and somebody else typed it.
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
