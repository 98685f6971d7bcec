import type { Agency, Region } from '#agencies';
import { MOST_BATCH_ROWS, type ReadRow } from '#notices';
import { type FieldProblem, Problem } from '#platform';
import type { Kind } from '#rulebook';
import { bare, type BatchColumn, batchColumns, EXAMPLE_MARK, typedOfRow } from './batch-columns.js';
import { fieldOf, requestOf, type Surroundings } from './fact-form.js';

/** Reads the rows of an uploaded sheet. @throws Problem 422 where its head or length is not right */
export async function readRows(
  cells: string[][],
  kind: Kind,
  issuer: Agency,
  { regions, ...around }: Surroundings & { regions: Region[] },
): Promise<{ headers: string[]; rows: ReadRow[] }> {
  const columns = batchColumns(issuer.town !== null, regions);
  const [headers = [], ...body] = cells;
  const heads = headers.map(bare);
  const missing = columns.filter(
    ({ required, header }) => required && !heads.includes(bare(header)),
  );
  if (missing.length > 0) {
    const names = missing.map(({ header }) => header).join('、');
    throw Problem.field(
      'sheet',
      `第一行缺少列：${names}。请用本页的模板`,
      `The first line lacks: ${names}. Please use the template of this page`,
    );
  }
  const filled = body
    .map((row, index) => ({ line: index + 2, row: headers.map((_, n) => row[n] ?? '') }))
    .filter(({ row }) => row.some((cell) => cell !== ''));
  if (filled.length === 0) {
    throw Problem.field('sheet', '表里没有数据行', 'The sheet has no rows');
  }
  if (filled.length > MOST_BATCH_ROWS) {
    throw Problem.field(
      'sheet',
      `有${filled.length}行，一次最多${MOST_BATCH_ROWS}行。请分几个文件上传`,
      `${filled.length} rows; at most ${MOST_BATCH_ROWS} at once. Please upload several files`,
    );
  }
  const rows: ReadRow[] = [];
  for (const { line, row } of filled) {
    const cellOf = ({ header }: BatchColumn) => row[heads.indexOf(bare(header))] ?? '';
    const { typed, problems } = typedOfRow(columns, cellOf);
    const read = await requestOf(typed, [], kind, issuer, around);
    const known = new Set(problems.map(({ field }) => field));
    const others = [...read.problems, ...plotProblem(typed.plotNumber)]
      .map((one) => ({ ...one, field: headerOf(one.field, columns) }))
      .filter(({ field }) => !known.has(field));
    const all = [...problems, ...others];
    rows.push({ line, cells: row, request: all.length > 0 ? null : read.request, problems: all });
  }
  return { headers, rows };
}

/** The plot makes a row the same row again; the template's example is none. */
function plotProblem(plot: string | undefined): FieldProblem[] {
  if (plot === undefined) {
    return [{ field: 'plotNumber', problem: '请填写本项', en: 'Please fill this in' }];
  }
  return plot.startsWith(EXAMPLE_MARK)
    ? [{ field: 'plotNumber', problem: '这是示例行，请删除', en: 'This is the example: delete it' }]
    : [];
}

const headerOf = (field: string, columns: readonly BatchColumn[]) =>
  columns.find((one) => one.field === field)?.header ?? field;

/** The header that a path of the API is about. */
export function headerOfPath(issuer: Agency): (path: string) => string {
  const columns = batchColumns(issuer.town !== null, []);
  return (path) => headerOf(fieldOf(path), columns);
}
