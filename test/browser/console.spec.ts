import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startApp } from '../support/app.js';
import { issue } from '../support/factories.js';
import { launchChromium } from './chromium.js';
import { signInAt } from './sign-in.js';

type App = Awaited<ReturnType<typeof startApp>>;

const DESK = { width: 1366, height: 900 };

let app: App;
let browser: Browser;
let page: Page;
let officer: { username: string; password: string };

beforeAll(async () => {
  app = await startApp();
  browser = await launchChromium();
  page = await browser.newPage({ viewport: DESK, locale: 'zh-CN' });
  officer = await app.officer('qidong-secretariat', 'wang', 'secretariat');
  await issue(app, await app.key('lvsi-land-office'));
  await app.inbox.waitFor(({ recipient }) => recipient === 'gongdian@lvsi.qidong.example');
  await app.settle();
});

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

const signIn = (password: string) => signInAt(page, `${app.url}/console`, { ...officer, password });

// One story: each step starts on the page where the one before ended.
describe("the secretariat's console at an office screen", () => {
  it('turns a wrong password away and keeps the name', async () => {
    await signIn(`${officer.password}-wrong`);
    expect(await page.getByRole('alert').count()).toBe(1);
    expect(await page.getByLabel('用户名').inputValue()).toBe(officer.username);
  });

  it('lists what is unanswered, with three marks for every copy', async () => {
    await signIn(officer.password);
    expect(new URL(page.url()).pathname).toBe('/console/today');
    await page.getByRole('link', { name: '未函复' }).first().click();
    const rows = page.locator('.rows tbody tr');
    expect(await rows.count()).toBeGreaterThan(0);
    expect(await rows.first().locator('.axis').count()).toBe(3);
    expect(await page.locator('h1').innerText()).toMatch(/未函复 \d+ 件，其中逾期 \d+ 件/);
  });

  it('fits the screen and runs no script', async () => {
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    expect(await page.locator('script').count()).toBe(0);
  });

  it('keeps filters in the address and says what to do when nothing matches', async () => {
    await page.getByLabel('文号、当事人、地点').fill('没有这样的案子');
    await page.getByRole('button', { name: '筛选' }).click();
    expect(new URL(page.url()).searchParams.get('text')).toBe('没有这样的案子');
    await page.getByRole('link', { name: '清除筛选' }).click();
    expect(await page.locator('.rows tbody tr').count()).toBeGreaterThan(0);
  });

  it('takes a duty under supervised handling, with reason, document and number', async () => {
    await page.getByRole('link', { name: '作出决定' }).first().click();
    await page.getByLabel('督办', { exact: false }).first().check();
    await page.getByRole('button', { name: '作出决定' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('依据文号');
    await page.getByLabel('督办期限', { exact: false }).fill('2099-12-01');
    await page.getByLabel('理由').fill('多次催办未复。');
    await page.getByLabel('依据文号').fill('启联办〔2026〕12号');
    await page.getByRole('button', { name: '作出决定' }).click();
    expect(page.url()).toContain('/console/notices/');
    expect(await page.locator('main').innerText()).toMatch(/督〔\d{4}〕\d+号/);
  });

  it('signs out', async () => {
    await page.getByRole('button', { name: '退出' }).click();
    await page.goto(`${app.url}/console/unanswered`);
    expect(new URL(page.url()).pathname).toBe('/console/sign-in');
  });
});
