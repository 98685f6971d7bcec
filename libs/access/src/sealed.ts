import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#platform';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Secrets that must be read again (those of authenticators), encrypted with AES-256-GCM under a key
 * derived from CHAOGAO_SECRETS: a leaked table alone opens nothing. The newest secret seals, all of them
 * open, so that secrets can be rotated.
 */
@Injectable()
export class Sealed {
  readonly #keys: Buffer[];

  constructor(@Inject(CONFIG) config: Config) {
    this.#keys = config.CHAOGAO_SECRETS.map((secret) =>
      Buffer.from(hkdfSync('sha256', secret, '', 'chaogao sealed', 32)),
    );
  }

  /** `owner` is bound to it: moved to another row, it does not open. */
  seal(text: string, owner: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#keys[0] ?? '', iv);
    cipher.setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** null where it was sealed under none of our secrets, or for another owner. */
  open(sealed: string, owner: string): string | null {
    const bytes = Buffer.from(sealed, 'base64url');
    const iv = bytes.subarray(0, IV_BYTES);
    const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
    for (const key of this.#keys) {
      const decipher = createDecipheriv('aes-256-gcm', key, iv);
      decipher.setAAD(Buffer.from(owner));
      decipher.setAuthTag(tag);
      try {
        const opened = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
        return Buffer.concat([opened, decipher.final()]).toString('utf8');
      } catch {
        // Of another secret: the next one may fit.
      }
    }
    return null;
  }
}
