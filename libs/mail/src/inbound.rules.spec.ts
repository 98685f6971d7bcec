import { describe, expect, it } from '@jest/globals';
import { mailFixture } from '../../../test/support/mails.js';
import { classify, envelopeIdOf, recipientsIn, reportedIds } from './inbound.rules.js';
import { readInbound } from './inbound-mail.js';

const RECIPIENT = 'gongshui@lvsi.qidong.example';
const MESSAGE_ID = '<0199a000-0000-7000-8000-000000000001@chaogao.example>';
const VALUES = {
  ...{ RECIPIENT, MESSAGE_ID, ENVID: '0199a000-0000-7000-8000-000000000001' },
  ...{ VERP: 'bounce+token@chaogao.example', TO: 'reply+token@chaogao.example' },
  ...{ FROM: 'paichusuo@lvsi.qidong.example', ID: 'letter-1' },
};
const read = (name: string) => readInbound(mailFixture(name, VALUES));

/** Columns: the mail, sender of its envelope, what it is, recipient, status, words of the server. */
type Row = [string, string | null, string, string | null, string | null, string];
const MAILS: Row[] = [
  ['postfix-failed', null, 'bounce', RECIPIENT, '5.1.1', 'User unknown in virtual mailbox table'],
  ['postfix-delayed', null, 'delay', RECIPIENT, '4.4.1', 'Connection timed out'],
  ['postfix-relayed', null, 'delivered', RECIPIENT, '2.0.0', '250 2.0.0 Ok: queued'],
  ['exim-failed', null, 'bounce', RECIPIENT, '5.0.0', '550 5.7.1 mailbox disabled'],
  ['exim-old-failed', null, 'bounce', RECIPIENT, '5.1.1', '550 5.1.1 unknown user'],
  ['exim-old-delayed', null, 'delay', null, null, 'delayed 24 hours'],
  ['exchange-failed-en', null, 'bounce', RECIPIENT, '5.1.10', 'RESOLVER.ADR.RecipientNotFound'],
  ['exchange-failed-zh', null, 'bounce', RECIPIENT, '5.1.1', '5.1.1'],
  ['qq-returned-zh', null, 'bounce', null, null, '550 Mailbox not found.'],
];

describe('a report of', () => {
  it.each(MAILS)('%s (sent by %p) is a %s', async (name, sender, kind, recipient, status, said) => {
    const { report, ...rest } = classify(await read(name), sender);
    expect(rest).toEqual({ kind });
    expect(report).toMatchObject({ recipient, status });
    expect(report?.diagnostic).toContain(said);
  });

  it('an address that expands to several has arrived where one of them has it', async () => {
    const mixed = mailFixture('postfix-failed', VALUES)
      .toString('latin1')
      .replace(
        /(Final-Recipient: rfc822; )/,
        'Final-Recipient: rfc822; other@lvsi.qidong.example\r\nAction: delivered\r\nStatus: 2.1.5\r\n\r\n$1',
      );
    expect(classify(await readInbound(Buffer.from(mixed, 'latin1')), null).kind).toBe('delivered');
  });

  it('a mail system that says neither is left to a person', async () => {
    const plain =
      'From: postmaster@lvsi.qidong.example\r\nSubject: News of our server\r\n\r\nHello';
    const mail = await readInbound(Buffer.from(plain));
    expect(classify(mail, 'postmaster@lvsi.qidong.example').kind).toBe('unclear-report');
  });
});

describe('a mail', () => {
  it.each([
    ['exchange-away-zh', 'auto-reply'],
    ['webmail-away-zh', 'auto-reply'],
    ['vacation', 'auto-reply'],
    ['displayed', 'auto-reply'],
    ['letter-zh', 'letter'],
  ])('like %s is taken as %s', async (name, kind) => {
    expect(classify(await read(name), RECIPIENT)).toEqual({ kind, report: null });
  });

  it('about an absence that a person wrote is a letter', async () => {
    const away =
      'From: a@lvsi.qidong.example\r\nSubject: Re: the officer who is out of office\r\n\r\nx';
    expect(classify(await readInbound(Buffer.from(away)), 'a@lvsi.qidong.example').kind).toBe(
      'letter',
    );
  });

  it('is read in the encoding of its writer, with its files', async () => {
    const { from, fromName, subject, text, files } = await read('letter-zh');
    expect([from, fromName]).toEqual(['paichusuo@lvsi.qidong.example', '王警官']);
    expect(subject).toBe('回复: [请于5个工作日内函复] 抄告单');
    expect(text).toContain('已到现场，当事人同意停工。');
    expect(files.map(({ name }) => name)).toEqual(['现场照片.png', 'report.exe']);
  });
});

describe('what a report is about', () => {
  it.each([
    ...['postfix-failed', 'postfix-delayed', 'exim-failed', 'exim-old-failed'],
    ...['exchange-failed-en', 'exchange-failed-zh', 'vacation'],
  ])('is found in %s by the Message-ID', async (name) => {
    expect(reportedIds(await read(name))[0]).toBe(MESSAGE_ID);
  });

  it.each(['postfix-failed', 'postfix-relayed'])(
    'is found in %s by the envelope id',
    async (name) => {
      expect(envelopeIdOf(await read(name))).toBe(VALUES.ENVID);
    },
  );

  it('is found by the address to which it came, also in a mailbox that knows no envelope', async () => {
    expect(recipientsIn(await read('postfix-failed'))).toEqual([VALUES.VERP]);
    const delivered = Buffer.from(
      'Delivered-To: Bounce+ABC@chaogao.example\r\nTo: x@y.example\r\n\r\n',
    );
    expect(recipientsIn(await readInbound(delivered))).toEqual([
      'bounce+abc@chaogao.example',
      'x@y.example',
    ]);
  });
});
