import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { MAILBOX, send, type ServedCase, servedCase } from '../support/case.js';

const PERSON = { name: '陈某', position: '副所长', phone: '0513-83300001' };

describe('Acknowledging a notice', () => {
  let stage: Stage;
  let served: ServedCase;

  beforeAll(async () => {
    stage = await startApp();
    served = await servedCase(stage, await stage.key('lvsi-land-office'));
  });
  afterAll(() => stage.close());

  const codes = () =>
    served
      .mails(MAILBOX['lvsi-police'], '签收验证码')
      .map(({ text = '' }) => /验证码：(\d{6})/.exec(text)?.[1] ?? '');

  it('by a typed name is on record as that and nothing more', async () => {
    await send(served.partner('lvsi-planning'), '/acknowledge', PERSON);
    expect(await served.copy('lvsi-planning')).toMatchObject({
      acknowledgement: 'acknowledged',
      acknowledgementGrade: 'named-officer',
    });
  });

  it('with a code keeps what was typed while the code is on its way, and counts once it is typed', async () => {
    const police = served.partner('lvsi-police');
    const wanted = { ...PERSON, wantsCode: 'yes' };
    const asked = await send(police, '/acknowledge', wanted);
    expect(asked.status).toBe(422);
    expect(asked.html).toContain('p***@lvsi.qidong.example');
    expect(asked.html).toContain('value="陈某"');
    expect(await served.copy('lvsi-police')).toMatchObject({ acknowledgement: 'none' });

    await stage.settle();
    // Nothing was wrong: it is said as what to do next, not as a fault.
    expect(asked.html).toMatch(/role="status">\s*验证码已发到 p\*\*\*@/);
    expect(asked.html).not.toContain('role="alert"');
    const [code = ''] = codes();
    expect(code).toMatch(/^\d{6}$/);
    const other = code === '000000' ? '000001' : '000000';
    expect((await send(police, '/acknowledge', { ...wanted, code: other })).html).toContain(
      '验证码不对',
    );
    expect((await send(police, '/acknowledge', { ...wanted, code })).status).toBe(303);
    expect(await served.copy('lvsi-police')).toMatchObject({
      acknowledgementGrade: 'named-officer-with-code',
    });
    expect(await served.happened('copy-acknowledged')).toContainEqual(
      expect.objectContaining({
        data: expect.objectContaining({ grade: 'named-officer-with-code' }),
      }),
    );
  });

  it('takes no code that was tried too often, or that is an hour old', async () => {
    const water = served.partner('lvsi-water');
    const wanted = { ...PERSON, wantsCode: 'yes' };
    await send(water, '/acknowledge', wanted);
    await stage.settle();
    const text = served.mails(MAILBOX['lvsi-water'], '签收验证码')[0]?.text ?? '';
    const code = /验证码：(\d{6})/.exec(text)?.[1] ?? '';
    const wrong = code === '123456' ? '123457' : '123456';
    for (let tries = 0; tries < 5; tries++) {
      await send(water, '/acknowledge', { ...wanted, code: wrong });
    }
    const late = await send(water, '/acknowledge', { ...wanted, code });
    expect(late.html).toContain('验证码已失效');
    expect(await served.copy('lvsi-water')).toMatchObject({ acknowledgement: 'none' });
  });

  it('on paper is recorded by the issuer once, and a later click takes nothing back', async () => {
    const { id } = await served.copy('lvsi-power');
    const paper = {
      name: '周某',
      position: '所长',
      signedOn: '2026-09-29',
      proof: '送达回证第3号',
    };
    const path = `/v1/copies/${id}/acknowledgement`;
    await served.office.call('POST', path, paper);
    await send(served.partner('lvsi-power'), '/acknowledge', PERSON);
    expect(await served.copy('lvsi-power')).toMatchObject({
      acknowledgementGrade: 'signed-paper',
      reply: 'none',
    });
    await expect(served.office.call('POST', path, paper)).rejects.toThrow(/already-signed/);
    await expect(
      served.office.call('POST', path, { ...paper, signedOn: '2026-09-30' }),
    ).rejects.toThrow(/signedOn/);
  });
});
