import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '#platform';
import { createTransport } from 'nodemailer';

export interface OutgoingMail {
  from: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** With angle brackets; the same row always has the same one. */
  messageId: string;
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

  /** @throws DeliveryError: 5xx is permanent, everything else temporary */
  async send(mail: OutgoingMail): Promise<{ response: string }> {
    try {
      const { response } = (await this.#pool.sendMail({
        ...mail,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })) as { response: string };
      return { response };
    } catch (error) {
      const { responseCode = 0, response, message } = error as SmtpFault;
      throw new DeliveryError(responseCode < 500, response ?? message ?? 'unknown error');
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
