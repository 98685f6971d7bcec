import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { linkIn, Partner } from '../../apps/cli/src/rehearse/cast.js';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { at, MAILBOX, postForm, servedCase, signIn, startOver } from '../support/case.js';
import { onlyTo } from '../support/factories.js';
import { Office } from '../support/office.js';
import { Secretary, words } from '../support/secretary.js';

const PAPER = { reason: '台风期间现场无法进入', documentNumber: '启联办〔2026〕12号' };
const AGRICULTURE = 'nongye@lvsi.qidong.example';

let stage: Stage;
let key: string;
let secretary: Secretary;
let bureau: { username: string; password: string };

beforeAll(async () => {
  stage = await startApp();
  key = await stage.key('lvsi-land-office');
  secretary = new Secretary(
    stage,
    await stage.officer('qidong-secretariat', 'mishu', 'secretariat'),
  );
  bureau = await stage.officer('qidong-bureau', 'juzhang', 'land-office');
});
beforeEach(() => startOver(stage, at('2026-09-29')));
afterAll(() => stage.close());

const batchIn = (html: string) => /name="batch" value="([^"]+)"/.exec(html)?.[1] ?? '';
const targetsIn = (html: string, ticked: boolean) =>
  [...html.matchAll(/<input[^>]*name="target"[^>]*>/g)]
    .filter(([tag]) => !ticked || tag.includes('checked'))
    .map(([tag]) => /value="([^"]+)"/.exec(tag)?.[1] ?? '');

/** Ticks copies in the list and asks: the address that it leads to, and its page. */
async function ask(kind: string, copy: string[] = [], list = '') {
  const query = new URLSearchParams([
    ...[['list', list]],
    ...copy.map((id) => ['copy', id]),
    ...[['kind', kind]],
  ]);
  const address = (await secretary.get(`/console/decisions?${query.toString()}`)).headers.get(
    'location',
  );
  if (!address) throw new Error('it has no address of its own');
  return { address, html: await secretary.page(address) };
}

describe('one decision on several notices', () => {
  it('shows first to what it applies and to what not, writes nothing, then decides on all at once', async () => {
    const units = onlyTo('power', 'water');
    const cases = [
      await servedCase(stage, key, {}, units),
      await servedCase(stage, key, {}, units),
    ];
    const copies = await Promise.all(cases.map((one) => one.copy('lvsi-power')));
    const water = await cases[0]?.copy('lvsi-water');
    await cases[0]
      ?.partner('lvsi-water')
      .reply('outside-remit', '不属本单位职责。', { reason: '无管网' });
    await stage.at(at('2026-10-14', '10:00'));
    const copy = [...copies.map(({ id }) => id), water?.id ?? ''];
    const { address, html } = await ask('supervise', copy, 'due=overdue&town=320681110');
    expect(html).toContain('href="/console/unanswered?due=overdue&amp;town=320681110"');
    expect(words(html)).toContain('不适用的 1 项');
    expect(words(html)).toContain('该单位主张不属其职责');
    // The undated verification is nothing to supervise; what is overdue is ticked.
    const target = targetsIn(html, true);
    expect(target).toHaveLength(2);
    const batch = batchIn(html);
    const list = 'due=overdue&town=320681110';
    const typed = { kind: 'supervise', batch, copy, list, target, ...PAPER };
    const refused = await secretary.post('/console/decisions/confirmed', typed);
    expect(refused.status).toBe(422);
    const kept = await refused.text();
    expect(kept).toContain(PAPER.reason);
    expect(words(kept)).toContain('督办期限：请填写今天');
    expect(targetsIn(kept, true)).toEqual(target);
    for (const one of cases) expect(await one.status('lvsi-power', 'reply')).toBe('silent');

    const whole = { ...typed, dueOn: '2026-10-20' };
    for (let click = 0; click < 2; click += 1) {
      const done = await secretary.post('/console/decisions/confirmed', whole);
      expect(done.headers.get('location')).toMatch(
        new RegExp(`^/console/decisions/${batch}\\?list=`),
      );
    }
    // Who goes back and asks again finds what was decided, and decides nothing twice.
    const again = await secretary.get(address);
    expect(again.headers.get('location')).toMatch(new RegExp(`^/console/decisions/${batch}`));
    await stage.settle();
    const result = words(await secretary.page(`/console/decisions/${batch}`));
    expect(result).toContain('已决定 2 项');
    const numbers = result.match(/启自然资联督〔2026〕\d+号/g);
    expect(new Set(numbers).size).toBe(2);
    for (const one of cases) {
      expect(await one.duty('lvsi-power', 'reply')).toMatchObject({ dueOn: '2026-10-20' });
      expect(one.mails(MAILBOX['lvsi-power'], '列入督办')).toHaveLength(1);
    }
  });

  it('leaves out what has moved on meanwhile, says so, and decides on the rest', async () => {
    const units = onlyTo('planning');
    const cases = [
      await servedCase(stage, key, {}, units),
      await servedCase(stage, key, {}, units),
    ];
    const copy = await Promise.all(cases.map(async (one) => (await one.copy('lvsi-planning')).id));
    await stage.at(at('2026-10-14', '10:00'));
    const { html } = await ask('extend', copy);
    expect(words(html)).toMatch(/增加 \d+ 个工作日才到今天/);
    const { id: dutyId } = (await cases[0]?.duty('lvsi-planning', 'stop-work')) ?? { id: '' };
    await cases[0]?.partner('lvsi-planning').act(dutyId, {
      orderNumber: '启吕停〔2026〕8号',
      orderOn: '2026-10-13',
      onSiteOn: '2026-10-13',
      attendees: '张三、李四',
    });
    const target = targetsIn(html, true);
    expect(target).toHaveLength(4);
    const typed = {
      kind: 'extend',
      batch: batchIn(html),
      copy,
      target,
      workingDays: '2',
      ...PAPER,
    };
    await secretary.post('/console/decisions/confirmed', typed);
    const result = words(await secretary.page(`/console/decisions/${typed.batch}`));
    expect(result).toContain('已决定 3 项，1 项未作决定');
    expect(result).toContain('此项任务未开始或已了结');
  });

  it('asks for a choice where nothing was ticked', async () => {
    expect(words((await ask('excuse')).html)).toContain('请回到列表勾选');
  });
});

describe('an outside-remit claim that is upheld by naming another agency', () => {
  it('closes the copy and serves the other with duties, link and date of its own', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('water', 'power'));
    const reason = '该地块由镇农业农村局管理';
    await served.partner('lvsi-water').reply('outside-remit', '不属本单位职责。', { reason });
    await stage.at(at('2026-10-09', '10:00'));
    const path = `/console/copies/${(await served.copy('lvsi-water')).id}/decide`;
    const typed = { kind: 'name-agency', ...PAPER };
    for (const agencyCode of ['', 'lvsi-power', 'lvsi-land-office']) {
      expect((await secretary.submit(path, { ...typed, agencyCode })).status).toBe(422);
    }
    expect(await served.happened('remit-upheld')).toEqual([]);
    await secretary.fill(path, { ...typed, agencyCode: 'lvsi-agriculture' });
    await stage.settle();

    expect(await served.status('lvsi-water', 'reply')).toBe('outside-remit');
    const copy = await served.office.copy(served.id, 'lvsi-agriculture');
    expect(copy).toMatchObject({ transport: 'served', number: served.numbers[0] });
    // Of the water station's duties only the reply; five working days from its own service.
    expect(copy.duties).toMatchObject([{ key: 'reply', dueOn: '2026-10-15' }]);
    const [event] = await served.happened('copy-issued');
    expect(event).toMatchObject({ data: { agency: 'lvsi-agriculture' } });
    const page = words(await secretary.page(`/console/notices/${served.id}`));
    expect(page).toContain('由联席会议办公室指定，替代吕四港镇供水站');
    const [mail] = served.mails(AGRICULTURE);
    const partner = new Partner(mail ? linkIn(mail) : '');
    await partner.reply('dealt-with', '已责令恢复原状。');
    await stage.settle();
    expect((await served.office.copy(served.id, 'lvsi-agriculture')).reply).toBe('submitted');
  });
});

describe('a transfer', () => {
  it('is prepared with the facts of the case and goes out only when the bureau sends it', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('power'));
    const path = `/console/copies/${(await served.copy('lvsi-power')).id}/decide`;
    const nobody = await secretary.submit(path, { kind: 'transfer', ...PAPER });
    expect(await nobody.text()).toContain('id="problem-organ"');
    await secretary.fill(path, { kind: 'transfer', organ: 'discipline', ...PAPER });
    await stage.settle();
    const [event] = await served.happened('transfer-prepared');
    const draft = event?.data.draft as string;
    const inbox = () => stage.inbox.to('jiwei@qidong.example').map(({ subject }) => subject);
    expect(inbox()).toEqual([]);

    const cookie = await signIn(stage, bureau);
    const approval = await postForm(stage, cookie, `/console/approvals/${draft}`, {}, /approval/);
    expect(approval.status).toBe(303);
    await stage.settle();
    expect(inbox()).toEqual(['[请及时办理] 移送书 启自然资移〔2026〕1号']);
    const page = words(await secretary.page(`/console/notices/${draft}`));
    expect(page).toContain(`移送事由：${PAPER.reason}（依据：${PAPER.documentNumber}）`);
    expect(page).toContain('某某水产有限公司');

    const letter = stage.inbox.to('jiwei@qidong.example')[0];
    if (!letter) throw new Error('no letter of transfer');
    const office = await Office.of(stage, 'qidong-bureau');
    const [duty] = (await office.copy(draft, 'qidong-discipline')).duties;
    const form = await (await fetch(`${linkIn(letter)}/duties/${duty?.id}`)).text();
    expect(words(form)).toContain('理由（不接受时必填）');
    expect(words(form)).not.toMatch(/必填）\s*（选填）/);
    await new Partner(linkIn(letter)).act(duty?.id ?? '', {
      ...{ answer: 'refused', answeredOn: '2026-09-29', reason: '证据材料不全。' },
    });
    const refused = words(await secretary.page(`/console/notices/${draft}`));
    expect(refused).toMatch(/不接受移送 ： 证据材料不全。/);
  });
});

describe('reachability', () => {
  it("lists mailboxes that fail in the server's words, and agencies that never acknowledge", async () => {
    stage.inbox.behaviour = (recipient) =>
      recipient === MAILBOX['lvsi-police'] ? { code: 550, text: '5.1.1 no such mailbox' } : null;
    for (let n = 0; n < 3; n += 1) {
      const served = await servedCase(stage, key, {}, onlyTo('police', 'enforcement', 'power'));
      await served.partner('lvsi-enforcement').acknowledge('赵六', '副局长');
    }
    const page = words(await secretary.page('/console/reachability'));
    expect(page).toMatch(/1 个邮箱发不通/);
    expect(page).toMatch(/paichusuo@lvsi\.qidong\.example 吕四港镇派出所 550.*no such mailbox 3 /);
    expect(page).toContain('吕四港镇供电所');
    const silent = page.slice(page.indexOf('从不签收的单位'));
    expect(silent).not.toContain('吕四港镇综合执法局');
  });

  it('has a task per mailbox, with every call on record until somebody was reached', async () => {
    const address = MAILBOX['lvsi-police'];
    const path = `/console/reachability/new?agency=lvsi-police&address=${address}`;
    const typed = { reason: '邮箱发不通', assignedTo: '王秘书', dueOn: '2026-09-30' };
    const task = await secretary.fill(path, typed, '/console/reachability/new');
    const again = await secretary.submit(path, typed, '/console/reachability/new');
    expect(words(await again.text())).toContain('已有未办结的同样任务');
    const call = { calledAt: '2026-09-29T09:30', text: '无人接听' };
    expect((await secretary.submit(task, { ...call, outcome: '' })).status).toBe(422);
    await secretary.fill(task, { ...call, outcome: 'not-reached' });
    expect(words(await secretary.page('/console/reachability'))).toContain('未接通');
    const reached = { outcome: 'address-corrected', text: '新邮箱 pcs@lvsi.qidong.example' };
    await secretary.fill(task, { ...call, ...reached });
    const page = words(await secretary.page(task));
    expect(page).toContain('无人接听');
    expect(page).toContain('已更正邮箱');
    expect(words(await secretary.page('/console/reachability/closed'))).toContain('吕四港镇派出所');
    await expect(stage.database.query('DELETE FROM call')).rejects.toThrow(/append-only/);
  });

  it('forgets a mailbox once a mail was accepted there', async () => {
    stage.inbox.behaviour = () => null;
    await servedCase(stage, key, {}, onlyTo('police'));
    expect(words(await secretary.page('/console/reachability'))).toMatch(/0 个邮箱发不通/);
  });
});
