import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#platform';

/** `bounce`: to where reports about a message go. `reply`: to where an agency answers about its copy. */
export type AddressPurpose = 'bounce' | 'reply';

export interface OwnAddress {
  purpose: AddressPurpose;
  /** Of the message or the copy. */
  id: string;
  /** False where nobody but a forger can have made it. */
  valid: boolean;
}

/** 96 bits of HMAC-SHA256. */
const MAC_BYTES = 12;
const ID_BYTES = 16;
/** 28 bytes in five bits each: with `bounce+` 52 octets, of 64 that a local part may have. */
const TOKEN = /^(bounce|reply)\+([a-z2-7]{45})$/;

/**
 * Addresses that say what a mail to them is about: `bounce+<token>@…`, `reply+<token>@…`. The token is
 * the id and its HMAC in base32, which survives servers that change the case of a local part. The newest
 * secret signs, all of them verify.
 */
@Injectable()
export class MailAddresses {
  readonly #secrets: string[];
  readonly #domain: string;
  readonly #domains: Set<string>;
  /** Whether anything reads mail: without, nobody is invited to answer, and reports go to MAIL_FROM. */
  readonly read: boolean;

  constructor(@Inject(CONFIG) config: Config) {
    this.#secrets = config.CHAOGAO_SECRETS;
    const from = domainOf(config.MAIL_FROM);
    this.#domain = config.INBOUND_DOMAIN ?? from;
    this.#domains = new Set([from, this.#domain]);
    this.read = config.IMAP_URL !== undefined || config.INBOUND_SMTP_PORT !== undefined;
  }

  make(purpose: AddressPurpose, id: string): string {
    const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
    const mac = macOf(this.#secrets[0] ?? '', purpose, bytes);
    return `${purpose}+${base32(Buffer.concat([bytes, mac]))}@${this.#domain}`;
  }

  /** null where it is none of these addresses. */
  parse(address: string): OwnAddress | null {
    const [local = '', domain = ''] = address.toLowerCase().split('@');
    const [, purpose, token] = TOKEN.exec(local) ?? [];
    if (!token || !this.#domains.has(domain)) return null;
    const bytes = fromBase32(token);
    const id = bytes.subarray(0, ID_BYTES);
    const mac = bytes.subarray(ID_BYTES, ID_BYTES + MAC_BYTES);
    return {
      purpose: purpose as AddressPurpose,
      id: id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
      valid: this.#secrets.some((secret) =>
        timingSafeEqual(macOf(secret, purpose as AddressPurpose, id), mac),
      ),
    };
  }

  /** Whether mail to it is ours to take. */
  isOurs(address: string): boolean {
    return this.#domains.has(domainOf(address));
  }
}

/** Of `抄告平台 <chaogao@qidong.example>` or of the bare address, in lower case. */
const domainOf = (address: string): string =>
  (/@([^\s<>@]+)>?\s*$/.exec(address)?.[1] ?? '').toLowerCase();

const macOf = (secret: string, purpose: AddressPurpose, id: Buffer): Buffer =>
  createHmac('sha256', secret).update(`mail ${purpose}`).update(id).digest().subarray(0, MAC_BYTES);

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** RFC 4648, without padding. */
function base32(bytes: Buffer): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  const length = Math.ceil((bytes.length * 8) / 5);
  bits <<= BigInt(length * 5 - bytes.length * 8);
  let text = '';
  for (let at = length - 1; at >= 0; at -= 1) {
    text += ALPHABET[Number((bits >> BigInt(at * 5)) & 31n)];
  }
  return text;
}

function fromBase32(text: string): Buffer {
  let bits = 0n;
  for (const character of text) bits = (bits << 5n) | BigInt(ALPHABET.indexOf(character));
  const length = Math.floor((text.length * 5) / 8);
  bits >>= BigInt(text.length * 5 - length * 8);
  return Buffer.from(bits.toString(16).padStart(length * 2, '0'), 'hex');
}
