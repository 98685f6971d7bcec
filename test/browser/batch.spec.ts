import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { readSheet } from 'read-excel-file/node';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { xlsxOf } from '../../apps/web/src/views/spreadsheet.js';
import { startApp } from '../support/app.js';
import { MAILBOX } from '../support/case.js';
import { launchChromium } from './chromium.js';
import { faultsOf } from './faults.js';
import { signInAt } from './sign-in.js';

type Row = (string | null)[];

const DESK = { width: 1366, height: 768 };
const PHONE = { width: 360, height: 740 };

let app: Stage;
let browser: Browser;
let officer: { username: string; password: string };
const folder = mkdtempSync(path.join(tmpdir(), 'chaogao-batch-'));

beforeAll(async () => {
  app = await startApp();
  browser = await launchChromium();
  officer = await app.officer('lvsi-land-office', 'suozhang', 'land-office');
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function signedIn(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', ...options });
  const page = await context.newPage();
  await signInAt(page, `${app.url}/console/batch`, officer);
  await page.getByRole('heading', { name: '批量导入' }).waitFor();
  return page;
}

/** Saves what a link offers; answers its rows, the head first. */
async function downloaded(page: Page, link: string): Promise<Row[]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: link }).click(),
  ]);
  const rows = await readSheet(readFileSync(await download.path()));
  return rows.map((row) => row.map((cell) => (cell === null ? null : String(cell))));
}

/** A row with other cells here and there, as an officer would type them. */
function changed(head: Row, row: Row, cells: Record<string, string | null>) {
  const at = (name: string) => head.findIndex((one) => one?.replace('*', '') === name);
  return row.map((cell, index) => {
    const name = Object.keys(cells).find((one) => at(one) === index);
    return name === undefined ? cell : (cells[name] ?? null);
  });
}

async function saved(name: string, [head = [], ...rows]: Row[]): Promise<string> {
  const columns = head.map((header) => ({ header: header ?? '', width: 12 }));
  const file = path.join(folder, name);
  writeFileSync(file, await xlsxOf([{ name: '填报', columns, rows }]));
  return file;
}

async function upload(page: Page, file: string): Promise<void> {
  await page.goto(`${app.url}/console/batch`);
  await page.getByLabel('填好的表格').setInputFiles(file);
  await page.getByRole('button', { name: '上传并检查' }).click();
  await page.getByRole('heading', { name: path.basename(file) }).waitFor();
}

const main = (page: Page) => page.locator('main').innerText();

async function notices(): Promise<number> {
  const { rows } = await app.database.query<{ notices: number }>(
    'SELECT count(*)::int AS notices FROM notice',
  );
  return rows[0]?.notices ?? 0;
}

const mails = () => app.inbox.to(MAILBOX['lvsi-power']).length;

// One story: each step goes on with the spreadsheet of the one before.
describe('the spreadsheet of a satellite inspection', () => {
  let page: Page;
  let template: Row[];
  let mended: Row[];
  let whole: string;

  it('is filled in from the template, and every wrong cell is named before anything is sent', async () => {
    page = await signedIn({ viewport: DESK });
    template = await downloaded(page, '抄告.xlsx');
    const [head = [], example = []] = template;
    const row = (cells: Record<string, string | null>) => changed(head, example, cells);
    const rows = [
      head,
      ...[1, 2, 3, 4].map((n) => row({ 图斑编号: `TB-${n}`, 建设项目: `仓库${n}` })),
      row({ 图斑编号: 'TB-5', 建设情况: '盖好了', 其中耕地: '9999' }),
      row({ 图斑编号: 'TB-6', 联系电话: null }),
    ];
    whole = await saved('卫片三季度.xlsx', rows);
    await upload(page, whole);
    expect(page.url()).toMatch(/\/console\/batch\/[\da-f-]{36}$/);
    expect(await page.locator('h1').innerText()).toContain('6 行');
    expect(await main(page)).toContain('需要更正（2 行）');
    const faults = await page.locator('table').first().locator('tbody tr').allInnerTexts();
    expect(faults.map((fault) => fault.replace(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/6 建设情况 盖好了 “盖好了”不对；应为：备料/),
      expect.stringMatching(/6 其中耕地 9999 耕地面积不能大于总面积/),
      expect.stringMatching(/7 联系电话 请填写本项/),
    ]);
    expect(await notices()).toBe(0);
  });

  it('can be read by everybody, wide and narrow', async () => {
    const url = page.url();
    for (const viewport of [DESK, PHONE]) {
      await page.setViewportSize(viewport);
      expect(await faultsOf(page, url)).toEqual([]);
    }
    await page.setViewportSize(DESK);
  });

  it('gives the faulty rows back, marked, so that they can be corrected', async () => {
    const faults = await downloaded(page, '下载这些行');
    const [head = [], first = [], second = [], ...others] = faults;
    expect(others).toEqual([]);
    expect(head.at(-1)).toBe('需要更正');
    expect(first.at(-1)).toContain('建设情况：“盖好了”不对');
    mended = [
      head,
      changed(head, first, { 建设情况: '基础施工', 其中耕地: '1200' }),
      changed(head, second, { 联系电话: '0513-83000001' }),
    ];
  });

  it('is sent with a bar that shows how far it is, to the end', async () => {
    // Another worker has taken the fourth row: the bar stands until that is through.
    const batch = page.url().split('/').at(-1);
    const taken = `UPDATE batch_row SET claimed_until = $2 WHERE batch_id = $1 AND line = 5`;
    await app.database.query(taken, [batch, new Date(app.clock.now().getTime() + 60_000)]);
    await page.getByRole('button', { name: '发出 4 份' }).click();
    await page.getByText('正在发出：3 / 4').waitFor();
    const bar = page.getByRole('progressbar');
    expect([await bar.getAttribute('value'), await bar.getAttribute('max')]).toEqual(['3', '4']);
    await app.database.query(taken, [batch, null]);
    // Nobody touches the page: it renews itself.
    await page.getByText('已发出 4 份').waitFor();
    expect([await bar.getAttribute('value'), await bar.getAttribute('max')]).toEqual(['4', '4']);
    await app.settle();
    expect([await notices(), mails()]).toEqual([4, 4]);
  });

  it('takes the corrected rows, and sends only these', async () => {
    await upload(page, await saved('卫片三季度-更正.xlsx', mended));
    expect(await main(page)).not.toContain('需要更正');
    await page.getByRole('button', { name: '发出 2 份' }).click();
    await page.getByText('已发出 2 份').waitFor();
    await app.settle();
    expect([await notices(), mails()]).toEqual([6, 6]);
    await page
      .getByRole('link', { name: /启自然资吕抄〔2026〕/ })
      .first()
      .click();
    expect(await page.locator('h1').innerText()).toContain('厂房扩建');
  });

  it('sends nothing twice when it is uploaded again', async () => {
    await upload(page, whole);
    expect(await main(page)).toContain('此前已发 4');
    expect(await page.getByRole('button', { name: /^发出/ }).count()).toBe(0);
    await upload(page, await saved('卫片三季度-更正.xlsx', mended));
    expect(await main(page)).toContain('2 行此前已发，不再重发');
    expect(await page.getByRole('button', { name: /^发出/ }).count()).toBe(0);
    await app.settle();
    expect([await notices(), mails()]).toEqual([6, 6]);
    await page.goto(`${app.url}/console/batch`);
    expect(await page.locator('tbody tr').count()).toBe(4);
    await page.context().close();
  });

  it('needs no script for any of it, on a phone', async () => {
    page = await signedIn({ javaScriptEnabled: false, viewport: PHONE });
    const [head = [], example = []] = template;
    const row = (cells: Record<string, string | null>) => changed(head, example, cells);
    const rows = [row({ 图斑编号: 'TB-7' }), row({ 图斑编号: 'TB-8', 坐标: '116.4, 39.9' })];
    await upload(page, await saved('手机.xlsx', [head, ...rows]));
    expect(await main(page)).toContain('坐标不在本市范围内');
    expect(await downloaded(page, '下载这些行')).toHaveLength(2);
    await page.getByRole('button', { name: '发出 1 份' }).click();
    await page.getByText('已发出 1 份').waitFor();
    expect(await notices()).toBe(7);
    await page.context().close();
  });
});
