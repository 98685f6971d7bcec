import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSheet } from 'read-excel-file/node';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { xlsxOf } from '../../apps/web/src/views/spreadsheet.js';
import { startApp } from '../support/app.js';
import { PHOTO } from '../support/desk.js';
import { launchChromium } from './chromium.js';
import { signInAt } from './sign-in.js';

let app: Awaited<ReturnType<typeof startApp>>;
let browser: Browser;
let officer: { username: string; password: string };
const folder = mkdtempSync(path.join(tmpdir(), 'chaogao-desk-'));
const photo = path.join(folder, '现场.png');

beforeAll(async () => {
  app = await startApp();
  browser = await launchChromium();
  officer = await app.officer('lvsi-land-office', 'suozhang', 'land-office');
  writeFileSync(photo, PHOTO);
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

async function signedIn(options: Parameters<Browser['newContext']>[0]): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ locale: 'zh-CN', ...options });
  const page = await context.newPage();
  await signInAt(page, `${app.url}/console`, officer);
  return page;
}

async function write(page: Page, project: string): Promise<void> {
  await page.goto(`${app.url}/console/compose`);
  await page.getByRole('button', { name: '开始填写' }).click();
  await page.getByLabel('发现时间').fill('2026-09-29T08:00');
  await page.getByLabel('巡查').check();
  await page.getByLabel('占地位置').fill('吕四港镇三甲村12组');
  await page.getByLabel('坐标').fill('32.05，121.6');
  await page.getByLabel('建设项目').fill(project);
  await page.getByLabel('建到哪一步').selectOption({ label: '基础施工' });
  await page.getByLabel('制止无效的时间').fill('2026-09-29T09:00');
  await page.getByLabel('亩（', { exact: false }).check();
  await page.getByLabel('占地面积').fill('3.2');
  await page.getByLabel('其中耕地').fill('1.8');
  await page.getByLabel('其中永久基本农田').fill('0');
  await page.getByLabel('姓名或单位名称').fill('某某水产有限公司');
  await page.getByLabel('单位', { exact: true }).check();
  await page.getByLabel('联系电话').fill('0513-83000001');
  await page.locator('#draft-files').setInputFiles(photo);
}

const fits = (page: Page) =>
  page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth <= 0,
  );

describe('the desk of a land office', () => {
  it('writes a notice with a photograph, shows how far the upload is, and sends it', async () => {
    const page = await signedIn({ viewport: { width: 1366, height: 768 } });
    expect(new URL(page.url()).pathname).toBe('/console/mine');
    await write(page, '厂房扩建');
    expect(await page.locator('.serve .reason:visible').count()).toBe(0);
    await page.getByLabel('供水', { exact: false }).first().uncheck();
    expect(await page.locator('.serve .reason:visible').count()).toBe(1);
    const shown = page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          const box = document.getElementById('upload-progress');
          new MutationObserver(() => resolve(box?.hidden === false)).observe(box as Node, {
            attributes: true,
          });
        }),
    );
    await page.getByRole('button', { name: '核对' }).click();
    expect(await shown).toBe(true);
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('须说明理由');
    expect(await page.locator('.draft-files').innerText()).toContain('现场.png');
    expect(await page.locator('.read-back').first().innerText()).toContain('东经121°36′00.0″');
    await page.getByLabel('不发给供水的理由').fill('该地块未通水');
    await page.getByRole('button', { name: '核对' }).click();
    expect(await page.locator('h1').innerText()).toBe('将发给 7 个单位');
    expect(await fits(page)).toBe(true);
    await page.getByRole('button', { name: '发出（7 份）' }).click();
    expect(page.url()).toContain('/console/notices/');
    await page.goBack();
    expect(page.url()).toContain('/console/notices/');
    await page.context().close();
  });

  it('does all of it without a script, on a phone, a spreadsheet too', async () => {
    const page = await signedIn({
      javaScriptEnabled: false,
      viewport: { width: 360, height: 740 },
    });
    await write(page, '仓库');
    await page.getByRole('button', { name: '保存草稿' }).click();
    expect(await page.getByRole('status').first().innerText()).toContain('草稿已保存');
    await page.getByRole('button', { name: '核对' }).click();
    await page.getByRole('button', { name: '发出（8 份）' }).click();
    expect(await page.locator('h1').innerText()).toContain('仓库');

    await page.goto(`${app.url}/console/batch`);
    const [template] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '抄告.xlsx' }).click(),
    ]);
    const [heads = [], example = []] = await readSheet(await template.path());
    const rows = ['TB-1', '（示例）1'].map((plot) => [
      plot,
      ...example.slice(1).map((cell) => (cell === null ? null : String(cell))),
    ]);
    const columns = heads.map((header) => ({ header: String(header), width: 10 }));
    const sheet = path.join(folder, '卫片.xlsx');
    writeFileSync(sheet, await xlsxOf([{ name: '填报', columns, rows }]));
    await page.getByLabel('填好的表格').setInputFiles(sheet);
    await page.getByRole('button', { name: '上传并检查' }).click();
    expect(await page.locator('main').innerText()).toContain('这是示例行，请删除');
    await page.getByRole('button', { name: '发出 1 份' }).click();
    await page.getByText('已发出 1 份').waitFor();
    await page.context().close();
  });
});
