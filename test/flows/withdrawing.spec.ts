import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { fieldsOf, Office, typeOf } from '../support/office.js';

describe('Withdrawing a notice', () => {
  let stage: Stage;
  let office: Office;

  beforeAll(async () => {
    stage = await startApp();
    office = await Office.of(stage, 'lvsi-land-office');
  });
  afterAll(() => stage.close());

  it('needs a reason, ends every open duty, tells the agencies, and happens once', async () => {
    const id = await office.issued();
    await stage.settle();
    const path = `/v1/notices/${id}/withdrawal`;
    expect(fieldsOf(await office.post(path, { reason: ' ' }))).toEqual(['reason']);
    const before = stage.inbox.mails.length;
    expect((await office.post(path, { reason: '经核实为合法用地' })).status).toBe(204);
    const again = await office.post(path, { reason: '再来一次' });
    expect([again.status, typeOf(again)]).toEqual([409, 'already-withdrawn']);
    await stage.settle();
    const { state, copies } = await office.notice(id);
    expect(state).toBe('withdrawn');
    const open = copies.flatMap(({ duties }) => duties).map(({ status }) => status);
    expect(new Set(open)).toEqual(new Set(['withdrawn']));
    const told = stage.inbox.mails.slice(before);
    expect(told).toHaveLength(8);
    for (const { subject, text } of told) {
      expect(subject).toMatch(/^\[已撤回，无需再办\]/);
      expect(text).toContain('经核实为合法用地');
    }
    const { rows } = await stage.database.query(
      `SELECT 1 FROM step s JOIN duty d ON d.id = s.duty_id
       WHERE d.notice_id = $1 AND s.state = 'planned'`,
      [id],
    );
    expect(rows).toEqual([]);
  });

  it('keeps a mail that has not left from leaving', async () => {
    stage.inbox.behaviour = () => ({ code: 451, text: '4.3.0 try again later' });
    const id = await office.issued({ project: '未曾送出' });
    await stage.settle();
    stage.inbox.behaviour = () => null;
    await office.post(`/v1/notices/${id}/withdrawal`, { reason: '发错了' });
    await stage.at('2026-09-29T11:00:00+08:00');
    const subjects = stage.inbox.mails
      .filter(({ text }) => text?.includes('未曾送出'))
      .map(({ subject }) => subject?.slice(0, 4));
    expect(new Set(subjects)).toEqual(new Set(['[已撤回']));
  });
});
