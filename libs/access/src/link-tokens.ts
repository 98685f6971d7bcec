import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#platform';

/** 128 bits of HMAC-SHA256. */
const MAC_BYTES = 16;

/**
 * Tokens of links: derived from the link's id and generation, never stored, so that reminders can
 * repeat them and a leaked table holds none. The newest secret signs, all of them verify.
 */
@Injectable()
export class LinkTokens {
  readonly #secrets: string[];

  constructor(@Inject(CONFIG) config: Config) {
    this.#secrets = config.CHAOGAO_SECRETS;
  }

  sign(linkId: string, generation: number): string {
    const bytes = linkBytes(linkId, generation);
    const mac = macOf(this.#secrets[0] ?? '', bytes);
    return `${bytes.toString('base64url')}.${mac.toString('base64url')}`;
  }

  /** null where it is no token at all; `valid` false where its MAC is of no secret of ours. */
  parse(token: string): { linkId: string; generation: number; valid: boolean } | null {
    const match = /^([\w-]{24})\.([\w-]{22})$/.exec(token);
    if (!match) return null;
    const bytes = Buffer.from(match[1] ?? '', 'base64url');
    const mac = Buffer.from(match[2] ?? '', 'base64url');
    const valid = this.#secrets.some((secret) => timingSafeEqual(macOf(secret, bytes), mac));
    const hex = bytes.subarray(0, 16).toString('hex');
    const linkId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return { linkId, generation: bytes.readUInt16BE(16), valid };
  }
}

function linkBytes(linkId: string, generation: number): Buffer {
  const bytes = Buffer.alloc(18);
  Buffer.from(linkId.replaceAll('-', ''), 'hex').copy(bytes);
  bytes.writeUInt16BE(generation, 16);
  return bytes;
}

const macOf = (secret: string, bytes: Buffer): Buffer =>
  createHmac('sha256', secret).update('link').update(bytes).digest().subarray(0, MAC_BYTES);
