import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { linkIn, Partner } from '../../apps/cli/src/rehearse/cast.js';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import {
  at,
  getPage,
  ISSUER_MAILBOX,
  MAILBOX,
  SECRETARIAT_MAILBOX,
  send,
  servedCase,
  signIn,
  startOver,
} from '../support/case.js';
import { textOf } from '../support/desk.js';
import { onlyTo } from '../support/factories.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const REPLY = { outcome: 'dealt-with', text: '已拆除。', name: '经办人' };
let stage: Stage;
let key: string;

beforeAll(async () => {
  stage = await startApp();
  key = await stage.key('lvsi-land-office');
});
beforeEach(() => startOver(stage, at('2026-09-29')));
afterAll(() => stage.close());

/** A reply with files, as a browser would send it. */
async function replyWith(partner: Partner, files: Record<string, Buffer>): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries(REPLY)) body.append(name, value);
  for (const [name, bytes] of Object.entries(files)) {
    body.append('files', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), name);
  }
  return fetch(`${partner.link}/reply`, { method: 'POST', body, redirect: 'manual' });
}

describe('a reply', () => {
  it('wants an outcome, a text and a name, and keeps what was typed', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('power'));
    const partner = served.partner('lvsi-power');
    const typed = { text: '已断开施工用电', documentNumber: '吕供函〔2026〕8号' };
    const { status, html } = await send(partner, '/reply', typed);
    expect(status).toBe(422);
    expect(html).toContain('已断开施工用电');
    expect(html).toContain('value="吕供函〔2026〕8号"');
    expect(html).toContain('✕ 请选择办理结果');
    expect(html).toContain('✕ 请填写经办人姓名');
    expect((await served.copy('lvsi-power')).replies).toEqual([]);
  });

  it('that is in progress closes nothing and stops no chaser', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('police'));
    await served.partner('lvsi-police').reply('in-progress', '正在核实。');
    await stage.settle();
    expect((await served.copy('lvsi-police')).reply).toBe('in-progress');
    expect(await served.status('lvsi-police', 'reply')).toBe('running');
    await stage.at(at('2026-10-09', '09:00'));
    expect(served.mails(MAILBOX['lvsi-police'], '催办')).toHaveLength(1);
    await stage.at(at('2026-10-13', '09:00'));
    expect(await served.status('lvsi-police', 'reply')).toBe('overdue');
  });

  it("that says dealt with waits for the issuer's review, without chasers", async () => {
    const served = await servedCase(stage, key, {}, onlyTo('police'));
    await served.partner('lvsi-police').reply('dealt-with', '已处置到位。');
    await stage.settle();
    expect(await served.status('lvsi-police', 'reply')).toBe('awaiting-review');
    expect(served.mails(ISSUER_MAILBOX, '[请审核函复]')).toHaveLength(1);
    for (const day of ['2026-10-09', '2026-10-12', '2026-10-13']) await stage.at(at(day, '09:00'));
    expect(served.mails(MAILBOX['lvsi-police'], /催办|逾期/)).toEqual([]);
    expect(await served.status('lvsi-police', 'reply')).toBe('awaiting-review');
  });

  it('that says outside remit needs a reason', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('water'));
    const typed = { ...REPLY, outcome: 'outside-remit', text: '不归我们管' };
    const { status, html } = await send(served.partner('lvsi-water'), '/reply', typed);
    expect(status).toBe(422);
    expect(html).toContain('id="problem-reason"');
    expect(html).toContain('不归我们管');
  });

  it('that says outside remit stops the chasers and goes to the secretariat', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('water'));
    const more = { reason: '该地块由市供水公司管理' };
    await served.partner('lvsi-water').reply('outside-remit', '不属本单位职责。', more);
    await stage.settle();
    expect(served.mails(SECRETARIAT_MAILBOX, '[请审核函复]')).toHaveLength(1);
    for (const day of ['2026-10-09', '2026-10-12', '2026-10-13']) await stage.at(at(day, '09:00'));
    expect(served.mails(MAILBOX['lvsi-water'], /催办|逾期/)).toEqual([]);
    expect(await served.status('lvsi-water', 'reply')).toBe('awaiting-review');
    const page = await served.partner('lvsi-water').page();
    expect(page).toContain('由联席会议办公室决定');
    expect(page).not.toContain('不需审核');
  });

  it('with a file that only pretends to be a picture is refused and keeps the text', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('power'));
    const response = await replyWith(served.partner('lvsi-power'), {
      '现场.png': Buffer.from('#!/bin/sh\necho no picture'),
      '拆除后.png': PNG,
    });
    expect(response.status).toBe(422);
    const html = await response.text();
    expect(html).toContain('已拆除。');
    // It names the file, and keeps the other: nobody has to find and upload that one again.
    expect(html).toContain('✕ 现场.png：文件内容不是可接受的类型');
    expect(html).toMatch(/name="uploaded" value="[0-9a-f]{64} 拆除后\.png"/);
    expect((await served.copy('lvsi-power')).replies).toEqual([]);
  });

  it('keeps its picture, which the agency can download and another agency cannot', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('police', 'power'));
    const partner = served.partner('lvsi-power');
    expect((await replyWith(partner, { '现场.png': PNG })).status).toBe(303);
    const path = /\/l\/[^"]+(\/files\/[0-9a-f]{64})"/.exec(await partner.page())?.[1] ?? '';
    const file = await fetch(partner.link + path);
    expect(file.headers.get('content-type')).toContain('image/png');
    expect(Buffer.from(await file.arrayBuffer())).toEqual(PNG);
    expect((await fetch(served.partner('lvsi-police').link + path)).status).toBe(404);
  });
});

describe('a reply that states the stop-work notice too', () => {
  const STATED = { ...REPLY, orderNumber: '吕规停〔2026〕3号', onSiteOn: '2026-09-29' };

  it.each([
    ['on a day that does not exist', { onSiteOn: '2026-02-30' }, 'onSiteOn', '请填写日期'],
    ['on a day to come', { onSiteOn: '2026-09-30' }, 'onSiteOn', '不能晚于'],
    ['on a day before service', { onSiteOn: '2026-09-28' }, 'onSiteOn', '不能早于'],
    ['without the date on site', { onSiteOn: '' }, 'onSiteOn', '请一并填写到场制止日期'],
    ['without its number', { orderNumber: '' }, 'orderNumber', '请一并填写停工通知书文号'],
  ])('%s is refused and keeps what was typed', async (_, wrong, field, message) => {
    const served = await servedCase(stage, key, {}, onlyTo('planning'));
    const typed = { ...STATED, ...wrong };
    const { status, html } = await send(served.partner('lvsi-planning'), '/reply', typed);
    expect(status).toBe(422);
    expect(html).toContain('已拆除。');
    expect(html).toMatch(new RegExp(`id="problem-${field}"[^>]*>[^<]*${message}`));
    expect((await served.copy('lvsi-planning')).replies).toEqual([]);
  });

  it('says so on its receipt and to whoever reviews it, as the form called it', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('planning'));
    const { response } = await send(served.partner('lvsi-planning'), '/reply', STATED);
    const receipt = await fetch(new URL(response.headers.get('location') ?? '', stage.url));
    const said = /停工通知书文号 吕规停〔2026〕3号 到场制止日期 /;
    expect(await textOf(receipt)).toMatch(/到场制止日期 2026年9月29日（周二）/);
    const officer = await stage.officer('lvsi-land-office', 'suozhang', 'land-office');
    const { id, replies } = await served.copy('lvsi-planning');
    const review = `/console/copies/${id}/replies/${replies[0]?.id ?? ''}`;
    expect(await textOf(await getPage(stage, await signIn(stage, officer), review))).toMatch(said);
  });

  it('closes that duty as of the stated date once it is accepted', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('planning'));
    await served.partner('lvsi-planning').fill('/reply', STATED);
    expect(await served.status('lvsi-planning', 'stop-work')).toBe('due-soon');
    await stage.at(at('2026-09-30'));
    const [reply] = (await served.copy('lvsi-planning')).replies;
    await served.office.call('POST', `/v1/replies/${reply?.id}/acceptance`);
    expect(await served.duty('lvsi-planning', 'stop-work')).toMatchObject({
      status: 'closed',
      closedOn: '2026-09-29',
    });
  });
});

describe('handing over', () => {
  it('wants an address that is one', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('police'));
    const typed = { name: '李四', email: '李四', by: '张三' };
    const { status, html } = await send(served.partner('lvsi-police'), '/hand-over', typed);
    expect(status).toBe(422);
    expect(html).toMatch(/value="李四"[\s\S]*id="problem-email"/);
  });

  it('sends the colleague a link of their own; both work and both are on record', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('police'));
    const partner = served.partner('lvsi-police');
    const colleague = 'lisi@lvsi.qidong.example';
    await partner.fill('/hand-over', { name: '李四', email: colleague, by: '张三' });
    await stage.settle();
    const [mail] = served.mails(colleague);
    const second = new Partner(linkIn(mail ?? Object.assign(stage.inbox.mails[0]!, { text: '' })));
    expect(mail?.text).toContain('张三');
    expect(second.link).not.toBe(partner.link);
    await second.acknowledge('李四', '民警');
    await partner.reply('assisted', '已到场。');
    const [over] = await served.happened('link-handed-over');
    expect(over?.data).toMatchObject({ from: MAILBOX['lvsi-police'], to: colleague });
    const [acknowledged] = await served.happened('copy-acknowledged');
    expect(acknowledged?.actor).toBe(`link:${colleague}`);
    expect(await served.status('lvsi-police', 'reply')).toBe('awaiting-review');
  });
});
