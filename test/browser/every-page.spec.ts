import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OFFICER_ROLES, type OfficerRole } from '#access';
import type { Browser, Page } from 'playwright-core';
import { navigationOf } from '../../apps/web/src/console/navigation.js';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { linkIn } from '../../apps/cli/src/rehearse/cast.js';
import { issue } from '../support/factories.js';
import { launchChromium } from './chromium.js';
import { faultsOf, misfitsOf } from './faults.js';

const SCREENS = [
  { width: 1366, height: 768, lang: 'zh', look: misfitsOf },
  { width: 360, height: 740, lang: 'en', look: faultsOf },
];
const AGENCY: Record<OfficerRole, string> = {
  secretariat: 'qidong-secretariat',
  'land-office': 'lvsi-land-office',
  auditor: 'qidong-secretariat',
  operator: 'qidong-secretariat',
};
/** bull-board is a page of its own makers; ours stand beside it. */
const NOT_OURS = '/console/queues/board';

let stage: Stage;
let browser: Browser;
let noticeId: string;
let link: string;

beforeAll(async () => {
  stage = await startApp();
  browser = await launchChromium();
  noticeId = await issue(stage, await stage.key('lvsi-land-office'));
  const mail = await stage.inbox.waitFor(
    ({ recipient }) => recipient === 'gongdian@lvsi.qidong.example',
  );
  link = linkIn(mail);
  await stage.settle();
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

/** What another role's run has looked at already: axe takes a second a page. */
const seen = new Set<string>();

/** Every page fits both screens; axe looks at each once, on the narrow one. */
async function faultsOnEveryScreen(page: Page, urls: string[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  const fresh = urls.filter((url) => !seen.has(url));
  for (const { lang, look, ...viewport } of SCREENS) {
    await page.setViewportSize(viewport);
    for (const url of fresh) {
      seen.add(url);
      const asked = new URL(url);
      asked.searchParams.set('lang', lang);
      const faults = await look(page, asked.href);
      if (faults.length > 0) found[`${asked.pathname} (${viewport.width} px, ${lang})`] = faults;
    }
  }
  return found;
}

describe('every page', () => {
  it.each(OFFICER_ROLES)(
    'of the role %s can be used by everybody, wide and narrow',
    async (role) => {
      const { username, password } = await stage.officer(AGENCY[role], `page-${role}`, role);
      const page = await browser.newPage({ locale: 'zh-CN' });
      await page.goto(`${stage.url}/console`);
      await page.getByLabel('用户名').fill(username);
      await page.getByLabel('密码').fill(password);
      await page.getByRole('button', { name: '登录' }).click();
      const paths = navigationOf(role).map(({ path }) => path);
      const notice = `/console/notices/${noticeId}`;
      if (role !== 'operator') paths.push(notice, `${notice}/deadlines`);
      const urls = [...paths, '/console/account'].map((path) => stage.url + path);
      const ours = urls.filter((url) => !url.includes(NOT_OURS));
      expect(await faultsOnEveryScreen(page, ours)).toEqual({});
      await page.close();
    },
  );

  it('behind the link in a mail can be used by everybody, wide and narrow', async () => {
    const page = await browser.newPage({ locale: 'zh-CN' });
    const urls = ['', '/acknowledge', '/reply', '/hand-over'].map((path) => link + path);
    expect(await faultsOnEveryScreen(page, [...urls, `${stage.url}/console/sign-in`])).toEqual({});
    await page.close();
  });
});
