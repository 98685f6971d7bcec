import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#platform';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import {
  at,
  caseOf,
  getPage,
  ISSUER_MAILBOX,
  MAILBOX,
  postForm,
  type ServedCase,
  servedCase,
  signIn,
  startOver,
  type Unit,
} from '../support/case.js';
import { verify } from '../../libs/evidence/verifier/verify.mjs';
import { textOf } from '../support/desk.js';
import { changed, edit, faultsOf, flip, resign, unzipped, zipOf } from '../support/evidence.js';
import { issue, onlyTo } from '../support/factories.js';
import { mailFixture } from '../support/mails.js';
import { Postman } from '../support/postman.js';
import { eventually, freePort } from '../support/processes.js';

describe('A mail that comes back', () => {
  let stage: Stage;
  let post: Postman;
  let key: string;
  let person: { username: string; password: string };

  beforeAll(async () => {
    const port = await freePort();
    stage = await startApp({ env: { INBOUND_SMTP_PORT: String(port), LOG_LEVEL: 'silent' } });
    post = new Postman(stage, port);
    key = await stage.key('lvsi-land-office');
    person = await stage.officer('lvsi-land-office', 'suozhang', 'land-office');
  });
  beforeEach(() => startOver(stage, at('2026-09-29')));
  afterAll(async () => {
    post.close();
    await stage.close();
  });

  const messageTo = async (one: ServedCase, unit: Unit): Promise<string> => {
    const { rows } = await stage.database.query<{ id: string }>(
      `SELECT id FROM message WHERE notice_id = $1 AND address = $2 AND kind = 'notice'`,
      [one.id, MAILBOX[unit]],
    );
    return rows[0]?.id ?? '';
  };

  const countsOf = async (one: ServedCase, unit: Unit) => {
    const { rows } = await stage.database.query<{ reason: string; explanation: string }>(
      `SELECT c.reason, c.explanation FROM count c JOIN duty d ON d.id = c.duty_id
       JOIN agency a ON a.id = d.agency_id
       WHERE d.notice_id = $1 AND a.code = $2 AND d.key = 'reply' ORDER BY c.id`,
      [one.id, unit],
    );
    return rows;
  };

  /** Each agency's server reports in its own shape. */
  const SHAPES: Partial<Record<Unit, string>> = {
    'lvsi-water': 'postfix-failed',
    'lvsi-planning': 'exim-failed',
    'lvsi-enforcement': 'exim-old-failed',
    'lvsi-police': 'exchange-failed-en',
    'lvsi-discipline': 'exchange-failed-zh',
  };

  it('reopens the service and stops its periods, for its own copy only, however its server reports', async () => {
    const one = await servedCase(stage, key);
    for (const [unit, fixture] of Object.entries(SHAPES) as [Unit, string][]) {
      await post.report(fixture, await messageTo(one, unit));
      const copy = await one.copy(unit);
      expect([unit, copy.transport, copy.servedOn]).toEqual([unit, 'undeliverable', null]);
      expect(await one.duty(unit, 'reply')).toMatchObject({ status: 'waiting', dueOn: null });
      expect(await countsOf(one, unit)).toMatchObject([
        { reason: 'started' },
        { reason: 'voided', explanation: '邮件送达后被退回，送达不成立，期限停止计算' },
      ]);
      const told = one.mails(ISSUER_MAILBOX, '[退信·送达不成立] ');
      expect(told.filter(({ text }) => text?.includes(MAILBOX[unit]))).toHaveLength(1);
    }
    expect((await one.copy('lvsi-power')).transport).toBe('served');
  });

  it('ends the reminders, takes back a recorded silence and tells whom it had reached', async () => {
    const one = await servedCase(stage, key, {}, onlyTo('water', 'power'));
    await stage.at(at('2026-10-13'));
    expect(await one.status('lvsi-water', 'reply')).toBe('silent');
    await post.report('postfix-failed', await messageTo(one, 'lvsi-water'));
    expect(await one.status('lvsi-water', 'reply')).toBe('waiting');
    expect(await one.happened('silence-annulled')).toHaveLength(1);
    expect(one.mails(ISSUER_MAILBOX, '[逾期记录撤销]')).toHaveLength(1);
    const { copyId } = (await one.happened('copy-bounced'))[0] ?? {};
    const { rows } = await stage.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM step WHERE copy_id = $1 AND state = 'planned'`,
      [copyId],
    );
    expect(rows[0]?.n).toBe(0);
    const before = one.mails(MAILBOX['lvsi-water']).length;
    await stage.at(at('2026-10-16'));
    expect(one.mails(MAILBOX['lvsi-water'])).toHaveLength(before);
    expect(await one.status('lvsi-power', 'reply')).toBe('silent');
  });

  it('is in the evidence as it came, its link hidden, and nobody can alter or exchange it', async () => {
    const one = await servedCase(stage, key, {}, onlyTo('water', 'police'));
    for (const unit of ['lvsi-water', 'lvsi-police'] as const) {
      const { link } = one.partner(unit);
      const raw = mailFixture('postfix-failed', {}).toString('latin1');
      const quoting = Buffer.from(raw.replace(/\r?\n\r?\n/, `$&${link}\r\n`), 'latin1');
      await post.bring(quoting, '', post.addresses.make('bounce', await messageTo(one, unit)));
      await stage.settle();
    }
    const zip = await zipOf(stage, key, one.id);
    const files = unzipped(zip);
    expect(verify(zip).lines.filter((line) => /^✗|没有文件/.test(line))).toEqual([]);
    const [water = '', police = ''] = [...files.keys()].filter((name) =>
      /^received.*eml/.test(name),
    );
    // Whoever holds the zip could send reports and answers to an address of ours that is whole.
    for (const [name, bytes] of files) {
      const whole = /(bounce|reply)\+[a-z2-7]{45}/.exec(bytes.toString('latin1'));
      expect([name, whole]).toEqual([name, null]);
    }
    for (const name of [water, police]) {
      expect(files.get(name)?.toString()).toMatch(/\/l\/\[masked\]/);
      const flipped = await changed(files, (all) => flip(all, name));
      expect(faultsOf(flipped).join('\n')).toContain(name);
    }
    const exchanged = await changed(files, (all) => {
      edit(all, 'manifest.json', (text) =>
        text.replaceAll(water, 'x').replaceAll(police, water).replaceAll('"x"', `"${police}"`),
      );
      resign(all);
    });
    expect(faultsOf(exchanged).join('\n')).toMatch(/received\/\S+：不是事件 #\d+ 所记的邮件/);
  });

  it('starts the periods anew when it is sent again to a right address, and accepted', async () => {
    const one = await servedCase(stage, key, {}, onlyTo('water'));
    const first = await messageTo(one, 'lvsi-water');
    await post.report('postfix-failed', first);
    stage.clock.set(at('2026-09-30'));
    const copyId = (await one.happened('copy-bounced'))[0]?.copyId ?? '';
    const path = `/console/notices/${one.id}`;
    const sent = await postForm(
      stage,
      await signIn(stage, person),
      path,
      {},
      new RegExp(`${copyId}/resend`),
    );
    expect(sent.status).toBe(303);
    await stage.settle();
    const copy = await one.copy('lvsi-water');
    expect([copy.transport, copy.servedOn]).toEqual(['served', '2026-09-30']);
    expect((await one.duty('lvsi-water', 'reply')).dueOn).toBe('2026-10-13');
    expect((await countsOf(one, 'lvsi-water')).map(({ reason }) => reason)).toEqual([
      ...['started', 'voided', 'started'],
    ]);
    expect(one.mails(MAILBOX['lvsi-water'], '抄告单')).toHaveLength(2);
    // A second report about the first mail says nothing new.
    await post.report('exim-failed', first);
    expect((await one.copy('lvsi-water')).transport).toBe('served');
    expect(await one.happened('message-bounced')).toHaveLength(1);
  });

  it('waits until the server has answered where it comes while the mail is being handed over', async () => {
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    stage.inbox.hold = (to) => (to === MAILBOX['lvsi-water'] ? answered : Promise.resolve());
    const id = await issue(stage, key, {}, onlyTo('water'));
    const underWay = async () => {
      const { rows } = await stage.database.query<{ id: string; state: string }>(
        `SELECT id, state FROM message WHERE notice_id = $1 AND address = $2 AND kind = 'notice'`,
        [id, MAILBOX['lvsi-water']],
      );
      return rows[0];
    };
    await eventually(async () => (await underWay())?.state === 'sending', 'it to be under way');
    const messageId = (await underWay())?.id ?? '';
    const to = post.addresses.make('bounce', messageId);
    const values = { VERP: to, TO: to, RECIPIENT: MAILBOX['lvsi-water'], ENVID: messageId };
    const MESSAGE_ID = `<${messageId}@chaogao.example>`;
    await post.bring(mailFixture('postfix-failed', { ...values, MESSAGE_ID }), '', to);
    await eventually(async () => {
      const { rows } = await stage.database.query(
        `SELECT 1 FROM inbound_mail WHERE recipient = $1 AND place = 'new' AND attempts = 1`,
        [to],
      );
      return rows.length === 1;
    }, 'it to be put off');
    expect((await underWay())?.state).toBe('sending');
    answer();
    stage.inbox.hold = () => Promise.resolve();
    await stage.settle();
    const one = await caseOf(stage, key, id);
    expect((await one.copy('lvsi-water')).transport).toBe('served');
    await stage.at(at('2026-09-29', '10:05'));
    expect((await one.copy('lvsi-water')).transport).toBe('undeliverable');
    expect((await countsOf(one, 'lvsi-water')).map(({ reason }) => reason)).toEqual([
      ...['started', 'voided'],
    ]);
  });

  it('undoes neither acknowledgement nor reply; a service by hand, which these prove, starts the periods', async () => {
    const one = await servedCase(stage, key, {}, onlyTo('police', 'planning'));
    const police = one.partner('lvsi-police');
    await police.acknowledge('王警官', '民警');
    await one.partner('lvsi-planning').reply('dealt-with', '已责令停工，地基已拆除。');
    await stage.settle();
    const [reply] = (await one.copy('lvsi-planning')).replies;
    await one.office.call('POST', `/v1/replies/${reply?.id ?? ''}/acceptance`);
    await stage.at(at('2026-10-08'));
    for (const unit of ['lvsi-police', 'lvsi-planning'] as const) {
      await post.report('postfix-failed', await messageTo(one, unit));
      expect((await one.copy(unit)).transport).toBe('undeliverable');
    }
    expect(await one.status('lvsi-planning', 'reply')).toBe('closed');
    expect(await one.status('lvsi-police', 'reply')).toBe('waiting');
    const copy = await one.copy('lvsi-police');
    expect(copy).toMatchObject({ acknowledgement: 'acknowledged' });
    await one.office.call('POST', `/v1/copies/${copy.id}/service`, {
      ...{ method: '以签收为送达', by: '李所长', servedAt: at('2026-09-29', '10:00') },
      proof: '王警官9月29日在办理页面具名签收',
    });
    expect(await one.duty('lvsi-police', 'reply')).toMatchObject({
      ...{ status: 'running', dueOn: '2026-10-12' },
    });
    expect((await countsOf(one, 'lvsi-police')).map(({ reason }) => reason)).toEqual([
      ...['started', 'voided', 'started'],
    ]);
  });

  it('is matched by its address before anything it says, and by its Message-ID where that is missing', async () => {
    const one = await servedCase(stage, key, {}, onlyTo('water', 'power'));
    const water = await messageTo(one, 'lvsi-water');
    const power = await messageTo(one, 'lvsi-power');
    await post.report('postfix-failed', water, {
      values: { MESSAGE_ID: `<${power}@chaogao.example>`, ENVID: power },
    });
    expect((await one.copy('lvsi-water')).transport).toBe('undeliverable');
    expect((await one.copy('lvsi-power')).transport).toBe('served');
    await post.report('exchange-failed-zh', power, { to: 'chaogao@chaogao.example' });
    expect((await one.copy('lvsi-power')).transport).toBe('undeliverable');
  });

  it('changes nothing where it is only late, passed on, or answered by a robot', async () => {
    const one = await servedCase(stage, key, {}, onlyTo('water'));
    const water = await messageTo(one, 'lvsi-water');
    for (const fixture of ['postfix-delayed', 'postfix-relayed', 'exchange-away-zh', 'vacation']) {
      await post.report(fixture, water);
    }
    const copy = await one.copy('lvsi-water');
    expect([copy.transport, (await one.duty('lvsi-water', 'reply')).dueOn]).toEqual([
      ...['served', '2026-10-12'],
    ]);
    const types = (await one.timeline()).map(({ type }) => type);
    expect(types.filter((type) => /bounced|mail-received/.test(type))).toEqual([]);
    expect(types.filter((type) => type === 'message-delayed')).toHaveLength(1);
    const { rows } = await stage.database.query<{ kind: string; place: string }>(
      'SELECT kind, place FROM inbound_mail WHERE message_id = $1 ORDER BY id',
      [water],
    );
    expect(rows).toEqual(
      ['delay', 'delivered', 'auto-reply', 'auto-reply'].map((kind) => ({ kind, place: 'kept' })),
    );
    const cookie = await signIn(stage, person);
    const page = await textOf(await getPage(stage, cookie, `/console/notices/${one.id}`));
    expect(page).toContain('邮件投递延迟');
    expect(page).toContain('Connection timed out');
  });

  it('goes to the pen where its address was forged or leads nowhere', async () => {
    const one = await servedCase(stage, key, {}, onlyTo('water', 'power'));
    const water = await messageTo(one, 'lvsi-water');
    const power = post.addresses.make('bounce', await messageTo(one, 'lvsi-power'));
    const mine = post.addresses.make('bounce', water);
    // The id of one message, the proof of another.
    const forged = mine.slice(0, 32) + power.slice(32);
    await post.report('postfix-failed', water, { to: forged });
    await post.report('postfix-failed', newId());
    expect((await one.copy('lvsi-water')).transport).toBe('served');
    const { rows } = await stage.database.query<{ why: string }>(
      `SELECT why FROM inbound_mail WHERE place = 'pen' ORDER BY id DESC LIMIT 2`,
    );
    expect(rows.map(({ why }) => why)).toEqual(['unknown', 'forged']);
  });

  it('is on the page of mailboxes that fail', async () => {
    const one = await servedCase(stage, key, {}, onlyTo('water'));
    await post.report('postfix-failed', await messageTo(one, 'lvsi-water'));
    const secretary = await stage.officer('qidong-secretariat', 'mishu', 'secretariat');
    const page = await textOf(
      await getPage(stage, await signIn(stage, secretary), '/console/reachability'),
    );
    expect(page).toContain(MAILBOX['lvsi-water']);
    expect(page).toContain('User unknown in virtual mailbox table');
  });

  it('is refused for other domains, and put off while the database is away', async () => {
    const raw = Buffer.from('Subject: x\r\n\r\nx');
    await expect(post.bring(raw, 'a@b.example', 'a@elsewhere.example')).rejects.toThrow('550');
    await stage.database.query('ALTER TABLE inbound_mail RENAME TO inbound_mail_away');
    await expect(post.bring(raw, 'a@b.example', 'a@chaogao.example')).rejects.toThrow('451');
    await stage.database.query('ALTER TABLE inbound_mail_away RENAME TO inbound_mail');
    expect(await post.bring(raw, 'a@b.example', 'a@chaogao.example')).toMatch(/^250 /);
    await eventually(async () => {
      const { rows } = await stage.database.query(
        `SELECT 1 FROM inbound_mail WHERE recipient = 'a@chaogao.example' AND place = 'pen'`,
      );
      return rows.length === 1;
    }, 'the mail to lie in the pen');
  });
});
