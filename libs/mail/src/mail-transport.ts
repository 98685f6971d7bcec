import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '#platform';
import { createTransport } from 'nodemailer';

/** Who sends and who receives on the wire; the mail's own From and To are in its bytes. */
export interface Envelope {
  from: string;
  to: string;
  /** What a report names the mail by, where the server gives reports on request. */
  id?: string;
}

/** The server refused, or could not be reached. `response` is in its own words. */
export class DeliveryError extends Error {
  constructor(
    readonly temporary: boolean,
    readonly response: string,
  ) {
    super(response);
  }
}

/** Message-ID of a message row: a repeat after a crash is recognisable as the same message. */
export function messageIdOf(messageRowId: string, from: string): string {
  const domain = /@([^\s>]+)>?$/.exec(from)?.[1] ?? 'chaogao.example';
  return `<${messageRowId}@${domain}>`;
}

/** What nodemailer throws, as far as it matters here. */
interface SmtpFault {
  code?: string;
  responseCode?: number;
  response?: string;
  message?: string;
}

/** Connections to the mail server, kept open and shared by what this process sends. */
@Injectable()
export class MailTransport implements OnApplicationShutdown {
  readonly #pool;

  constructor(@Inject(CONFIG) config: Config) {
    this.#pool = createTransport({
      url: config.SMTP_URL ?? `smtp://127.0.0.1:${config.INBOX_SMTP_PORT}`,
      pool: true,
      maxConnections: config.MAIL_CONCURRENCY,
      maxMessages: 1000,
      connectionTimeout: 20_000,
      greetingTimeout: 20_000,
      socketTimeout: 60_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    } as Parameters<typeof createTransport>[0]);
  }

  /**
   * Hands over a mail as `buildMime` made it.
   *
   * @throws DeliveryError: a refusal of this very mail is permanent, everything else temporary
   */
  async send(envelope: Envelope, raw: Buffer): Promise<{ response: string }> {
    try {
      const { from, to, id } = envelope;
      const dsn = id
        ? { dsn: { id, return: 'headers', notify: ['failure', 'delay'], recipient: to } }
        : {};
      const sent: unknown = await this.#pool.sendMail({
        envelope: { from, to },
        raw,
        ...dsn,
      });
      return sent as { response: string };
    } catch (error) {
      const fault = error as SmtpFault;
      const response = fault.response ?? fault.message ?? 'unknown error';
      throw new DeliveryError(!refusesThisMail(fault), response);
    }
  }

  /** Whether the mail server answers; for the watchdog. */
  async verify(): Promise<boolean> {
    return this.#pool.verify().then(
      () => true,
      () => false,
    );
  }

  onApplicationShutdown(): void {
    this.#pool.close();
  }
}

/**
 * Whether the server (or the address itself) refuses this mail for good. A 5xx that is about our own
 * connection (a wrong password, a greeting of 554, 530 'authenticate first') is for the operator to
 * mend: it must not turn every notice of the day into an undeliverable one.
 */
function refusesThisMail({ code, responseCode }: SmtpFault): boolean {
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return false;
  return responseCode === undefined || (responseCode >= 500 && responseCode !== 530);
}
