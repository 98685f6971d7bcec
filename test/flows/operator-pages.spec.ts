import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { loadRulebook } from '#rulebook';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { formsIn } from '../../apps/cli/src/rehearse/visitor.js';
import { startApp } from '../support/app.js';
import { at, getPage, postForm, servedCase, signIn, startOver } from '../support/case.js';
import { onlyTo } from '../support/factories.js';

const BOARD = '/console/queues/board';
const POWER = '/console/directory/agencies/lvsi-power';
const RECEIVES = ['service', 'reminders'];

/** The make-up Saturday of the National Day holiday is called off. */
const NO_MAKE_UP_DAY = `
source: 国务院办公厅关于调整2026年国庆节调休安排的通知
documentNumber: 国办发明电〔2026〕9号
days:
  - { date: 2026-10-10, kind: weekend, name: 取消补班 }
`;

let stage: Stage;
let key: string;
let operator: string;
let auditor: string;
let secretary: string;

beforeAll(async () => {
  stage = await startApp();
  key = await stage.key('lvsi-land-office');
  operator = await signIn(stage, await stage.officer('qidong-bureau', 'caozuo', 'operator'));
  auditor = await signIn(stage, await stage.officer('qidong-secretariat', 'shenji', 'auditor'));
  secretary = await signIn(
    stage,
    await stage.officer('qidong-secretariat', 'mishu', 'secretariat'),
  );
});
beforeEach(() => startOver(stage, at('2026-09-29')));
afterAll(() => stage.close());

const text = async (path: string, cookie = operator) => (await getPage(stage, cookie, path)).text();

type Typed = Record<string, string | string[]>;

/** Sends a form of a page as a browser would, with what it keeps in hidden fields. */
async function post(page: string | Response, typed: Typed, file?: string, cookie = operator) {
  const url = typeof page === 'string' ? stage.url + page : page.url;
  const html = typeof page === 'string' ? await text(page) : await page.text();
  const form = formsIn(html, url).find(
    ({ method, action }) => method === 'post' && !action.includes('sign-out'),
  );
  if (!form) throw new Error(`no form on ${url}`);
  const body = form.multipart ? new FormData() : new URLSearchParams();
  for (const [name, value] of form.preset) if (!(name in typed)) body.append(name, value);
  for (const [name, value] of Object.entries(typed)) {
    for (const one of [value].flat()) body.append(name, one);
  }
  if (file !== undefined && body instanceof FormData) {
    body.append('file', new Blob([file]), 'directory.yaml');
  }
  return fetch(form.action, { method: 'POST', headers: { cookie }, body, redirect: 'manual' });
}

const contact = (email: string, more: Typed = {}): Typed => ({
  ...{ name: '值班员', post: 'officer', email, phone: '', receives: RECEIVES },
  ...more,
});

const rowsOf = async (sql: string) =>
  (await stage.database.query<Record<string, unknown>>(sql)).rows;

describe('the directory', () => {
  it('lists agencies by town, and finds one by a part of its name or address', async () => {
    const all = await text('/console/directory');
    expect(all).toMatch(/名录 <span class="number">\d+ 个单位/);
    expect(all).toContain('下一页');
    const found = await text('/console/directory?text=gongdian%40lvsi&role=power');
    expect(found).toContain(POWER);
    expect(found).toContain('吕四港镇');
    expect(found).not.toContain('lvsi-water');
    expect(await text('/console/directory?town=320681110')).toContain('lvsi-water');
  });

  it('serves whom an operator adds, and no more whom he retires', async () => {
    const added = await post(`${POWER}/contacts/new`, contact('zhiban@lvsi.qidong.example'));
    expect(added.headers.get('location')).toBe(POWER);
    await servedCase(stage, key, {}, onlyTo('power'));
    const to = (address: string) => stage.inbox.to(address).length;
    expect(to('zhiban@lvsi.qidong.example')).toBe(1);
    const [former] = await rowsOf(
      `SELECT id FROM contact WHERE email = 'gongdian@lvsi.qidong.example'`,
    );
    const retired = await post(`${POWER}/contacts/${String(former?.id)}/retire`, {});
    expect(retired.status).toBe(303);
    const before = to('gongdian@lvsi.qidong.example');
    await servedCase(stage, key, {}, onlyTo('power'));
    expect(to('gongdian@lvsi.qidong.example')).toBe(before);
    expect(to('zhiban@lvsi.qidong.example')).toBe(2);
    expect(await text(POWER)).toContain('已停用');
  });

  it('refuses beside the field what a file would be refused for, and keeps what was typed', async () => {
    const path = `${POWER}/contacts/new`;
    const wrong = await post(path, contact('nobody', { name: '李工' }));
    expect(wrong.status).toBe(422);
    const page = await wrong.text();
    expect(page).toContain('不是电子邮箱地址');
    expect(page).toContain('value="李工"');
    const real = await post(path, contact('li@power.com.cn'));
    expect(await real.text()).toContain('可能是真实域名');
    const inEnglish = `${operator}; lang=en`;
    const english = await post(path, contact('li@power.com.cn'), undefined, inEnglish);
    expect(await english.text()).toContain('may be a real domain');
    const confirmed = contact('li@power.com.cn', { realAddresses: 'yes', receives: 'escalation' });
    expect((await post(path, confirmed)).status).toBe(303);
    const [last] = await rowsOf(
      `SELECT id FROM contact WHERE email = 'zhiban@lvsi.qidong.example'`,
    );
    const nobody = await post(`${POWER}/contacts/${String(last?.id)}/retire`, {});
    expect(nobody.status).toBe(422);
    expect(await nobody.text()).toContain('至少一名联系人应接收抄告');
  });

  it('says of every box of a new agency or officer that it was left empty, at once', async () => {
    const blank = ['code', 'nameZh', 'nameEn', 'level', 'role', 'name', 'post', 'email'];
    const agency = Object.fromEntries(blank.map((name) => [name, '']));
    const empty = await (await post('/console/directory/new', agency)).text();
    for (const name of blank) expect(empty).toContain(`id="problem-${name}"`);
    const boxes = ['username', 'name', 'position', 'agency', 'role'];
    const person = Object.fromEntries(boxes.map((name) => [name, '']));
    const path = '/console/operator/officers';
    const nobody = await postForm(stage, operator, `${path}/new`, person, /officers$/);
    const page = await nobody.text();
    for (const name of boxes) expect(page).toContain(`id="problem-${name}"`);
  });

  it('fills a gap with a new agency, under a code and a word that nobody has', async () => {
    const gaps = async () => /(\d+) 处，其中/.exec(await text('/console/directory/coverage'))?.[1];
    const before = Number(await gaps());
    expect(before).toBeGreaterThan(0);
    const [gap] = await rowsOf(
      `SELECT r.code AS town FROM region r WHERE NOT EXISTS (
         SELECT 1 FROM agency a WHERE a.town = r.code AND a.role = 'water') LIMIT 1`,
    );
    const agency = {
      ...{ code: 'lvsi-power', nameZh: '某镇供水站', nameEn: 'Water station', role: 'water' },
      ...{ level: 'town', town: String(gap?.town), word: '启自然资吕', agencyPhone: '' },
      ...contact('gongshui@new.qidong.example'),
    };
    const taken = await post('/console/directory/new', agency);
    expect(taken.status).toBe(422);
    const page = await taken.text();
    expect(page).toContain('代号 lvsi-power 已由');
    expect(page).toContain('机关代字启自然资吕已由');
    const added = await post('/console/directory/new', { ...agency, code: 'new-water', word: '' });
    expect(added.headers.get('location')).toBe('/console/directory/agencies/new-water');
    expect(Number(await gaps())).toBe(before - 1);
    expect((await post('/console/directory/agencies/new-water/retire', {})).status).toBe(303);
    expect(Number(await gaps())).toBe(before);
    const again = await post('/console/directory/new', { ...agency, code: 'new-water', word: '' });
    expect(await again.text()).toContain('曾由一个已停用的单位使用');
    const edited = { ...agency, word: '', nameZh: '某镇供水所' };
    expect((await post('/console/directory/agencies/new-water/edit', edited)).status).toBe(303);
    expect(
      await text('/console/directory?text=%E6%9F%90%E9%95%87%E4%BE%9B%E6%B0%B4%E6%89%80'),
    ).toContain('new-water');
  });

  it('is compared with a file first, and changed by the second form alone', async () => {
    const file = await readFile(stage.config.DIRECTORY_FILE, 'utf8');
    const other = file.replaceAll('吕四港镇供电所', '吕四港镇供电服务站');
    const compared = await post('/console/directory/import', {}, other);
    expect(compared.status).toBe(200);
    const shown = await compared.clone().text();
    expect(shown).toContain('吕四港镇供电服务站');
    expect(shown).toContain('zhiban@lvsi.qidong.example');
    const name = () => rowsOf(`SELECT name_zh FROM agency WHERE code = 'lvsi-power'`);
    expect(await name()).toEqual([{ name_zh: '吕四港镇供电所' }]);
    // Somebody else adds a region meanwhile: what was agreed to is not what would happen.
    await post('/console/directory/regions', {
      ...{ code: '320681499', nameZh: '新园区', nameEn: 'New park' },
    });
    await post(POWER + '/contacts/new', contact('third@lvsi.qidong.example'));
    const stale = await post(compared, {});
    expect(stale.status).toBe(409);
    expect(await stale.clone().text()).toContain('third@lvsi.qidong.example');
    expect(await name()).toEqual([{ name_zh: '吕四港镇供电所' }]);
    const applied = await post(stale, {});
    expect(applied.headers.get('location')).toBe('/console/directory');
    expect(await name()).toEqual([{ name_zh: '吕四港镇供电服务站' }]);
    const wrong = await post(
      '/console/directory/import',
      {},
      file.replace('level: city', 'level: moon'),
    );
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toMatch(/第 \d+ 行 agencies\[0\]\.level 不能是/);
  });
});

describe('the calendar', () => {
  it('shows every day of a year by word and sign, with name and source', async () => {
    const page = await text('/console/calendar?year=2026', secretary);
    expect(page.match(/<table class="month">/g)).toHaveLength(12);
    expect(page).toContain('国务院办公厅关于2026年部分节假日安排的通知');
    expect(page).toMatch(/10<span class="day-mark">班<\/span>/);
    expect(page).not.toContain('/console/calendar/import');
    const next = await text('/console/calendar?year=2027');
    expect(next).toContain('尚未公布');
    expect((await getPage(stage, operator, '/console/calendar?year=1999')).status).toBe(404);
  });

  it('counts a period day by day, and says what is wrong with a question', async () => {
    const page = await text('/console/calendar?from=2026-09-29&days=5', secretary);
    expect(page).toMatch(/到期日 <time datetime="2026-10-11|到期日 <time datetime="2026-10-1\d/i);
    expect(page).toContain('第5个工作日');
    const wrong = await getPage(stage, secretary, '/console/calendar?from=2026-02-30&days=5');
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('请填写日历上的日期');
  });

  it('says which dates an arrangement would move, then moves exactly these', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('police', 'power'));
    const due = () =>
      rowsOf(`SELECT count(*)::int AS n, due_on::text AS due FROM duty
              WHERE state = 'running' AND copy_id IS NOT NULL GROUP BY due_on ORDER BY due_on`);
    const before = await due();
    const typed = { text: NO_MAKE_UP_DAY, name: '' };
    const preview = await post('/console/calendar/import', typed);
    expect(preview.status).toBe(200);
    const page = await preview.clone().text();
    expect(page).toContain('取消补班');
    expect(page).toContain(served.numbers[0]);
    const [, days, duties] = /(\d+) 天，(\d+) 项期限/.exec(page) ?? [];
    expect(days).toBe('1');
    expect(Number(duties)).toBeGreaterThan(0);
    expect(await due()).toEqual(before);
    expect(await rowsOf('SELECT 1 FROM calendar_version')).toEqual([]);

    const applied = await post(preview, {});
    expect(applied.headers.get('location')).toBe('/console/calendar?year=2026');
    const [recounted] = await rowsOf(
      `SELECT count(*)::int AS n FROM count WHERE reason = 'recounted'`,
    );
    expect(recounted?.n).toBe(Number(duties));
    expect(await due()).not.toEqual(before);
    const again = await post('/console/calendar/import', typed);
    expect(await again.text()).toContain('0 天，0 项期限');
    expect(await text('/console/calendar')).toContain('国办发明电〔2026〕9号');
  });

  it('refuses what is no arrangement, with line and remedy, and keeps the text', async () => {
    const wrong = NO_MAKE_UP_DAY.replace('2026-10-10', '2026-10-12');
    const refused = await post('/console/calendar/import', { text: wrong });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toMatch(/第 4 行 days\[0\]\.kind 2026-10-12 不是星期六或星期日；放假请写 holiday/);
    expect(page).toContain('取消补班');
  });
});

describe('the rulebook', () => {
  it('is read by every officer, with each clause in the words of the document', async () => {
    const rulebook = loadRulebook(stage.config.RULEBOOK_FILE);
    const plain = (words: string) => words.replace(/[“”"&]/g, '');
    const page = plain((await text('/console/rulebook', secretary)).replaceAll('&quot;', ''));
    for (const { key: duty, quote, name } of rulebook.duties) {
      expect(page).toContain(`id=duty-${duty}`);
      expect(page).toContain(plain(name.zh));
      if (quote) expect(page).toContain(plain(quote));
    }
    for (const { key: kind, name } of rulebook.kinds) {
      expect(page).toContain(`id=kind-${kind}`);
      expect(page).toContain(plain(name.zh));
    }
  });

  it('keeps former versions, as they were', async () => {
    const source = await readFile(stage.config.RULEBOOK_FILE, 'utf8');
    const former = source.replace('五个工作日', '旧版五个工作日');
    await stage.database.query(
      `INSERT INTO rulebook_version (version, key, source, loaded_at)
       VALUES ('0f0f', 'qidong-2020-32', $1, '2026-01-05T09:00:00+08:00')`,
      [former],
    );
    expect(await text('/console/rulebook', auditor)).toContain('/console/rulebook/0f0f');
    expect(await text('/console/rulebook/0f0f', auditor)).toContain('这是以前的版本');
    expect((await getPage(stage, auditor, '/console/rulebook/none')).status).toBe(404);
  });
});

describe('the queues', () => {
  it('show what is retried with the words of the server, and what was given up', async () => {
    await servedCase(stage, key, {}, onlyTo('police', 'power'));
    await stage.database.query(
      `UPDATE message SET state = 'queued', attempts = 2, accepted_at = NULL,
         next_attempt_at = '2026-09-29T11:00:00+08:00', response = '451 4.3.0 try later'
       WHERE id = (SELECT id FROM message ORDER BY id DESC LIMIT 1)`,
    );
    const page = await text('/console/queues?view=retrying', auditor);
    expect(page).toContain('451 4.3.0 try later');
    expect(page).toContain('已尝试 2 次');
    expect(page).not.toContain(BOARD);
    expect(await text('/console/queues?view=undeliverable')).toContain('没有无法送达的邮件');
    expect(await text('/console/queues')).toContain(BOARD);
  });

  it('are shown by bull-board to operators, to look at and not to touch', async () => {
    const page = await getPage(stage, operator, `${BOARD}/`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const api = await getPage(stage, operator, `${BOARD}/api/queues`);
    expect(await api.json()).toMatchObject({ queues: [{ name: 'messages', readOnlyMode: true }] });
    for (const path of ['/', '/api/queues', '/static/js/main.js']) {
      const other = await getPage(stage, auditor, BOARD + path);
      expect([path, other.status]).toEqual([path, 403]);
      const nobody = await getPage(stage, '', BOARD + path);
      expect(nobody.headers.get('location')).toMatch(/^\/console\/sign-in/);
    }
    for (const [method, path] of [
      ['PUT', '/api/queues/messages/pause'],
      ['PUT', '/api/queues/messages/empty'],
      ['POST', '/api/queues/messages/add'],
    ]) {
      const headers = { cookie: operator };
      const response = await fetch(`${stage.url}${BOARD}${path}`, { method, headers });
      expect([path, response.status]).toEqual([path, 403]);
    }
  });
});
