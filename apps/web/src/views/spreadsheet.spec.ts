import { describe, expect, it } from '@jest/globals';
import { readSheet } from 'read-excel-file/node';
import { csvLine, xlsxOf } from './spreadsheet.js';

describe('a workbook', () => {
  it('gives back text, numbers and dates, and takes a formula for text', async () => {
    const content = await xlsxOf([
      {
        name: '未函复',
        columns: [
          { header: '单位', width: 24 },
          { header: '件', width: 8 },
          { header: '期限', width: 12 },
        ],
        rows: [
          ['吕四港镇供电所', 3, { on: '2026-12-03' }],
          ['=HYPERLINK("http://x.example")', 0, null],
          ['a\u0000b & <c>', 1, null],
        ],
      },
    ]);
    expect(await readSheet(content)).toEqual([
      ['单位', '件', '期限'],
      ['吕四港镇供电所', 3, new Date('2026-12-03T00:00:00Z')],
      ['=HYPERLINK("http://x.example")', 0, null],
      ['ab & <c>', 1, null],
    ]);
  });
});

describe('a line of CSV', () => {
  it.each([
    [['甲', 3, { on: '2026-12-03' }, null], '甲,3,2026-12-03,'],
    [['a,b', '他说"好"', '一行\n两行'], '"a,b","他说""好""","一行\n两行"'],
    [['=1+1', '+86', '-', '@x'], "'=1+1,'+86,'-,'@x"],
  ])('%j', (cells, line) => {
    expect(csvLine(cells)).toBe(`${line}\r\n`);
  });
});
