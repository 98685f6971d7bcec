import { MailAddresses } from '#mail';
import { createTransport } from 'nodemailer';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { mailFixture } from './mails.js';

/** Brings mail to the worker's own port, as the city's mail server forwards it. */
export class Postman {
  readonly #transport;
  readonly addresses: MailAddresses;

  constructor(
    private readonly stage: Stage,
    port: number,
  ) {
    this.#transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
    this.addresses = stage.web.get(MailAddresses, { strict: false });
  }

  /** Answers what the server said. */
  async bring(raw: Buffer, from: string, to: string): Promise<string> {
    const sent: unknown = await this.#transport.sendMail({ envelope: { from, to }, raw });
    return (sent as { response: string }).response;
  }

  /** A report of a shape in test/fixtures/mail about a message of ours; waits until it was read. */
  async report(
    fixture: string,
    messageId: string,
    more: { to?: string; values?: Record<string, string> } = {},
  ): Promise<void> {
    const { rows } = await this.stage.database.query<{ address: string }>(
      'SELECT address FROM message WHERE id = $1',
      [messageId],
    );
    const to = more.to ?? this.addresses.make('bounce', messageId);
    const raw = mailFixture(fixture, {
      ...{ VERP: to, TO: to, RECIPIENT: rows[0]?.address ?? '', ENVID: messageId },
      MESSAGE_ID: `<${messageId}@chaogao.example>`,
      ...more.values,
    });
    await this.bring(raw, '', to);
    await this.stage.settle();
  }

  close(): void {
    this.#transport.close();
  }
}
