import { Injectable } from '@nestjs/common';
import { Sealed } from '#access';
import { sha256Hex } from '#evidence';
import { MailAddresses } from '#mail';
import { Clock, newId } from '#platform';
import { DataSource } from 'typeorm';

/** Bytes. Larger than what people may send with a mail, small enough to be read at once. */
export const INBOUND_LIMIT = 30 * 1024 * 1024;

export interface IncomingMail {
  raw: Buffer;
  source: 'smtp' | 'imap';
  /** Of the envelope; null for the empty one. */
  sender: string | null;
  recipients: string[];
}

/**
 * Keeps what comes in by mail, before anything is done about it: whoever calls may say that it was taken
 * once this has returned. The same mail to the same recipient is kept once, however often it comes.
 */
@Injectable()
export class MailIntake {
  constructor(
    private readonly clock: Clock,
    private readonly database: DataSource,
    private readonly sealed: Sealed,
    private readonly addresses: MailAddresses,
  ) {}

  async keep({ raw, source, sender, recipients }: IncomingMail): Promise<void> {
    const digest = sha256Hex(raw);
    const now = this.clock.now();
    const lowered = [...new Set(recipients.map((recipient) => recipient.toLowerCase()))];
    await this.database.transaction(async (manager) => {
      for (const recipient of lowered.length > 0 ? lowered : ['']) {
        const id = newId();
        await manager.query(
          `INSERT INTO inbound_mail (id, digest, sealed, size, source, sender, recipient, received_at,
                                     place, due_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'new', $8)
           ON CONFLICT (digest, recipient) DO NOTHING`,
          [
            ...[id, digest, this.sealed.sealBytes(raw, ownerOf(id)), raw.length, source],
            ...[sender?.toLowerCase() ?? null, recipient, now],
          ],
        );
      }
    });
  }

  /** Those addresses that mail to us has: the ones that say what it is about, or else any of ours. */
  oursAmong(addresses: string[]): string[] {
    const made = addresses.filter((address) => this.addresses.parse(address) !== null);
    if (made.length > 0) return made;
    return addresses.filter((address) => this.addresses.isOurs(address)).slice(0, 1);
  }

  /** The bytes of a mail; null where there is none, or no secret of ours opens it. */
  async read(id: string): Promise<Buffer | null> {
    const [row] = await this.database.query<{ sealed: Buffer }[]>(
      'SELECT sealed FROM inbound_mail WHERE id = $1',
      [id],
    );
    return row ? this.sealed.openBytes(row.sealed, ownerOf(id)) : null;
  }
}

const ownerOf = (id: string) => `inbound:${id}`;
