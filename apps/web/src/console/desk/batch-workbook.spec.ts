import { describe, expect, it } from '@jest/globals';
import writeExcelFile from 'write-excel-file/node';
import { readWorkbook } from './batch-workbook.js';

async function read(at: string): Promise<string | undefined> {
  const cell = { value: new Date(at), type: Date, format: 'yyyy-mm-dd hh:mm' };
  const bytes = await writeExcelFile([{ sheet: '填报', data: [[cell]] }]).toBuffer();
  return (await readWorkbook(bytes))[0]?.[0];
}

describe('a time of a spreadsheet', () => {
  // 08:00 is a third of a day: with the fifteen digits that a file keeps it is some microseconds less.
  it('is the minute that the cell shows, also where the file keeps a little less of it', async () => {
    expect(await read('2026-09-29T07:59:59.999Z')).toBe('2026-09-29 08:00');
  });

  it('is that of the next day where the minute that is shown is', async () => {
    expect(await read('2026-09-29T23:59:59.999Z')).toBe('2026-09-30 00:00');
  });

  it('keeps its minute where it has seconds, as the cell does', async () => {
    expect(await read('2026-09-29T08:00:45.000Z')).toBe('2026-09-29 08:00');
  });
});
