import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { at, getPage, postAnyway, postForm, signIn } from '../support/case.js';

const CHOSEN = '江边的芦苇比人还要高一截';

let stage: Stage;
let operator: { username: string; password: string };
let auditor: { username: string; password: string };
/** Everything that must appear in no audit. */
const secrets: string[] = [CHOSEN];

beforeAll(async () => {
  stage = await startApp({ startAt: at('2026-09-29', '07:00'), workers: 0 });
  operator = await stage.officer('qidong-secretariat', 'guanli', 'operator');
  auditor = await stage.officer('qidong-secretariat', 'shenji', 'auditor');
  secrets.push(operator.password, auditor.password);
});
afterAll(() => stage.close());

const OFFICERS = '/console/operator/officers';
const page = async (cookie: string, path: string) => (await getPage(stage, cookie, path)).text();
const later = (minutes: number) => stage.clock.advance(minutes * 60_000);

async function created(username: string): Promise<string> {
  const cookie = await signIn(stage, operator);
  const typed = {
    ...{ username, name: '赵小明', position: '科员' },
    ...{ agency: 'lvsi-land-office', role: 'land-office' },
  };
  const answer = await postForm(stage, cookie, `${OFFICERS}/new`, typed, /officers$/);
  const password = /class="once">([^<]+)</.exec(await answer.text())?.[1] ?? '';
  secrets.push(password);
  return password;
}

/** With a password of the officer's own. */
async function settled(username: string) {
  const person = { username, password: await created(username) };
  const cookie = await signIn(stage, person);
  const typed = { old: person.password, chosen: CHOSEN, again: CHOSEN };
  await postForm(stage, cookie, '/console/account/password', typed);
  return { person: { username, password: CHOSEN }, cookie };
}

describe('an officer whom the operator created', () => {
  it('chooses a password of the own before anything else is open', async () => {
    const person = { username: 'zhao', password: await created('zhao') };
    const cookie = await signIn(stage, person);
    for (const path of ['/console/notices', '/console/account', '/console']) {
      const { status, headers } = await getPage(stage, cookie, path);
      expect([status, headers.get('location')]).toEqual([303, '/console/account/password']);
    }
    const path = '/console/account/password';
    const weak = { old: person.password, chosen: 'zhao-zhao-zhao', again: 'zhao-zhao-zhao' };
    for (const [language, words] of [
      ['zh', '不能含有本人的用户名'],
      ['en', 'It may not contain your name'],
    ] as const) {
      const refused = await postForm(stage, `${cookie}; lang=${language}`, path, weak);
      expect([refused.status, await refused.text()]).toEqual([
        ...[422, expect.stringContaining(words)],
      ]);
    }
    const { rows } = await stage.database.query(
      'SELECT who, outcome, detail FROM audit ORDER BY id DESC LIMIT 1',
    );
    expect(rows).toEqual([{ who: 'zhao', outcome: 'refused', detail: 'invalid chosen' }]);
    const typed = { old: person.password, chosen: CHOSEN, again: CHOSEN };
    expect((await postForm(stage, cookie, path, typed)).headers.get('location')).toBe('/console');
    expect((await getPage(stage, cookie, '/console/notices')).status).toBe(200);
  });

  it('bears a name that nobody else has', async () => {
    const cookie = await signIn(stage, operator);
    const typed = {
      ...{ username: 'zhao', name: '赵大明', position: '科员' },
      ...{ agency: 'lvsi-land-office', role: 'land-office' },
    };
    const answer = await postForm(stage, cookie, `${OFFICERS}/new`, typed, /officers$/);
    const text = await answer.text();
    expect([answer.status, text]).toEqual([422, expect.stringContaining('已有人使用')]);
    expect(text).toContain('value="赵大明"');
  });

  it('is out at once when deactivated, and comes back with another password', async () => {
    const { person, cookie } = await settled('sun');
    const by = await signIn(stage, operator);
    await postForm(stage, by, `${OFFICERS}/sun/deactivate`, {});
    expect((await getPage(stage, cookie, '/console/notices')).status).toBe(303);
    expect((await postForm(stage, '', '/console/sign-in', person)).status).toBe(401);
    const back = await postForm(stage, by, `${OFFICERS}/sun/reactivate`, {});
    const password = /class="once">([^<]+)</.exec(await back.text())?.[1] ?? '';
    secrets.push(password);
    await expect(signIn(stage, { username: 'sun', password })).resolves.toBeTruthy();
  });

  it('is unlocked by an operator before the quarter of an hour is over', async () => {
    const { person } = await settled('zhou');
    for (let n = 0; n < 5; n += 1) {
      await postForm(stage, '', '/console/sign-in', { username: 'zhou', password: 'wrong' });
    }
    expect((await postForm(stage, '', '/console/sign-in', person)).status).toBe(429);
    const by = await signIn(stage, operator);
    await postForm(stage, by, `${OFFICERS}/zhou`, {}, /unlock$/);
    await expect(signIn(stage, person)).resolves.toBeTruthy();
  });

  it('is not the operator: nobody deactivates or demotes oneself', async () => {
    const by = await signIn(stage, operator);
    const path = `${OFFICERS}/guanli/deactivate`;
    const answer = await postForm(stage, by, path, {});
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('另一位')]);
    const change = { name: '陈', position: '科长', agency: 'qidong-secretariat', role: 'auditor' };
    expect((await postForm(stage, by, `${OFFICERS}/guanli`, change)).status).toBe(422);
    expect((await getPage(stage, by, OFFICERS)).status).toBe(200);
  });
});

describe('an authenticator', () => {
  it('is set up with the password and a first code, and asked for from then on', async () => {
    const { person, cookie } = await settled('wu');
    const path = '/console/account/totp';
    const wrong = await postForm(stage, cookie, path, { password: 'not-it' }, /totp$/);
    expect(wrong.status).toBe(422);
    await postForm(stage, cookie, path, { password: CHOSEN }, /totp$/);
    const html = await page(cookie, path);
    expect(html).toContain('<img class="qr" src="data:image/svg+xml;base64,');
    const secret = (/class="digest d-block">([A-Z2-7 ]+)</.exec(html)?.[1] ?? '').replaceAll(
      ' ',
      '',
    );
    const phone = new TOTP({ secret: Secret.fromBase32(secret) });
    const code = () => phone.generate({ timestamp: stage.clock.now().getTime() });
    const on = await postForm(stage, cookie, path, { code: code() }, /confirm$/);
    const codes = [...(await on.text()).matchAll(/<li class="digest">([^<]+)</g)].map(
      ([, one = '']) => one,
    );
    expect(codes).toHaveLength(10);
    secrets.push(secret, ...codes);

    later(1);
    const asked = await postForm(stage, '', '/console/sign-in', person);
    const waiting = asked.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect(asked.headers.get('location')).toMatch(/^\/console\/sign-in\/code/);
    expect((await getPage(stage, waiting, '/console/notices')).status).toBe(303);
    const step = '/console/sign-in/code';
    expect((await postForm(stage, waiting, step, { code: '123456' })).status).toBe(401);
    const right = code();
    const opened = await postForm(stage, waiting, step, { code: right });
    const session = opened.headers.getSetCookie().find((one) => one.startsWith('cg_session='));
    expect(opened.status).toBe(303);
    expect((await getPage(stage, session ?? '', '/console/notices')).status).toBe(200);

    const again = await postForm(stage, '', '/console/sign-in', person);
    const second = again.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect((await postForm(stage, second, step, { code: right })).status).toBe(401);
    expect((await postForm(stage, second, step, { code: codes[0] ?? '' })).status).toBe(303);

    const by = await signIn(stage, operator);
    await postForm(stage, by, `${OFFICERS}/wu/reset-totp`, {});
    const alone = await postForm(stage, '', '/console/sign-in', person);
    expect(alone.headers.get('location')).toBe('/console');
  });
});

describe('sessions', () => {
  it('are listed with device and time, ended one by one, and all at once', async () => {
    const { person, cookie } = await settled('zheng');
    later(10);
    const other = await signIn(stage, person);
    const third = await signIn(stage, person);
    const html = await page(cookie, '/console/account');
    expect(html).toContain('登录中的设备（3）');
    const ends = /sessions\/[\w-]+\/end/;
    expect((await postForm(stage, cookie, '/console/account', {}, ends)).status).toBe(303);
    const open = await Promise.all(
      [other, third].map(async (one) => (await getPage(stage, one, '/console/account')).status),
    );
    expect(open.sort()).toEqual([200, 303]);
    await postForm(stage, cookie, '/console/account', {}, /sign-out-everywhere/);
    for (const one of [cookie, other, third]) {
      expect((await getPage(stage, one, '/console/account')).status).toBe(303);
    }
  });

  it("cannot be ended by somebody else, nor is another's seen", async () => {
    const { cookie } = await settled('wang');
    const html = await page(await signIn(stage, auditor), '/console/account');
    expect(html).toContain('登录中的设备（1）');
    const { rows } = await stage.database.query<{ id: string }>(
      `SELECT session.id FROM session JOIN officer ON officer.id = officer_id
       WHERE username = 'wang'`,
    );
    const by = await signIn(stage, operator);
    const path = `/console/account/sessions/${rows[0]?.id}/end`;
    const csrf = /name="_csrf" value="([^"]+)"/.exec(await page(by, '/console/account'));
    expect((await postAnyway(stage, by, path, { _csrf: csrf?.[1] ?? '' })).status).toBe(404);
    expect((await getPage(stage, cookie, '/console/account')).status).toBe(200);
  });
});

describe('the audit', () => {
  it('says who did what, done or refused, for auditors and operators', async () => {
    await postForm(stage, '', '/console/sign-in', { username: 'zhao', password: 'wrong' });
    const cookie = await signIn(stage, auditor);
    const csrf = /name="_csrf" value="([^"]+)"/.exec(await page(cookie, '/console/account'));
    await postAnyway(stage, cookie, OFFICERS, { _csrf: csrf?.[1] ?? '', username: 'backdoor' });
    const rows = await stage.database.query<Record<string, string>>(
      'SELECT who, act, subject, detail, outcome, ip FROM audit ORDER BY id DESC LIMIT 3',
    );
    expect(rows.rows).toMatchObject([
      { who: 'shenji', act: OFFICERS, outcome: 'refused', ip: '127.0.0.1' },
      { who: 'shenji', act: '/console/sign-in', outcome: 'done', subject: 'shenji' },
      { who: 'zhao', act: '/console/sign-in', outcome: 'refused', detail: 'wrong-credentials' },
    ]);
    for (const reader of [cookie, await signIn(stage, operator)]) {
      const html = await page(reader, '/console/operator/audit?lang=zh');
      expect(html).toContain('新增人员');
      expect(html).toContain('未准');
    }
  });

  it('is found by person, by act and by day, page by page', async () => {
    const cookie = await signIn(stage, auditor);
    const of = (query: string) => page(cookie, `/console/operator/audit?${query}`);
    const subjects = (html: string) => html.match(/<tr>/g)?.length ?? 0;
    const act = encodeURIComponent(`${OFFICERS}/:username/deactivate`);
    // Two of them, below the row of headings: the one that was done, the one that was refused.
    expect(subjects(await of(`act=${act}`))).toBe(3);
    expect(await of('who=sun')).not.toContain('zheng');
    expect(subjects(await of('from=2026-09-29&to=2026-09-29'))).toBe(51);
    expect(subjects(await of('to=2026-09-28'))).toBe(0);
    const first = await of('');
    const next = /href="([^"]*cursor=[^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await page(cookie, next);
    expect(subjects(second)).toBeGreaterThan(1);
    expect(second).not.toContain('下一页');
    expect((await getPage(stage, cookie, '/console/operator/audit?cursor=x')).status).toBe(422);
  });

  it('knows no name that somebody mistyped, and no password, code or cookie', async () => {
    await postForm(stage, '', '/console/sign-in', { username: CHOSEN, password: 'x' });
    const { rows } = await stage.database.query('SELECT * FROM audit');
    const text = JSON.stringify(rows);
    expect(rows.length).toBeGreaterThan(40);
    expect(secrets.filter((secret) => secret === '' || text.includes(secret))).toEqual([]);
    expect(text).not.toMatch(/\$argon2id|cg_session|otpauth/);
  });

  it('is changed by nobody', async () => {
    for (const change of ["UPDATE audit SET who = 'x'", 'DELETE FROM audit', 'TRUNCATE audit']) {
      await expect(stage.database.query(change)).rejects.toThrow('append-only');
    }
  });
});
