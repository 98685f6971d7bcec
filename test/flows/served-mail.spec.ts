import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256Hex } from '#evidence';
import { messageIdOf } from '#mail';
import { linkIn } from '../../apps/cli/src/rehearse/cast.js';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import type { TimelineItem } from '../support/case.js';
import { Office } from '../support/office.js';

describe('The mail of a notice', () => {
  let stage: Stage;
  let office: Office;

  beforeAll(async () => {
    stage = await startApp();
    office = await Office.of(stage, 'lvsi-land-office');
  });
  afterAll(() => stage.close());

  it('says in the mail what is asked by when, and nothing about the person', async () => {
    const party = {
      name: '某某水产有限公司',
      kind: 'organisation' as const,
      phone: '13812345678',
      idNumber: '91320681MA1ABCDE2X',
      address: '吕四港镇海鲜路188号',
    };
    const id = await office.issued({ party });
    await stage.settle();
    const { copies } = await office.notice(id);
    const planning = copies.find(({ agency }) => agency.code === 'lvsi-planning');
    const mails = stage.inbox.mails.filter(({ subject }) =>
      copies.some(({ number }) => subject?.endsWith(number)),
    );
    expect(mails).toHaveLength(8);
    for (const mail of mails) {
      const html = typeof mail.html === 'string' ? mail.html : '';
      for (const secret of [party.phone, party.idNumber, party.address, party.name]) {
        expect(`${mail.subject}${mail.text}${html}`).not.toContain(secret);
      }
      expect(html).toContain(linkIn(mail));
      const page = await fetch(linkIn(mail));
      expect(page.status).toBe(200);
      expect(await page.text()).toContain(mail.subject?.split(' ').at(-1));
    }
    const mail = stage.inbox
      .to('guijian@lvsi.qidong.example')
      .find(({ subject }) => subject?.includes(planning?.number ?? ''));
    expect(mail?.subject).toBe(
      `[请于1日内停工到场、5个工作日内函复] 抄告单 ${planning?.number ?? ''}`,
    );
    expect(mail?.text).toContain('期限自送达之日起算');
    expect(mail?.text).toContain('依职权下发停工通知书并到场制止');
  });

  it('encloses the formal document, whose digest and that of the mail stand in the chain', async () => {
    const id = await office.issued({ project: '冷库扩建' });
    await stage.settle();
    const { copies } = await office.notice(id);
    const { body } = await office.get(`/v1/notices/${id}/timeline`);
    const items = body.items as TimelineItem[];
    const said = (type: string) => items.filter((item) => item.type === type);
    const made = said('document-made').map(({ data }) => data.digest);
    expect(made).toHaveLength(2);
    const mails = stage.inbox.mails.filter(({ subject }) =>
      copies.some(({ number }) => subject?.endsWith(number)),
    );
    expect(mails).toHaveLength(8);
    for (const { attachments } of mails) {
      expect(attachments).toHaveLength(1);
      expect(attachments[0]?.content.subarray(0, 5).toString()).toBe('%PDF-');
      expect(made).toContain(sha256Hex(attachments[0]?.content ?? Buffer.alloc(0)));
    }
    const { rows: kept } = await stage.database.query<{ digest: string }>(
      'SELECT digest FROM sent_mail JOIN message ON message.id = message_id WHERE notice_id = $1',
      [id],
    );
    const proofs = said('copy-served').map(({ data }) => data.proof as { mailDigest: string });
    expect(proofs.map(({ mailDigest }) => mailDigest).sort()).toEqual(
      kept.map(({ digest }) => digest).sort(),
    );
  });

  it('gives every mail a Message-ID of its own, derived from its row', async () => {
    const { rows } = await stage.database.query<{ id: string }>(
      `SELECT id FROM message WHERE state = 'accepted'`,
    );
    const ids = stage.inbox.mails.map(({ messageId }) => messageId ?? '');
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(ids)).toEqual(
      new Set(rows.map(({ id }) => messageIdOf(id, stage.config.MAIL_FROM))),
    );
  });
});
