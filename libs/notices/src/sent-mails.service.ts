import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { Sealed } from '#access';
import { sha256Hex } from '#evidence';
import { attach, type BuiltMime, type Detached, maskTexts } from '#mail';
import { masked } from '#platform';
import { DataSource, type EntityManager } from 'typeorm';

const packed = promisify(gzip);
const unpacked = promisify(gunzip);

/** A mail as the server accepted it, ready to be kept. */
export interface KeptMail {
  messageId: string;
  /** SHA-256 of the whole mail; it stands in the chain. */
  digest: string;
  sealed: Buffer;
  enclosed: Detached[];
}

export interface SentMail {
  digest: string;
  sentAt: Date;
  /** The mail itself: it carries a link that may still be alive. */
  raw: Buffer;
  /** The same with its link's and its addresses' tokens hidden; for people and for export. */
  masked: Buffer;
  enclosed: Detached[];
}

/** The mails that left, byte for byte; sealed, for whoever has a link may answer in an agency's name. */
@Injectable()
export class SentMails {
  constructor(
    private readonly database: DataSource,
    private readonly sealed: Sealed,
  ) {}

  async keep(messageId: string, { raw, rest, enclosed }: BuiltMime): Promise<KeptMail> {
    return {
      messageId,
      digest: sha256Hex(raw),
      sealed: this.sealed.sealBytes(await packed(rest), `mail:${messageId}`),
      enclosed,
    };
  }

  /** In the transaction that records the server's acceptance. */
  async write(manager: EntityManager, mails: KeptMail[], sentAt: Date): Promise<void> {
    if (mails.length === 0) return;
    const rows = mails.map(({ sealed, ...mail }) => ({
      ...mail,
      sealed: sealed.toString('base64'),
    }));
    await manager.query(
      `INSERT INTO sent_mail (message_id, digest, sealed, enclosed, sent_at)
       SELECT "messageId", digest, decode(sealed, 'base64'), enclosed, $2
       FROM jsonb_to_recordset($1::jsonb) r ("messageId" uuid, digest text, sealed text, enclosed jsonb)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(rows), sentAt],
    );
  }

  /** null where the message has not been accepted (yet), or where no secret of ours opens it. */
  async read(messageId: string): Promise<SentMail | null> {
    const [row] = await this.database.query<
      { digest: string; sealed: Buffer; enclosed: Detached[]; sentAt: Date }[]
    >(`SELECT digest, sealed, enclosed, sent_at AS "sentAt" FROM sent_mail WHERE message_id = $1`, [
      messageId,
    ]);
    const opened = row && this.sealed.openBytes(row.sealed, `mail:${messageId}`);
    if (!opened) return null;
    const { digest, enclosed, sentAt } = row;
    const raw = attach(await unpacked(opened), await this.#filesOf(enclosed));
    return { digest, sentAt, enclosed, raw, masked: maskTexts(raw, masked) };
  }

  async #filesOf(enclosed: Detached[]): Promise<{ at: number; content: Buffer }[]> {
    if (enclosed.length === 0) return [];
    const rows = await this.database.query<{ digest: string; content: Buffer }[]>(
      'SELECT digest, content FROM attachment WHERE digest = ANY($1)',
      [enclosed.map(({ digest }) => digest)],
    );
    return enclosed.map(({ digest, at }) => {
      const file = rows.find((row) => row.digest === digest);
      if (!file) throw new Error(`the file ${digest} that a mail encloses is gone`);
      return { at, content: file.content };
    });
  }
}
