import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BatchRunner } from '#notices';
import { deflateRawSync } from 'node:zlib';
import readExcelFile, { readSheet } from 'read-excel-file/node';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { type SheetCell, xlsxOf } from '../../apps/web/src/views/spreadsheet.js';
import { startApp } from '../support/app.js';
import { at, getPage, MAILBOX, postForm, signIn, startOver } from '../support/case.js';
import { postMultipart, textOf } from '../support/desk.js';
import { onlyTo } from '../support/factories.js';
import { Office } from '../support/office.js';
import { eventually } from '../support/processes.js';

let stage: Stage;
let office: Office;
let cookie: string;
let headers: string[];
let example: SheetCell[];

beforeAll(async () => {
  stage = await startApp({ startAt: at('2026-09-29') });
  office = await Office.of(stage, 'lvsi-land-office');
  cookie = await signIn(stage, await stage.officer('lvsi-land-office', 'suozhang', 'land-office'));
  const template = await getPage(stage, cookie, '/console/batch/template.xlsx');
  const bytes = Buffer.from(await template.arrayBuffer());
  const [head = [], row = []] = await readSheet(bytes);
  headers = head.map(String);
  example = row.map((cell) => cell as SheetCell);
  const sheets = await readExcelFile(bytes);
  expect(JSON.stringify(sheets[1])).toContain('320681110');
});
beforeEach(() => startOver(stage, at('2026-09-29')));
afterAll(() => stage.close());

const column = (header: string) => headers.findIndex((one) => one.replace('*', '') === header);

/** The template's example with other cells. */
function row(cells: Record<string, SheetCell>): SheetCell[] {
  const filled = [...example];
  for (const [header, cell] of Object.entries(cells)) filled[column(header)] = cell;
  return filled;
}

async function upload(rows: SheetCell[][], heads = headers): Promise<Response> {
  const columns = heads.map((header) => ({ header, width: 12 }));
  return uploadBytes(await xlsxOf([{ name: '填报', columns, rows }]));
}

function uploadBytes(bytes: Buffer): Promise<Response> {
  const file = new File([new Uint8Array(bytes)], '卫片三季度.xlsx');
  return postMultipart(stage, cookie, '/console/batch', {}, { files: [file], field: 'sheet' });
}

const page = (path: string) => getPage(stage, cookie, path);

async function noticesOf(plot: string): Promise<string[]> {
  const { rows } = await stage.database.query<{ id: string }>(
    'SELECT id FROM notice WHERE plot_number = $1',
    [plot],
  );
  return rows.map(({ id }) => id);
}

/** Presses the button and waits until every row is sent. */
async function send(batch: string, typed: Record<string, string> = {}): Promise<string> {
  const response = await postForm(stage, cookie, batch, typed, /send$/);
  expect(response.status).toBe(303);
  await eventually(async () => !(await textOf(await page(batch))).includes('正在发出'), 'all rows');
  return textOf(await page(batch));
}

describe('a spreadsheet of a satellite inspection', () => {
  it('is checked cell by cell; what is right is sent, each row once, also when it is uploaded again', async () => {
    const rows = [
      row({ 图斑编号: 'TB-1', 建设项目: '仓库' }),
      row({
        图斑编号: 'TB-2',
        面积单位: '亩',
        占地面积: 3.2,
        其中耕地: 1,
        发现时间: { on: '2026-09-28' },
      }),
      row({ 图斑编号: 'TB-3', 建设情况: '盖好了', 其中耕地: 9999, 联系电话: null }),
      row({ 图斑编号: 'TB-1' }),
      row({ 图斑编号: 'TB-4', 坐标: '116.4, 39.9' }),
    ];
    const uploaded = await upload(rows);
    const batch = uploaded.headers.get('location') ?? '';
    expect(batch).toMatch(/^\/console\/batch\/[\da-f-]{36}$/);
    const text = await textOf(await page(batch));
    expect(text).toContain('需要更正（3 行）');
    expect(text).toMatch(/4 建设情况 盖好了 “盖好了”不对；应为：备料/);
    expect(text).toMatch(/4 联系电话 请填写本项/);
    expect(text).toMatch(/4 其中耕地 9999 耕地面积不能大于总面积/);
    expect(text).toMatch(/5 图斑编号 TB-1 与第2行的图斑编号相同/);
    expect(text).toMatch(/6 坐标 116.4, 39.9 坐标不在本市范围内/);
    expect(await noticesOf('TB-1')).toEqual([]);

    const faults = await page(`${batch}/faults.xlsx`);
    const sheet = await readSheet(Buffer.from(await faults.arrayBuffer()));
    expect(sheet).toHaveLength(4);
    expect(sheet[0]?.at(-1)).toBe('需要更正');
    expect(String(sheet[1]?.at(-1))).toContain('建设情况：“盖好了”不对');

    const done = await send(batch);
    expect(done).toContain('已发出 2 份');
    await stage.settle();
    const [first = ''] = await noticesOf('TB-1');
    const [second = ''] = await noticesOf('TB-2');
    expect((await office.notice(first)).copies).toHaveLength(8);
    const { body } = await office.get(`/v1/notices/${second}`);
    expect(body).toHaveProperty('facts.area.total', 2133.33);
    expect(body).toHaveProperty('facts.discoveredAt', '2026-09-28T00:00:00+08:00');
    const number = (await office.notice(first)).documents[0]?.number ?? '?';

    const again =
      (await upload([...rows.slice(0, 2), row({ 图斑编号: 'TB-3' })])).headers.get('location') ??
      '';
    const repeated = await textOf(await page(again));
    expect(repeated).toContain('此前已发 2');
    expect(repeated).toContain('可发出 1');
    expect(repeated).toContain(number);
    await send(again);
    expect(await noticesOf('TB-1')).toEqual([first]);
    expect(await noticesOf('TB-3')).toHaveLength(1);
    await stage.settle();
    expect(stage.inbox.to(MAILBOX['lvsi-power'])).toHaveLength(3);
  });

  it('sends a plot with other facts once more only where somebody ticks the box', async () => {
    await office.issued({ plotNumber: 'TB-9' }, onlyTo('police'));
    const batch = (await upload([row({ 图斑编号: 'TB-9' })])).headers.get('location') ?? '';
    expect(await textOf(await page(batch))).toContain('图斑已有文书 1');
    const unticked = await postForm(stage, cookie, batch, {}, /send$/);
    expect(unticked.status).toBe(422);
    expect(await textOf(unticked)).toContain('没有选中要发出的行');
    expect(await noticesOf('TB-9')).toHaveLength(1);
    await send(batch, { alsoKnownPlots: '1' });
    expect(await noticesOf('TB-9')).toHaveLength(2);
  });

  it('goes on where a worker died in the middle, and no row is sent twice', async () => {
    const rows = Array.from({ length: 30 }, (_, n) => row({ 图斑编号: `TB-2${n}` }));
    const batch = (await upload(rows)).headers.get('location') ?? '';
    const id = batch.split('/')[3];
    // A worker has claimed all rows and issued one of them, but died before it could say so.
    await stage.database.query(
      `UPDATE batch_row SET state = 'waiting', claimed_until = $2, request = request || $3
       WHERE batch_id = $1`,
      [id, at('2026-09-29', '10:01'), onlyTo('police')],
    );
    await stage.database.query(
      `UPDATE batch SET confirmed_by = 'officer:suozhang 王秘书', confirmed_at = now() WHERE id = $1`,
      [id],
    );
    const { rows: claimed } = await stage.database.query<{ request: object; key: string }>(
      `SELECT request, key FROM batch_row WHERE batch_id = $1 ORDER BY line LIMIT 1`,
      [id],
    );
    expect(claimed).toHaveLength(1);
    const runner = stage.web.get(BatchRunner, { strict: false });
    expect(await runner.runDue()).toBe(0);
    const progress = await page(batch);
    expect(progress.headers.get('refresh')).toBe('2');
    expect(await textOf(progress)).toContain('正在发出：0 / 30');
    stage.clock.set(at('2026-09-29', '10:02'));
    await Promise.all([runner.runDue(), runner.runDue()]);
    await eventually(async () => !(await textOf(await page(batch))).includes('正在发出'), 'all');
    const { rows: notices } = await stage.database.query<{ plots: number; notices: number }>(
      `SELECT count(DISTINCT plot_number)::int AS plots, count(*)::int AS notices
       FROM notice WHERE plot_number LIKE 'TB-2_' OR plot_number LIKE 'TB-2__'`,
    );
    expect(notices[0]).toEqual({ plots: 30, notices: 30 });
    expect((await page(batch)).headers.get('refresh')).toBeNull();
  });

  it('says in either language why a row was refused when its turn came', async () => {
    const batch = (await upload([row({ 图斑编号: 'TB-30' })])).headers.get('location') ?? '';
    // Whoever set the clock right has put the discovery into the future.
    stage.clock.set(at('2026-09-28'));
    const done = await send(batch);
    expect(done).toContain('未能发出 1');
    expect(done).toContain('整行 发现时间不能晚于现在');
    expect(await textOf(await page(`${batch}?lang=en`))).toContain(
      'The discovery cannot lie in the future',
    );
    const faults = await page(`${batch}/faults.xlsx`);
    const sheet = await readSheet(Buffer.from(await faults.arrayBuffer()));
    expect(String(sheet[1]?.at(-1))).toContain('发现时间不能晚于现在');
    expect(await noticesOf('TB-30')).toEqual([]);
  });

  it('is refused in words where it is no such sheet', async () => {
    const refusal = async (response: Promise<Response>) => {
      const answered = await response;
      expect(answered.status).toBe(422);
      return textOf(answered);
    };
    expect(await refusal(uploadBytes(Buffer.from('no zip at all')))).toContain('不是 xlsx');
    expect(
      await refusal(uploadBytes(zip('xl/worksheets/sheet1.xml', Buffer.alloc(60_000_000)))),
    ).toContain('过大');
    const far = Buffer.from(
      '<worksheet><sheetData><row r="1"><c r="XFD1048576"/></row></sheetData></worksheet>',
    );
    expect(await refusal(uploadBytes(zip('xl/worksheets/sheet1.xml', far)))).toContain('范围过大');
    expect(await refusal(upload([row({})], headers.slice(1)))).toContain('第一行缺少列：图斑编号');
    expect(await refusal(upload([]))).toContain('没有数据行');
    const many = Array.from({ length: 2001 }, (_, n) => row({ 图斑编号: `M-${n}` }));
    expect(await refusal(upload(many))).toContain('有2001行，一次最多2000行');
  });
});

/** A zip of one part. */
function zip(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(1, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  // It says that it is small.
  entry.writeUInt32LE(1, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, Buffer.from(name), packed, entry, Buffer.from(name), end]);
}
