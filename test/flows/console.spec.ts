import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DigestService } from '#notices';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import {
  at,
  getPage,
  postAnyway,
  postForm,
  SECRETARIAT_MAILBOX,
  servedCase,
  signIn,
  startOver,
} from '../support/case.js';
import { onlyTo } from '../support/factories.js';

let stage: Stage;
let key: string;
const people: Record<string, { username: string; password: string }> = {};

beforeAll(async () => {
  // Before office hours: the first digest is not due yet.
  stage = await startApp({ startAt: at('2026-09-29', '07:00') });
  key = await stage.key('lvsi-land-office');
  for (const [username, agency, role] of [
    ['mishu', 'qidong-secretariat', 'secretariat'],
    ['suozhang', 'lvsi-land-office', 'land-office'],
    ['linzhen', 'jingkai-land-office', 'land-office'],
    ['shenji', 'qidong-secretariat', 'auditor'],
  ] as const) {
    people[username] = await stage.officer(agency, username, role);
  }
});
beforeEach(() => startOver(stage, at('2026-09-29', '10:00')));
afterAll(() => stage.close());

const person = (username: string) => people[username] ?? { username, password: '' };
const tryPassword = (username: string, password: string) =>
  postForm(stage, '', '/console/sign-in', { username, password });

describe('signing in', () => {
  it('says the same of a wrong password and of a name that nobody has', async () => {
    const wrong = await tryPassword('shenji', 'not-the-password');
    const unknown = await tryPassword('nobody', 'not-the-password');
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.headers.getSetCookie()).toEqual([]);
    for (const page of [wrong, unknown]) {
      expect(await page.text()).toContain('用户名或密码不正确');
    }
  });

  it('locks for a quarter of an hour after five failures, for the right password too', async () => {
    for (let n = 0; n < 5; n += 1) {
      expect((await tryPassword('linzhen', `wrong-${n}`)).status).toBe(401);
    }
    const { username, password } = person('linzhen');
    const locked = await tryPassword(username, password);
    expect([locked.status, locked.headers.get('retry-after')]).toEqual([429, '900']);
    expect(await locked.text()).toContain('尝试次数过多，请15分钟后（10:15以后）再试');
    stage.clock.set(at('2026-09-29', '10:14'));
    const later = await tryPassword(username, password);
    expect([later.status, later.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await later.text()).toContain('请1分钟后（10:15以后）再试');
    stage.clock.set(at('2026-09-29', '10:16'));
    expect((await tryPassword(username, password)).status).toBe(303);
  });

  it('is not open to a form of another site', async () => {
    const response = await fetch(`${stage.url}/console/sign-in`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site' },
      body: new URLSearchParams({ ...person('mishu') }),
      redirect: 'manual',
    });
    expect(response.status).toBe(403);
  });

  it('sets a cookie that scripts cannot read and that other sites do not send', async () => {
    const [cookie] = (await tryPassword('mishu', person('mishu').password)).headers.getSetCookie();
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=(Lax|Strict)/);
    expect(cookie).toMatch(/; Path=\/console/);
    const url = stage.config.PUBLIC_URL;
    stage.config.PUBLIC_URL = 'https://chaogao.example';
    const [secure] = (await tryPassword('mishu', person('mishu').password)).headers.getSetCookie();
    stage.config.PUBLIC_URL = url;
    expect(secure).toMatch(/; Secure/);
  });

  it('leads to the console and never to another site', async () => {
    for (const next of ['https://evil.example/', '//evil.example/console', '/v1/notices']) {
      const path = `/console/sign-in?next=${encodeURIComponent(next)}`;
      const response = await postForm(stage, '', path, person('mishu'), /sign-in/);
      expect(response.headers.get('location')).toBe('/console');
    }
  });

  it('ends after twelve hours and on signing out', async () => {
    const cookie = await signIn(stage, person('mishu'));
    expect((await getPage(stage, cookie, '/console/unanswered')).status).toBe(200);
    stage.clock.set(at('2026-09-29', '22:01'));
    expect((await getPage(stage, cookie, '/console/unanswered')).status).not.toBe(200);
    const second = await signIn(stage, person('mishu'));
    const out = await postForm(stage, second, '/console/unanswered', {}, /sign-out/);
    expect(out.headers.get('location')).toBe('/console/sign-in');
    const again = await getPage(stage, second, '/console/unanswered');
    expect(again.status).not.toBe(200);
    expect(await again.text()).not.toContain('未函复');
  });
});

describe('a form of the console', () => {
  it('is refused without the token of the session or with one of another session', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('police'));
    const cookie = await signIn(stage, person('suozhang'));
    const path = `/console/notices/${served.id}/withdraw`;
    for (const _csrf of ['', 'made-up']) {
      const typed = { _csrf, reason: '误发' };
      expect((await postAnyway(stage, cookie, path, typed)).status).toBe(403);
    }
    const other = await signIn(stage, person('suozhang'));
    const html = await (await getPage(stage, other, path)).text();
    const foreign = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const typed = { _csrf: foreign, reason: '误发' };
    expect((await postAnyway(stage, cookie, path, typed)).status).toBe(403);
    expect(await served.happened('copy-withdrawn')).toEqual([]);
  });

  it('is held to the same token where it carries files', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('police'));
    const cookie = await signIn(stage, person('suozhang'));
    const path = `/console/notices/${served.id}/withdraw`;
    const html = await (await getPage(stage, cookie, path)).text();
    const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    for (const [csrf, status] of [
      ['', 403],
      ['made-up', 403],
      [token, 303],
    ] as const) {
      const body = new FormData();
      body.append('reason', '误发');
      body.append('files', new Blob(['photo']), 'photo.txt');
      body.append('_csrf', csrf);
      const options = { method: 'POST', headers: { cookie }, body, redirect: 'manual' } as const;
      expect((await fetch(stage.url + path, options)).status).toBe(status);
    }
    expect((await served.happened('copy-withdrawn')).length).toBeGreaterThan(0);
  });

  it('is refused without a session', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('police'));
    const path = `/console/notices/${served.id}/withdraw`;
    const response = await postAnyway(stage, 'cg_session=made-up', path, { reason: '误发' });
    expect(response.status).not.toBe(200);
    expect(await served.happened('copy-withdrawn')).toEqual([]);
  });
});

describe('who sees what', () => {
  it("another land office's notice does not exist", async () => {
    const served = await servedCase(stage, key, {}, onlyTo('police'));
    const cookie = await signIn(stage, person('linzhen'));
    expect((await getPage(stage, cookie, `/console/notices/${served.id}`)).status).toBe(404);
    const { id } = await served.copy('lvsi-police');
    expect((await getPage(stage, cookie, `/console/copies/${id}/service`)).status).toBe(404);
    expect(await (await getPage(stage, cookie, '/console/notices')).text()).not.toContain(
      served.numbers[0] ?? '',
    );
  });

  it('an auditor reads everything and changes nothing', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('police'));
    const cookie = await signIn(stage, person('shenji'));
    expect((await getPage(stage, cookie, `/console/notices/${served.id}`)).status).toBe(200);
    const { id } = await served.copy('lvsi-police');
    for (const path of [
      `/console/notices/${served.id}/withdraw`,
      `/console/copies/${id}/service`,
    ]) {
      expect((await getPage(stage, cookie, path)).status).toBe(403);
      expect((await postAnyway(stage, cookie, path, { reason: '误发' })).status).toBe(403);
    }
    expect((await postAnyway(stage, cookie, `/console/copies/${id}/decide`)).status).toBe(403);
  });

  it("the secretariat reads a notice's whole timeline and cannot withdraw it", async () => {
    const served = await servedCase(stage, key, {}, onlyTo('police'));
    await served.partner('lvsi-police').acknowledge('张警官', '副所长');
    const cookie = await signIn(stage, person('mishu'));
    const html = await (await getPage(stage, cookie, `/console/notices/${served.id}`)).text();
    for (const words of [served.numbers[0] ?? '', '吕四港镇派出所', '签收', '送达']) {
      expect(html).toContain(words);
    }
    const path = `/console/notices/${served.id}/withdraw`;
    expect((await postAnyway(stage, cookie, path, { reason: '误发' })).status).toBe(403);
  });
});

describe('the list of the unanswered', () => {
  it('counts, and shows the worst first', async () => {
    await stage.database.query(
      `UPDATE duty SET state = 'withdrawn' WHERE state = 'running' AND copy_id IS NOT NULL`,
    );
    const units = onlyTo('police', 'planning', 'government');
    const old = await servedCase(stage, key, {}, units);
    await stage.at(at('2026-10-08', '10:00'));
    const fresh = await servedCase(stage, key, {}, units);
    await old.partner('lvsi-police').reply('in-progress', '正在核实。');
    await stage.at(at('2026-10-13', '10:00'));
    const cookie = await signIn(stage, person('mishu'));
    const html = await (await getPage(stage, cookie, '/console/unanswered')).text();
    // Two replies, a stop-work notice and an instruction each; only the fresh replies are in time.
    expect(html).toMatch(/8 件，其中逾期 6 件/);
    const dates = [...html.matchAll(/<time[^>]*datetime="(\d{4}-\d\d-\d\d)"/g)].map(([, on]) => on);
    expect(dates.length).toBeGreaterThanOrEqual(8);
    expect(dates).toEqual([...dates].sort());
    expect(html.indexOf(old.numbers[0] ?? '')).toBeLessThan(html.indexOf(fresh.numbers[0] ?? ''));
    const overdue = await getPage(stage, cookie, '/console/unanswered?due=overdue');
    expect(await overdue.text()).toMatch(/6 件，其中逾期 6 件/);
    const police = await getPage(stage, cookie, '/console/unanswered?agency=lvsi-police');
    expect(await police.text()).toMatch(/2 件，其中逾期 1 件/);
  });
});

describe('the daily digest', () => {
  it('comes once per working day, at the first opening, with what is new', async () => {
    const digest = stage.web.get(DigestService, { strict: false });
    const sentAt = async (date: string, time: string) => {
      await stage.at(at(date, time));
      const sent = await digest.sendDue();
      await stage.settle();
      return sent;
    };
    await servedCase(stage, key, {}, onlyTo('police'));
    expect(await sentAt('2026-10-12', '08:59')).toBe(false);
    expect(await sentAt('2026-10-12', '09:00')).toBe(true);
    expect(await sentAt('2026-10-12', '09:01')).toBe(false);
    expect(await sentAt('2026-10-12', '16:00')).toBe(false);
    expect(await sentAt('2026-10-13', '09:00')).toBe(true);
    // The make-up Saturday before was a working day, this one is not.
    expect(await sentAt('2026-10-17', '10:00')).toBe(false);
    const digests = stage.inbox
      .to(SECRETARIAT_MAILBOX)
      .filter(({ subject }) => subject?.startsWith('[每日摘要]'));
    expect(digests.map(({ subject }) => subject?.slice(0, 14))).toEqual([
      expect.stringContaining('10月12日'),
      expect.stringContaining('10月13日'),
    ]);
    expect(digests[1]?.subject).toContain('新记录逾期');
  });
});
