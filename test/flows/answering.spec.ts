import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { formsIn, scan, submit } from '../../apps/cli/src/rehearse/visitor.js';
import { startApp } from '../support/app.js';
import { at, MAILBOX, type ServedCase, send, servedCase, startOver } from '../support/case.js';
import { onlyTo } from '../support/factories.js';

const ORDER = {
  orderNumber: '吕规停〔2026〕3号',
  orderOn: '2026-09-29',
  onSiteOn: '2026-09-29',
  attendees: '赵一、钱二',
};

let stage: Stage;
let key: string;

beforeAll(async () => {
  stage = await startApp();
  key = await stage.key('lvsi-land-office');
});
beforeEach(() => startOver(stage, at('2026-09-29')));
afterAll(() => stage.close());

const digestIn = (text: string) => /\b[0-9a-f]{64}\b/.exec(text)?.[0];

describe('a link from the mail', () => {
  let served: ServedCase;
  beforeAll(async () => {
    const units = onlyTo('planning', 'police', 'government', 'power', 'enforcement');
    served = await servedCase(stage, key, {}, units);
  });

  it('is not valid when its token is altered, made up or cut off', async () => {
    const { link } = served.partner('lvsi-planning');
    const token = link.split('/l/')[1] ?? '';
    const middle = Math.floor(token.length * 0.8);
    const altered =
      token.slice(0, middle) + (token[middle] === 'A' ? 'B' : 'A') + token.slice(middle + 1);
    for (const wrong of [altered, 'made-up', token.slice(0, -4), `${token}x`]) {
      for (const path of ['', '/acknowledge', '/reply', '/hand-over']) {
        const page = await fetch(`${stage.url}/l/${wrong}${path}`);
        expect([wrong, path, page.status]).toEqual([wrong, path, 404]);
      }
      const posted = await fetch(`${stage.url}/l/${wrong}/acknowledge`, {
        method: 'POST',
        body: new URLSearchParams({ name: '张三', position: '科员', phone: '0513-83000000' }),
      });
      expect(posted.status).toBe(404);
    }
    expect(await served.happened('copy-acknowledged')).toEqual([]);
  });

  it("does not open another copy's duty", async () => {
    const duty = await served.duty('lvsi-planning', 'stop-work');
    const { link } = served.partner('lvsi-police');
    expect((await fetch(`${link}/duties/${duty.id}`)).status).toBe(404);
    const body = new URLSearchParams(ORDER);
    expect((await fetch(`${link}/duties/${duty.id}`, { method: 'POST', body })).status).toBe(404);
  });

  it('changes nothing when a scanner opens every page and submits every form as it stands', async () => {
    for (const unit of ['lvsi-planning', 'lvsi-government', 'lvsi-power'] as const) {
      const before = [await served.timeline(), await served.office.notice(served.id)];
      const { pages, forms } = await scan(served.partner(unit).link);
      expect(pages).toBeGreaterThan(4);
      expect(forms).toBeGreaterThan(3);
      await stage.settle();
      expect([await served.timeline(), await served.office.notice(served.id)]).toEqual(before);
    }
  });

  it('leads to pages on which no script is allowed and none is there', async () => {
    const partner = served.partner('lvsi-enforcement');
    const duty = await served.duty('lvsi-enforcement', 'stop-work');
    const receipt = (await send(partner, `/duties/${duty.id}`, ORDER)).response.headers.get(
      'location',
    );
    const paths = ['', '?print', '/acknowledge', '/reply', '/hand-over', `/duties/${duty.id}`];
    const urls = [
      ...paths.map((path) => partner.link + path),
      new URL(receipt ?? '', stage.url).href,
      `${stage.url}/l/made-up`,
    ];
    for (const url of urls) {
      const page = await fetch(url);
      expect(page.headers.get('content-security-policy')).toContain("script-src 'none'");
      expect(await page.text()).not.toMatch(/<script|\son\w+="|javascript:/i);
    }
  });
});

describe('acknowledging', () => {
  it('wants name, position and phone typed, and keeps what was typed', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('police'));
    const partner = served.partner('lvsi-police');
    const { status, html } = await send(partner, '/acknowledge', { name: '张警官', phone: '不详' });
    expect(status).toBe(422);
    expect(html).toContain('value="张警官"');
    expect(html).toContain('id="problem-position"');
    expect(html).not.toContain('id="problem-name"');
    const phone = await send(partner, '/acknowledge', {
      name: '张警官',
      position: '副所长',
      phone: '不详',
    });
    expect(phone.status).toBe(422);
    expect(phone.html).toMatch(/value="不详"[\s\S]*id="problem-phone"/);
    expect((await served.copy('lvsi-police')).acknowledgement).toBe('none');
  });

  it('twice is the same as once', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('police'));
    const partner = served.partner('lvsi-police');
    const typed = { name: '张警官', position: '副所长', phone: '0513-83000000' };
    const first = await send(partner, '/acknowledge', typed);
    const second = await send(partner, '/acknowledge', typed);
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(second.response.headers.get('location')).toBe(first.response.headers.get('location'));
    await stage.settle();
    expect(await served.happened('copy-acknowledged')).toHaveLength(1);
    expect(served.mails(MAILBOX['lvsi-police'], '[回执]')).toHaveLength(1);
    expect(await served.copy('lvsi-police')).toMatchObject({
      acknowledgement: 'acknowledged',
      reply: 'none',
      transport: 'served',
    });
  });

  it('answers with a receipt page and a receipt mail that carry the same digest', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('water'));
    const partner = served.partner('lvsi-water');
    const typed = { name: '王站长', position: '站长', phone: '0513-83000009' };
    const { response } = await send(partner, '/acknowledge', typed);
    const page = await fetch(new URL(response.headers.get('location') ?? '', stage.url));
    const html = await page.text();
    await stage.settle();
    const [mail] = served.mails(MAILBOX['lvsi-water'], '[回执]');
    expect(html).toContain('王站长');
    expect(html).toMatch(/签收方式<\/dt><dd class="text">具名人员签收/);
    expect(digestIn(html)).toMatch(/^[0-9a-f]{64}$/);
    expect(digestIn(mail?.text ?? '')).toBe(digestIn(html));
    const [event] = await served.happened('copy-acknowledged');
    expect(event?.data.digest).toBe(digestIn(html));
  });
});

describe('a stop-work notice', () => {
  let refused: ServedCase;
  beforeAll(async () => {
    await startOver(stage, at('2026-09-29'));
    refused = await servedCase(stage, key, {}, onlyTo('planning'));
  });

  it.each([
    ['of which only one attended', { attendees: '赵一' }, 'attendees', '至少两人'],
    ['of which one attended twice', { attendees: '赵一、赵一' }, 'attendees', '至少两人'],
    [
      'of which the date on site is in the future',
      { onSiteOn: '2026-09-30' },
      'onSiteOn',
      '不能晚于',
    ],
    ['of which the date lies before service', { onSiteOn: '2026-09-28' }, 'onSiteOn', '不能早于'],
    ['that was issued before service', { orderOn: '2026-09-28' }, 'orderOn', '不能早于'],
    ['without a number', { orderNumber: '  ' }, 'orderNumber', '请填写'],
    ['on a day that does not exist', { onSiteOn: '2026-02-30' }, 'onSiteOn', '请填写日期'],
  ])('%s is refused and stays on the page', async (_, wrong, field, message) => {
    const duty = await refused.duty('lvsi-planning', 'stop-work');
    const path = `/duties/${duty.id}`;
    const typed = { ...ORDER, note: '现场已停工', ...wrong };
    const { status, html } = await send(refused.partner('lvsi-planning'), path, typed);
    expect(status).toBe(422);
    expect(html).toContain('现场已停工');
    const beside = new RegExp(`id="problem-${field}"[^>]*>[^<]*${message}`);
    expect(html).toMatch(beside);
    expect(await refused.status('lvsi-planning', 'stop-work')).not.toMatch(/closed/);
  });

  it('in time closes its duty and leaves the reply open', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('planning'));
    const duty = await served.duty('lvsi-planning', 'stop-work');
    await served.partner('lvsi-planning').act(duty.id, ORDER);
    expect(await served.duty('lvsi-planning', 'stop-work')).toMatchObject({
      status: 'closed',
      closedOn: '2026-09-29',
    });
    expect(await served.status('lvsi-planning', 'reply')).toBe('running');
  });

  it('done in time and stated a day later is in time', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('planning'));
    await stage.at(at('2026-10-01'));
    const duty = await served.duty('lvsi-planning', 'stop-work');
    const typed = { ...ORDER, orderOn: '2026-09-30', onSiteOn: '2026-09-30' };
    await served.partner('lvsi-planning').act(duty.id, typed);
    expect(await served.status('lvsi-planning', 'stop-work')).toBe('closed');
  });

  it('a day late is recorded as closed late', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('enforcement'));
    await stage.at(at('2026-10-01'));
    const duty = await served.duty('lvsi-enforcement', 'stop-work');
    expect(duty).toMatchObject({ status: 'silent', dueOn: '2026-09-30' });
    const typed = { ...ORDER, orderOn: '2026-10-01', onSiteOn: '2026-10-01' };
    await served.partner('lvsi-enforcement').act(duty.id, typed);
    expect(await served.duty('lvsi-enforcement', 'stop-work')).toMatchObject({
      status: 'closed-late',
      closedOn: '2026-10-01',
    });
  });

  it('that came a day after the visit is late: both are due within the day', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('enforcement'));
    await stage.at(at('2026-10-01'));
    const { id } = await served.duty('lvsi-enforcement', 'stop-work');
    const typed = { ...ORDER, orderOn: '2026-10-01', onSiteOn: '2026-09-30' };
    await served.partner('lvsi-enforcement').act(id, typed);
    expect(await served.duty('lvsi-enforcement', 'stop-work')).toMatchObject({
      status: 'closed-late',
      closedOn: '2026-10-01',
    });
  });
});

describe("the principal's instruction", () => {
  it('wants its date, and a claim of 特殊情况 wants its reason', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('government'));
    const { id } = await served.duty('lvsi-government', 'instruct');
    const partner = served.partner('lvsi-government');
    const undated = { claim: 'instructed', by: '周镇长', text: '请到场制止' };
    expect(await send(partner, `/duties/${id}`, undated)).toMatchObject({
      status: 422,
      html: expect.stringContaining('id="problem-instructedOn"'),
    });
    const unexplained = { claim: 'special-circumstances', by: '周镇长' };
    expect(await send(partner, `/duties/${id}`, unexplained)).toMatchObject({
      status: 422,
      html: expect.stringContaining('id="problem-text"'),
    });
    expect(await served.status('lvsi-government', 'instruct')).not.toBe('awaiting-review');
  });

  it('starts the two days in which the lead leader has to organise', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('government'));
    expect(await served.status('lvsi-government', 'organise-on-site')).toBe('waiting');
    await stage.at(at('2026-09-30'));
    const { id, dueOn } = await served.duty('lvsi-government', 'instruct');
    expect(dueOn).toBe('2026-10-01');
    await served.partner('lvsi-government').act(id, {
      claim: 'instructed',
      by: '周镇长',
      instructedOn: '2026-09-30',
      text: '请分管领导牵头到场制止。',
    });
    expect(await served.status('lvsi-government', 'instruct')).toBe('closed');
    expect(await served.duty('lvsi-government', 'organise-on-site')).toMatchObject({
      dueOn: '2026-10-02',
      closedOn: null,
    });
  });

  it('is waited for no longer once 特殊情况 was claimed with a reason: no chaser, no silence', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('government'));
    const { id } = await served.duty('lvsi-government', 'instruct');
    await served.partner('lvsi-government').act(id, {
      claim: 'special-circumstances',
      by: '周镇长',
      text: '抗台期间',
    });
    for (const day of ['2026-09-30', '2026-10-02', '2026-10-08', '2026-10-10']) {
      await stage.at(at(day, '09:30'));
    }
    expect(await served.status('lvsi-government', 'instruct')).toBe('awaiting-review');
    expect(served.mails(MAILBOX['lvsi-government'], /催办|逾期/)).toEqual([]);
  });
});

describe('a withdrawn notice', () => {
  it('says so on every link, takes no form and tells the agencies', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('police'));
    const partner = served.partner('lvsi-police');
    const form = await partner.form('/acknowledge', /acknowledge/);
    const path = `/v1/notices/${served.id}/withdrawal`;
    await served.office.call('POST', path, { reason: '经核实为合法用地' });
    await stage.settle();
    for (const way of ['', '/acknowledge', '/reply', '/hand-over']) {
      const html = await partner.page(way);
      expect(html).toContain('已撤回');
      expect(html).toContain('经核实为合法用地');
      expect(html).not.toContain('转交同事');
      expect(formsIn(html, partner.link).filter(({ method }) => method === 'post')).toEqual([]);
    }
    const typed = { name: '张警官', position: '副所长', phone: '0513-83000000' };
    expect((await submit(form, typed)).status).toBe(409);
    expect(await served.happened('copy-acknowledged')).toEqual([]);
    expect(served.mails(MAILBOX['lvsi-police'], '已撤回')).toHaveLength(1);
    await stage.at(at('2026-10-13', '09:00'));
    expect(served.mails(MAILBOX['lvsi-police'], /催办|逾期/)).toEqual([]);
    expect(await served.status('lvsi-police', 'reply')).toBe('withdrawn');
  });
});
