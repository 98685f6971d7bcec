import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform';
import { linkIn } from '../../apps/cli/src/rehearse/cast.js';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { onlyTo } from '../support/factories.js';
import { fieldsOf, Office, typeOf } from '../support/office.js';

const POLICE = 'paichusuo@lvsi.qidong.example';
const POWER = 'gongdian@lvsi.qidong.example';
const WATER = 'gongshui@lvsi.qidong.example';
const LAND_OFFICE = 'guotu@lvsi.qidong.example';
const HUILONG = { place: { code: '320681100', text: '汇龙镇' } };

interface Certificate {
  agency: { code: string };
  duty: { key: string; counts: { ledger: { date: string; counts: boolean }[] }[] };
  calendarSources: string[];
}

interface MessageRow {
  id: string;
  state: string;
  attempts: number;
  response: string | null;
  address: string;
  next_attempt_at: Date | null;
  created_at: Date;
}

describe('Serving a notice', () => {
  let stage: Stage;
  let office: Office;

  beforeAll(async () => {
    stage = await startApp();
    office = await Office.of(stage, 'lvsi-land-office');
  });
  afterAll(() => stage.close());

  const message = async (noticeId: string, address: string): Promise<MessageRow> => {
    const { rows } = await stage.database.query<MessageRow>(
      `SELECT * FROM message WHERE notice_id = $1 AND address = $2 AND kind = 'notice'`,
      [noticeId, address],
    );
    if (!rows[0]) throw new Error(`no message to ${address}`);
    return rows[0];
  };

  const refusing = (addresses: string[], code: number, text: string) => {
    stage.inbox.behaviour = (recipient) => (addresses.includes(recipient) ? { code, text } : null);
  };

  const told = (noticeNumber: string) =>
    stage.inbox
      .to(LAND_OFFICE)
      .filter(({ subject }) => subject?.startsWith('[未送达]') && subject.includes(noticeNumber));

  it('lets anybody read on what each date rests: the clause, the proof of service, every day', async () => {
    const id = await office.issued({ project: '码头扩建' }, onlyTo('police'));
    await stage.settle();
    const { body } = await office.get(`/v1/notices/${id}/deadlines`);
    const police = (body.items as Certificate[]).find(
      ({ agency, duty }) => agency.code === 'lvsi-police' && duty.key === 'reply',
    );
    expect(police).toMatchObject({
      startProof: {
        method: 'email',
        address: POLICE,
        mailDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      duty: { startedOn: '2026-09-29', dueOn: '2026-10-12' },
    });
    const [count] = police?.duty.counts ?? [];
    expect(count?.ledger.filter(({ counts }) => counts).map(({ date }) => date)).toEqual([
      ...['2026-09-30', '2026-10-08', '2026-10-09', '2026-10-10', '2026-10-12'],
    ]);
    expect(police?.calendarSources[0]).toBe('国务院办公厅关于2026年部分节假日安排的通知');
  });

  it('tries again after ever longer pauses where the server asks for patience, and serves once', async () => {
    refusing([POLICE], 451, '4.7.1 greylisted, come back later');
    const id = await office.issued({}, onlyTo('police', 'power'));
    await stage.settle();
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      const { state, attempts, response, next_attempt_at: next } = await message(id, POLICE);
      expect([state, attempts]).toEqual(['queued', attempt]);
      expect(response).toContain('4.7.1 greylisted');
      pauses.push((next?.getTime() ?? 0) - stage.clock.now().getTime());
      await stage.at(next?.toISOString() ?? '');
    }
    [30, 60, 120, 240].forEach((seconds, index) => {
      expect(pauses[index]).toBeGreaterThanOrEqual(seconds * 1000);
      expect(pauses[index]).toBeLessThanOrEqual(seconds * 1200);
    });
    const waiting = await office.copy(id, 'lvsi-police');
    expect([waiting.transport, waiting.servedOn]).toEqual(['unserved', null]);
    expect(waiting.duties.map(({ dueOn }) => dueOn)).toEqual([null, null]);
    expect((await office.copy(id, 'lvsi-power')).transport).toBe('served');

    stage.inbox.behaviour = () => null;
    const { next_attempt_at: last } = await message(id, POLICE);
    await stage.at(last?.toISOString() ?? '');
    expect(await message(id, POLICE)).toMatchObject({ state: 'accepted', attempts: 6 });
    const served = await office.copy(id, 'lvsi-police');
    expect([served.transport, served.servedOn]).toEqual(['served', '2026-09-29']);
    expect(served.duties.find(({ key }) => key === 'reply')?.dueOn).toBe('2026-10-12');
    const own = stage.inbox.to(POLICE).filter(({ subject }) => subject?.includes(served.number));
    expect(own).toHaveLength(1);
    await stage.at(new Date(stage.clock.now().getTime() + 7_200_000).toISOString());
    expect(
      stage.inbox.to(POLICE).filter(({ subject }) => subject?.includes(served.number)),
    ).toHaveLength(1);
  });

  it("tells the land office at once, in the server's own words, where a mailbox does not exist", async () => {
    refusing([WATER], 550, '5.1.1 mailbox gongshui is unknown here');
    const id = await office.issued({}, onlyTo('water', 'power', 'government'));
    await stage.settle();
    stage.inbox.behaviour = () => null;
    expect(await message(id, WATER)).toMatchObject({ state: 'undeliverable', attempts: 1 });
    const copy = await office.copy(id, 'lvsi-water');
    expect([copy.transport, copy.servedOn]).toEqual(['undeliverable', null]);
    // Not served: no period has started, and nobody is chased for it.
    expect(copy.duties.map(({ status, dueOn }) => [status, dueOn])).toEqual([
      ['waiting', null],
      ['waiting', null],
    ]);
    const mails = told(copy.number);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('5.1.1 mailbox gongshui is unknown here');
    expect(mails[0]?.text).toContain(WATER);
    const { copies } = await office.notice(id);
    expect(copies.filter(({ transport }) => transport === 'served')).toHaveLength(2);
  });

  it('tries a mail that it cannot make up again later, and sends those claimed with it', async () => {
    refusing([POLICE, POWER], 451, '4.7.1 come back later');
    const id = await office.issued({}, onlyTo('police', 'power'));
    await stage.settle();
    stage.inbox.behaviour = () => null;
    const copyId = (await office.copy(id, 'lvsi-police')).id;
    const formOf = (form: string) =>
      stage.database.query('UPDATE copy SET form = $1 WHERE id = $2', [form, copyId]);
    const dueAgain = async () => {
      const both = await Promise.all([message(id, POLICE), message(id, POWER)]);
      return new Date(Math.max(...both.map((one) => one.next_attempt_at?.getTime() ?? 0)));
    };
    // As after a rulebook that has lost a form.
    await formOf('lost');
    await stage.at((await dueAgain()).toISOString());
    const { state, response, attempts } = await message(id, POLICE);
    expect([state, attempts]).toEqual(['queued', 2]);
    expect(response).toContain('UnknownRulebookKey');
    expect((await office.copy(id, 'lvsi-power')).transport).toBe('served');
    await formOf('copy-notice-sheet');
    await stage.at((await dueAgain()).toISOString());
    expect((await office.copy(id, 'lvsi-police')).transport).toBe('served');
  });

  it('gives up after twenty-four hours of temporary errors, not before', async () => {
    refusing([WATER], 452, '4.2.2 mailbox full');
    const now = stage.clock.now().toISOString();
    const id = await office.issued({ discoveredAt: now, stopFailedAt: now }, onlyTo('water'));
    await stage.settle();
    let row = await message(id, WATER);
    for (let guard = 0; row.state === 'queued' && guard < 60; guard += 1) {
      await stage.at(row.next_attempt_at?.toISOString() ?? '');
      row = await message(id, WATER);
    }
    stage.inbox.behaviour = () => null;
    expect(row.state).toBe('undeliverable');
    const hours = (stage.clock.now().getTime() - row.created_at.getTime()) / 3_600_000;
    expect(hours).toBeGreaterThan(22.5);
    expect(hours).toBeLessThanOrEqual(24);
    expect(row.attempts).toBeGreaterThan(24);
    await stage.settle();
    const copy = await office.copy(id, 'lvsi-water');
    expect(copy.transport).toBe('undeliverable');
    expect(told(copy.number).map(({ text }) => text)).toEqual([
      expect.stringContaining('4.2.2 mailbox full'),
    ]);
  });

  describe('to an agency with two addresses', () => {
    const FIRST = 'paichusuo@huilong.qidong.example';
    const SECOND = 'zhibanshi@huilong.qidong.example';
    let huilong: Office;

    beforeAll(async () => {
      huilong = await Office.of(stage, 'huilong-land-office');
      await stage.database.query(
        `INSERT INTO contact (id, agency_id, name, post, email, receives)
         SELECT $1, id, '值班室', 'officer', $2, '{service}' FROM agency WHERE code = 'huilong-police'`,
        [newId(), SECOND],
      );
      // Processes read the directory every three seconds.
      await new Promise((resolve) => setTimeout(resolve, 3_500));
    });

    it('serves it when the first of them is accepted, whatever becomes of the other', async () => {
      refusing([FIRST], 550, '5.1.1 unknown');
      const id = await huilong.issued(HUILONG, onlyTo('police'));
      await stage.settle();
      stage.inbox.behaviour = () => null;
      const copy = await huilong.copy(id, 'huilong-police');
      expect(copy.transport).toBe('served');
      expect((await message(id, FIRST)).state).toBe('undeliverable');
      expect((await message(id, SECOND)).state).toBe('accepted');
      const failures = stage.inbox.to('guotu@huilong.qidong.example');
      expect(failures.filter(({ subject }) => subject?.startsWith('[未送达]'))).toEqual([]);
    });

    it('gives each address a link of its own', async () => {
      const id = await huilong.issued(HUILONG, onlyTo('police'));
      await stage.settle();
      const { number } = await huilong.copy(id, 'huilong-police');
      const links = [FIRST, SECOND].map((address) => {
        const mail = stage.inbox.to(address).find(({ subject }) => subject?.includes(number));
        return mail && linkIn(mail);
      });
      expect(links[0]).toBeDefined();
      expect(links[1]).toBeDefined();
      expect(links[0]).not.toBe(links[1]);
    });

    it('is undeliverable only when every address has failed', async () => {
      refusing([FIRST], 550, '5.1.1 the first is unknown');
      const wait = { code: 451, text: '4.3.0 the second is busy' };
      const first = stage.inbox.behaviour;
      stage.inbox.behaviour = (recipient) => (recipient === SECOND ? wait : first(recipient));
      const id = await huilong.issued(HUILONG, onlyTo('police'));
      await stage.settle();
      expect((await huilong.copy(id, 'huilong-police')).transport).toBe('unserved');
      refusing([SECOND], 550, '5.2.1 the second is disabled');
      const { next_attempt_at: next } = await message(id, SECOND);
      await stage.at(next?.toISOString() ?? '');
      stage.inbox.behaviour = () => null;
      const { transport, number } = await huilong.copy(id, 'huilong-police');
      expect(transport).toBe('undeliverable');
      const failures = stage.inbox
        .to('guotu@huilong.qidong.example')
        .filter(({ subject }) => subject?.startsWith('[未送达]') && subject.includes(number));
      expect(failures.map(({ text }) => text)).toEqual([
        expect.stringContaining('5.2.1 the second is disabled'),
      ]);
    });
  });

  it('by hand starts the periods of a copy that mail could not reach, and happens once', async () => {
    await stage.at('2026-10-12T10:00:00+08:00');
    refusing([WATER], 550, '5.1.1 unknown');
    const id = await office.issued(
      { discoveredAt: '2026-10-12T08:00:00+08:00', stopFailedAt: '2026-10-12T09:00:00+08:00' },
      onlyTo('water', 'power'),
    );
    await stage.settle();
    stage.inbox.behaviour = () => null;
    const { id: copyId } = await office.copy(id, 'lvsi-water');
    const serve = (overrides: Record<string, string>) =>
      office.post(`/v1/copies/${copyId}/service`, {
        method: '直接送达',
        by: '李所长',
        servedAt: '2026-10-12T11:30:00+08:00',
        proof: '送达回证第7号，陈某签收',
        ...overrides,
      });
    await stage.at('2026-10-13T09:00:00+08:00');
    expect(fieldsOf(await serve({ servedAt: '2026-10-13T09:00:01+08:00' }))).toEqual(['servedAt']);
    expect(fieldsOf(await serve({ servedAt: '2026-10-12T09:59:59+08:00' }))).toEqual(['servedAt']);
    expect(fieldsOf(await serve({ servedAt: '2026-10-12 11:30' }))).toEqual(['servedAt']);
    expect(fieldsOf(await serve({ by: ' ' }))).toEqual(['by']);
    expect((await serve({})).status).toBe(204);
    const again = await serve({ servedAt: '2026-10-13T08:00:00+08:00' });
    expect([again.status, typeOf(again)]).toEqual([409, 'already-served']);
    const copy = await office.copy(id, 'lvsi-water');
    expect(copy).toMatchObject({
      transport: 'served',
      servedOn: '2026-10-12',
      serviceMethod: 'by-hand',
    });
    expect(copy.duties.map(({ key, dueOn }) => [key, dueOn])).toEqual([
      ['verify', null],
      ['reply', '2026-10-19'],
    ]);
    const served = await office.copy(id, 'lvsi-power');
    const refused = await office.post(`/v1/copies/${served.id}/service`, {
      method: '直接送达',
      by: '李所长',
      servedAt: '2026-10-12T11:30:00+08:00',
      proof: '送达回证第8号',
    });
    expect(typeOf(refused)).toBe('already-served');
  });
});
