import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startApp } from '../support/app.js';
import { at, servedCase } from '../support/case.js';
import { launchChromium } from './chromium.js';
import { faultsOf } from './faults.js';
import { signInAt } from './sign-in.js';

type App = Awaited<ReturnType<typeof startApp>>;

const DESK = { width: 1366, height: 768 };
const PHONE = { width: 360, height: 740 };

let app: App;
let browser: Browser;
let page: Page;
let officer: { username: string; password: string };

beforeAll(async () => {
  app = await startApp();
  browser = await launchChromium();
  page = await browser.newPage({ viewport: DESK, locale: 'zh-CN' });
  officer = await app.officer('qidong-secretariat', 'wang', 'secretariat');
  await servedCase(app, await app.key('lvsi-land-office'));
  await app.at(at('2026-10-14', '10:00'));
  await signInAt(page, `${app.url}/console`, officer);
});

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

const heading = () => page.locator('h1').innerText();
const button = (name: string) => page.getByRole('button', { name, exact: true });
const link = (name: string) => page.getByRole('link', { name, exact: true });

// One story: each step starts on the page where the one before ended.
describe('the secretariat at an office screen', () => {
  it('asks only what the chosen decision needs', async () => {
    await page.goto(`${app.url}/console/unanswered`);
    await page.locator('a[href*="/decide?duty="]').first().click();
    await page.getByLabel('督办', { exact: false }).first().check();
    expect(await page.getByLabel('督办期限').isVisible()).toBe(true);
    expect(await page.getByLabel('延期天数').isVisible()).toBe(false);
    await page.getByLabel('延期', { exact: false }).first().check();
    expect(await page.getByLabel('督办期限').isVisible()).toBe(false);
    expect(await page.getByLabel('延期天数').isVisible()).toBe(true);
  });

  it('takes several under supervised handling at once, after it has shown which', async () => {
    await page.goto(`${app.url}/console/unanswered?due=overdue`);
    const boxes = page.locator('input[name=copy]');
    await boxes.nth(0).check();
    await boxes.nth(3).check();
    await button('督办').click();
    expect(await heading()).toMatch(/对下列 \d+ 项作出同一决定：督办/);
    expect(await page.locator('input[name=target]:checked').count()).toBeGreaterThan(1);
    await button('一并决定').click();
    expect(await page.getByRole('alert').innerText()).toContain('理由');
    await page.getByLabel('督办期限').fill('2026-10-20');
    await page.getByLabel('理由').fill('多次催办未复。');
    await page.getByLabel('依据文号').fill('启联办〔2026〕12号');
    await button('一并决定').click();
    expect(await heading()).toMatch(/督办：已决定 \d+ 项/);
    expect(await page.locator('.rows').innerText()).toMatch(/启自然资联督〔2026〕1号/);
    await page.reload();
    expect(await heading()).toMatch(/督办：已决定 \d+ 项/);
    // Back to the list as it was, past the page that asked.
    await link('← 未函复').click();
    expect(new URL(page.url()).search).toBe('?due=overdue');
  });

  it('decides once, also when somebody goes back and submits again', async () => {
    await page.locator('input[name=copy]').first().check();
    await button('列入议题').click();
    await page.getByLabel('理由').fill('须会上研究。');
    await page.getByLabel('依据文号').fill('启联办〔2026〕13号');
    await button('一并决定').click();
    expect(await heading()).toMatch(/列入议题：已决定 1 项/);
    const result = page.url();
    await page.goBack();
    expect(page.url()).toBe(result);
  });

  it('calls a meeting with an agenda of what is overdue', async () => {
    await link('联席会议').click();
    await link('召集会议').click();
    expect(await page.getByLabel('所议的重大违法用地', { exact: false }).isVisible()).toBe(false);
    await page.getByLabel('日期').fill('2026-10-14');
    await page.getByLabel('地点').fill('市政府三楼会议室');
    await page.getByLabel('主持人').fill('陈副市长');
    await button('召集').click();
    await page.locator('input[name=copy]').first().check();
    await page.getByLabel('其他议题').fill('部署四季度卫片整改');
    await button('列入议题').click();
    expect(await heading()).toBe('议题 2 项');
    await page.locator('input[name^=position-]').nth(1).fill('0');
    await button('保存次序').click();
    expect(await page.locator('.order tbody tr').first().innerText()).toContain('卫片整改');
  });

  it('writes resolutions, signs the minutes and issues the assignment', async () => {
    await page.locator('main p a').first().click();
    await link('登记已召开').click();
    await page.getByLabel('出席单位和人员').fill('吕四港镇供电所 王所长');
    await button('登记').click();
    await link('记录议定事项').first().click();
    await page.getByLabel('议定事项').fill('各镇自查。');
    await page.getByLabel('交办事项').fill('开展自查并报告');
    await page.getByLabel('办结期限').fill('2026-10-30');
    await page.getByText('各镇（园区）：政府').click();
    await page.getByLabel('汇龙镇人民政府').check();
    await button('保存').click();
    await link('记录议定事项').first().click();
    await page.getByLabel('议定事项').fill('再次现场核查。');
    await button('保存').click();
    await link('签发纪要').click();
    await page.getByLabel('纪要文号').fill('启联办纪〔2026〕3号');
    await page.getByLabel('签发人').fill('陈副市长');
    await button('签发纪要').click();
    expect(await page.locator('h1').innerText()).toContain('纪要已签发');
    expect(await link('编排议题').count()).toBe(0);
    await link('发出交办').click();
    expect(await heading()).toBe('向 1 个单位发出交办？');
    await button('发出交办').click();
    expect(await page.locator('.agenda').innerText()).toMatch(/启自然资联办〔2026〕1号/);
  });

  it('has a pack whose print leaves the menu and the buttons out', async () => {
    await link('会议材料').click();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.site-navigation').isVisible()).toBe(false);
    expect(await page.locator('.no-print').first().isVisible()).toBe(false);
    expect(await page.locator('.pack').innerText()).toContain('开展自查并报告');
    await page.emulateMedia({ media: 'screen' });
  });

  it('and everybody else can use these pages, on a phone and with a screen reader', async () => {
    const meeting = new URL(page.url()).pathname.replace(/\/pack$/, '');
    const { rows } = await app.database.query<{ id: string }>('SELECT id FROM copy LIMIT 1');
    const paths = [
      meeting,
      `${meeting}/pack`,
      `${meeting}/correction`,
      '/console/meetings/new',
      `/console/copies/${rows[0]?.id ?? ''}/decide?kind=supervise`,
      '/console/reachability/new?agency=lvsi-power',
    ];
    for (const viewport of [DESK, PHONE]) {
      await page.setViewportSize(viewport);
      for (const path of paths) {
        expect([path, await faultsOf(page, app.url + path)]).toEqual([path, []]);
      }
    }
  });
});
