import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import {
  at,
  getPage,
  ISSUER_MAILBOX,
  MAILBOX,
  postAnyway,
  type ServedCase,
  servedCase,
  signIn,
  startOver,
  type Unit,
} from '../support/case.js';
import { onlyTo } from '../support/factories.js';
import { Secretary } from '../support/secretary.js';

const PAPER = { reason: '台风期间现场无法进入', documentNumber: '启联办〔2026〕12号' };

let stage: Stage;
let key: string;
let secretary: Secretary;
const landOfficer = { username: 'suozhang', password: '' };
const auditor = { username: 'shenji', password: '' };

beforeAll(async () => {
  stage = await startApp();
  key = await stage.key('lvsi-land-office');
  secretary = new Secretary(
    stage,
    await stage.officer('qidong-secretariat', 'mishu', 'secretariat'),
  );
  Object.assign(landOfficer, await stage.officer('lvsi-land-office', 'suozhang', 'land-office'));
  Object.assign(auditor, await stage.officer('qidong-secretariat', 'shenji', 'auditor'));
});
beforeEach(() => startOver(stage, at('2026-09-29')));
afterAll(() => stage.close());

/** The secretariat decides on its page; the clock stands where the test put it. */
async function decide(served: ServedCase, unit: Unit, typed: Record<string, string>) {
  const { id } = await served.copy(unit);
  await secretary.fill(`/console/copies/${id}/decide`, typed);
  await stage.settle();
}

async function counts(served: ServedCase, unit: Unit, duty = 'reply') {
  const { id } = await served.duty(unit, duty);
  const { rows } = await stage.database.query<Record<string, string>>(
    `SELECT reason, due_on::text AS "dueOn", document_number AS document, person
     FROM count WHERE duty_id = $1 ORDER BY id`,
    [id],
  );
  return rows;
}

describe('a decision', () => {
  // Every decision here is refused: one notice is enough for all of them.
  let served: ServedCase;
  beforeAll(async () => {
    served = await servedCase(stage, key, {}, onlyTo('power'));
  });

  it.each(['supervise', 'extend', 'excuse'])(
    'to %s is refused without a reason and without a document',
    async (kind) => {
      const { id: dutyId } = await served.duty('lvsi-power', 'reply');
      const whole = { kind, dutyId, workingDays: '3', dueOn: '2026-10-20', ...PAPER };
      for (const missing of ['reason', 'documentNumber', 'dutyId']) {
        const typed = { ...whole, [missing]: ' ' };
        await expect(decide(served, 'lvsi-power', typed)).rejects.toThrow(/answered 422/);
      }
      expect(await served.status('lvsi-power', 'reply')).toBe('running');
      expect(await counts(served, 'lvsi-power')).toHaveLength(1);
    },
  );

  it('keeps what was typed when it is refused', async () => {
    const path = `/console/copies/${(await served.copy('lvsi-power')).id}/decide`;
    const response = await secretary.submit(path, { kind: 'extend', ...PAPER });
    expect(response.status).toBe(422);
    const html = await response.text();
    expect(html).toContain(PAPER.reason);
    expect(html).toContain(`value="${PAPER.documentNumber}"`);
    expect(html).toContain('请选择针对哪项任务');
  });

  it('says everything that is missing at once, and calls nothing optional that is needed', async () => {
    const path = `/console/copies/${(await served.copy('lvsi-power')).id}/decide`;
    const html = await (await secretary.submit(path, { reason: '台风' })).text();
    expect(html).toContain('请选择决定');
    expect(html).toContain('请填写依据的文件或会议纪要文号');
    expect(html).not.toContain('选填');
    const past = await secretary.submit(path, { kind: 'supervise', dueOn: '2026-01-01', ...PAPER });
    expect(await past.text()).toMatch(/请填写今天（2026年\d+月\d+日）或以后的日期/);
  });

  it("is nobody's but the secretariat's", async () => {
    const { id: dutyId } = await served.duty('lvsi-power', 'reply');
    const path = `/console/copies/${(await served.copy('lvsi-power')).id}/decide`;
    for (const person of [landOfficer, auditor]) {
      const cookie = await signIn(stage, person);
      expect((await getPage(stage, cookie, path)).status).toBe(403);
      const typed = { kind: 'excuse', dutyId, ...PAPER };
      expect((await postAnyway(stage, cookie, path, typed)).status).toBe(403);
    }
    expect(await served.status('lvsi-power', 'reply')).toBe('running');
  });

  it('stands in the audit by the number and the agency of its copy', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('power'));
    const { id: dutyId } = await served.duty('lvsi-power', 'reply');
    await decide(served, 'lvsi-power', { kind: 'excuse', dutyId, ...PAPER });
    const { number } = await served.copy('lvsi-power');
    const cookie = await signIn(stage, auditor);
    const audit = await getPage(stage, cookie, '/console/operator/audit?lang=zh');
    expect(await audit.text()).toContain(
      `<a href="/console/notices/${served.id}">${number} 吕四港镇供电所</a>`,
    );
  });

  it.each([
    ['uphold-outside-remit', 'a claim that nobody made'],
    ['return-outside-remit', 'a claim that nobody made'],
  ])('to %s needs more than %s', async (kind) => {
    await expect(decide(served, 'lvsi-power', { kind, ...PAPER })).rejects.toThrow(/422/);
    expect((await served.timeline()).filter(({ type }) => type.startsWith('remit-'))).toEqual([]);
  });

  it('to supervise wants a date that has not passed', async () => {
    const { id: dutyId } = await served.duty('lvsi-power', 'reply');
    const typed = { kind: 'supervise', dutyId, dueOn: '2026-09-28', ...PAPER };
    await expect(decide(served, 'lvsi-power', typed)).rejects.toThrow(/422/);
  });
});

describe('extending', () => {
  it('adds working days, keeps both counts, tells the parties and plans the ladder anew', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('power'));
    await stage.at(at('2026-10-09', '09:00'));
    const { id: dutyId } = await served.duty('lvsi-power', 'reply');
    await decide(served, 'lvsi-power', { kind: 'extend', dutyId, workingDays: '3', ...PAPER });
    expect(await served.duty('lvsi-power', 'reply')).toMatchObject({ dueOn: '2026-10-15' });
    expect(await counts(served, 'lvsi-power')).toMatchObject([
      { reason: 'started', dueOn: '2026-10-12' },
      { reason: 'extended', dueOn: '2026-10-15', document: PAPER.documentNumber },
    ]);
    for (const address of [MAILBOX['lvsi-power'], ISSUER_MAILBOX]) {
      expect(served.mails(address, '延长')).toHaveLength(1);
    }
    await stage.at(at('2026-10-13', '09:00'));
    expect(await served.status('lvsi-power', 'reply')).toBe('running');
    expect(served.mails(MAILBOX['lvsi-power'], '[逾期]')).toEqual([]);
    await stage.at(at('2026-10-15', '09:00'));
    // One before the extension, then two working days before and on the new date.
    expect(served.mails(MAILBOX['lvsi-power'], '催办')).toHaveLength(3);
    await stage.at(at('2026-10-16', '09:00'));
    expect(served.mails(MAILBOX['lvsi-power'], '[逾期]')).toHaveLength(1);
  });

  it('while a reply waits for review sends no chaser', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('power'));
    await served.partner('lvsi-power').reply('assisted', '已停止施工用电。');
    const { id: dutyId } = await served.duty('lvsi-power', 'reply');
    await decide(served, 'lvsi-power', { kind: 'extend', dutyId, workingDays: '1', ...PAPER });
    expect(await served.status('lvsi-power', 'reply')).toBe('awaiting-review');
    await stage.at(at('2026-10-15', '09:00'));
    expect(served.mails(MAILBOX['lvsi-power'], /催办|逾期/)).toEqual([]);
  });
});

describe('excusing', () => {
  it('ends the duty and its chasers, and no other duty', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('planning'));
    const { id: dutyId } = await served.duty('lvsi-planning', 'stop-work');
    await decide(served, 'lvsi-planning', { kind: 'excuse', dutyId, ...PAPER });
    expect(await served.status('lvsi-planning', 'stop-work')).toBe('excused');
    expect(await served.status('lvsi-planning', 'reply')).toBe('running');
    await stage.at(at('2026-10-01', '09:00'));
    expect(served.mails(MAILBOX['lvsi-planning'], /催办|逾期/)).toEqual([]);
  });
});

describe('an outside-remit claim', () => {
  async function claimed(): Promise<ServedCase> {
    const served = await servedCase(stage, key, {}, onlyTo('water'));
    await stage.at(at('2026-10-09', '10:00'));
    const reason = '该地块由市供水公司管理';
    await served.partner('lvsi-water').reply('outside-remit', '不属本单位职责。', { reason });
    await stage.settle();
    return served;
  }

  it.each(['uphold-outside-remit', 'return-outside-remit'])(
    'is not settled (%s) without a reason and a document',
    async (kind) => {
      const served = await claimed();
      for (const typed of [
        { kind, reason: '', documentNumber: '启联办〔2026〕12号' },
        { kind, reason: '已核实', documentNumber: '' },
      ]) {
        await expect(decide(served, 'lvsi-water', typed)).rejects.toThrow(/answered 422/);
      }
      expect(await served.status('lvsi-water', 'reply')).toBe('awaiting-review');
    },
  );

  it('that is upheld closes the copy', async () => {
    const served = await claimed();
    await decide(served, 'lvsi-water', { kind: 'uphold-outside-remit', ...PAPER });
    expect(await served.status('lvsi-water', 'reply')).toBe('outside-remit');
    expect(await served.partner('lvsi-water').page()).toContain('不属贵单位职责');
    await stage.at(at('2026-10-13', '09:00'));
    expect(served.mails(MAILBOX['lvsi-water'], /催办|\[逾期/)).toHaveLength(1);
  });

  it('that is returned gives the duty two working days and its ladder back', async () => {
    const served = await claimed();
    await stage.at(at('2026-10-12', '10:00'));
    await decide(served, 'lvsi-water', { kind: 'return-outside-remit', ...PAPER });
    expect(await served.duty('lvsi-water', 'reply')).toMatchObject({
      status: 'running',
      dueOn: '2026-10-14',
    });
    expect(served.mails(MAILBOX['lvsi-water'], '请继续办理')).toHaveLength(1);
    await stage.at(at('2026-10-14', '09:00'));
    await stage.at(at('2026-10-15', '09:00'));
    expect(served.mails(MAILBOX['lvsi-water'], '催办·10月14日')).toHaveLength(1);
    expect(served.mails(MAILBOX['lvsi-water'], '[逾期]')).toHaveLength(1);
  });
});

describe('supervised handling', () => {
  it('has a number and a date of its own, and silence on it is recorded beside the first', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('power'));
    await stage.at(at('2026-10-15', '09:30'));
    const { id: dutyId } = await served.duty('lvsi-power', 'reply');
    const typed = { kind: 'supervise', dutyId, dueOn: '2026-10-20', ...PAPER };
    await decide(served, 'lvsi-power', typed);
    expect(await served.duty('lvsi-power', 'reply')).toMatchObject({
      status: 'running',
      dueOn: '2026-10-20',
    });
    const told = served.mails(MAILBOX['lvsi-power'], /列入督办（启自然资联督〔2026〕\d+号）/);
    expect(told).toHaveLength(1);
    await stage.at(at('2026-10-21', '09:00'));
    const { rows } = await stage.database.query<{ due: string }>(
      'SELECT due_on::text AS due FROM silence WHERE duty_id = $1 ORDER BY due_on',
      [dutyId],
    );
    expect(rows.map(({ due }) => due)).toEqual(['2026-10-12', '2026-10-20']);
  });

  it('of a claimed 特殊情况 presses for the instruction again', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('government'));
    const { id: dutyId } = await served.duty('lvsi-government', 'instruct');
    const claim = { claim: 'special-circumstances', by: '周镇长', text: '抗台期间' };
    await served.partner('lvsi-government').act(dutyId, claim);
    const typed = { kind: 'supervise', dutyId, dueOn: '2026-10-09', ...PAPER };
    await decide(served, 'lvsi-government', typed);
    expect(await served.status('lvsi-government', 'instruct')).toBe('running');
    await stage.at(at('2026-10-09', '09:00'));
    expect(served.mails(MAILBOX['lvsi-government'], '催办')).toHaveLength(1);
    await stage.at(at('2026-10-10', '09:00'));
    expect(served.mails(MAILBOX['lvsi-government'], '[逾期]')).toHaveLength(1);
  });
});

describe('a claim of 特殊情况 that is refused', () => {
  const CLAIM = { claim: 'special-circumstances', by: '周镇长', text: '抗台期间' };
  const silences = async (dutyId: string) => {
    const { rows } = await stage.database.query<{ due: string }>(
      'SELECT due_on::text AS due FROM silence WHERE duty_id = $1',
      [dutyId],
    );
    return rows.map(({ due }) => due);
  };

  it('leaves the duty its date, tells the principal, and chases again', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('government'));
    const { id: dutyId } = await served.duty('lvsi-government', 'instruct');
    const refusal = { kind: 'refuse-circumstances', dutyId, ...PAPER };
    await expect(decide(served, 'lvsi-government', refusal)).rejects.toThrow();
    await served.partner('lvsi-government').act(dutyId, CLAIM);
    expect(await served.status('lvsi-government', 'instruct')).toBe('awaiting-review');
    await decide(served, 'lvsi-government', refusal);
    expect(await served.duty('lvsi-government', 'instruct')).toMatchObject({
      status: 'running',
      dueOn: '2026-10-01',
    });
    expect(await counts(served, 'lvsi-government', 'instruct')).toHaveLength(1);
    expect(served.mails(MAILBOX['lvsi-government'], '不认可特殊情况')).toHaveLength(1);
    expect(await served.happened('circumstances-refused')).toHaveLength(1);
    await expect(decide(served, 'lvsi-government', refusal)).rejects.toThrow();
    await stage.at(at('2026-10-02', '00:00'));
    expect(await silences(dutyId)).toEqual(['2026-10-01']);
  });

  it('after the date has passed lets silence be recorded as of it, once', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('government'));
    const { id: dutyId } = await served.duty('lvsi-government', 'instruct');
    await served.partner('lvsi-government').act(dutyId, CLAIM);
    await stage.at(at('2026-10-09', '10:00'));
    expect(await silences(dutyId)).toEqual([]);
    await decide(served, 'lvsi-government', { kind: 'refuse-circumstances', dutyId, ...PAPER });
    expect(await silences(dutyId)).toEqual(['2026-10-01']);
    await served.partner('lvsi-government').act(dutyId, { ...CLAIM, text: '仍在抗台' });
    await decide(served, 'lvsi-government', { kind: 'refuse-circumstances', dutyId, ...PAPER });
    await stage.at(at('2026-10-12', '10:00'));
    expect(await silences(dutyId)).toEqual(['2026-10-01']);
    expect(served.mails(MAILBOX['lvsi-government'], '[逾期]')).toHaveLength(1);
  });
});
