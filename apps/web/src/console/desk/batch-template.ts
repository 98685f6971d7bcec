import type { Agency, Region } from '#agencies';
import { type BatchRowView, MOST_BATCH_ROWS } from '#notices';
import type { Kind } from '#rulebook';
import type { Sheet, SheetCell, SheetColumn } from '../../views/spreadsheet.js';
import { bare, type BatchColumn, batchColumns, TOWN_HEADER } from './batch-columns.js';

/** The column in which a sheet of faults says what to mend; ignored where it comes back. */
const FAULTS = '需要更正';
const EXPLANATION = '说明与代码';

/** The template: a sheet to fill in with one example, and one that explains it. */
export function templateOf(kind: Kind, issuer: Agency, regions: Region[]): Sheet[] {
  const columns = batchColumns(issuer.town !== null, regions);
  const town = regions.find(({ code }) => code === issuer.town);
  const remark = '“填报”表第2行是示例，填报时请改掉或删除';
  const { sheet, townsAt } = explanationOf(kind, columns, town ? [town] : regions, remark);
  return [
    {
      name: '填报',
      columns: columns.map((column) => headOf(column, townsAt)),
      rows: [columns.map(({ field, example }) => exampleOf(field, example, town))],
      fillable: MOST_BATCH_ROWS,
    },
    sheet,
  ];
}

/** The faulty rows as they were uploaded: the wrong cells coloured, each with a note, and a column of all that is wrong. */
export function faultsOf(
  headers: string[],
  rows: BatchRowView[],
  kind: Kind,
  issuer: Agency,
  regions: Region[],
): Sheet[] {
  const columns = batchColumns(issuer.town !== null, regions);
  const remark = '改好红色的格后，整个文件再次上传即可';
  const { sheet, townsAt } = explanationOf(kind, columns, regions, remark);
  const kept = headers
    .map((header, index) => ({ header, index, name: bare(header) }))
    .filter(({ name }) => name !== FAULTS);
  return [
    {
      name: '需要更正的行',
      columns: [
        ...kept.map(({ header, name }): SheetColumn => {
          const known = columns.find((column) => bare(column.header) === name);
          return known ? { ...headOf(known, townsAt), header } : { header, width: 18 };
        }),
        { header: FAULTS, width: 60 },
      ],
      rows: rows.map(({ row: { cells, problems } }) => [
        ...kept.map(({ name, index }): SheetCell => {
          const text = cells[index] ?? '';
          const wrong = problems.filter(({ field }) => bare(field) === name);
          if (wrong.length === 0) return text;
          return { text, fault: wrong.map(({ problem }) => problem).join('\n') };
        }),
        problems
          .map(({ field, problem }) => (field === '' ? problem : `${field}：${problem}`))
          .join('\n'),
      ]),
      fillable: MOST_BATCH_ROWS,
    },
    sheet,
  ];
}

/** `townsAt`: where the list of towns stands; it is too long to be part of a rule itself. */
function headOf(column: BatchColumn, townsAt: string): SheetColumn {
  const { header, required, width, allowed, choices } = column;
  return {
    header: required ? `${header}*` : header,
    width,
    note: `${required ? '必填。' : ''}${allowed}`,
    ...(choices && { choices: header === TOWN_HEADER ? townsAt : Object.keys(choices) }),
  };
}

function exampleOf(field: string, example: string | number, town: Region | undefined): SheetCell {
  if (field === 'placeText' && town) return `${town.nameZh}示例村12组`;
  return example === '' ? null : example;
}

/** What belongs into each column, and the towns. */
function explanationOf(kind: Kind, columns: BatchColumn[], towns: Region[], remark: string) {
  const rows: SheetCell[][] = [
    ...columns.map(({ header, required, allowed }) => [
      required ? `${header}（必填）` : header,
      allowed,
    ]),
    [null, null],
    ['文书', `${kind.name.zh}（${kind.clause}）`],
    ['说明', remark],
    ['行数', `最多${MOST_BATCH_ROWS}行`],
    [null, null],
    [TOWN_HEADER, '代码'],
  ];
  // Line 1 is the head.
  const first = rows.length + 2;
  const sheet: Sheet = {
    name: EXPLANATION,
    columns: [
      { header: '列', width: 20 },
      { header: '填什么', width: 60 },
    ],
    rows: [...rows, ...towns.map(({ code, nameZh }) => [nameZh, code])],
  };
  return { sheet, townsAt: `'${EXPLANATION}'!$A$${first}:$A$${first + towns.length - 1}` };
}
