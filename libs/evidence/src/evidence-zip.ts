import { existsSync } from 'node:fs';
import path from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { sha256Hex } from './chain.rules.js';

/** A file as the manifest lists it. */
export interface ListedFile {
  path: string;
  size: number;
  sha256: string;
  /** Digest of the original, where what is in the zip has something masked; it stands in the chain. */
  original?: string;
}

interface Content {
  bytes: Buffer;
  original?: string;
}

/** The verifier that every zip carries: one file, read from the sources or beside the build. */
export function verifierFile(): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder);
  return path.join(folder, 'libs/evidence/verifier/verify.mjs');
}

/** A zip that is written one file after the other: never more than one of them is in memory. */
export class EvidenceZip {
  readonly listed: ListedFile[] = [];
  readonly #zip = new yazl.ZipFile();
  readonly #mtime: Date;

  constructor(mtime: Date) {
    this.#mtime = mtime;
  }

  /** `load` is called when its turn has come; the digest is taken then. `listed` false: the manifest itself. */
  add(name: string, load: () => Promise<Content> | Content, listed = true): void {
    const options = { mtime: this.#mtime, mode: 0o100644, compress: true };
    this.#zip.addReadStreamLazy(name, options, (done) => {
      void Promise.resolve()
        .then(load)
        .then(({ bytes, original }) => {
          const { length: size } = bytes;
          const file = { path: name, size, sha256: sha256Hex(bytes) };
          if (listed) this.listed.push(original ? { ...file, original } : file);
          done(null, Readable.from([bytes]));
        })
        .catch((error: unknown) => {
          done(error, Readable.from([]));
        });
    });
  }

  /** Resolves when the last byte was taken. */
  async writeTo(output: Writable): Promise<void> {
    const failed = new Promise<never>((_, reject) => this.#zip.once('error', reject));
    this.#zip.end();
    await Promise.race([pipeline(this.#zip.outputStream as Readable, output), failed]);
  }
}
