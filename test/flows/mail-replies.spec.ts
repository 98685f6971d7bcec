import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import {
  at,
  getPage,
  ISSUER_MAILBOX,
  MAILBOX,
  postForm,
  type ServedCase,
  servedCase,
  signIn,
  startOver,
} from '../support/case.js';
import { PHOTO, textOf } from '../support/desk.js';
import { onlyTo } from '../support/factories.js';
import { mailFixture } from '../support/mails.js';
import { Postman } from '../support/postman.js';
import { freePort } from '../support/processes.js';

const POLICE: string = MAILBOX['lvsi-police'];
const ANSWER = '[已收到，请在页面上确认]';

describe('A reply by plain mail', () => {
  let stage: Stage;
  let post: Postman;
  let key: string;
  let office: string;
  let operator: string;
  let letters = 0;

  beforeAll(async () => {
    const port = await freePort();
    stage = await startApp({ env: { INBOUND_SMTP_PORT: String(port) } });
    post = new Postman(stage, port);
    key = await stage.key('lvsi-land-office');
    const person = await stage.officer('lvsi-land-office', 'suozhang', 'land-office');
    office = await signIn(stage, person);
    operator = await signIn(stage, await stage.officer('qidong-secretariat', 'ops', 'operator'));
  });
  beforeEach(() => startOver(stage, at('2026-09-29')));
  afterAll(async () => {
    post.close();
    await stage.close();
  });

  /** The police writes to the address that its mail program takes from the notice. */
  async function write(
    one: ServedCase,
    more: { to?: string; from?: string; sender?: string; fixture?: string } = {},
  ): Promise<void> {
    const notice = one.mails(POLICE)[0];
    letters += 1;
    const from = more.from ?? POLICE;
    const to = more.to ?? notice?.replyTo?.value[0]?.address ?? '';
    const raw = mailFixture(more.fixture ?? 'letter-zh', {
      ...{ FROM: from, RECIPIENT: from, TO: to, ID: `letter-${letters}` },
      ...{ MESSAGE_ID: notice?.messageId ?? '', LINK: one.partner('lvsi-police').link },
    });
    await post.bring(raw, more.sender ?? from, to);
    await stage.settle();
  }

  const answers = (one: ServedCase, to = POLICE) => one.mails(to, ANSWER);

  const mailIn = async (place: string): Promise<{ id: string; copy_id: string }> => {
    const { rows } = await stage.database.query<{ id: string; copy_id: string }>(
      'SELECT id, copy_id FROM inbound_mail WHERE place = $1 ORDER BY id DESC LIMIT 1',
      [place],
    );
    if (!rows[0]) throw new Error(`no mail lies in ${place}`);
    return rows[0];
  };

  it('goes to an address of the copy’s own, and reports to one of the mail’s own', async () => {
    const one = await servedCase(stage, key, {}, onlyTo('police'));
    const [mail] = one.mails(POLICE);
    const { id } = await one.copy('lvsi-police');
    expect(post.addresses.parse(mail?.replyTo?.value[0]?.address ?? '')).toEqual({
      ...{ purpose: 'reply', id, valid: true },
    });
    expect(mail?.from?.value[0]?.address).toBe('chaogao@chaogao.example');
    const bounce = post.addresses.parse(mail?.sender ?? '');
    expect(bounce).toMatchObject({ purpose: 'bounce', valid: true });
    expect(mail?.messageId).toBe(`<${bounce?.id}@chaogao.example>`);
  });

  it('is kept whole, changes no axis, and waits on the land office’s desk', async () => {
    const one = await servedCase(stage, key, {}, onlyTo('police'));
    await write(one);
    const copy = (await one.copy('lvsi-police')) as unknown as Record<string, unknown>;
    expect(copy).toMatchObject({ transport: 'served', acknowledgement: 'none', reply: 'none' });
    const [fact] = await one.happened('mail-received');
    expect(fact?.data).toMatchObject({ mailDigest: expect.stringMatching(/^[\da-f]{64}$/) });

    const mine = await textOf(await getPage(stage, office, '/console/mine?show=mails'));
    expect(mine).toContain('回复: [请于5个工作日内函复] 抄告单');
    const notice = await textOf(await getPage(stage, office, `/console/notices/${one.id}`));
    expect(notice).toContain('已收到邮件回复，待确认');

    const { id } = await mailIn('desk');
    const path = `/console/notices/${one.id}/mail/${id}`;
    const html = await (await getPage(stage, office, path)).text();
    expect(html).toContain('已到现场，当事人同意停工。');
    expect(html).toContain('未采用：文件内容不是可接受的类型');
    expect(html).not.toContain(one.partner('lvsi-police').link);
    expect(html).not.toMatch(/tracker\.example|<script/);
    const digest = /files\/([\da-f]{64})/.exec(html)?.[1] ?? '';
    const photo = await getPage(stage, office, `${path}/files/${digest}`);
    expect(Buffer.from(await photo.arrayBuffer()).equals(PHOTO)).toBe(true);
  });

  it('is answered once, with the link and what makes it count', async () => {
    const one = await servedCase(stage, key, {}, onlyTo('police'));
    await write(one);
    const [answer] = answers(one);
    expect(answers(one)).toHaveLength(1);
    expect(answer?.text).toContain('提交后方为有效');
    expect(answer?.text).toContain(one.partner('lvsi-police').link);
    expect(answer?.headers.get('auto-submitted')).toBe('auto-replied');
    expect(answer?.inReplyTo).toMatch(/^<letter-\d+@/);
  });

  it('gets no link at an address that has none, and no answer where a machine wrote', async () => {
    const one = await servedCase(stage, key, {}, onlyTo('police'));
    const stranger = 'somebody@elsewhere.example';
    await write(one, { from: stranger });
    expect(answers(one, stranger)[0]?.text).not.toContain('/l/');
    for (const fixture of ['exchange-away-zh', 'webmail-away-zh', 'vacation', 'displayed']) {
      await write(one, { fixture });
    }
    await write(one, { sender: '' });
    expect(answers(one)).toEqual([]);
    // Two machines that both forget to say what they are stop after a few mails.
    for (let n = 0; n < 5; n += 1) await write(one);
    expect(answers(one)).toHaveLength(3);
  });

  it('is kept once, however often it is brought', async () => {
    const one = await servedCase(stage, key, {}, onlyTo('police'));
    const to = one.mails(POLICE)[0]?.replyTo?.value[0]?.address ?? '';
    const raw = mailFixture('letter-zh', { FROM: POLICE, TO: to, ID: 'brought-twice' });
    await post.bring(raw, POLICE, to);
    await stage.settle();
    await post.bring(raw, POLICE, to.toUpperCase());
    await stage.settle();
    expect(await one.happened('mail-received')).toHaveLength(1);
    expect(answers(one)).toHaveLength(1);
  });

  it('is off the desk once the land office has said what it did about it', async () => {
    const one = await servedCase(stage, key, {}, onlyTo('police'));
    await write(one);
    const { id } = await mailIn('desk');
    const path = `/console/notices/${one.id}/mail/${id}`;
    const empty = await postForm(stage, office, path, { reason: '' }, /handled/);
    expect([empty.status, await textOf(empty)]).toEqual([
      ...[422, expect.stringContaining('请写明如何处理')],
    ]);
    await postForm(stage, office, path, { reason: '已电话告知通过链接函复' }, /handled/);
    expect((await one.happened('mail-handled'))[0]?.data.reason).toBe('已电话告知通过链接函复');
    expect(await textOf(await getPage(stage, office, path))).toContain('已电话告知');
  });

  it('that matches nothing lies in the pen until an operator has sorted it', async () => {
    const one = await servedCase(stage, key, {}, onlyTo('police', 'power'));
    const mine = post.addresses.make('reply', (await one.copy('lvsi-police')).id);
    const other = post.addresses.make('reply', (await one.copy('lvsi-power')).id);
    // The id of one copy, the proof of another.
    const forged = mine.slice(0, 31) + other.slice(31);
    await write(one, { to: forged });
    await write(one, { to: 'chaogao@chaogao.example' });
    expect(await one.happened('mail-received')).toEqual([]);
    expect(answers(one)).toEqual([]);
    const list = await textOf(await getPage(stage, operator, '/console/holding-pen'));
    expect(list).toContain('收件地址是伪造的或已损坏');
    expect(list).toContain('看不出与哪份抄告有关');

    const { id } = await mailIn('pen');
    const path = `/console/holding-pen/${id}`;
    const eml = await (await getPage(stage, operator, `${path}/eml`)).text();
    expect(eml).toContain('/l/[masked]');
    // The mail answers one of ours: its copy is offered, and an operator says whether it is the one.
    const { id: copyId } = await one.copy('lvsi-police');
    expect((await postForm(stage, operator, path, { copyId }, /assign/)).status).toBe(303);
    expect(await mailIn('desk')).toEqual({ id, copy_id: copyId });
    const mails = await textOf(await getPage(stage, office, '/console/mine?show=mails'));
    expect(mails).toContain('回复: [请于5个工作日内函复] 抄告单');

    const second = `/console/holding-pen/${(await mailIn('pen')).id}`;
    const nothing = await postForm(stage, operator, second, { reason: '' }, /discard/);
    expect(nothing.status).toBe(422);
    await postForm(stage, operator, second, { reason: '地址被人改动，已另行联系' }, /discard/);
    const sorted = await textOf(
      await getPage(stage, operator, '/console/holding-pen?view=settled'),
    );
    expect(sorted).toContain('回复: [请于5个工作日内函复] 抄告单');
    expect(await textOf(await getPage(stage, operator, second))).toContain('地址被人改动');
    await expect(
      stage.database.query('DELETE FROM inbound_mail WHERE id = $1', [id]),
    ).rejects.toThrow('append-only');
    expect(one.mails(ISSUER_MAILBOX, ANSWER)).toEqual([]);
  });
});
