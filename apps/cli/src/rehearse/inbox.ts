import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail extends ParsedMail {
  /** Envelope recipient. */
  recipient: string;
  /** Envelope sender. */
  sender: string;
}

/** What the server does with a recipient: accept, or refuse with a code. */
export type Behaviour = (recipient: string) => { code: number; text: string } | null;

/** No text is made of HTML, nor HTML of text: a mail of ours has both. */
const AS_WRITTEN = { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true };

/** A real SMTP server in this process that keeps what it accepted. */
export class Inbox {
  readonly mails: ReceivedMail[] = [];
  behaviour: Behaviour = () => null;
  /** The answer to a mail that it has taken already waits for this. */
  hold: (recipient: string) => Promise<void> = () => Promise.resolve();
  #server: SMTPServer;
  #port = 0;

  constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: ({ address }, _session, done) => {
        const refusal = this.behaviour(address);
        done(refusal && Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
      },
      onData: (stream, session, done) => {
        void simpleParser(stream, AS_WRITTEN).then(async (mail) => {
          for (const { address } of session.envelope.rcptTo) {
            const { mailFrom } = session.envelope;
            const sender = mailFrom ? mailFrom.address : '';
            this.mails.push(Object.assign(mail, { recipient: address, sender }));
            await this.hold(address);
          }
          done(null, 'kept');
        }, done);
      },
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#port = (this.#server.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  /** The first mail that satisfies the test; waits for it. */
  async waitFor(
    wanted: (mail: ReceivedMail) => boolean,
    what = 'the mail',
    milliseconds = 60_000,
  ): Promise<ReceivedMail> {
    const until = Date.now() + milliseconds;
    while (Date.now() < until) {
      const found = this.mails.find(wanted);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const subjects = this.mails.map((mail) => `${mail.recipient}: ${mail.subject}`).join('\n');
    throw new Error(`${what} did not arrive; the inbox holds\n${subjects}`);
  }

  to(recipient: string): ReceivedMail[] {
    return this.mails.filter((mail) => mail.recipient === recipient);
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
