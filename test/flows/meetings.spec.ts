import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SigningKeys } from '#notices';
import { readSheet } from 'read-excel-file/node';
import { linkIn, Partner } from '../../apps/cli/src/rehearse/cast.js';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import {
  at,
  getPage,
  MAILBOX,
  postAnyway,
  SECRETARIAT_MAILBOX,
  type ServedCase,
  servedCase,
  signIn,
} from '../support/case.js';
import { onlyTo } from '../support/factories.js';
import { textOf } from '../support/pdf.js';
import { Secretary, words } from '../support/secretary.js';

const PAPER = { reason: '多次催办未复', documentNumber: '启联办〔2026〕12号' };
const MEETING = { kind: 'regular', startsAt: '09:00', place: '三楼会议室', chair: '陈副市长' };

let stage: Stage;
let secretary: Secretary;
let auditor: { username: string; password: string };
let served: ServedCase;
let meeting = '';
let [first, second, assigned] = ['', '', ''];

// One story: a case that nobody answers comes before the meeting, and what the meeting assigns is tracked.
beforeAll(async () => {
  stage = await startApp();
  secretary = new Secretary(
    stage,
    await stage.officer('qidong-secretariat', 'mishu', 'secretariat'),
  );
  auditor = await stage.officer('qidong-secretariat', 'shenji', 'auditor');
  served = await servedCase(
    stage,
    await stage.key('lvsi-land-office'),
    {},
    onlyTo('planning', 'power', 'water'),
  );
  await stage.at(at('2026-10-14', '10:00'));
});
afterAll(() => stage.close());

const subjects = (address: string, pattern: RegExp) =>
  stage.inbox
    .to(address)
    .map(({ subject = '' }) => subject)
    .filter((subject) => pattern.test(subject));

async function itemIds(): Promise<string[]> {
  const { rows } = await stage.database.query<{ id: string }>(
    'SELECT id FROM agenda_item WHERE meeting_id = $1 AND removed_at IS NULL ORDER BY position',
    [meeting.split('/').at(-1)],
  );
  return rows.map(({ id }) => id);
}

describe('an item for the agenda', () => {
  it('is decided with a reason and a document, and waits for the next regular meeting', async () => {
    const path = `/console/copies/${(await served.copy('lvsi-power')).id}/decide`;
    const empty = await secretary.submit(path, { kind: 'agenda', reason: '', documentNumber: '' });
    expect(empty.status).toBe(422);
    await secretary.fill(path, { kind: 'agenda', ...PAPER });
    expect(words(await secretary.page('/console/meetings'))).toContain('1 项已决定列入议题');
    const again = await secretary.submit(path, { kind: 'agenda', ...PAPER });
    expect(words(await again.text())).toContain('已列入议题，尚未开会');
    const [event] = await served.happened('put-on-agenda');
    expect(event).toMatchObject({ data: { reason: PAPER.reason } });
  });
});

describe('a meeting', () => {
  it('that is urgent names the violation; none is called for a day that has passed', async () => {
    const urgent = { ...MEETING, kind: 'urgent', heldOn: '2026-10-13' };
    const response = await secretary.submit('/console/meetings/new', urgent);
    expect(response.status).toBe(422);
    const html = await response.text();
    expect(html).toContain('id="problem-cause"');
    expect(html).toContain('id="problem-heldOn"');
  });

  it('has an agenda proposed from what was decided and what is overdue, the worst first', async () => {
    const next = await secretary.fill('/console/meetings/new', {
      ...MEETING,
      heldOn: '2026-10-15',
    });
    meeting = next.replace('/agenda', '');
    const html = await secretary.page(next);
    expect(html.match(/name="copy"[^>]*checked/g)).toHaveLength(1);
    const page = words(html);
    expect(page.indexOf('已决定列入议题')).toBeLessThan(page.indexOf('逾期未函复'));
    // The stop-work notices were due before the replies.
    expect(page.indexOf('吕四港镇规划建设局')).toBeLessThan(page.indexOf('吕四港镇供水站'));
  });

  it('takes what is ticked and what is typed, in the order that is given', async () => {
    const [power, planning] = [await served.copy('lvsi-power'), await served.copy('lvsi-planning')];
    const typed = { copy: [power.id, planning.id], titles: '部署四季度卫片整改\n' };
    await secretary.fill(`${meeting}/agenda`, typed);
    const items = await itemIds();
    expect(items).toHaveLength(3);
    const order = {
      [`position-${items[2] ?? ''}`]: '0',
      [`position-${items[1] ?? ''}`]: '9',
    };
    await secretary.fill(`${meeting}/agenda`, order, `${meeting}/order`);
    expect(await itemIds()).toEqual([items[2], items[0], items[1]]);
    const removal = `${meeting}/items/${items[1] ?? ''}/removal`;
    expect((await secretary.post(removal, {})).status).toBe(303);
    [first = '', second = ''] = await itemIds();
    expect(await itemIds()).toHaveLength(2);
  });

  it('that is cancelled stays on record with the reason, and its items wait for another', async () => {
    const other = { ...MEETING, heldOn: '2026-10-20' };
    const cancelled = (await secretary.fill('/console/meetings/new', other)).replace('/agenda', '');
    const water = await served.copy('lvsi-water');
    const typed = { copy: [water.id], titles: '水源地巡查' };
    await secretary.fill(`${cancelled}/agenda`, typed);
    const bare = await secretary.submit(`${cancelled}/cancellation`, { reason: '' });
    expect(bare.status).toBe(422);
    await secretary.fill(`${cancelled}/cancellation`, { reason: '与市政府常务会议冲突' });
    const page = words(await secretary.page(cancelled));
    for (const said of ['已取消', '与市政府常务会议冲突', '水源地巡查'])
      expect(page).toContain(said);
    for (const path of ['/cancellation', '/change', '/agenda', '/held']) {
      expect((await secretary.get(cancelled + path)).status).toBe(409);
    }
    const list = words(await secretary.page('/console/meetings'));
    expect(list).toContain('2 项已决定列入议题，等待下一次例会');
    const next = await secretary.fill('/console/meetings/new', { ...other, heldOn: '2026-10-27' });
    const proposed = await secretary.page(next);
    expect(proposed.match(/name="(copy|item)"[^>]*checked/g)).toHaveLength(2);
    const free = /name="item" value="([^"]+)"/.exec(proposed)?.[1] ?? '';
    await secretary.fill(next, { copy: [water.id], item: [free] });
    const agenda = words(await secretary.page(next.replace('/agenda', '')));
    expect(agenda).toContain('吕四港镇供水站');
    expect(agenda).toContain('水源地巡查');
  });

  it('is not held before its day', async () => {
    const early = await secretary.submit(`${meeting}/held`, { attendees: '供电所 王所长' });
    expect(early.status).toBe(422);
    await stage.at(at('2026-10-15', '11:00'));
    await secretary.fill(`${meeting}/held`, { attendees: '供电所 王所长' });
  });

  it('has minutes that are signed once every item has its resolution', async () => {
    const signed = { minutesNumber: '启联办纪〔2026〕3号', signedBy: '陈副市长' };
    const resolution = (item: string) => `${meeting}/items/${item}/resolution`;
    const survey = {
      task: '开展自查并报告',
      dueOn: '2026-10-30',
      agencyCodes: ['huilong-government'],
    };
    await secretary.fill(resolution(first), { text: '各镇自查，月底前报结果。', ...survey });
    const unready = await secretary.submit(`${meeting}/minutes`, signed);
    expect(words(await unready.text())).toContain('还有议题没有议定事项');
    const task = {
      text: '责成供电所停止施工用电。',
      task: '停止施工用电并报告',
      dueOn: '2026-10-20',
    };
    const nobody = await secretary.submit(resolution(second), task);
    expect(await nobody.text()).toContain('id="problem-agencyCodes"');
    const agencyCodes = ['lvsi-power', 'qidong-power'];
    await secretary.fill(resolution(second), { ...task, agencyCodes });
    await secretary.fill(`${meeting}/minutes`, signed);
    expect(words(await secretary.page(meeting))).toContain('纪要已签发');
  });

  it('changes no more once they are: pages, verbs and the database refuse, corrections are appended', async () => {
    for (const path of ['/agenda', '/change', `/items/${first}/resolution`, '/minutes']) {
      expect((await secretary.get(meeting + path)).status).toBe(409);
    }
    expect((await secretary.post(`${meeting}/items/${first}/removal`, {})).status).toBe(409);
    for (const sql of [
      `UPDATE resolution SET text = 'x' WHERE agenda_item_id = $1`,
      `UPDATE agenda_item SET title = 'x' WHERE id = $1`,
      `UPDATE meeting SET chair = 'x' WHERE id = (SELECT meeting_id FROM agenda_item WHERE id = $1)`,
    ]) {
      await expect(stage.database.query(sql, [first])).rejects.toThrow(/signed|append-only/);
    }
    const correction = {
      agendaItemId: first,
      text: '“月底”应为“11月底”。',
      documentNumber: '启联办〔2026〕15号',
    };
    await secretary.fill(`${meeting}/correction`, correction);
    const page = words(await secretary.page(meeting));
    expect(page).toContain('各镇自查，月底前报结果。');
    expect(page).toContain('“月底”应为“11月底”。');
  });

  it('leaves an agenda and minutes on paper, with the fingerprint of the key', async () => {
    const fingerprint = await stage.web.get(SigningKeys, { strict: false }).fingerprint();
    for (const [paper, said] of [
      ['agenda', '以上议题按序审议。'],
      ['minutes', '停止施工用电并报告'],
      // The secretariat writes the minutes; what was held is the joint meeting.
      ['minutes', '共同责任部门联席会议。'],
    ] as const) {
      const file = await secretary.get(`${meeting}/${paper}.pdf`);
      const text = await textOf(Buffer.from(await file.arrayBuffer()));
      expect(text).toContain(said);
      expect(text).toContain(`证据签名公钥指纹：${fingerprint.replaceAll(' ', '')}`);
    }
  });

  it('leaves a pack for printing and as a workbook', async () => {
    const pack = words(await secretary.page(`${meeting}/pack`));
    for (const said of ['陈副市长', '停止施工用电并报告', '吕四港镇三甲村12组']) {
      expect(pack).toContain(said);
    }
    const file = await secretary.get(`${meeting}/pack.xlsx`);
    const content = Buffer.from(await file.arrayBuffer());
    const [heads = [], ...items] = await readSheet(content, '议题');
    const at = heads.indexOf('面积（亩）');
    expect(items.find((row) => row[at - 1] === 2133.33)?.[at]).toBe(3.2);
    expect(JSON.stringify(items)).not.toContain('  ');
    const assignments = await readSheet(content, '交办');
    expect(assignments[2]?.slice(1, 3)).toEqual([
      '停止施工用电并报告',
      '吕四港镇供电所\n启东市供电公司',
    ]);
  });
});

describe('an assignment', () => {
  it('goes out when a person sends it, once, and is served like any notice', async () => {
    const path = `${meeting}/items/${second}/assignment`;
    expect(words(await secretary.page(path))).toContain('向 2 个单位发出交办');
    await secretary.fill(path, {});
    expect((await secretary.submit(path, {})).status).toBe(422);
    await stage.settle();
    expect(subjects(MAILBOX['lvsi-power'], /交办单/)).toEqual([
      '[请于10月20日（周二）前办理] 交办单 启自然资联办〔2026〕1号',
    ]);
    const mail = stage.inbox.to(MAILBOX['lvsi-power']).at(-1);
    assigned = mail ? linkIn(mail) : '';
    const page = words(await new Partner(assigned).page());
    expect(page).toContain('停止施工用电并报告');
    expect(page).toContain('10月20日（周二）');
  });

  it('is reminded of, listed when it is overdue, and closed by what the agency states', async () => {
    await stage.at(at('2026-10-20', '09:30'));
    // Of the two that came due while the clock stood still, only the later one goes out.
    expect(subjects(MAILBOX['lvsi-power'], /^\[催办·10月20日.*联办/)).toHaveLength(1);
    await stage.at(at('2026-10-21', '09:30'));
    const list = words(await secretary.page('/console/unanswered?kind=meeting-assignment'));
    expect(list).toContain('启自然资联办〔2026〕1号');
    const silence = /^\[逾期\] 吕四港镇供电所 启自然资联办/;
    expect(subjects(SECRETARIAT_MAILBOX, silence)).toHaveLength(1);
    const partner = new Partner(assigned);
    const duty = /\/duties\/([\da-f-]+)/.exec(await partner.page())?.[1] ?? '';
    await partner.act(duty, { actedOn: '2026-10-19', text: '已停止供电。', name: '王所长' });
    const page = words(await secretary.page(meeting));
    expect(page).toContain('已办结');
    expect(page).toContain('逾期 1 个工作日');
  });
});

describe('an assignment that is about no parcel', () => {
  it('shows the agency neither a place nor an area that nobody meant', async () => {
    await secretary.fill(`${meeting}/items/${first}/assignment`, {});
    await stage.settle();
    const mail = stage.inbox.to('zhengfu@huilong.qidong.example').at(-1);
    const page = words(await new Partner(mail ? linkIn(mail) : '').page());
    expect(page).toContain('开展自查并报告');
    expect(page).toContain('依据：联席会议纪要启联办纪〔2026〕3号');
    expect(page).toContain('不涉及具体地块');
    expect(page).not.toContain('亩');
  });
});

describe('who may do what about meetings', () => {
  it('an auditor reads them and does nothing', async () => {
    const cookie = await signIn(stage, auditor);
    expect((await getPage(stage, cookie, meeting)).status).toBe(200);
    expect((await getPage(stage, cookie, `${meeting}/agenda`)).status).toBe(403);
    expect((await postAnyway(stage, cookie, '/console/meetings/new', MEETING)).status).toBe(403);
  });
});
