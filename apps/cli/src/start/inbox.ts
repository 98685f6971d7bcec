import path from 'node:path';
import { MailDev } from 'maildev';
import type { Config } from '#platform';

export interface DemoInbox {
  url: string;
  smtpUrl: string;
  stop(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
/** The oldest mails go first: it is there for trying out. */
const MOST_MAILS = 2_000;

/** A mail server on loopback that delivers nothing and shows everything; its mails are kept. */
export async function startInbox(
  config: Pick<Config, 'DATA_DIR' | 'INBOX_PORT' | 'INBOX_SMTP_PORT'>,
): Promise<DemoInbox> {
  const maildev = new MailDev({
    ...{ smtp: config.INBOX_SMTP_PORT, ip: LOOPBACK },
    ...{ web: config.INBOX_PORT, webIp: LOOPBACK },
    mailDirectory: path.resolve(config.DATA_DIR, 'inbox'),
    maxEmails: MOST_MAILS,
    silent: true,
  });
  const { smtp, api } = await maildev.start();
  const web = api?.getAddress()?.port ?? config.INBOX_PORT;
  return {
    url: `http://localhost:${web}`,
    smtpUrl: `smtp://${LOOPBACK}:${smtp.getAddress().port}`,
    stop: () => maildev.stop(),
  };
}
