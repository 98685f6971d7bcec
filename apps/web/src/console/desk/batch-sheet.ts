import type { Agency, Extent, Region } from '#agencies';
import { type BatchRowView, MOST_BATCH_ROWS, type ReadRow } from '#notices';
import { type FieldProblem, Problem } from '#platform';
import type { Kind } from '#rulebook';
import type { Sheet, SheetCell } from '../../views/spreadsheet.js';
import {
  type BatchColumn,
  BATCH_SOURCE_WORDS,
  batchColumns,
  EXAMPLE_MARK,
  typedOfRow,
} from './batch-columns.js';
import { fieldOf, requestOf } from './fact-form.js';

/** The column in which a sheet of faults says what to mend; ignored where it comes back. */
const FAULTS = '需要更正';

/** A head is recognised whatever its stars and blanks. */
const bare = (header: string) => header.normalize('NFKC').replace(/[*\s]/g, '');

/** The template: a sheet to fill in with one example, and one that explains it. */
export function templateOf(kind: Kind, issuer: Agency, regions: Region[]): Sheet[] {
  const columns = batchColumns(issuer.town !== null);
  const town = regions.find(({ code }) => code === issuer.town);
  return [
    {
      name: '填报',
      columns: columns.map(headOf),
      rows: [columns.map(({ field, example }) => exampleOf(field, example, town))],
    },
    {
      name: '说明与代码',
      columns: [
        { header: '列', width: 20 },
        { header: '填什么', width: 60 },
      ],
      rows: [
        ...columns.map(({ header, required, allowed }): SheetCell[] => [
          required ? `${header}（必填）` : header,
          allowed,
        ]),
        [null, null],
        ['文书', `${kind.name.zh}（${kind.clause}）；信息来源：${BATCH_SOURCE_WORDS}`],
        ['示例', '“填报”表第2行是示例，填报时请改掉或删除'],
        ['行数', `最多${MOST_BATCH_ROWS}行`],
        [null, null],
        ['镇（园区）代码', '名称'],
        ...(town ? [town] : regions).map(({ code, nameZh }): SheetCell[] => [code, nameZh]),
      ],
    },
  ];
}

const headOf = ({ header, required, width }: BatchColumn) => ({
  header: required ? `${header}*` : header,
  width,
});

function exampleOf(field: string, example: string | number, town: Region | undefined): SheetCell {
  if (field === 'placeText' && town) return `${town.nameZh}示例村12组`;
  return example === '' ? null : example;
}

/** Reads the rows of an uploaded sheet. @throws Problem 422 where its head or length is not right */
export async function readRows(
  cells: string[][],
  kind: Kind,
  issuer: Agency,
  extent: Extent | null,
): Promise<{ headers: string[]; rows: ReadRow[] }> {
  const columns = batchColumns(issuer.town !== null);
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
    const read = await requestOf(typed, [], kind, issuer, extent);
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
  const columns = batchColumns(issuer.town !== null);
  return (path) => headerOf(fieldOf(path), columns);
}

/** The faulty rows as they were uploaded, with the wrong cells marked and a column of what is wrong. */
export function faultsOf(headers: string[], rows: BatchRowView[]): Sheet[] {
  const kept = headers
    .map((header, index) => ({ header, index }))
    .filter(({ header }) => bare(header) !== FAULTS);
  return [
    {
      name: '需要更正的行',
      columns: [
        ...kept.map(({ header }) => ({ header, width: 18 })),
        { header: FAULTS, width: 60 },
      ],
      rows: rows.map(({ row: { cells, problems, failure } }) => {
        const wrong = new Set(problems.map(({ field }) => bare(field)));
        const words = problems.map(({ field, problem }) => `${field}：${problem}`);
        return [
          ...kept.map(({ header, index }): SheetCell => {
            const text = cells[index] ?? '';
            return wrong.has(bare(header)) ? { text, fault: true } : text;
          }),
          [...words, ...(failure ? [failure] : [])].join('\n'),
        ];
      }),
    },
  ];
}
