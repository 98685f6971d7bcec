import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { at, type ServedCase, servedCase } from '../support/case.js';
import { onlyTo } from '../support/factories.js';
import { Secretary, words } from '../support/secretary.js';

const CLAIM = { claim: 'special-circumstances', by: '周镇长', text: '抗台期间全员在堤上值守。' };
const STOPPED = {
  orderNumber: '吕综执停〔2026〕5号',
  orderOn: '2026-09-30',
  onSiteOn: '2026-09-30',
  attendees: '张三\n李四',
};

let stage: Stage;
let secretary: Secretary;
let served: ServedCase;

// One story: two agencies claim something in time, one acts, one is silent, and their dates pass.
beforeAll(async () => {
  stage = await startApp({ startAt: at('2026-09-29') });
  secretary = new Secretary(
    stage,
    await stage.officer('qidong-secretariat', 'mishu', 'secretariat'),
  );
  served = await servedCase(
    stage,
    await stage.key('lvsi-land-office'),
    {},
    onlyTo('government', 'enforcement', 'power', 'water'),
  );
  await stage.at(at('2026-09-30'));
  const instruct = await served.duty('lvsi-government', 'instruct');
  await served.partner('lvsi-government').act(instruct.id, CLAIM);
  const stopWork = await served.duty('lvsi-enforcement', 'stop-work');
  await served.partner('lvsi-enforcement').act(stopWork.id, STOPPED);
  await served
    .partner('lvsi-water')
    .reply('outside-remit', '不属本单位职责。', { reason: '该地块没有供水管网。' });
  await stage.at(at('2026-10-14'));
});
afterAll(() => stage.close());

const list = async (query: string) => words(await secretary.page(`/console/unanswered?${query}`));
const decidePage = async (unit: 'lvsi-government' | 'lvsi-water' | 'lvsi-power') =>
  words(await secretary.page(`/console/copies/${(await served.copy(unit)).id}/decide`));

describe('a claim that waits for the secretariat', () => {
  it('awaits a decision, in words that say which, and is not called overdue', async () => {
    const awaiting = await list('decision=awaiting');
    expect(awaiting).toContain('说明特殊情况，待决定');
    expect(awaiting).toContain('提出不属本单位职责，待决定');
    const overdue = await list('due=overdue');
    expect(overdue).toContain('供电所');
    expect(overdue).not.toContain('待决定 ◔');
    expect(overdue).not.toMatch(/说明特殊情况|提出不属本单位职责/);
    const [, open, late] = /未函复\s*(\d+) 件，其中逾期 (\d+) 件/.exec(overdue) ?? [];
    expect(late).toBe(open);
  });

  it('is decided on by somebody who reads what was claimed', async () => {
    const circumstances = await decidePage('lvsi-government');
    expect(circumstances).toContain('抗台期间全员在堤上值守。');
    expect(circumstances).toContain('周镇长');
    expect(await decidePage('lvsi-water')).toContain('该地块没有供水管网。');
    expect(await decidePage('lvsi-power')).not.toContain('对方的说明');
  });

  it('is proposed for an agenda beside what is overdue', async () => {
    const meeting = await secretary.fill('/console/meetings/new', {
      ...{ kind: 'regular', heldOn: '2026-10-20', startsAt: '09:00' },
      ...{ place: '市政府三楼会议室', chair: '陈副市长' },
    });
    const agenda = words(await secretary.page(`${meeting.replace(/\/agenda$/, '')}/agenda`));
    expect(agenda).toMatch(/提出不属本单位职责，待决定\s*吕四港镇供水站/);
    expect(agenda).toMatch(/说明特殊情况，待决定\s*吕四港镇人民政府/);
  });
});

describe('the page of a notice', () => {
  it('shows what was stated in the form of a duty', async () => {
    const page = words(await secretary.page(`/console/notices/${served.id}`));
    expect(page).toContain('吕综执停〔2026〕5号');
    expect(page).toMatch(/到场人员 张三\s+李四/);
    expect(page).toContain('抗台期间全员在堤上值守。');
  });

  it('says in English too why a step was not taken', async () => {
    const page = words(await secretary.page(`/console/notices/${served.id}?lang=en`));
    expect(page).toContain('special circumstances were claimed');
    expect(page).not.toMatch(/已说明特殊情况|已了结|主张不属/);
  });

  it('has no reply to wait for from an agency that is outside its remit', async () => {
    const { id } = await served.copy('lvsi-water');
    await secretary.fill(`/console/copies/${id}/decide`, {
      ...{
        kind: 'uphold-outside-remit',
        reason: '情况属实。',
        documentNumber: '启联办〔2026〕12号',
      },
    });
    const page = await secretary.page(`/console/notices/${served.id}`);
    expect(page).toContain('已认定不属其职责，不需函复。');
    // Nothing is left to supervise, extend or excuse.
    expect(await decidePage('lvsi-water')).not.toMatch(/督办|延期|免除/);
  });
});
