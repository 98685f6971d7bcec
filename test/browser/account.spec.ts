import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { homeOf } from '../../apps/web/src/console/navigation.js';
import { startApp } from '../support/app.js';
import { launchChromium } from './chromium.js';
import { signInAt } from './sign-in.js';

type App = Awaited<ReturnType<typeof startApp>>;

const DESK = { width: 1366, height: 768 };
const PHONE = { width: 360, height: 740 };
const CHOSEN = '江边的芦苇比人还要高一截';

let app: App;
let browser: Browser;
let page: Page;
let initial = '';
let secret = '';

beforeAll(async () => {
  app = await startApp({ workers: 0 });
  browser = await launchChromium();
  // Without JavaScript: whatever works here works on any office PC.
  const context = await browser.newContext({
    ...{ viewport: DESK, locale: 'zh-CN', javaScriptEnabled: false },
  });
  page = await context.newPage();
  const { username, password } = await app.officer('qidong-secretariat', 'guanli', 'operator');
  await signIn(username, password);
});

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

const signIn = (username: string, password: string) =>
  signInAt(page, `${app.url}/console/sign-in`, { username, password });

const path = () => new URL(page.url()).pathname;
const main = () => page.locator('main').innerText();
const sideways = () =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

function code(): string {
  const phone = new TOTP({ secret: Secret.fromBase32(secret) });
  return phone.generate({ timestamp: app.clock.now().getTime() });
}

// One story: each step starts on the page where the one before ended.
describe('an officer and the own sign-in', () => {
  it('is created by the operator, whose home is the list of officers', async () => {
    expect(path()).toBe('/console/operator/officers');
    expect(await page.locator('.site-navigation [aria-current=page]:visible').innerText()).toBe(
      '人员与岗位',
    );
    await page.getByRole('link', { name: '新增人员' }).click();
    await page.getByRole('button', { name: '保存' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('用户名：请填写用户名');
    await page.getByLabel('用户名').fill('zhaoming');
    await page.getByLabel('姓名').fill('赵明');
    await page.getByLabel('职务').fill('科员');
    await page.getByLabel('单位').selectOption('lvsi-land-office');
    await page.getByLabel('岗位').selectOption('land-office');
    await page.getByRole('button', { name: '保存' }).click();
    initial = await page.locator('.once').innerText();
    await page.getByRole('link', { name: '已转交，完成' }).click();
    expect(await main()).toContain('待改初始密码');
    await page.getByRole('button', { name: '退出' }).click();
  });

  it('chooses a password of the own, and is told why a weak one will not do', async () => {
    await signIn('zhaoming', initial);
    expect(path()).toBe('/console/account/password');
    expect(await page.locator('.site-navigation').count()).toBe(0);
    await page.getByLabel('初始密码').fill(initial);
    await page.getByLabel('新密码', { exact: true }).fill('qwertyuiop123456');
    await page.getByLabel('再输入一次新密码').fill('qwertyuiop123456');
    await page.getByRole('button', { name: '修改密码' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('容易被猜到');
    await page.getByLabel('初始密码').fill(initial);
    await page.getByLabel('新密码', { exact: true }).fill(CHOSEN);
    await page.getByLabel('再输入一次新密码').fill(CHOSEN);
    await page.getByRole('button', { name: '修改密码' }).click();
    expect(path()).toBe(homeOf('land-office'));
  });

  it('is not let in where another role is wanted, by menu or by address', async () => {
    expect(await page.getByRole('link', { name: '人员与岗位' }).count()).toBe(0);
    const answer = await page.goto(`${app.url}/console/operator/officers`);
    expect([answer?.status(), await main()]).toEqual([403, expect.stringContaining('岗位不能')]);
    await page.getByRole('link', { name: 'English' }).click();
    expect(await main()).toContain('Your role may not use this page.');
    await page.getByRole('link', { name: '中文' }).click();
  });

  it('switches on an authenticator by scanning, and is given recovery codes once', async () => {
    await page.goto(`${app.url}/console/account`);
    await page.getByRole('link', { name: '启用两步验证' }).click();
    await page.getByLabel('密码').fill(CHOSEN);
    await page.getByRole('button', { name: '启用两步验证' }).click();
    const picture = page.getByRole('img');
    expect((await picture.boundingBox())?.width).toBeGreaterThan(200);
    secret = (await page.locator('p .digest').innerText()).replaceAll(' ', '');
    await page.getByLabel('6位验证码').fill('000000');
    await page.getByRole('button', { name: '确认启用' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('验证码不正确');
    await page.getByLabel('6位验证码').fill(code());
    await page.getByRole('button', { name: '确认启用' }).click();
    expect(await page.locator('.codes li').count()).toBe(10);
    await page.getByRole('link', { name: '已保存，完成' }).click();
    expect(await main()).toContain('剩余恢复码 10 个');
  });

  it('signs in with password and code on a phone', async () => {
    await page.getByRole('button', { name: '退出', exact: true }).click();
    await page.setViewportSize(PHONE);
    app.clock.advance(60_000);
    await signIn('zhaoming', CHOSEN);
    expect(path()).toBe('/console/sign-in/code');
    expect(await sideways()).toBeLessThanOrEqual(0);
    await page.getByLabel('验证码').fill(code());
    await page.getByRole('button', { name: '登录' }).click();
    expect(path()).toBe(homeOf('land-office'));
  });

  it('finds the menu on a phone, which opens without a script', async () => {
    const entry = page.getByRole('navigation', { name: '导航' }).getByRole('link');
    expect(await entry.count()).toBe(0);
    await page.getByText('菜单').click();
    expect(await entry.first().getAttribute('aria-current')).toBe('page');
  });

  it('sees where it is signed in, and signs out everywhere', async () => {
    await page.getByRole('link', { name: '我的账户' }).click();
    expect(await main()).toContain('登录中的设备（1）');
    expect(await main()).toContain('Chrome · Linux');
    expect(await sideways()).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: '退出所有登录' }).click();
    expect(path()).toBe('/console/sign-in');
    await page.goto(`${app.url}/console/account`);
    expect(path()).toBe('/console/sign-in');
  });
});
