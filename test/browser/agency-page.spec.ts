import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { linkIn } from '../../apps/cli/src/rehearse/cast.js';
import { startApp } from '../support/app.js';
import { issue } from '../support/factories.js';
import { launchChromium } from './chromium.js';

type App = Awaited<ReturnType<typeof startApp>>;

const PHONE = { width: 360, height: 740 };
const ENFORCEMENT = 'zhifa@lvsi.qidong.example';

let app: App;
let browser: Browser;
let page: Page;
let link: string;

beforeAll(async () => {
  app = await startApp();
  browser = await launchChromium();
  await issue(app, await app.key('lvsi-land-office'));
  link = linkIn(await app.inbox.waitFor(({ recipient }) => recipient === ENFORCEMENT));
  await app.settle();
});

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

beforeEach(async () => {
  page = await browser.newPage({ viewport: PHONE, locale: 'zh-CN' });
});

afterEach(async () => {
  await page.close();
});

const sideways = () =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe("the agency's page on a phone", () => {
  it('says within the first screen what is wanted by when', async () => {
    await page.goto(link);
    const first = page.locator('.duties > li').first();
    const box = await first.boundingBox();
    expect(box && box.y + box.height).toBeLessThan(PHONE.height);
    expect(await page.locator('h1').innerText()).toMatch(/〔\d{4}〕\d+号/);
    expect(await page.locator('.duties .deadline').allInnerTexts()).not.toContain('');
  });

  it.each(['', '/acknowledge', '/reply', '/hand-over', '?print=1', '?lang=en'])(
    'never scrolls sideways: %s',
    async (path) => {
      await page.goto(link + path);
      expect(await sideways()).toBeLessThanOrEqual(0);
    },
  );

  it('runs no script, loads nothing from elsewhere and breaks no rule of its own', async () => {
    const complaints: string[] = [];
    const elsewhere: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith(app.url) && !request.url().startsWith('data:')) {
        elsewhere.push(request.url());
      }
    });
    const response = await page.goto(link, { waitUntil: 'networkidle' });
    expect(response?.headers()['content-security-policy']).toContain("script-src 'none'");
    expect(await page.locator('script').count()).toBe(0);
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('is set in the Chinese type that it brings along', async () => {
    await page.goto(link, { waitUntil: 'networkidle' });
    const loaded = await page.evaluate(() =>
      document.fonts.check("16px 'Noto Sans SC Variable'", '抄告'),
    );
    expect(loaded).toBe(true);
  });

  it('shows day by day how a date was counted', async () => {
    await page.goto(link);
    const counted = page.locator('.how-counted').last();
    await counted.locator('summary').click();
    expect(await counted.locator('.ledger tbody tr').count()).toBeGreaterThan(1);
    expect(await counted.innerText()).toContain('依据');
  });

  it('keeps the language that was chosen', async () => {
    await page.goto(link);
    await page.getByRole('link', { name: 'English' }).click();
    await page.goto(link);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('link', { name: '中文' }).click();
  });
});

describe('the forms behind the link', () => {
  it('says beside the field and at the top what is missing, and keeps what was typed', async () => {
    await page.goto(`${link}/acknowledge`);
    await page.getByLabel('姓名').fill('张三');
    await page.getByRole('button', { name: '签收' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('职务');
    expect(await page.locator('#problem-position').count()).toBe(1);
    expect(await page.getByLabel('姓名').inputValue()).toBe('张三');
  });

  it('acknowledges with a receipt that carries the digest', async () => {
    await page.goto(link);
    await page.getByRole('link', { name: '签收' }).click();
    await page.getByLabel('姓名').fill('张三');
    await page.getByLabel('职务').fill('副局长');
    await page.getByLabel('联系电话').fill('0513-83300000');
    await page.getByRole('button', { name: '签收' }).click();
    expect(page.url()).toContain('/receipts/');
    expect(await page.locator('.digest').innerText()).toMatch(/^[0-9a-f]{64}$/);
    await page.goto(link);
    expect(await page.locator('.acknowledgement').innerText()).toContain('已签收');
  });

  it('keeps a file through an error and hands it in with the reply', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    await page.goto(`${link}/reply`);
    await page.getByLabel('处置到位', { exact: false }).first().check();
    await page.getByLabel('函复内容').fill('已到场制止并拆除。');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: png });
    await page.getByRole('button', { name: '提交函复' }).click();
    expect(await page.getByLabel('现场.png').isChecked()).toBe(true);
    await page.getByLabel('填写人姓名').fill('张三');
    await page.getByRole('button', { name: '提交函复' }).click();
    expect(page.url()).toContain('/receipts/');
    expect(await page.locator('.facts').innerText()).toContain('现场.png');
  });
});

it('answers an unknown link politely', async () => {
  const response = await page.goto(`${app.url}/l/nobody.knows`);
  expect(response?.status()).toBe(404);
  expect(await page.locator('h1').innerText()).toBe('此链接无效');
});
