import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { linkIn, Partner, Secretariat } from '../../apps/cli/src/rehearse/cast.js';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { call, facts } from '../support/factories.js';
import { Office } from '../support/office.js';
import { eventually, freePort, Process } from '../support/processes.js';

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

const PARTY_PHONE = '13987654321';
const CONTACT_PHONE = '0513-83117788';
const OFFICER_PHONE = '0513-83229900';
const ID_NUMBER = '320681198001011234';
const WRONG_PASSWORD = 'not-the-password-2026';

describe('The logs of web and worker at their most talkative', () => {
  /** The stage keeps directory, keys and inbox; the processes that are listened to are their own. */
  let stage: Stage;
  let web: Process;
  let worker: Process;
  let served: Stage;

  beforeAll(async () => {
    stage = await startApp({ workers: 0, startAt: new Date().toISOString() });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = {
      LOG_LEVEL: 'debug',
      PORT: String(port),
      PUBLIC_URL: url,
      DATABASE_URL: stage.config.DATABASE_URL,
      REDIS_URL: stage.config.REDIS_URL ?? '',
      CHAOGAO_SECRETS: stage.config.CHAOGAO_SECRETS.join(','),
      SMTP_URL: stage.inbox.url,
      SWEEP_MS: '100',
    };
    [web, worker] = [new Process('web', env), new Process('worker', env)];
    await Promise.all([web.says('web is listening'), worker.says('worker is running')]);
    served = Object.assign(Object.create(stage) as Stage, { url });
  });
  afterAll(async () => {
    await Promise.all([web.kill(), worker.kill()]);
    await stage.close();
  });

  it('hold no token, key, password, cookie, secret or telephone number, and do name the notice', async () => {
    const { key } = await Office.of(stage, 'lvsi-land-office');
    const office = new Office(served, key);
    const revealed: string[] = [key, key.split('_').slice(2).join('_')];
    const { username, password } = await stage.officer('qidong-secretariat', 'liu', 'secretariat');
    revealed.push(password, WRONG_PASSWORD, ...stage.config.CHAOGAO_SECRETS);
    revealed.push(PARTY_PHONE, CONTACT_PHONE, OFFICER_PHONE, ID_NUMBER);
    revealed.push(CONTACT_PHONE.replace('-', ''), OFFICER_PHONE.replace('-', ''));

    // One mailbox refuses, so that failures are logged as well.
    stage.inbox.behaviour = (recipient) =>
      recipient.startsWith('gongshui@') ? { code: 550, text: '5.1.1 unknown' } : null;
    const given = facts({
      discoveredAt: hoursAgo(2),
      stopFailedAt: hoursAgo(1),
      party: { name: '陈某', kind: 'person', phone: PARTY_PHONE, idNumber: ID_NUMBER },
      contact: { name: '李所长', phone: CONTACT_PHONE },
    });
    const body = { kind: 'copy-notice', facts: given };
    const posted = await office.post('/v1/notices', body, { 'idempotency-key': randomUUID() });
    expect(posted.status).toBe(201);
    const mails = () => stage.inbox.mails.filter(({ subject }) => subject?.includes('抄〔'));
    await eventually(() => mails().length >= 6, 'the mails');

    // Everything that goes wrong with a secret in hand.
    const wrong = `cg_wrongkey_${'k'.repeat(43)}`;
    revealed.push(wrong);
    await call(served, wrong, 'GET', '/v1/notices');
    await call(served, key, 'GET', `/v1/notices/${key}`);
    await call(served, key, 'GET', `/v1/nowhere?key=${key}&phone=${PARTY_PHONE}`);
    await call(served, key, 'GET', `/v1/notices?text=${PARTY_PHONE}`);
    await office.post('/v1/notices', { ...body, phone: PARTY_PHONE });
    await fetch(`${served.url}/v1/notices`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: `{"phone": "${PARTY_PHONE}", "key": "${key}"`,
    });

    const mail = mails().find(({ subject }) => subject?.includes('函复'));
    if (!mail) throw new Error('no mail to an agency');
    const link = linkIn(mail);
    const token = link.split('/l/')[1] ?? '';
    revealed.push(token, ...token.split('.'));
    const partner = new Partner(link);
    await partner.page();
    await fetch(`${link}?from=mail`);
    await fetch(link.replace('/l/', '/%6c/'));
    await fetch(link.replace('/l/', '//l/'));
    await fetch(`${link}/nowhere`);
    await fetch(`${link.slice(0, -2)}xx`);
    await fetch(`${link}/acknowledge`, { method: 'POST', body: `{"phone":"${OFFICER_PHONE}"` });
    await partner.fill('/acknowledge', { name: '陈某', position: '所长', phone: OFFICER_PHONE });

    const stranger = new Secretariat(served);
    await expect(stranger.signIn(username, WRONG_PASSWORD)).rejects.toThrow('401');
    const answer = await fetch(`${served.url}/console/sign-in`, {
      method: 'POST',
      body: new URLSearchParams({ username, password }),
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
    const cookie = /cg_session=([^;]+)/.exec(answer.headers.getSetCookie().join('\n'))?.[1] ?? '';
    expect(cookie.length).toBeGreaterThan(40);
    revealed.push(cookie);
    const headers = { cookie: `cg_session=${cookie}` };
    const noticeId = posted.body.id as string;
    const page = await fetch(`${served.url}/console/notices/${noticeId}`, { headers });
    expect(page.status).toBe(200);
    await fetch(`${served.url}/console/notices/${noticeId}?phone=${PARTY_PHONE}`, { headers });

    // A database that fails in the middle of a request is logged with its error.
    await stage.database.query('ALTER TABLE idempotency RENAME TO idempotency_away');
    const failed = await office.post('/v1/notices', body, { 'idempotency-key': randomUUID() });
    expect(failed.status).toBe(500);
    await stage.database.query('ALTER TABLE idempotency_away RENAME TO idempotency');

    await Promise.all([web.stop(), worker.stop()]);
    const output = web.output + worker.output;
    expect(output).toContain(noticeId);
    expect(output).toContain('"level":"debug"');
    expect(output).toContain('idempotency');
    const found = revealed.filter((secret) => output.includes(secret));
    const lines = output
      .split('\n')
      .filter((line) => found.some((secret) => line.includes(secret)))
      .map((line) => line.slice(0, 300));
    expect(lines).toEqual([]);
    expect(found).toEqual([]);
  });
});
