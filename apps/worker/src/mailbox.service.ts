import { Inject, Injectable } from '@nestjs/common';
import { readInbound, recipientsIn } from '#mail';
import { INBOUND_LIMIT, MailIntake } from '#notices';
import { CONFIG, type Config } from '#platform';
import type { ImapFlow } from 'imapflow';
import { WorkerLog } from './worker-log.js';

/** So many mails of the mailbox at a time: few enough that a shutdown waits for little. */
const AT_ONCE = 20;
const TIMEOUT_MS = 30_000;

/**
 * Empties the mailbox IMAP_URL into a folder of its own. A mail is moved once it is in the database: who
 * dies between finds it in the mailbox again, and it is kept once all the same.
 */
@Injectable()
export class Mailbox {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly intake: MailIntake,
    private readonly log: WorkerLog,
  ) {}

  /** Answers true where more is left. */
  async empty(): Promise<boolean> {
    if (this.config.IMAP_URL === undefined) return false;
    const client = await this.#client(new URL(this.config.IMAP_URL));
    // The call that is under way fails as well; without a listener the process would end.
    client.on('error', () => undefined);
    await client.connect();
    try {
      const lock = await client.getMailboxLock('INBOX');
      try {
        return await this.#take(client);
      } finally {
        lock.release();
      }
    } finally {
      await client.logout().catch(() => {
        client.close();
      });
    }
  }

  async #client({ protocol, hostname, port, username, password }: URL): Promise<ImapFlow> {
    // Loaded when first needed: most processes never do, and it costs 24 MB.
    const { ImapFlow } = await import('imapflow');
    const secure = protocol === 'imaps:';
    return new ImapFlow({
      host: hostname,
      port: Number(port) || (secure ? 993 : 143),
      secure,
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
      disableAutoIdle: true,
      logger: false,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    });
  }

  async #take(client: ImapFlow): Promise<boolean> {
    const found = await client.search({ deleted: false }, { uid: true });
    if (!found || found.length === 0) return false;
    const folder = this.config.IMAP_DONE_FOLDER;
    await client.mailboxCreate(folder);
    let taken = 0;
    for (const uid of found) {
      if (taken >= AT_ONCE) return true;
      const range = String(uid);
      const sized = await client.fetchOne(range, { size: true }, { uid: true });
      if (sized && (sized.size ?? 0) > INBOUND_LIMIT) {
        this.log.failed('empty-mailbox', new Error(`mail ${uid} is too large and stays there`));
        continue;
      }
      const mail = await client.fetchOne(range, { source: true }, { uid: true });
      // Somebody else took it, or moved it by hand.
      if (!mail || !mail.source) continue;
      await this.#keep(mail.source);
      await client.messageMove(range, folder, { uid: true });
      taken += 1;
    }
    return false;
  }

  /** A mailbox keeps the envelope only as far as its server wrote it into the mail. */
  async #keep(raw: Buffer): Promise<void> {
    const mail = await readInbound(raw).catch(() => null);
    const path = mail?.headers.get('return-path')?.[0];
    const sender = path === undefined ? (mail?.from ?? '') : path.replace(/[<>\s]/g, '');
    const recipients = mail ? this.intake.oursAmong(recipientsIn(mail)) : [];
    await this.intake.keep({ raw, source: 'imap', sender: sender || null, recipients });
  }
}
