import { readFileSync } from 'node:fs';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#platform';
import DKIM from 'nodemailer/lib/dkim';

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

  async sign(raw: Buffer): Promise<Buffer> {
    if (!this.#dkim) return raw;
    const chunks: Buffer[] = [];
    for await (const chunk of this.#dkim.sign(raw)) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }
}
