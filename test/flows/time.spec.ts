import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import {
  at,
  ISSUER_MAILBOX,
  MAILBOX,
  SECRETARIAT_MAILBOX,
  type ServedCase,
  servedCase,
  startOver,
  type Unit,
} from '../support/case.js';
import { issue, onlyTo } from '../support/factories.js';
import { eventually } from '../support/processes.js';

/** Served on Tuesday 29 September: five working days, across the holiday and its make-up Saturday. */
const DUE = '2026-10-12';

let stage: Stage;
let key: string;

beforeAll(async () => {
  stage = await startApp({ workers: 2 });
  key = await stage.key('lvsi-land-office');
});
beforeEach(() => startOver(stage, at('2026-09-29')));
afterAll(() => stage.close());

interface SilenceRow {
  number: string;
  dueOn: string;
}

async function silences(served: ServedCase, unit: Unit, duty = 'reply'): Promise<SilenceRow[]> {
  const { id } = await served.duty(unit, duty);
  const { rows } = await stage.database.query<SilenceRow>(
    `SELECT number, due_on::text AS "dueOn" FROM silence WHERE duty_id = $1`,
    [id],
  );
  return rows;
}

async function steps(served: ServedCase, unit: Unit): Promise<Record<string, string>> {
  const { id } = await served.duty(unit, 'reply');
  const { rows } = await stage.database.query<{ key: string; state: string }>(
    'SELECT key, state FROM step WHERE duty_id = $1',
    [id],
  );
  return Object.fromEntries(rows.map((row) => [row.key, row.state]));
}

describe('a reminder', () => {
  it('goes out two working days before and on the due date, at office hours only', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('police'));
    const reminders = () => served.mails(MAILBOX['lvsi-police'], '催办').length;
    expect((await served.duty('lvsi-police', 'reply')).dueOn).toBe(DUE);
    const expected: [string, string, number][] = [
      ['2026-10-08', '17:00', 0],
      ['2026-10-09', '08:59', 0],
      ['2026-10-09', '09:00', 1],
      ['2026-10-10', '17:00', 1],
      ['2026-10-12', '08:59', 1],
      ['2026-10-12', '09:00', 2],
      ['2026-10-12', '23:59', 2],
    ];
    for (const [date, time, count] of expected) {
      await stage.at(at(date, time));
      expect([date, time, reminders()]).toEqual([date, time, count]);
    }
  });

  it('that fell due at lunch waits for the afternoon, and is dropped when the answer comes first', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('police', 'discipline'));
    await stage.at(at(DUE, '12:00'));
    expect(await steps(served, 'lvsi-police')).toMatchObject({ 'remind-due': 'done' });
    stage.clock.set(at(DUE, '13:00'));
    await served.partner('lvsi-police').reply('assisted', '已到场。');
    await stage.at(at(DUE, '14:00'));
    expect(served.mails(MAILBOX['lvsi-police'], '催办')).toEqual([]);
    expect(served.mails(MAILBOX['lvsi-discipline'], '催办')).toHaveLength(1);
  });

  it('is not even planned any more once the answer waits for review', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('police'));
    stage.clock.set(at(DUE, '08:59'));
    await served.partner('lvsi-police').reply('assisted', '已到场。');
    await stage.at(at('2026-10-16', '09:00'));
    expect(served.mails(MAILBOX['lvsi-police'], /催办|逾期/)).toEqual([]);
    expect(await silences(served, 'lvsi-police')).toEqual([]);
    expect(await steps(served, 'lvsi-police')).toMatchObject({
      'remind-due': 'cancelled',
      'record-silence': 'cancelled',
    });
  });

  it('that was missed is not made up for: after a pause only the latest is sent', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('police'));
    await stage.at(at(DUE, '10:30'));
    const reminders = served.mails(MAILBOX['lvsi-police'], '催办');
    expect(reminders).toHaveLength(1);
    expect(reminders[0]?.text).toContain('今天到期');
    expect(await steps(served, 'lvsi-police')).toMatchObject({
      'remind-before': 'skipped',
      'remind-due': 'done',
    });
  });
});

describe('silence', () => {
  it('is recorded once the due date has ended, numbered, and mailed at the next opening', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('power'));
    await stage.at(at(DUE, '23:59'));
    expect(await silences(served, 'lvsi-power')).toEqual([]);
    await stage.at(at('2026-10-13', '00:00'));
    const recorded = await silences(served, 'lvsi-power');
    expect(recorded).toEqual([
      { number: expect.stringMatching(/^启自然资吕逾〔2026〕\d+号$/), dueOn: DUE },
    ]);
    expect(await served.status('lvsi-power', 'reply')).toBe('silent');
    const number = recorded[0]?.number ?? '';
    const told = () =>
      served.stage.inbox.mails
        .filter(({ subject }) => subject?.includes(number))
        .map(({ recipient }) => recipient)
        .sort();
    await stage.at(at('2026-10-13', '08:59'));
    expect(told()).toEqual([]);
    await stage.at(at('2026-10-13', '09:00'));
    expect(told()).toEqual([MAILBOX['lvsi-power'], ISSUER_MAILBOX, SECRETARIAT_MAILBOX].sort());
    await stage.at(at('2026-10-20', '17:00'));
    expect(told()).toHaveLength(3);
    expect(await silences(served, 'lvsi-power')).toHaveLength(1);
  });

  it('brings in the principal, and three working days later asks the secretariat to decide', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('power'));
    const principal = 'gongdian-fzr@lvsi.qidong.example';
    const power = (address: string, words: string) =>
      served.mails(address, words).filter(({ subject }) => subject?.includes('供电所'));
    await stage.at(at('2026-10-13', '08:59'));
    expect(served.mails(principal)).toEqual([]);
    await stage.at(at('2026-10-13', '09:00'));
    expect(served.mails(principal, '主要负责人')).toHaveLength(1);
    await stage.at(at('2026-10-14', '17:00'));
    expect(power(SECRETARIAT_MAILBOX, '[请决定]')).toEqual([]);
    await stage.at(at('2026-10-15', '09:00'));
    expect(power(SECRETARIAT_MAILBOX, '[请决定]')).toHaveLength(1);
    expect(served.mails(principal)).toHaveLength(1);
  });

  it('is recorded as of its date when the service was down meanwhile, and no reminder follows it', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('power'));
    await stage.at(at('2026-10-16', '10:00'));
    expect(await silences(served, 'lvsi-power')).toMatchObject([{ dueOn: DUE }]);
    expect(await steps(served, 'lvsi-power')).toEqual({
      'remind-before': 'skipped',
      'remind-due': 'skipped',
      'record-silence': 'done',
      'escalate-principal': 'done',
      'ask-decision': 'done',
    });
    expect(served.mails(MAILBOX['lvsi-power'], '催办')).toEqual([]);
    expect(served.mails(MAILBOX['lvsi-power'], '[逾期]')).toHaveLength(1);
    expect(served.mails(MAILBOX['lvsi-power'], '[逾期]')[0]?.text).toContain('10月12日');
  });

  it('on a one-day duty has a record of its own beside the one on the reply', async () => {
    const served = await servedCase(stage, key, {}, onlyTo('planning', 'government'));
    await stage.at(at('2026-10-13', '09:00'));
    expect(await silences(served, 'lvsi-planning', 'stop-work')).toMatchObject([
      { dueOn: '2026-09-30' },
    ]);
    expect(await silences(served, 'lvsi-planning')).toMatchObject([{ dueOn: DUE }]);
    expect(await silences(served, 'lvsi-government', 'instruct')).toMatchObject([
      { dueOn: '2026-10-01' },
    ]);
  });

  it('is recorded by nobody on a date that the arrangement of 2027 may still move', async () => {
    stage.clock.set(at('2026-12-18'));
    const served = await servedCase(stage, key, {}, onlyTo('police', 'planning'));
    const duty = await served.duty('lvsi-police', 'reply');
    expect(duty).toMatchObject({ dueOn: '2026-12-25', provisional: true });
    expect(await served.partner('lvsi-police').page()).toContain('暂定');
    await stage.at(at('2026-12-28', '09:00'));
    expect(await silences(served, 'lvsi-police')).toEqual([]);
    expect(await steps(served, 'lvsi-police')).toMatchObject({ 'record-silence': 'planned' });
    expect(served.mails(MAILBOX['lvsi-police'], '[逾期]')).toEqual([]);
    expect(served.mails('paichusuo-fzr@lvsi.qidong.example')).toHaveLength(0);
    expect(await silences(served, 'lvsi-planning', 'stop-work')).toHaveLength(1);
  });
});

describe('two workers', () => {
  it('do each of a thousand due steps once, also when one of them ends half-way', async () => {
    const ids: string[] = [];
    // Nothing falls due for the bureau.
    const leaveOut = [{ role: 'bureau', reason: '已当面告知' }];
    const issued = (facts: Parameters<typeof issue>[2]) => issue(stage, key, facts, { leaveOut });
    // The newest first: the clock goes back, so that nothing is due before everything is there.
    for (const day of ['2026-09-14', '2026-08-31', '2026-08-17', '2026-08-03']) {
      stage.clock.set(at(day));
      const discoveredAt = at(day, '08:00');
      const facts = { discoveredAt, stopFailedAt: at(day, '09:00') };
      ids.push(...(await Promise.all(Array.from({ length: 7 }, () => issued(facts)))));
      await stage.settle();
    }
    const count = async (state: string) => {
      const { rows } = await stage.database.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM step s JOIN duty d ON d.id = s.duty_id
         WHERE d.notice_id = ANY($1) AND s.state = $2`,
        [ids, state],
      );
      return rows[0]?.n ?? 0;
    };
    // Mails that follow from the steps wait at the mail server: nobody looks at them here.
    let goOn = () => undefined;
    const over = new Promise<void>((resolve) => (goOn = () => void resolve()));
    stage.inbox.hold = () => over;
    const planned = await count('planned');
    expect(planned).toBeGreaterThan(1000);
    stage.clock.set(at('2026-10-13', '00:01'));
    while ((await count('planned')) === planned) await pause(5);
    const left = await count('planned');
    const ended = stage.workers.shift()?.close();
    expect(left).toBeGreaterThan(0);
    await eventually(async () => (await count('planned')) === 0, 'every step to be over', 60_000);
    goOn();
    await ended;

    const { rows } = await stage.database.query<Record<string, number>>(
      `SELECT (SELECT count(*)::int FROM duty WHERE notice_id = ANY($1) AND state = 'running'
                 AND due_on IS NOT NULL AND copy_id IS NOT NULL) AS duties,
              (SELECT count(*)::int FROM silence s JOIN duty d ON d.id = s.duty_id
                 WHERE d.notice_id = ANY($1)) AS silences,
              (SELECT count(DISTINCT data->>'dutyId')::int FROM event
                 WHERE notice_id = ANY($1) AND type = 'silence-recorded') AS recorded,
              (SELECT count(*)::int FROM event WHERE notice_id = ANY($1)
                 AND (type LIKE 'step-%' OR type = 'silence-recorded')) AS acts`,
      [ids],
    );
    const done = await count('done');
    expect(rows[0]).toEqual({ duties: 252, silences: 252, recorded: 252, acts: done });
    expect(done + (await count('skipped'))).toBe(planned);
    const { rows: numbers } = await stage.database.query<{ n: number; last: number }>(
      `SELECT count(*)::int AS n, max(substring(number from '〕(\\d+)号')::int) AS last FROM silence`,
    );
    expect(numbers[0]?.last).toBe(numbers[0]?.n);
  }, 120_000);
});

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
