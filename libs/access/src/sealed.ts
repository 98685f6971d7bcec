import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#platform';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * What must be read again (secrets of authenticators, mails that carry a live link), encrypted with AES-256-GCM under a key
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
    return this.sealBytes(Buffer.from(text, 'utf8'), owner).toString('base64url');
  }

  /** null where it was sealed under none of our secrets, or for another owner. */
  open(sealed: string, owner: string): string | null {
    return this.openBytes(Buffer.from(sealed, 'base64url'), owner)?.toString('utf8') ?? null;
  }

  sealBytes(bytes: Buffer, owner: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#keys[0] ?? '', iv);
    cipher.setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  openBytes(sealed: Buffer, owner: string): Buffer | null {
    const iv = sealed.subarray(0, IV_BYTES);
    const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
    for (const key of this.#keys) {
      const decipher = createDecipheriv('aes-256-gcm', key, iv);
      decipher.setAAD(Buffer.from(owner));
      decipher.setAuthTag(tag);
      try {
        const opened = decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES));
        return Buffer.concat([opened, decipher.final()]);
      } catch {
        // Of another secret: the next one may fit.
      }
    }
    return null;
  }
}
