import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import {
  at,
  getPage,
  MAILBOX,
  postAnyway,
  postForm,
  type ServedCase,
  servedCase,
  signIn,
  startOver,
  type Unit,
} from '../support/case.js';
import { onlyTo } from '../support/factories.js';

let stage: Stage;
let key: string;
const landOfficer = { username: 'suozhang', password: '' };
const auditor = { username: 'shenji', password: '' };

beforeAll(async () => {
  stage = await startApp();
  key = await stage.key('lvsi-land-office');
  Object.assign(landOfficer, await stage.officer('lvsi-land-office', 'suozhang', 'land-office'));
  Object.assign(auditor, await stage.officer('qidong-secretariat', 'shenji', 'auditor'));
});
beforeEach(() => startOver(stage, at('2026-09-29')));
afterAll(() => stage.close());

async function counts(served: ServedCase, unit: Unit, duty = 'reply') {
  const { id } = await served.duty(unit, duty);
  const { rows } = await stage.database.query<Record<string, string>>(
    `SELECT reason, due_on::text AS "dueOn", document_number AS document, person
     FROM count WHERE duty_id = $1 ORDER BY id`,
    [id],
  );
  return rows;
}

describe("the issuer's review", () => {
  /** The police reply on a day, and the issuer's officer opens the page on which to review it. */
  async function replied(date: string) {
    const served = await servedCase(stage, key, {}, onlyTo('police'));
    await stage.at(at(date));
    await served.partner('lvsi-police').reply('dealt-with', '已处置到位。');
    await stage.settle();
    const { id, replies } = await served.copy('lvsi-police');
    const path = `/console/copies/${id}/replies/${replies[0]?.id ?? ''}`;
    return { served, path, replyId: replies[0]?.id ?? '' };
  }

  it('is open neither to an auditor nor to another land office', async () => {
    const { served, path, replyId } = await replied('2026-10-09');
    const cookie = await signIn(stage, auditor);
    expect((await getPage(stage, cookie, path)).status).toBe(403);
    expect((await postAnyway(stage, cookie, `${path}/acceptance`)).status).toBe(403);
    const other = await stage.key('huilong-land-office');
    const foreign = await fetch(`${stage.url}/v1/replies/${replyId}/acceptance`, {
      method: 'POST',
      headers: { authorization: `Bearer ${other}` },
    });
    expect(foreign.status).toBe(404);
    expect(await served.status('lvsi-police', 'reply')).toBe('awaiting-review');
  });

  it('that accepts closes the duty as of the day of submission, also after the due date', async () => {
    const { served, path } = await replied('2026-10-12');
    await stage.at(at('2026-10-16'));
    const cookie = await signIn(stage, landOfficer);
    const response = await postForm(stage, cookie, path, {}, /acceptance/);
    expect(response.status).toBe(303);
    expect(await served.duty('lvsi-police', 'reply')).toMatchObject({
      status: 'closed',
      closedOn: '2026-10-12',
    });
  });

  it('cannot be made twice', async () => {
    const { served, path } = await replied('2026-10-09');
    const cookie = await signIn(stage, landOfficer);
    await postForm(stage, cookie, path, {}, /acceptance/);
    const again = await postAnyway(stage, cookie, `${path}/return`, { reason: '再补充' });
    expect(again.status).toBe(422);
    expect(await served.status('lvsi-police', 'reply')).toBe('closed');
  });

  it('returns nothing without a reason', async () => {
    const { served, path } = await replied('2026-10-09');
    const cookie = await signIn(stage, landOfficer);
    const response = await postForm(stage, cookie, path, { reason: ' ' }, /return/);
    expect(response.status).toBe(422);
    expect(await served.status('lvsi-police', 'reply')).toBe('awaiting-review');
  });

  it('that returns early leaves the due date', async () => {
    const { served, path } = await replied('2026-10-08');
    const cookie = await signIn(stage, landOfficer);
    await postForm(stage, cookie, path, { reason: '请补充照片' }, /return/);
    await stage.settle();
    expect(await served.duty('lvsi-police', 'reply')).toMatchObject({
      status: 'running',
      dueOn: '2026-10-12',
    });
    await stage.at(at('2026-10-09', '09:00'));
    expect(served.mails(MAILBOX['lvsi-police'], '催办·10月12日')).toHaveLength(1);
  });

  it('that returns late gives two working days, and the ladder resumes from there', async () => {
    const { served, path } = await replied('2026-10-12');
    await stage.at(at('2026-10-15'));
    const cookie = await signIn(stage, landOfficer);
    await postForm(stage, cookie, path, { reason: '请补充照片' }, /return/);
    await stage.settle();
    expect(await served.duty('lvsi-police', 'reply')).toMatchObject({
      status: 'running',
      dueOn: '2026-10-19',
    });
    expect(await counts(served, 'lvsi-police')).toMatchObject([
      { reason: 'started' },
      { reason: 'returned', dueOn: '2026-10-19' },
    ]);
    expect(served.mails(MAILBOX['lvsi-police'], '函复退回·请于10月19日')).toHaveLength(1);
    await stage.at(at('2026-10-19', '09:00'));
    expect(served.mails(MAILBOX['lvsi-police'], '催办·10月19日')).toHaveLength(1);
    await stage.at(at('2026-10-20', '09:00'));
    expect(served.mails(MAILBOX['lvsi-police'], '[逾期]')).toHaveLength(1);
  });

  it('refuses the same words once they were returned', async () => {
    const { served, path } = await replied('2026-10-09');
    const cookie = await signIn(stage, landOfficer);
    await postForm(stage, cookie, path, { reason: '请补充照片' }, /return/);
    const partner = served.partner('lvsi-police');
    await expect(partner.reply('dealt-with', '已处置到位。')).rejects.toThrow(/422/);
    await partner.reply('dealt-with', '已处置到位，附照片说明。');
    expect(await served.status('lvsi-police', 'reply')).toBe('awaiting-review');
  });
});

describe('what the issuer puts on record by hand', () => {
  it.each([
    ['service', ['送达方式', '送达人', '送达时间', '送达凭证']],
    ['acknowledgement', ['签收人', '职务', '签收日期', '凭证']],
  ])('says of every box of %s that it is empty, in their order', async (form, labels) => {
    const served = await servedCase(stage, key, {}, onlyTo('police'));
    const { id } = await served.copy('lvsi-police');
    const cookie = await signIn(stage, landOfficer);
    const page = `/console/copies/${id}/${form}`;
    const html = await (await postForm(stage, cookie, page, {}, new RegExp(`${form}$`))).text();
    const list = [...html.matchAll(/<li><a href="#field-\w+">(.*?)<\/a>/g)].map((one) => one[1]);
    expect(list).toEqual(labels.map((label) => expect.stringMatching(`^${label}：请填写`)));
    expect(html).not.toContain('+08:00');
  });
});
