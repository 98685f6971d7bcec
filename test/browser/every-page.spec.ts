import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OFFICER_ROLES, OfficerService, type OfficerRole, TotpService } from '#access';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { navigationOf } from '../../apps/web/src/console/navigation.js';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { type Addresses, EveryPage } from '../support/every-page.js';
import { ROUTES } from '../support/routes.js';
import { launchChromium } from './chromium.js';
import { faultsOf, misfitsOf } from './faults.js';
import { signInAt } from './sign-in.js';

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
/** Notices that want a second officer are the bureau's. */
const OF_THE_BUREAU = 'GET /console/approvals/:noticeId';
/** The secretariat has these of what it assigned itself, and the case is a land office's. */
const OF_THE_ISSUER = /\/copies\/:copyId\/(replies|acknowledgement|paper|service)|\/withdraw$/;
const OF_TWO_STEPS = /^GET \/console\/(sign-in\/code|account\/totp\/)/;
/** bull-board is a page of its own makers; ours stand beside it. */
const NOT_OURS = '/console/queues/board';
/** What is downloaded, or is a mail or a file within a page; `/console` only leads on. */
const NO_PAGE =
  /^GET \/(v1|health|assets|\.well-known)\/|\.(xlsx|pdf)$|\/(export|case-file|evidence|eml|html|document|paper|receipt-of-service)$|\/(files|documents)\/:\w+$|^GET \/console$/;
/** Axe takes a second a page, and other work may share the machine. */
const PATIENCE_MS = 300_000;

const PAGES = Object.keys(ROUTES).filter(
  (route) => route.startsWith('GET ') && !NO_PAGE.test(route),
);

let stage: Stage;
let browser: Browser;
let addresses: Addresses;

beforeAll(async () => {
  stage = await startApp();
  browser = await launchChromium();
  addresses = await EveryPage.of(stage);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

/** What another role's run has looked at already. */
const seen = new Set<string>();

/** Where a page of the routes' table is; fails where nobody said what its parameters are. */
function addressOf(route: string): string {
  const own = addresses[route];
  if (own) return own;
  return route.replace('GET ', '').replace(/:(\w+)/g, (_, name: string) => {
    const value = addresses[name];
    if (!value) throw new Error(`${route}: nobody says what :${name} is; see EveryPage`);
    return value;
  });
}

/** Every page fits both screens; axe looks at each once, on the narrow one. */
async function faultsOnEveryScreen(page: Page, paths: string[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  const fresh = paths.filter((path) => !seen.has(path));
  for (const { lang, look, ...viewport } of SCREENS) {
    await page.setViewportSize(viewport);
    for (const path of fresh) {
      seen.add(path);
      const asked = new URL(path, stage.url);
      asked.searchParams.set('lang', lang);
      const faults = await look(page, asked.href);
      if (page.url() !== asked.href) faults.push(`leads to ${page.url()}`);
      if (faults.length > 0) found[`${asked.pathname} (${viewport.width} px, ${lang})`] = faults;
    }
  }
  return found;
}

async function signedIn(agency: string, username: string, role: OfficerRole): Promise<Page> {
  const { password } = await stage.officer(agency, username, role);
  const page = await browser.newPage({ locale: 'zh-CN' });
  await signInAt(page, `${stage.url}/console`, { username, password });
  return page;
}

/** The pages of a role, and of its menu as the menu spells them. */
function pagesOf(role: OfficerRole): string[] {
  const open = PAGES.filter(
    (route) =>
      ROUTES[route]?.some((rule) => rule === 'officer' || rule === `officer:${role}`) &&
      route !== OF_THE_BUREAU &&
      !(role === 'secretariat' && OF_THE_ISSUER.test(route)) &&
      !OF_TWO_STEPS.test(route),
  );
  const menu = navigationOf(role).map(({ path }) => path);
  return [...new Set([...menu, ...open.map(addressOf)])].filter((path) => !path.includes(NOT_OURS));
}

describe('every page', () => {
  it.each(OFFICER_ROLES)(
    'of the role %s can be used by everybody, wide and narrow',
    async (role) => {
      const page = await signedIn(AGENCY[role], `page-${role}`, role);
      expect(await faultsOnEveryScreen(page, pagesOf(role))).toEqual({});
      await page.close();
    },
    PATIENCE_MS,
  );

  it('on which a second officer approves can be used by everybody', async () => {
    const page = await signedIn('qidong-bureau', 'jucao', 'land-office');
    expect(await faultsOnEveryScreen(page, [addressOf(OF_THE_BUREAU)])).toEqual({});
    await page.close();
  });

  it('of signing in with a second factor can be used by everybody', async () => {
    const { username, password } = await stage.officer('qidong-secretariat', 'liangbu', 'auditor');
    const totp = stage.web.get(TotpService, { strict: false });
    const officers = stage.web.get(OfficerService, { strict: false });
    const person = () => officers.byUsername(username);
    await totp.begin(await person());
    const { secret = '' } = totp.setup(await person()) ?? {};
    const phone = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) });
    const code = () => phone.generate({ timestamp: stage.clock.now().getTime() });
    await totp.confirm(await person(), code());
    stage.clock.advance(60_000);
    const page = await browser.newPage({ locale: 'zh-CN' });
    await signInAt(page, `${stage.url}/console`, { username, password });
    expect(await faultsOnEveryScreen(page, ['/console/sign-in/code'])).toEqual({});
    await page.getByRole('textbox').first().fill(code());
    await page.locator('main form button').first().click();
    const others = PAGES.filter((route) => OF_TWO_STEPS.test(route)).map(addressOf);
    expect(await faultsOnEveryScreen(page, others)).toEqual({});
    await page.close();
  });

  it('that needs no sign-in, behind a link or public, can be used by everybody', async () => {
    const page = await browser.newPage({ locale: 'zh-CN' });
    const open = PAGES.filter(
      (route) =>
        ROUTES[route]?.some((rule) => rule === 'link' || rule === 'public') &&
        !OF_TWO_STEPS.test(route),
    );
    expect(await faultsOnEveryScreen(page, open.map(addressOf))).toEqual({});
    await page.close();
  });

  it('of the routes’ table was among them', () => {
    expect(PAGES.length).toBeGreaterThan(80);
    expect(PAGES.filter((route) => !seen.has(addressOf(route)))).toEqual([]);
  });
});
