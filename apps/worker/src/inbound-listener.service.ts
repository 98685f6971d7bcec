import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { MailAddresses } from '#mail';
import { INBOUND_LIMIT, MailIntake } from '#notices';
import { CONFIG, type Config } from '#platform';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { WorkerLog } from './worker-log.js';

type Done = (error?: (Error & { responseCode?: number }) | null, message?: string) => void;

/**
 * The port to which a mail server forwards reports and replies. 250 means that the mail is in the
 * database; where it cannot be kept now, the other side is asked to come back.
 */
@Injectable()
export class InboundListener implements OnApplicationBootstrap, OnApplicationShutdown {
  #server: SMTPServer | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly addresses: MailAddresses,
    private readonly intake: MailIntake,
    private readonly log: WorkerLog,
  ) {}

  onApplicationBootstrap(): void {
    const { INBOUND_SMTP_PORT: port, INBOUND_SMTP_HOST: host } = this.config;
    if (port === undefined) return;
    this.#server = new SMTPServer({
      authOptional: true,
      // It stands behind the city's own mail server, which speaks TLS to the world.
      disabledCommands: ['STARTTLS', 'AUTH'],
      size: INBOUND_LIMIT,
      maxClients: 50,
      disableReverseLookup: true,
      onRcptTo: ({ address }, _session, done) => {
        done(this.addresses.isOurs(address) ? null : refusal(550, '5.7.1 no relaying from here'));
      },
      onData: (stream, session, done) => void this.#take(stream, session, done),
    });
    // Another worker on this machine may have the port: one is enough.
    this.#server.on('error', (error) => this.log.failed('inbound-listener', error));
    this.#server.listen(port, host);
  }

  async onApplicationShutdown(): Promise<void> {
    await new Promise<void>((resolve) => {
      if (this.#server) this.#server.close(resolve);
      else resolve();
    });
  }

  async #take(stream: SMTPServerDataStream, session: SMTPServerSession, done: Done): Promise<void> {
    try {
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        size += chunk.length;
        // Read to its end, or the other side never hears why.
        if (size <= INBOUND_LIMIT) chunks.push(chunk);
      }
      if (size > INBOUND_LIMIT) {
        done(refusal(552, '5.3.4 the mail is too large'));
        return;
      }
      const { mailFrom, rcptTo } = session.envelope;
      await this.intake.keep({
        raw: Buffer.concat(chunks),
        source: 'smtp',
        sender: (mailFrom && mailFrom.address) || null,
        recipients: rcptTo.map(({ address }) => address),
      });
      done(null, '2.0.0 kept');
    } catch (error) {
      this.log.failed('keep-inbound-mail', error);
      done(refusal(451, '4.3.0 cannot be kept now, come back later'));
    }
  }
}

const refusal = (responseCode: number, text: string) =>
  Object.assign(new Error(text), { responseCode });
