import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type OfficerRole, OFFICER_ROLES } from '#access';
import { ACTS } from '../../apps/web/src/console/acts.js';
import { NAVIGATION } from '../../apps/web/src/console/navigation.js';
import { declaredRoutes } from '../../apps/web/src/http/routes.js';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { getPage, signIn } from '../support/case.js';
import { addressOf, ROUTES } from '../support/routes.js';

const OF_CONSOLE = Object.entries(ROUTES).filter(
  ([route, access]) => / \/console(\/|$)/.test(route) && !access.includes('public'),
);
/** It ends the session of whoever asks: asked last, each with a session of its own. */
const ENDS_SESSION = 'sign-out';

let stage: Stage;
const people = {} as Record<OfficerRole, { username: string; password: string }>;
const AGENCY: Record<OfficerRole, string> = {
  secretariat: 'qidong-secretariat',
  'land-office': 'lvsi-land-office',
  auditor: 'qidong-secretariat',
  operator: 'qidong-secretariat',
};

beforeAll(async () => {
  stage = await startApp({ workers: 0 });
  for (const role of OFFICER_ROLES) {
    people[role] = await stage.officer(AGENCY[role], `der-${role}`, role);
  }
});
afterAll(() => stage.close());

const mayCall = (access: string[], role: OfficerRole) =>
  access.includes('officer') || access.includes(`officer:${role}`);

async function ask(cookie: string, csrf: string, route: string) {
  const method = route.split(' ')[0] ?? 'GET';
  const response = await fetch(stage.url + addressOf(route), {
    method,
    headers: { cookie },
    redirect: 'manual',
    ...(method === 'GET' ? {} : { body: new URLSearchParams({ _csrf: csrf }) }),
  });
  const text = await response.text();
  const refused = response.status === 403 && text.includes('岗位不能使用');
  return { status: response.status, refused, location: response.headers.get('location') };
}

async function signedIn(role: OfficerRole) {
  const cookie = await signIn(stage, people[role]);
  const html = await (await getPage(stage, cookie, '/console/account')).text();
  const csrf = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  return { cookie, csrf, html };
}

describe('the console', () => {
  it.each(OFFICER_ROLES)('opens to the role %s what is its own, and nothing else', async (role) => {
    const { cookie, csrf } = await signedIn(role);
    const expected: Record<string, boolean> = {};
    const found: Record<string, boolean> = {};
    for (const [route, access] of OF_CONSOLE) {
      if (route.includes(ENDS_SESSION)) continue;
      const { status, refused, location } = await ask(cookie, csrf, route);
      expected[route] = mayCall(access, role);
      found[route] = !refused;
      // Let in: whatever else is wrong with the made-up address, it is no failure of the server's.
      expect([route, status < 500, location?.startsWith('/console/sign-in') ?? false]).toEqual([
        ...[route, true, false],
      ]);
    }
    expect(found).toEqual(expected);
  });

  it('lets everybody sign out', async () => {
    for (const [route] of OF_CONSOLE.filter(([one]) => one.includes(ENDS_SESSION))) {
      for (const role of OFFICER_ROLES) {
        const { cookie, csrf } = await signedIn(role);
        const { status, location } = await ask(cookie, csrf, route);
        expect([route, role, status, location]).toEqual([route, role, 303, '/console/sign-in']);
        expect((await getPage(stage, cookie, '/console')).headers.get('location')).toMatch(
          /^\/console\/sign-in/,
        );
      }
    }
  });

  it('leads nobody by its menu to a page that is not open to them', async () => {
    for (const role of OFFICER_ROLES) {
      const { cookie, html } = await signedIn(role);
      const led = NAVIGATION.filter(({ roles }) => roles.includes(role)).map(({ path }) => path);
      for (const { path } of NAVIGATION) {
        expect([role, path, html.includes(`href="${path}"`)]).toEqual([
          ...[role, path, led.includes(path)],
        ]);
      }
      for (const path of led) {
        expect([role, path, (await getPage(stage, cookie, path)).status]).toEqual([
          role,
          path,
          200,
        ]);
      }
    }
  });

  it('is closed to nobody in particular: without a session there is only the door', async () => {
    for (const [route] of OF_CONSOLE) {
      const { status, location } = await ask('cg_session=made-up', '', route);
      expect([route, status, location?.startsWith('/console/sign-in')]).toEqual([route, 303, true]);
    }
  });

  it('has no route that this test does not ask', () => {
    const declared = declaredRoutes(stage.web).map(({ route }) => route);
    expect(declared.filter((route) => !(route in ROUTES))).toEqual([]);
  });

  it('has words in the audit for every verb', () => {
    const verbs = Object.keys(ROUTES).filter((route) => route.startsWith('POST /console'));
    expect(verbs.filter((route) => !ACTS[route.replace('POST ', '')])).toEqual([]);
  });

  it('has no verb for an auditor, beyond the own account', () => {
    const verbs = OF_CONSOLE.filter(([route]) => !route.startsWith('GET '));
    for (const [route, access] of verbs) {
      const own = /^POST \/console\/(account\/|sign-out)/.test(route);
      expect([route, own || !access.some((rule) => /^officer(:auditor)?$/.test(rule))]).toEqual([
        ...[route, true],
      ]);
    }
  });
});
