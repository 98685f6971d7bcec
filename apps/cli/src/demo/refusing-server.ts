import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server that takes every mail and forgets it, but knows nobody at some addresses. */
export class RefusingServer {
  readonly #server: SMTPServer;

  constructor(unknown: ReadonlySet<string>) {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: ({ address }, _session, done) => {
        const refusal = Object.assign(new Error('5.1.1 no such mailbox here'), {
          responseCode: 550,
        });
        done(unknown.has(address) ? refusal : null);
      },
      onData: (stream, _session, done) => {
        stream.on('end', () => done(null, 'kept'));
        stream.resume();
      },
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
