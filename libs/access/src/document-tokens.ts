import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#platform';

/** 128 bits of HMAC-SHA256. */
const MAC_BYTES = 16;

/**
 * Tokens of the QR code on a document, which is one for all its recipients: they open no copy, only the
 * page that sends each recipient its link again. Derived from the document's id, never stored.
 */
@Injectable()
export class DocumentTokens {
  readonly #secrets: string[];

  constructor(@Inject(CONFIG) config: Config) {
    this.#secrets = config.CHAOGAO_SECRETS;
  }

  sign(documentId: string): string {
    const bytes = Buffer.from(documentId.replaceAll('-', ''), 'hex');
    const mac = macOf(this.#secrets[0] ?? '', bytes);
    return `${bytes.toString('base64url')}.${mac.toString('base64url')}`;
  }

  /** The document's id; null where no secret of ours signed it. */
  read(token: string): string | null {
    const match = /^([\w-]{22})\.([\w-]{22})$/.exec(token);
    if (!match) return null;
    const bytes = Buffer.from(match[1] ?? '', 'base64url');
    const mac = Buffer.from(match[2] ?? '', 'base64url');
    if (!this.#secrets.some((secret) => timingSafeEqual(macOf(secret, bytes), mac))) return null;
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
}

const macOf = (secret: string, bytes: Buffer): Buffer =>
  createHmac('sha256', secret).update('document').update(bytes).digest().subarray(0, MAC_BYTES);
