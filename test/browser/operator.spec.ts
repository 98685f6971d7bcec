import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startApp } from '../support/app.js';
import { issue } from '../support/factories.js';
import { launchChromium } from './chromium.js';
import { faultsOf } from './faults.js';
import { signInAt } from './sign-in.js';

const ARRANGEMENT = `source: 国务院办公厅关于2027年部分节假日安排的通知
documentNumber: 国办发明电〔2026〕10号
covers: [2027]
days:
  - { from: 2027-01-01, to: 2027-01-03, kind: holiday, name: 元旦 }`;

let app: Awaited<ReturnType<typeof startApp>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  // The period of a notice of that day reaches into the next year, which nobody has arranged yet.
  app = await startApp({ startAt: '2026-12-28T10:00:00+08:00' });
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
  const officer = await app.officer('qidong-bureau', 'caozuo', 'operator');
  await issue(app, await app.key('lvsi-land-office'), {
    discoveredAt: '2026-12-28T08:00:00+08:00',
    stopFailedAt: '2026-12-28T09:00:00+08:00',
  });
  await app.settle();
  await signInAt(page, `${app.url}/console`, officer);
});

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

const open = (path: string) => page.goto(app.url + path);

describe("the operator's pages", () => {
  it('lead to an agency, whose new contact is refused and then taken', async () => {
    await page.getByRole('link', { name: '名录' }).first().click();
    await page.getByLabel('名称、代字、邮箱').fill('zhifa@lvsi');
    await page.getByRole('button', { name: '筛选' }).click();
    await page.getByRole('link', { name: '吕四港镇综合执法局' }).click();
    await page.getByRole('link', { name: '增加联系人' }).click();
    await page.getByLabel('姓名').fill('值班员');
    await page.getByLabel('职务').selectOption('officer');
    await page.getByLabel('邮箱', { exact: true }).fill('zhiban@lvsi');
    await page.getByLabel('收文').check();
    await page.getByRole('button', { name: '保存' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('不是电子邮箱地址');
    expect(await page.getByLabel('姓名').inputValue()).toBe('值班员');
    expect(await page.getByLabel('收文').isChecked()).toBe(true);
    await page.getByLabel('邮箱', { exact: true }).fill('zhiban@lvsi.qidong.example');
    await page.getByRole('button', { name: '保存' }).click();
    expect(await page.locator('main').innerText()).toContain('zhiban@lvsi.qidong.example');
  });

  it('show a year by words and signs, and say a day by the keyboard alone', async () => {
    await open('/console/calendar?year=2026');
    expect(await page.locator('table.month').count()).toBe(12);
    const day = page.locator('table.month', { hasText: '10月' }).locator('summary', {
      hasText: '班',
    });
    await day.focus();
    await page.keyboard.press('Enter');
    const said = page.locator('.day-more[open] p');
    expect(await said.innerText()).toMatch(/10月10日（周六） 国庆节 · 补班/);
    expect(await said.innerText()).toContain('国务院办公厅关于2026年部分节假日安排的通知');
  });

  it('say what an arrangement would settle, and settle it on the second form', async () => {
    await open('/console/calendar?year=2027');
    expect(await page.locator('main').innerText()).toContain('尚未公布');
    await page.getByRole('link', { name: '导入放假安排' }).click();
    await page.getByLabel('或在此粘贴').fill(ARRANGEMENT);
    await page.getByRole('button', { name: '查看影响' }).click();
    expect(await page.locator('main').innerText()).toContain('不再暂定');
    await page.getByRole('button', { name: /^导入/ }).click();
    expect(new URL(page.url()).search).toBe('?year=2027');
    expect(await page.locator('main').innerText()).toContain('已导入');
  });

  it('quote the clause beside each duty, one tap from the contents', async () => {
    await open('/console/rulebook');
    await page.getByRole('navigation', { name: '目录' }).getByText('五个工作日').first().click();
    const target = new URL(page.url()).hash;
    expect(target).toMatch(/^#duty-/);
    expect((await page.locator(`${target} q`).innerText()).length).toBeGreaterThan(10);
  });

  it('show the mail by its rows, and the jobs in bull-board under its own rules', async () => {
    await open('/console/queues?view=all');
    expect(await page.locator('.rows tbody tr').count()).toBeGreaterThan(6);
    await page.getByRole('link', { name: /bull-board/ }).click();
    await page.getByText('messages').first().waitFor();
  });

  it('fit a phone, leave axe nothing serious to say, and run no script of their own', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    // Those that the menu leads to are looked at in every-page.spec.ts.
    for (const path of [
      '/console/directory/agencies/lvsi-power',
      '/console/directory/coverage',
      '/console/directory/regions',
      '/console/directory/new',
      '/console/directory/import',
      '/console/calendar?from=2026-12-28&days=5',
      '/console/calendar/import',
    ]) {
      expect([path, await faultsOf(page, app.url + path)]).toEqual([path, []]);
      expect(await page.locator('script').count()).toBe(0);
    }
  });
});
