import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import {
  at,
  getPage,
  MAILBOX,
  postAnyway,
  postForm,
  servedCase,
  signIn,
  startOver,
} from '../support/case.js';
import { beginDraft, PHOTO, postMultipart, textOf, TYPED } from '../support/desk.js';
import { onlyTo } from '../support/factories.js';
import { Office } from '../support/office.js';

let stage: Stage;
let office: Office;
const cookies: Record<string, string> = {};
const people: Record<string, { username: string; password: string }> = {};

beforeAll(async () => {
  stage = await startApp({ startAt: at('2026-09-29', '10:00') });
  office = await Office.of(stage, 'lvsi-land-office');
  for (const [username, agency] of [
    ['suozhang', 'lvsi-land-office'],
    ['linzhen', 'jingkai-land-office'],
    ['jucao', 'qidong-bureau'],
    ['jushen', 'qidong-bureau'],
  ] as const) {
    people[username] = await stage.officer(agency, username, 'land-office');
    cookies[username] = await signIn(stage, people[username]);
  }
});
beforeEach(() => startOver(stage, at('2026-09-29', '10:00')));
afterAll(() => stage.close());

const cookieOf = (username: string) => cookies[username] ?? '';
/** Sessions end with the day. */
async function later(username: string, instant: string): Promise<void> {
  stage.clock.set(instant);
  cookies[username] = await signIn(stage, people[username] ?? { username, password: '' });
}
const get = (username: string, path: string) => getPage(stage, cookieOf(username), path);
const typedAs = (username: string, path: string, typed: Record<string, string>, options = {}) =>
  postMultipart(stage, cookieOf(username), path, typed, options);

describe('composing a notice', () => {
  it('keeps what was typed, however incomplete, and says what is missing beside the field', async () => {
    const draft = await beginDraft(stage, cookieOf('suozhang'));
    const saved = await typedAs('suozhang', draft, { project: '厂房', do: 'save' });
    expect(saved.headers.get('location')).toBe(`${draft}?saved=1`);
    expect(await textOf(await get('suozhang', '/console/compose'))).toContain('厂房');
    const checked = await typedAs('suozhang', draft, {
      areaTotal: 'drei',
      point: '121.6',
      do: 'check',
    });
    expect(checked.status).toBe(422);
    const html = await checked.text();
    expect(html).toMatch(/value="厂房"/);
    expect(html).toMatch(/id="problem-stopFailedAt"[^>]*>✕ 请填写本项/);
    expect(html).toMatch(/id="problem-point"[^>]*>✕ 请填写经度和纬度两个数/);
    expect(html).toMatch(/id="problem-areaTotal"[^>]*>✕ 应为0至/);
    const contradicting = await typedAs('suozhang', draft, {
      ...{ point: '121.6', areaTotal: '3.2', areaArable: '5' },
      do: 'check',
    });
    const both = await contradicting.text();
    expect(both).toMatch(/id="problem-point"[^>]*>✕ 请填写经度和纬度两个数/);
    expect(both).toMatch(/id="problem-areaArable"[^>]*>✕ 耕地面积不能大于总面积/);
    const english = await postMultipart(stage, `${cookieOf('suozhang')}; lang=en`, draft, {
      do: 'check',
    });
    expect(await english.text()).not.toMatch(/problem"[^>]*>✕ [^<]*[一-龥]/);
  });

  it('shows who would be served and asked what, warns, and sends once however often it is clicked', async () => {
    const draft = await beginDraft(stage, cookieOf('suozhang'));
    const photo = new File([PHOTO], '现场.png', { type: 'image/png' });
    const note = new File(['not a picture'], 'note.png');
    const refused = await typedAs(
      'suozhang',
      draft,
      { ...TYPED, do: 'check' },
      { files: [photo, note] },
    );
    expect(await textOf(refused)).toContain('note.png：文件内容不是可接受的类型');
    const options = { without: ['serve=water'] };
    const unexplained = await typedAs('suozhang', draft, { ...TYPED, do: 'check' }, options);
    expect(await unexplained.text()).toMatch(/id="problem-reason-water"[^>]*>✕ 不发给应发单位的/);
    const typed = { ...TYPED, 'reason-water': '该地块未通水', do: 'check' };
    const checked = await typedAs('suozhang', draft, typed, options);
    expect(checked.headers.get('location')).toBe(`${draft}/check`);

    const page = await get('suozhang', `${draft}/check`);
    const text = await textOf(page);
    expect(text).toContain('将发给 7 个单位');
    expect(text).toContain('吕四港镇供电所');
    expect(text).toContain('2,133.33 m²（3.20 亩）');
    expect(text).toMatch(/不发给[^；]{0,6}供水[^；]{0,4}该地块未通水/);
    expect(text).toContain('现场.png');
    const form = await textOf(await get('suozhang', draft));
    expect(form).toContain('东经121°36′00.0″，北纬32°03′00.0″');

    const send = () => postForm(stage, cookieOf('suozhang'), `${draft}/check`, {}, /send$/);
    const [one, other] = await Promise.all([send(), send()]);
    const where = one.headers.get('location') ?? '';
    expect(where).toMatch(/^\/console\/notices\/[\da-f-]{36}$/);
    expect(other.headers.get('location')).toBe(where);
    expect((await get('suozhang', draft)).headers.get('location')).toBe(where);
    await stage.settle();
    const { copies } = await office.notice(where.split('/')[3] ?? '');
    expect(copies).toHaveLength(7);
    expect(
      stage.inbox
        .to(MAILBOX['lvsi-power'])
        .filter(({ text: t = '' }) => t.includes(copies[0]?.number ?? '?')),
    ).toHaveLength(1);
    expect(await textOf(await get('suozhang', '/console/compose'))).not.toContain('厂房扩建');
  });

  it('sends nothing that was changed since it was read', async () => {
    const draft = await beginDraft(stage, cookieOf('suozhang'));
    await typedAs('suozhang', draft, { ...TYPED, do: 'check' });
    const html = await (await get('suozhang', `${draft}/check`)).text();
    const digest = /name="digest" value="([^"]+)"/.exec(html)?.[1] ?? '';
    await typedAs('suozhang', draft, { ...TYPED, project: '仓库', do: 'save' });
    const late = await postAnyway(stage, cookieOf('suozhang'), `${draft}/send`, { digest });
    expect(late.headers.get('location')).toBe(`${draft}/check`);
  });

  it('does not let one officer overwrite what a colleague has saved, nor show it to another office', async () => {
    const draft = await beginDraft(stage, cookieOf('jucao'), 'major-report');
    await typedAs('jushen', draft, { project: '同事写的', do: 'save' });
    const stale = await typedAs('jucao', draft, { project: '我写的', revision: '1', do: 'save' });
    expect(stale.status).toBe(422);
    expect(await stale.text()).toMatch(/value="我写的"/);
    for (const path of [draft, `${draft}/check`, `${draft}/delete`]) {
      expect((await get('linzhen', path)).status).toBe(404);
    }
    const gone = await postForm(stage, cookieOf('jucao'), `${draft}/delete`, {});
    expect(gone.headers.get('location')).toBe('/console/compose');
    expect((await get('jucao', draft)).status).toBe(404);
  });
});

describe('a kind that a second officer approves', () => {
  const bureau = { ...TYPED, town: '320681110', severity: 'major' };

  async function submitted(): Promise<string> {
    const draft = await beginDraft(stage, cookieOf('jucao'), 'bureau-copy-notice');
    await typedAs('jucao', draft, { ...bureau, do: 'check' });
    const sent = await postForm(stage, cookieOf('jucao'), `${draft}/check`, {}, /send$/);
    return (sent.headers.get('location') ?? '').split('/')[3] ?? '';
  }

  it('is issued by another officer and never by its own drafter', async () => {
    const id = await submitted();
    const own = await textOf(await get('jucao', `/console/approvals/${id}`));
    expect(own).toContain('须由同事审核');
    const approve = `/console/notices/${id}/approval`;
    expect((await postAnyway(stage, cookieOf('jucao'), approve)).status).toBe(403);
    expect(await textOf(await get('jushen', '/console/approvals'))).toContain('等您审核');
    const done = await postForm(
      stage,
      cookieOf('jushen'),
      `/console/approvals/${id}`,
      {},
      /approval$/,
    );
    expect(done.headers.get('location')).toBe(`/console/notices/${id}`);
    expect(await textOf(await get('jucao', `/console/notices/${id}`))).toContain(
      '启自然资函〔2026〕',
    );
  });

  it('comes back as a draft, with the reason and all that was typed', async () => {
    const id = await submitted();
    const path = `/console/approvals/${id}`;
    const empty = await postForm(stage, cookieOf('jushen'), path, { reason: '' }, /send-back$/);
    expect(await empty.text()).toContain('退回须说明理由');
    const reason = '请补充现场照片';
    await postForm(stage, cookieOf('jushen'), path, { reason }, /send-back$/);
    const html = await (await get('jucao', '/console/compose')).text();
    expect(html).toContain(`审核退回：${reason}`);
    const draft = /href="(\/console\/compose\/[\da-f-]{36})">厂房扩建/.exec(html)?.[1] ?? '';
    const again = await typedAs('jucao', draft, { do: 'check' });
    expect(again.headers.get('location')).toBe(`${draft}/check`);
    expect(await textOf(await get('jushen', '/console/approvals'))).not.toContain('厂房扩建');
  });
});

describe('the desk', () => {
  it('counts what is owed and opens its lists', async () => {
    const empty = await textOf(await get('linzhen', '/console/mine'));
    expect(empty).toContain('没有欠办的事');
    stage.inbox.behaviour = (address) =>
      address === MAILBOX['lvsi-water'] ? { code: 550, text: 'no such mailbox' } : null;
    const served = await servedCase(stage, office.key, {}, onlyTo('power', 'water'));
    stage.inbox.behaviour = () => null;
    await served.partner('lvsi-power').reply('dealt-with', '已停止供电。');
    const replies = await textOf(await get('suozhang', '/console/mine'));
    expect(replies).toMatch(/欠办 2 件/);
    expect(replies).toMatch(/1 函复待审核/);
    expect(replies).toMatch(/吕四港镇供电所 启自然资吕抄/);
    const { id } = await served.copy('lvsi-water');
    const undelivered = await (await get('suozhang', '/console/mine?show=undelivered')).text();
    expect(undelivered).toContain(`/console/copies/${id}/service`);
    await postForm(stage, cookieOf('suozhang'), `/console/copies/${id}/service`, {
      method: '直接送达',
      by: '李所长',
      servedAt: '2026-09-29T10:00',
      proof: '送达回证',
    });
    expect(await textOf(await get('suozhang', '/console/mine'))).toMatch(/欠办 1 件/);
  });
});

describe('API keys', () => {
  it('are shown once, work as the page says in curl and TypeScript, and stop when revoked', async () => {
    const cookie = cookieOf('suozhang');
    const path = '/console/keys';
    const form = { name: '巡查系统', lastOn: '2026-12-31' };
    const made = await postForm(stage, cookie, path, form);
    expect(made.status).toBe(201);
    const html = await made.text();
    const key = /cg_[a-z\d]{8}_[\w-]{43}/.exec(html)?.[0] ?? '';
    const listed = await (await get('suozhang', path)).text();
    expect(listed).not.toContain(key);
    expect(listed).toContain(key.slice(0, 11));

    const code = (id: string) =>
      (new RegExp(`id="${id}"[^>]*><code>([\\s\\S]*?)</code>`).exec(html)?.[1] ?? '')
        .replace(/&quot;/g, '"')
        .replace(/&#39;/g, "'")
        .replace(/&gt;/g, '>')
        .replace(/&lt;/g, '<')
        .replace(/&amp;/g, '&');
    const run = promisify(execFile);
    const curl = await run('bash', ['-c', code('first-call-curl')]);
    expect(JSON.parse(curl.stdout)).toHaveProperty('recipients.7');
    const { outputText } = ts.transpileModule(code('first-call-typescript'), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    const node = await run(process.execPath, ['--input-type=module', '-e', outputText], {
      env: { PATH: process.env.PATH },
    });
    expect(node.stdout).toContain('吕四港镇供电所');
    const prefix = key.slice(3, 11);
    expect(await textOf(await get('suozhang', `${path}/first-call?key=${prefix}`))).toContain(
      `CHAOGAO_KEY='cg_${prefix}_…'`,
    );

    const revoke = new RegExp(`/console/keys/[\\da-f-]{36}/revoke`).exec(listed)?.[0] ?? '';
    expect((await get('linzhen', revoke)).status).toBe(404);
    await postForm(stage, cookie, revoke, {});
    const refused = await new Office(stage, key).get('/v1/notices');
    expect(refused.status).toBe(401);
  });
});

// Sessions end with the day: these come last.
describe('as days go by, the desk', () => {
  it('reminds a silent agency by hand, once a day, and says so in the chain', async () => {
    const served = await servedCase(stage, office.key, {}, onlyTo('water'));
    const { id } = await served.copy('lvsi-water');
    const page = `/console/notices/${served.id}`;
    const remind = () =>
      postForm(stage, cookieOf('suozhang'), page, {}, new RegExp(`${id}/reminder`));
    const back = (await remind()).headers.get('location') ?? '';
    expect(await textOf(await get('suozhang', back))).toMatch(/已催办，邮件正在发出.*今天已催办/);
    const again = await postAnyway(stage, cookieOf('suozhang'), `/console/copies/${id}/reminder`);
    expect(again.status).toBe(409);
    await stage.settle();
    expect(served.mails(MAILBOX['lvsi-water'])).toHaveLength(2);
    expect(await served.happened('copy-reminded')).toHaveLength(1);
    await later('suozhang', at('2026-09-30', '09:00'));
    await later('linzhen', at('2026-09-30', '09:00'));
    expect((await remind()).status).toBe(303);
    expect(
      (await postAnyway(stage, cookieOf('linzhen'), `/console/copies/${id}/reminder`)).status,
    ).toBe(404);
  });

  it('warns that the report is late and that the plot is already under a notice', async () => {
    await office.issued({ plotNumber: 'TB-7' }, onlyTo('police'));
    await later('suozhang', at('2026-10-12'));
    const draft = await beginDraft(stage, cookieOf('suozhang'));
    const checked = await typedAs('suozhang', draft, { ...TYPED, plotNumber: 'TB-7', do: 'check' });
    const text = await textOf(await get('suozhang', checked.headers.get('location') ?? ''));
    expect(text).toContain('已经迟了');
    expect(text).toMatch(/图斑 ?TB-7 ?已有文书/);
  });
});
