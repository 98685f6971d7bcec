import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { MailAddresses } from '#mail';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { MAILBOX } from '../support/case.js';
import { mailFixture } from '../support/mails.js';
import { MailboxServer } from '../support/mailbox-server.js';
import { Office } from '../support/office.js';
import { eventually, Process } from '../support/processes.js';
import { Sink } from '../support/sink.js';

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

describe('A mailbox that reports and replies go to', () => {
  let stage: Stage;
  let mailbox: MailboxServer;
  let sink: Sink;
  let env: Record<string, string>;
  let processes: Process[] = [];

  beforeAll(async () => {
    mailbox = new MailboxServer();
    sink = new Sink();
    const IMAP_URL = await mailbox.start();
    stage = await startApp({ workers: 0, startAt: new Date().toISOString(), env: { IMAP_URL } });
    env = {
      DATABASE_URL: stage.config.DATABASE_URL,
      REDIS_URL: stage.config.REDIS_URL ?? '',
      CHAOGAO_SECRETS: stage.config.CHAOGAO_SECRETS.join(','),
      SMTP_URL: await sink.start(),
      ...{ IMAP_URL, IMAP_POLL_MS: '100', SWEEP_MS: '100' },
    };
  });
  afterEach(async () => {
    await Promise.all(processes.map((one) => one.kill()));
    processes = [];
  });
  afterAll(async () => {
    await stage.close();
    await mailbox.stop();
    await sink.stop();
  });

  const start = () => processes.push(new Process('worker', env));
  const rows = async <Row extends object>(sql: string, values: unknown[] = []) =>
    (await stage.database.query<Row>(sql, values)).rows;

  it('is emptied, each mail once, though a worker is killed before it could say so', async () => {
    const office = await Office.of(stage, 'lvsi-land-office');
    const id = await office.issued({ discoveredAt: hoursAgo(2), stopFailedAt: hoursAgo(1) });
    start();
    const sent = () =>
      rows<{ id: string; copy_id: string }>(
        `SELECT id, copy_id FROM message WHERE notice_id = $1 AND address = $2 AND state = 'accepted'`,
        [id, MAILBOX['lvsi-water']],
      );
    await eventually(async () => (await sent()).length === 1, 'the notice to be accepted');
    const [message] = await sent();
    const addresses = stage.web.get(MailAddresses, { strict: false });
    const bounce = addresses.make('bounce', message?.id ?? '');
    const reply = addresses.make('reply', message?.copy_id ?? '');

    let held = 0;
    mailbox.onMove = () => {
      held += 1;
      return new Promise(() => undefined);
    };
    mailbox.deliver(
      mailFixture('postfix-failed', { VERP: bounce, RECIPIENT: MAILBOX['lvsi-water'] }),
    );
    mailbox.deliver(mailFixture('letter-zh', { TO: reply, FROM: MAILBOX['lvsi-water'], ID: 'l' }));
    await eventually(() => held > 0, 'the worker to move the first mail');
    await processes[0]?.kill();
    expect(mailbox.folder('INBOX')).toHaveLength(2);
    expect(await rows('SELECT 1 FROM inbound_mail')).toHaveLength(1);

    mailbox.onMove = () => Promise.resolve();
    start();
    await eventually(() => mailbox.folder('Chaogao').length === 2, 'the mailbox to be emptied');
    expect(mailbox.folder('INBOX')).toEqual([]);
    const read = () =>
      rows<{ kind: string; place: string; matched_by: string }>(
        `SELECT kind, place, matched_by FROM inbound_mail ORDER BY id`,
      );
    await eventually(async () => (await read()).every(({ place }) => place !== 'new'), 'both read');
    expect(await read()).toEqual([
      { kind: 'bounce', place: 'kept', matched_by: 'verp' },
      { kind: 'letter', place: 'desk', matched_by: 'reply-address' },
    ]);
    expect((await office.copy(id, 'lvsi-water')).transport).toBe('undeliverable');
    expect(await rows(`SELECT 1 FROM event WHERE type = 'copy-bounced'`)).toHaveLength(1);
  });
});
