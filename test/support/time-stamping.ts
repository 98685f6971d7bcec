import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const CONFIG = `[tsa]
default_tsa = here
[here]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
`;

/** The authority is OpenSSL's; a machine without it says so in the list of tests. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** An RFC 3161 authority of our own: OpenSSL behind HTTP. */
export class TimeStampAuthority {
  /** Answers 503 while it is set. */
  away = false;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'chaogao-tsa-'));
  readonly #server: Server;

  /** @param key what `openssl req -newkey` takes */
  constructor(key = ['rsa:2048']) {
    writeFileSync(path.join(this.#folder, 'tsa.cnf'), CONFIG);
    writeFileSync(path.join(this.#folder, 'serial'), '01\n');
    this.openssl(
      ...['req', '-x509', '-newkey', ...key, '-nodes', '-keyout', 'tsa.key', '-out', 'tsa.pem'],
      ...['-subj', '/O=Qidong/CN=Time of Qidong', '-days', '30'],
      ...['-addext', 'extendedKeyUsage=critical,timeStamping'],
    );
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (this.away) return void response.writeHead(503).end();
        this.#stamp(Buffer.concat(chunks)).then(
          (answer) => response.end(answer),
          () => response.writeHead(500).end(),
        );
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Runs OpenSSL where its files lie. */
  openssl(...args: string[]): string {
    return execFileSync('openssl', args, { cwd: this.#folder, stdio: 'pipe' }).toString();
  }

  write(name: string, content: Buffer | string): void {
    writeFileSync(path.join(this.#folder, name), content);
  }

  close(): void {
    this.#server.close();
  }

  async #stamp(query: Buffer): Promise<Buffer> {
    this.write('query', query);
    const args = ['ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'query', '-out', 'answer'];
    await promisify(execFile)('openssl', args, { cwd: this.#folder });
    return readFileSync(path.join(this.#folder, 'answer'));
  }
}
