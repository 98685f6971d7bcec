import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256Hex } from './chain.rules.js';
import { requestTimeStamp } from './time-stamp.js';

/** The authority is OpenSSL's; a machine without it says so in the list of tests. */
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
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

(hasOpenssl ? describe : describe.skip)('a time-stamp of an RFC 3161 authority', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'chaogao-tsa-'));
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' }).toString();
  let server: Server;
  let url: string;
  let refuses = false;

  beforeAll(async () => {
    writeFileSync(path.join(folder, 'tsa.cnf'), CONFIG);
    writeFileSync(path.join(folder, 'serial'), '01\n');
    openssl(
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'tsa.key', '-out', 'tsa.pem'],
      ...['-subj', '/CN=Time of Qidong', '-days', '30'],
      ...['-addext', 'extendedKeyUsage=critical,timeStamping'],
    );
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (refuses) return void response.writeHead(503).end();
        writeFileSync(path.join(folder, 'query'), Buffer.concat(chunks));
        openssl('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'query', '-out', 'answer');
        response.end(readFileSync(path.join(folder, 'answer')));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  it('is of the digest that was asked for, and OpenSSL verifies it', async () => {
    const token = await requestTimeStamp(url, sha256Hex('the root of a day'));
    writeFileSync(path.join(folder, 'token'), token);
    writeFileSync(path.join(folder, 'data'), 'the root of a day');
    const verify = ['ts', '-verify', '-data', 'data', '-in', 'token', '-token_in'];
    expect(openssl(...verify, '-CAfile', 'tsa.pem')).toContain('OK');
  });

  it('does not come where the authority is away, and the caller hears of it', async () => {
    refuses = true;
    await expect(requestTimeStamp(url, sha256Hex('another'))).rejects.toThrow('answered 503');
  });
});
