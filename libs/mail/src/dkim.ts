import { readFileSync } from 'node:fs';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#platform';
import DKIM from 'nodemailer/lib/dkim';
import { type BuiltMime, headed } from './mime.js';

/**
 * Signs mails in the name of DKIM_DOMAIN, where a key is configured. The bytes that are signed are those
 * that are sent and kept: the signature is put before them, and they are not touched again.
 */
@Injectable()
export class MailSigner {
  readonly #dkim: DKIM | null;

  constructor(@Inject(CONFIG) config: Config) {
    const { DKIM_DOMAIN: domainName, DKIM_SELECTOR: keySelector, DKIM_KEY_FILE: file } = config;
    this.#dkim =
      domainName && keySelector && file
        ? new DKIM({ domainName, keySelector, privateKey: readFileSync(file, 'utf8') })
        : null;
  }

  async sign(mail: BuiltMime): Promise<BuiltMime> {
    if (!this.#dkim) return mail;
    const chunks: Buffer[] = [];
    for await (const chunk of this.#dkim.sign(mail.raw)) chunks.push(chunk as Buffer);
    const signed = Buffer.concat(chunks);
    return headed(signed.subarray(0, signed.length - mail.raw.length), mail);
  }
}
