import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TallyService } from '#notices';
import type { Browser, Page } from 'playwright-core';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { at, type ServedCase, servedCase } from '../support/case.js';
import { launchChromium } from './chromium.js';
import { signInAt } from './sign-in.js';

let app: Stage;
let browser: Browser;
let page: Page;
let served: ServedCase;

beforeAll(async () => {
  app = await startApp();
  browser = await launchChromium();
  served = await servedCase(app, await app.key('lvsi-land-office'));
  await app.at(at('2026-10-12', '10:00'));
  while (await app.web.get(TallyService, { strict: false }).run());
  const officer = await app.officer('qidong-secretariat', 'wang', 'secretariat');
  // Nothing here needs a script.
  page = await browser.newPage({
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    javaScriptEnabled: false,
  });
  await signInAt(page, `${app.url}/console`, officer);
});

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

const path = () => new URL(page.url()).pathname;

// One story: each step starts on the page where the one before ended.
describe('the secretariat reads, without JavaScript', () => {
  it('begins the day with numbers and a chart whose table folds out', async () => {
    expect(path()).toBe('/console/today');
    expect(await page.locator('.tile').count()).toBe(5);
    expect(await page.getByRole('img', { name: '近十二周' }).count()).toBe(1);
    await page.getByText('用表格看').click();
    expect(await page.locator('details[open] tbody tr').count()).toBe(12);
  });

  it('follows a number to its list, and keeps its filter while adding another', async () => {
    await page.getByRole('link', { name: /已逾期/ }).click();
    expect(new URL(page.url()).search).toBe('?due=overdue');
    const rows = page.locator('.rows tbody tr');
    const overdue = await rows.count();
    await page.getByLabel('单位', { exact: true }).selectOption('lvsi-enforcement');
    await page.getByRole('button', { name: '筛选' }).click();
    const { searchParams } = new URL(page.url());
    expect([searchParams.get('due'), searchParams.get('agency')]).toEqual([
      'overdue',
      'lvsi-enforcement',
    ]);
    expect(await rows.count()).toBeGreaterThan(0);
    expect(await rows.count()).toBeLessThan(overdue);
  });

  it('ticks one and is asked what to decide before anything is written', async () => {
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: '督办' }).click();
    expect(path()).toBe('/console/decisions');
    expect(await page.locator('main').innerText()).toContain('吕四港镇综合执法局');
    const { rows } = await app.database.query('SELECT 1 FROM decision');
    expect(rows).toEqual([]);
  });

  it('compares agencies and opens one', async () => {
    await page.goto(`${app.url}/console/agencies`);
    expect(await page.locator('.share-bar').count()).toBeGreaterThan(5);
    await page.getByRole('link', { name: '吕四港镇供电所' }).click();
    expect(path()).toBe('/console/agencies/lvsi-power');
    expect(await page.locator('h1').innerText()).toMatch(/未办结 1 件/);
  });

  it('reads a notice: what comes next, and a mail in a frame that may do nothing', async () => {
    await page.goto(`${app.url}/console/notices/${served.id}`);
    expect(await page.getByRole('heading', { name: '接下来' }).count()).toBe(1);
    await page.getByText(/^邮件（\d+）/).click();
    await page.getByRole('link', { name: /^抄告 → gongdian/ }).click();
    const frame = page.frameLocator('iframe');
    expect(await frame.locator('body').innerText()).toContain(served.numbers[0]);
    expect(await page.locator('iframe').getAttribute('sandbox')).toBe('');
    expect(await page.locator('main').innerText()).toContain('[masked]');
  });

  it('finds nothing cut off on a phone or in English', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const address of ['today', 'unanswered', 'agencies', 'agencies/lvsi-power', 'notices']) {
      await page.goto(`${app.url}/console/${address}?lang=en`);
      const box = await page.locator('body').boundingBox();
      const main = await page.locator('main').boundingBox();
      expect([address, box?.width, (main?.width ?? 0) <= 360]).toEqual([address, 360, true]);
      expect(await page.locator('h1').count()).toBe(1);
    }
  });
});
