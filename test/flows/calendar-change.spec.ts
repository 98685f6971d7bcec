import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Watchdog } from '../../apps/web/src/health/watchdog.service.js';
import {
  CalendarImportService,
  DecisionService,
  DigestService,
  NoticeQueries,
  ProvisionalDates,
} from '#notices';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { eventually } from '../support/processes.js';
import {
  at,
  getPage,
  ISSUER_MAILBOX,
  MAILBOX,
  SECRETARIAT_MAILBOX,
  type ServedCase,
  servedCase,
  signIn,
  startOver,
  type Unit,
} from '../support/case.js';
import { onlyTo } from '../support/factories.js';
import { textOf } from '../support/pdf.js';

/** The make-up Saturday of the National Day holiday is called off. */
const NO_MAKE_UP_DAY = `
source: 国务院办公厅关于调整2026年国庆节调休安排的通知
documentNumber: 国办发明电〔2026〕9号
days:
  - { date: 2026-10-10, kind: weekend, name: 取消补班 }
`;

const ARRANGEMENT_OF_2027 = `
source: 国务院办公厅关于2027年部分节假日安排的通知
documentNumber: 国办发明电〔2026〕10号
covers: [2027]
days:
  - { from: 2027-01-01, to: 2027-01-03, kind: holiday, name: 元旦 }
  - { date: 2026-12-26, kind: make-up-workday, name: 元旦补班 }
`;

let stage: Stage;
let key: string;

beforeAll(async () => {
  stage = await startApp();
  key = await stage.key('lvsi-land-office');
});
beforeEach(() => startOver(stage, at('2026-09-29')));
afterAll(() => stage.close());

const take = async (text: string, file = '2026.yaml') => {
  const imported = await stage.web.get(CalendarImportService, { strict: false }).import(text, file);
  await stage.settle();
  return imported;
};

async function rowsOf(served: ServedCase, unit: Unit, table: 'count' | 'silence') {
  const { id } = await served.duty(unit, 'reply');
  const columns =
    table === 'count'
      ? `reason, due_on::text AS "dueOn", provisional, jsonb_array_length(ledger) AS days,
         document_number AS document, explanation`
      : `number, due_on::text AS "dueOn", annulled_at IS NOT NULL AS annulled`;
  const { rows } = await stage.database.query<Record<string, unknown>>(
    `SELECT ${columns} FROM ${table} WHERE duty_id = $1 ORDER BY id`,
    [id],
  );
  return rows;
}

/** 批示 on 1 October, four working days more: across the make-up Saturday to Monday the 12th. */
async function extendInstruction(served: ServedCase): Promise<void> {
  const { id: dutyId } = await served.duty('lvsi-government', 'instruct');
  const { id: copyId } = await served.copy('lvsi-government');
  await stage.web.get(DecisionService, { strict: false }).decide(
    copyId,
    { username: 'mishu', name: '王秘书' },
    {
      kind: 'extend',
      dutyId,
      workingDays: 4,
      reason: '节日',
      documentNumber: '启联办〔2026〕12号',
    },
  );
}

describe('the arrangement of 2027', () => {
  it('takes the provisional mark away and lets silence be recorded on the certain date', async () => {
    stage.clock.set(at('2026-12-18'));
    const served = await servedCase(stage, key, {}, onlyTo('police'));
    stage.clock.set(at('2026-12-21'));
    const later = await servedCase(stage, key, {}, onlyTo('police'));
    expect(await served.duty('lvsi-police', 'reply')).toMatchObject({
      dueOn: '2026-12-25',
      provisional: true,
    });
    expect(await later.duty('lvsi-police', 'reply')).toMatchObject({
      dueOn: '2026-12-28',
      provisional: true,
    });
    await take(ARRANGEMENT_OF_2027, '2027.yaml');
    expect(await served.duty('lvsi-police', 'reply')).toMatchObject({
      dueOn: '2026-12-25',
      provisional: false,
    });
    expect(await rowsOf(served, 'lvsi-police', 'count')).toMatchObject([
      { reason: 'started', dueOn: '2026-12-25', provisional: true },
      { reason: 'confirmed', dueOn: '2026-12-25', provisional: false },
    ]);
    expect(served.mails(MAILBOX['lvsi-police'], '到期日12月25日（周五）已确定')).toHaveLength(1);
    // The Saturday after Christmas now counts.
    expect(await later.duty('lvsi-police', 'reply')).toMatchObject({
      dueOn: '2026-12-26',
      provisional: false,
    });
    expect(await rowsOf(later, 'lvsi-police', 'count')).toMatchObject([
      { reason: 'started', dueOn: '2026-12-28', provisional: true },
      {
        reason: 'recounted',
        dueOn: '2026-12-26',
        provisional: false,
        document: '国办发明电〔2026〕10号',
        explanation: '工作日安排变更，重新计算（国务院办公厅关于2027年部分节假日安排的通知）',
      },
    ]);
    expect(later.mails(MAILBOX['lvsi-police'], '到期日改为12月26日')).toHaveLength(1);
    expect(await served.partner('lvsi-police').page()).not.toMatch(/暂定[^<]*<\/strong>/);
    await stage.at(at('2026-12-26', '00:00'));
    expect(await rowsOf(served, 'lvsi-police', 'silence')).toMatchObject([
      { dueOn: '2026-12-25', annulled: false },
    ]);
    expect(await rowsOf(later, 'lvsi-police', 'silence')).toEqual([]);
  });
});

describe('a provisional date', () => {
  const vouched = {
    reason: '市政府值班安排',
    documentNumber: '启政办〔2026〕31号',
    person: '张主任',
  };
  const dates = () => stage.web.get(ProvisionalDates, { strict: false });
  let served: ServedCase;

  beforeAll(async () => {
    // The calendar of the database covers 2027 by now: this stage knows of no arrangement yet.
    const fresh = await startApp({ startAt: at('2026-12-18') });
    await stage.close();
    stage = fresh;
    key = await stage.key('lvsi-land-office');
    served = await servedCase(stage, key, {}, onlyTo('police', 'power'));
  }, 60_000);

  it('alarms the operator before it is due, and is in the digest', async () => {
    const [nearest] = await dates().awaiting();
    expect(nearest).toMatchObject({ dueOn: '2026-12-25' });
    stage.clock.set(at('2026-12-21', '09:00'));
    const { dates: part } = await stage.web.get(Watchdog).watch();
    expect(part).toMatchObject({ ok: false, provisional: nearest?.duties });
    await stage.web.get(DigestService, { strict: false }).sendDue();
    await stage.settle();
    const digest = stage.inbox
      .to(SECRETARIAT_MAILBOX)
      .filter((mail) => mail.subject?.includes('12月21日'));
    expect(digest[0]?.text).toContain('日期暂定且临近');
  });

  it('is confirmed by an operator with a reason and a document only; then silence is recorded', async () => {
    stage.clock.set(at('2026-12-26', '09:00'));
    await expect(
      dates().confirm('2026-12-25', { ...vouched, documentNumber: ' ' }),
    ).rejects.toMatchObject({
      status: 422,
      fields: [{ field: 'documentNumber' }],
    });
    await expect(dates().confirm('2026-12-24', vouched)).rejects.toMatchObject({ status: 404 });
    const again = await servedCase(stage, key, {}, onlyTo('power'));
    expect(await rowsOf(served, 'lvsi-police', 'silence')).toEqual([]);
    const waiting = (await dates().awaiting()).find(({ dueOn }) => dueOn === '2026-12-25');
    expect(await dates().confirm('2026-12-25', vouched)).toBe(waiting?.duties);
    await stage.settle();
    expect(await rowsOf(served, 'lvsi-police', 'silence')).toMatchObject([
      { dueOn: '2026-12-25', annulled: false },
    ]);
    expect(await rowsOf(again, 'lvsi-power', 'silence')).toEqual([]);
    const [confirmed] = await served.happened('date-confirmed');
    expect(confirmed).toMatchObject({
      actor: 'officer:张主任',
      data: { documentNumber: '启政办〔2026〕31号' },
    });
    await take(ARRANGEMENT_OF_2027, '2027.yaml');
    expect(await rowsOf(served, 'lvsi-police', 'count')).toMatchObject([
      { reason: 'started', dueOn: '2026-12-25', provisional: true },
      { reason: 'confirmed', dueOn: '2026-12-25', provisional: true },
      { reason: 'confirmed', dueOn: '2026-12-25', provisional: false },
    ]);
    await stage.at(at('2026-12-28', '09:00'));
    expect(await rowsOf(served, 'lvsi-police', 'silence')).toHaveLength(1);
    expect((await stage.web.get(Watchdog).watch()).dates).toMatchObject({ ok: true });
  });
});

describe('a change in the middle of the year', () => {
  let silent: ServedCase;
  let open: ServedCase;
  let answered: ServedCase;
  let wrong = '';

  beforeAll(async () => {
    await startOver(stage, at('2026-09-29'));
    silent = await servedCase(stage, key, {}, onlyTo('police', 'planning', 'government'));
    answered = await servedCase(stage, key, {}, onlyTo('police'));
    await answered.partner('lvsi-police').reply('assisted', '已到场。');
    await extendInstruction(silent);
    await stage.at(at('2026-10-08'));
    open = await servedCase(stage, key, {}, onlyTo('police'));
    await stage.at(at('2026-10-13', '09:05'));
    const [record] = await rowsOf(silent, 'lvsi-police', 'silence');
    wrong = String(record?.number);
    expect(silent.mails(MAILBOX['lvsi-police'], wrong)).toHaveLength(1);
    expect((await open.duty('lvsi-police', 'reply')).dueOn).toBe('2026-10-14');
    await take(NO_MAKE_UP_DAY);
  }, 60_000);

  it('recounts every open duty and keeps both ledgers', async () => {
    // The day of the change is put back by the outer beforeEach; dates do not depend on it.
    expect(await silent.duty('lvsi-police', 'reply')).toMatchObject({ dueOn: '2026-10-13' });
    expect(await open.duty('lvsi-police', 'reply')).toMatchObject({ dueOn: '2026-10-15' });
    expect(await rowsOf(silent, 'lvsi-police', 'count')).toMatchObject([
      { reason: 'started', dueOn: '2026-10-12', days: 13 },
      { reason: 'recounted', dueOn: '2026-10-13', days: 14 },
    ]);
  });

  it('tells agency and issuer', () => {
    for (const address of [MAILBOX['lvsi-police'], ISSUER_MAILBOX]) {
      expect(open.mails(address, '到期日改为10月15日').length).toBeGreaterThan(0);
    }
    expect(open.mails(MAILBOX['lvsi-police'], '到期日改为10月15日')).toHaveLength(1);
  });

  it('leaves one-day duties, which count calendar days, as they are', async () => {
    expect(await silent.duty('lvsi-planning', 'stop-work')).toMatchObject({ dueOn: '2026-09-30' });
  });

  it('annuls the silence that turns out wrong by a further record to the same recipients', async () => {
    expect(await rowsOf(silent, 'lvsi-police', 'silence')).toMatchObject([
      { number: wrong, dueOn: '2026-10-12', annulled: true },
    ]);
    const annulment = (address: string) => silent.mails(address, `[逾期记录撤销] ${wrong}`);
    for (const address of [MAILBOX['lvsi-police'], ISSUER_MAILBOX, SECRETARIAT_MAILBOX]) {
      const record = stage.inbox
        .to(address)
        .filter(({ subject }) => subject?.includes(`[逾期]`) && subject.includes(wrong));
      expect([address, record.length]).toEqual([address, 1]);
      expect([address, annulment(address).length]).toEqual([address, 1]);
      const [enclosed] = annulment(address)[0]?.attachments ?? [];
      const paper = await textOf(enclosed?.content ?? Buffer.of());
      expect(paper).toContain('撤销');
      expect(paper).toContain(wrong);
    }
    const [event] = await silent
      .happened('silence-annulled')
      .then((all) => all.filter(({ data }) => data.number === wrong));
    expect(event?.actor).toBe('system');
  });

  it('annuls the circumstance that was recorded with a silence, and keeps it readable', async () => {
    const all = await stage.web.get(NoticeQueries, { strict: false }).circumstances(silent.id);
    const annulled = all.filter((one) => one.annulledAt !== null);
    expect(annulled).toMatchObject([
      {
        kind: 'overdue',
        facts: expect.stringContaining('应于2026年10月12日24时前完成'),
        annulmentReason: '工作日安排变更，期限重新计算',
      },
    ]);
    expect(await silent.happened('circumstance-annulled')).toHaveLength(1);
    const { username, password } = await stage.officer(
      'qidong-secretariat',
      'mishu',
      'secretariat',
    );
    const cookie = await signIn(stage, { username, password });
    const page = await (await getPage(stage, cookie, `/console/notices/${silent.id}`)).text();
    expect(page).toMatch(/<del><span class="text">[^<]*应于2026年10月12日24时前完成/);
  });

  it('moves a reply that waits for review without chasing anybody', async () => {
    expect(await answered.duty('lvsi-police', 'reply')).toMatchObject({
      status: 'awaiting-review',
      dueOn: '2026-10-13',
    });
  });
});

describe('a duty whose date moves forward', () => {
  it('is recorded as silent on its new date, once', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('power'));
    await take(`
source: 国务院办公厅关于恢复2026年国庆节调休安排的通知
days:
  - { date: 2026-10-10, kind: make-up-workday, name: 国庆节补班 }
`);
    // A worker that counted on the calendar before at this very moment is corrected by the next sweep.
    const moved = async () => (await served.duty('lvsi-power', 'reply')).dueOn === '2026-10-12';
    await eventually(moved, 'the recount', 30_000);
    await stage.at(at('2026-10-12', '23:00'));
    expect(await rowsOf(served, 'lvsi-power', 'silence')).toEqual([]);
    await stage.at(at('2026-10-14', '09:00'));
    expect(await rowsOf(served, 'lvsi-power', 'silence')).toMatchObject([
      { dueOn: '2026-10-12', annulled: false },
    ]);
  });
});

describe('a copy that is served by a process that has not seen the new calendar yet', () => {
  it('is recounted once the calendar is known', async () => {
    stage.clock.set(at('2026-09-29'));
    await take(`
source: 国务院办公厅关于2026年国庆节调休安排的补充通知
days:
  - { date: 2026-10-09, kind: holiday, name: 国庆节 }
`);
    // The worker reads the calendar every few seconds only.
    const served = await servedCase(stage, key, {}, onlyTo('water'));
    const moved = async () => (await served.duty('lvsi-water', 'reply')).dueOn === '2026-10-13';
    await eventually(moved, 'the recount', 30_000);
    const counts = await rowsOf(served, 'lvsi-water', 'count');
    expect(counts.at(-1)).toMatchObject({ dueOn: '2026-10-13', provisional: false });
  });
});
