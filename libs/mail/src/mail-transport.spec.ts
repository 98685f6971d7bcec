import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '#platform';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { DeliveryError, MailTransport, messageIdOf } from './mail-transport.js';
import { buildMime, type OutgoingMail } from './mime.js';

/** What the server answers to a recipient, by the local part of the address. */
const ANSWERS: Record<string, [code: number, words: string]> = {
  gone: [550, '5.1.1 no such mailbox here'],
  full: [452, '4.2.2 mailbox full, try later'],
  busy: [421, '4.3.2 closing, too many connections'],
  strict: [530, '5.7.0 authenticate first'],
};

const mail = (to: string): OutgoingMail => ({
  from: '抄告平台 <chaogao@qidong.example>',
  to,
  subject: '[请于5个工作日内函复] 抄告单 启自然资吕抄〔2026〕17号',
  html: '<p>请处置并函复。</p>',
  text: '请处置并函复。',
  messageId: messageIdOf('0199a000-0000-7000-8000-000000000001', '<chaogao@qidong.example>'),
  date: new Date('2026-09-30T01:30:00Z'),
  enclosures: [],
});

describe('a connection to the mail server', () => {
  const received: string[] = [];
  let server: SMTPServer;
  let port: number;
  let transport: MailTransport | undefined;

  beforeAll(async () => {
    server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      authOptional: true,
      onAuth: (_auth, _session, done) => {
        done(Object.assign(new Error('5.7.8 bad credentials'), { responseCode: 535 }));
      },
      onRcptTo: ({ address }, _session, done) => {
        const answer = ANSWERS[address.split('@')[0] ?? ''];
        done(answer && Object.assign(new Error(answer[1]), { responseCode: answer[0] }));
      },
      onData: (stream, _session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (text.includes('refuse-the-content')) {
            done(Object.assign(new Error('5.7.1 content refused'), { responseCode: 554 }));
            return;
          }
          received.push(text);
          done(null);
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.server.address() as AddressInfo).port;
  });

  afterEach(() => transport?.onApplicationShutdown());
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)));

  function open(url = `smtp://127.0.0.1:${port}`): MailTransport {
    const env = { DATABASE_URL: 'postgres://127.0.0.1/none', CHAOGAO_SECRETS: 's'.repeat(32) };
    transport = new MailTransport(readConfig({ ...env, SMTP_URL: url }));
    return transport;
  }

  async function post(by: MailTransport, sent: OutgoingMail): Promise<{ response: string }> {
    const { raw } = await buildMime(sent);
    return by.send({ from: sent.from, to: sent.to }, raw);
  }

  async function failure(sending: Promise<unknown>): Promise<DeliveryError> {
    const error = await sending.then(
      () => new Error('it was accepted'),
      (reason: unknown) => reason,
    );
    if (!(error instanceof DeliveryError)) throw error;
    return error;
  }

  it('hands a mail over and answers in the words of the server', async () => {
    const { raw } = await buildMime(mail('gongan@lvsi.qidong.example'));
    const { response } = await post(open(), mail('gongan@lvsi.qidong.example'));
    expect(response).toMatch(/^250 /);
    expect(received.at(-1)).toBe(raw.toString());
    const parsed = await simpleParser(received.at(-1) ?? '');
    expect(parsed.subject).toBe('[请于5个工作日内函复] 抄告单 启自然资吕抄〔2026〕17号');
    expect(parsed.messageId).toBe('<0199a000-0000-7000-8000-000000000001@qidong.example>');
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(parsed.text).toContain('请处置并函复。');
    expect(parsed.html).toContain('<p>请处置并函复。</p>');
  });

  it.each([
    ['gone', false, '550 5.1.1 no such mailbox here'],
    ['full', true, '452 4.2.2 mailbox full, try later'],
    ['busy', true, '421 4.3.2 closing, too many connections'],
    ['strict', true, '530 5.7.0 authenticate first'],
  ])('takes the answer to %s@ as temporary: %p', async (name, temporary, response) => {
    const error = await failure(post(open(), mail(`${name}@lvsi.qidong.example`)));
    expect(error).toMatchObject({ temporary, response });
  });

  it('takes a refusal of the content, and an address that is none, as permanent', async () => {
    const sender = open();
    const refused = { ...mail('gongan@lvsi.qidong.example'), text: 'refuse-the-content' };
    expect(await failure(post(sender, refused))).toMatchObject({ temporary: false });
    expect(await failure(post(sender, mail('')))).toMatchObject({ temporary: false });
  });

  it('takes a wrong password of ours as temporary: the agency has refused nothing', async () => {
    const error = await failure(
      post(open(`smtp://user:wrong@127.0.0.1:${port}`), mail('gongan@lvsi.qidong.example')),
    );
    expect(error.temporary).toBe(true);
    expect(error.response).toContain('535');
  });

  it('asks a server that gives reports for those of failure and delay, naming the mail', async () => {
    const envelopes: object[] = [];
    const reporting = new SMTPServer({
      ...{ disabledCommands: ['STARTTLS', 'AUTH'], authOptional: true, hideDSN: false },
      onData: (stream, { envelope }, done) => {
        envelopes.push({ ...envelope.dsn, ...envelope.rcptTo[0]?.dsn });
        stream.resume().on('end', () => {
          done(null);
        });
      },
    });
    await new Promise<void>((resolve) => reporting.listen(0, '127.0.0.1', resolve));
    const { port: at } = reporting.server.address() as AddressInfo;
    const sent = mail('gongan@lvsi.qidong.example');
    const id = '0199a000-0000-7000-8000-000000000001';
    const { raw } = await buildMime(sent);
    await open(`smtp://127.0.0.1:${at}`).send({ from: 'chaogao@a.example', to: sent.to, id }, raw);
    expect(envelopes).toEqual([
      {
        ...{ ret: 'HDRS', envid: id, notify: ['FAILURE', 'DELAY'] },
        orcpt: 'rfc822;gongan@lvsi.qidong.example',
      },
    ]);
    transport?.onApplicationShutdown();
    await new Promise<void>((resolve) => reporting.close(resolve));
  });

  it('takes a server that is not there as temporary, and says so to the watchdog', async () => {
    const sender = open('smtp://127.0.0.1:1');
    const error = await failure(post(sender, mail('gongan@lvsi.qidong.example')));
    expect(error.temporary).toBe(true);
    expect(error.response).toContain('ECONNREFUSED');
    expect(await sender.verify()).toBe(false);
    sender.onApplicationShutdown();
    expect(await open().verify()).toBe(true);
  });
});
