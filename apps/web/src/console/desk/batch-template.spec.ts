import { describe, expect, it } from '@jest/globals';
import { Agency, Region } from '#agencies';
import type { BatchRowView } from '#notices';
import type { Kind } from '#rulebook';
import readExcelFile from 'read-excel-file/node';
import { type Sheet, xlsxOf } from '../../views/spreadsheet.js';
import { typedOfRow, batchColumns } from './batch-columns.js';
import { faultsOf, templateOf } from './batch-template.js';

const KIND = { name: { zh: '抄告', en: 'Copy notice' }, clause: '二、（二）4' } as Kind;
const TOWNS = [
  ['320681100', '汇龙镇'],
  ['320681110', '吕四港镇'],
].map(([code = '', nameZh = '']) => Object.assign(new Region(), { code, nameZh, nameEn: '' }));
const OF_CITY = Object.assign(new Agency(), { code: 'qidong', town: null });
const OF_TOWN = Object.assign(new Agency(), { code: 'lvsi', town: '320681110' });

async function partsOf(sheets: Sheet[]): Promise<(name: string) => string> {
  const { readZip } = (await import('../../../../../libs/evidence/verifier/verify.mjs')) as {
    readZip: (bytes: Buffer) => { files: Map<string, Buffer> };
  };
  const { files } = readZip(await xlsxOf(sheets));
  return (name) => files.get(name)?.toString() ?? '';
}

/** `A2:A2001 → "一般,重大"` of every list that a sheet offers. */
const listsIn = (sheet: string) =>
  Object.fromEntries(
    [...sheet.matchAll(/sqref="([^"]+)"><formula1>([^<]+)</g)].map(([, at = '', list = '']) => [
      at,
      list,
    ]),
  );

/** `B2 → 不对` of every note of a sheet. */
const notesIn = (comments: string) =>
  Object.fromEntries(
    [...comments.matchAll(/ref="([^"]+)"[^>]*><text><t[^>]*>([^<]*)</g)].map(
      ([, at = '', text = '']) => [at, text],
    ),
  );

describe('the template of a spreadsheet', () => {
  it('offers what may be chosen: towns, source, stage, unit, party, severity, house', async () => {
    const part = await partsOf(templateOf(KIND, OF_CITY, TOWNS));
    const sheet = part('xl/worksheets/sheet1.xml');
    expect(Object.values(listsIn(sheet))).toEqual([
      "'说明与代码'!$A$30:$A$31",
      '"巡查,卫片检查,群众举报,上级交办"',
      '"备料,动土,基础施工,墙体施工,已封顶,已建成,已投入使用"',
      '"平方米,亩"',
      '"单位,自然人"',
      '"一般,重大"',
      '"是,否"',
    ]);
    expect(Object.keys(listsIn(sheet))[0]).toBe('B2:B2001');
  });

  it('has the towns where the list looks for them, and a sheet that explains every column', async () => {
    const [, explanation] = await readExcelFile(await xlsxOf(templateOf(KIND, OF_CITY, TOWNS)));
    const lines = (explanation as unknown as { data: unknown[][] }).data;
    expect(lines.slice(29)).toEqual([
      ['汇龙镇', '320681100'],
      ['吕四港镇', '320681110'],
    ]);
    const explained = lines.map(([first]) => String(first));
    for (const { header, required } of batchColumns(false, TOWNS)) {
      expect(explained).toContain(required ? `${header}（必填）` : header);
    }
  });

  it('says at the head of a column what belongs there', async () => {
    const part = await partsOf(templateOf(KIND, OF_TOWN, TOWNS));
    expect(notesIn(part('xl/comments1.xml'))).toMatchObject({
      A1: '必填。每行一个，不重复',
      D1: '经度, 纬度，或度分秒；CGCS2000；可不填',
    });
    expect(part('xl/worksheets/_rels/sheet1.xml.rels')).toContain('../comments1.xml');
    expect(part('[Content_Types].xml')).toContain('/xl/comments1.xml');
    expect(part('xl/comments2.xml')).toBe('');
  });
});

describe('a row that is filled in', () => {
  it.each([
    ['吕四港镇', '群众举报', '是'],
    ['320681110', 'public-report', '是'],
  ])('names its town and its source in words or by code: %s, %s', (town, source, house) => {
    const cells: Record<string, string> = { town, source, villagersHouse: house };
    const { typed, problems } = typedOfRow(
      batchColumns(false, TOWNS),
      ({ field }) => cells[field] ?? '',
    );
    expect(problems).toEqual([]);
    expect(typed).toMatchObject({
      town: '320681110',
      source: 'public-report',
      villagersHouse: '1',
    });
  });

  it('is told in English what would be right, with the words that are to be typed', () => {
    const cells: Record<string, string> = { discoveredAt: '昨天', severity: '很大' };
    const { problems } = typedOfRow(batchColumns(true, []), ({ field }) => cells[field] ?? '');
    expect(problems.map(({ en }) => en)).toEqual([
      '“昨天” is not right; expected: a date, or a date with its time (Beijing time)',
      '“很大” is not right; expected: one of 一般, 重大',
    ]);
  });

  it('is of a satellite inspection where it says nothing, and of no town that nobody knows', () => {
    const { typed, problems } = typedOfRow(batchColumns(false, TOWNS), ({ field }) =>
      field === 'town' ? '吕四镇' : '',
    );
    expect(typed.source).toBe('satellite-inspection');
    expect(problems).toEqual([expect.objectContaining({ field: '镇（园区）' })]);
  });
});

describe('the sheet of faults', () => {
  const view = (line: number, cells: string[], problems: [string, string][]): BatchRowView => ({
    number: null,
    row: {
      line,
      cells,
      problems: problems.map(([field, problem]) => ({ field, problem })),
    } as unknown as BatchRowView['row'],
  });
  const headers = ['图斑编号*', '建设情况*', '联系电话*', '需要更正', '自备栏'];
  const sheets = faultsOf(
    headers,
    [
      view(
        3,
        ['TB-1', '盖好了', '', '旧', '甲'],
        [
          ['建设情况', '“盖好了”不对'],
          ['联系电话', '请填写本项'],
        ],
      ),
      view(5, ['TB-2', '动土', '0513', '旧', '乙'], [['图斑编号', '与第3行的图斑编号相同']]),
    ],
    KIND,
    OF_TOWN,
    TOWNS,
  );

  it('has a note on every wrong cell, coloured, and all of it in words in the last column', async () => {
    const part = await partsOf(sheets);
    expect(notesIn(part('xl/comments1.xml'))).toMatchObject({
      B2: '“盖好了”不对',
      C2: '请填写本项',
      A3: '与第3行的图斑编号相同',
    });
    expect(part('xl/drawings/notes1.vml').match(/ObjectType="Note"/g)).toHaveLength(3 + 3);
    const styleOf = (cell: string) =>
      new RegExp(`<c r="${cell}" s="(\\d+)"`).exec(part('xl/worksheets/sheet1.xml'))?.[1];
    expect(new Set(['B2', 'C2', 'A3'].map(styleOf)).size).toBe(1);
    expect(styleOf('B2')).not.toBe(styleOf('B3'));
    const [first] = await readExcelFile(await xlsxOf(sheets));
    expect((first as unknown as { data: unknown[][] }).data).toEqual([
      ['图斑编号*', '建设情况*', '联系电话*', '自备栏', '需要更正'],
      ['TB-1', '盖好了', null, '甲', '建设情况：“盖好了”不对\n联系电话：请填写本项'],
      ['TB-2', '动土', '0513', '乙', '图斑编号：与第3行的图斑编号相同'],
    ]);
  });

  it('offers the same choices as the template', async () => {
    const part = await partsOf(sheets);
    expect(listsIn(part('xl/worksheets/sheet1.xml'))).toEqual({
      'B2:B2001': '"备料,动土,基础施工,墙体施工,已封顶,已建成,已投入使用"',
    });
  });

  it('stays small however much is wrong', async () => {
    const bad = Array.from({ length: 2000 }, (_, n) =>
      view(
        n + 2,
        ['TB', '?', '?', '', ''],
        [
          ['建设情况', '不对'],
          ['联系电话', '请填写本项'],
          ['图斑编号', '请填写本项'],
        ],
      ),
    );
    const many = faultsOf(headers, bad, KIND, OF_TOWN, TOWNS);
    const part = await partsOf(many);
    expect(Object.keys(notesIn(part('xl/comments1.xml')))).toHaveLength(5000);
    expect((await xlsxOf(many)).length).toBeLessThan(1_000_000);
  });
});
