import { Inject, Injectable } from '@nestjs/common';
import { DocumentTokens } from '#access';
import { qrSvg } from '#documents';
import { CONFIG, type Config } from '#platform';
import { SigningKeys } from '../evidence/signing-keys.service.js';
import type { Proof } from './notice-document.rules.js';

/** What stands beside the imprint of every document, so that a paper can be compared with the record. */
@Injectable()
export class DocumentProofs {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly tokens: DocumentTokens,
    private readonly keys: SigningKeys,
  ) {}

  /** The QR code of a document leads to its own page, never to a copy. */
  of(documentId: string): Promise<Proof> {
    return this.at(`${this.config.PUBLIC_URL}/n/${this.tokens.sign(documentId)}`);
  }

  async at(url: string): Promise<Proof> {
    return { qr: await qrSvg(url), fingerprint: await this.fingerprint() };
  }

  /** Of the key in force. */
  fingerprint(): Promise<string> {
    return this.keys.fingerprint();
  }
}
