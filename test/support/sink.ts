import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Kept {
  messageId: string;
  recipient: string;
}

/** An SMTP server that keeps who was sent what, and lets a test step in before it says 250. */
export class Sink {
  readonly kept: Kept[] = [];
  /** Called with the mail that is about to be accepted, and how many were before it. */
  beforeAccepting: (mail: Kept, before: number) => Promise<void> = () => Promise.resolve();
  /** Called when the 250 has been handed to the connection. */
  afterAccepting: (mail: Kept) => void = () => undefined;
  readonly #server: SMTPServer;

  constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData: (stream, session, done) => {
        let text = '';
        stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        stream.on('end', () => {
          const messageId = /^Message-ID: (<[^>]+>)/im.exec(text)?.[1] ?? '';
          const mail = { messageId, recipient: session.envelope.rcptTo[0]?.address ?? '' };
          const before = this.kept.push(mail) - 1;
          void this.beforeAccepting(mail, before).then(() => {
            done(null, 'kept');
            this.afterAccepting(mail);
          });
        });
      },
    });
    // A client that was killed leaves its connection behind.
    this.#server.on('error', () => undefined);
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
