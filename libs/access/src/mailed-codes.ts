import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#platform';

const DIGITS = 6;

/**
 * Codes of six digits that are mailed to a registered mailbox: derived from the id of their row, never
 * stored. Six digits hold because a row is tried a few times only and soon expires.
 */
@Injectable()
export class MailedCodes {
  readonly #secrets: string[];

  constructor(@Inject(CONFIG) config: Config) {
    this.#secrets = config.CHAOGAO_SECRETS;
  }

  codeOf(id: string): string {
    return derived(this.#secrets[0] ?? '', id);
  }

  matches(id: string, typed: string): boolean {
    const code = Buffer.from(typed.padEnd(DIGITS).slice(0, DIGITS + 1));
    return this.#secrets.some((secret) => {
      const expected = Buffer.from(derived(secret, id));
      return code.length === expected.length && timingSafeEqual(code, expected);
    });
  }
}

function derived(secret: string, id: string): string {
  const mac = createHmac('sha256', secret).update('mailed code').update(id).digest();
  return String(mac.readUIntBE(0, 6) % 10 ** DIGITS).padStart(DIGITS, '0');
}
