import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@jest/globals';
import { type KeyPair, newKeyPair, sha256Hex, signText } from '#evidence';
import yazl from 'yazl';
import { readZip, verify, type Verified } from '../../libs/evidence/verifier/verify.mjs';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';

const run = promisify(execFile);

export type Files = Map<string, Buffer>;

export async function zipOf(stage: Stage, key: string, noticeId: string): Promise<Buffer> {
  const headers = { authorization: `Bearer ${key}` };
  const response = await fetch(`${stage.url}/v1/notices/${noticeId}/evidence`, { headers });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

/** Runs a program of ours as whoever has it on a disk would. */
export async function runNode(
  args: string[],
  env: Record<string, string> = {},
): Promise<{ status: number; said: string }> {
  const options = { env: { ...process.env, NODE_OPTIONS: '', ...env } };
  try {
    const { stdout } = await run(process.execPath, args, options);
    return { status: 0, said: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { status: code, said: stdout + stderr };
  }
}

/** What the verifier that lies in the sources says, in a process of its own. */
export async function verifiedAlone(
  folder: string,
  bytes: Buffer,
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<{ status: number; said: string }> {
  const file = path.join(folder, 'evidence.zip');
  await writeFile(file, bytes);
  return runNode(['libs/evidence/verifier/verify.mjs', file, ...args], env);
}

/** The files of a zip, each a copy that may be changed. */
export const unzipped = (bytes: Buffer): Files =>
  new Map([...readZip(bytes).files].map(([name, content]) => [name, Buffer.from(content)]));

export async function zipped(files: Files): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of files) zip.addBuffer(content, name, { compress: false });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** What the verifier says of a zip with some files changed. */
export async function changed(
  files: Files,
  change: (files: Files) => void,
  known: { fingerprint?: string } = {},
): Promise<Verified> {
  const copy = new Map(files);
  change(copy);
  return verify(await zipped(copy), known);
}

export const faultsOf = ({ lines }: Verified): string[] =>
  lines.filter((line) => line.startsWith('✗'));

/** One bit in the middle of a file. */
export function flip(files: Files, name: string): void {
  const content = Buffer.from(files.get(name) ?? '');
  const at = Math.floor(content.length / 2);
  content[at] = (content[at] ?? 0) ^ 1;
  files.set(name, content);
}

export function edit(files: Files, name: string, change: (text: string) => string): void {
  files.set(name, Buffer.from(change((files.get(name) ?? '').toString())));
}

interface Manifest {
  key: string;
  files: { path: string; size: number; sha256: string; original?: string }[];
}

/** Makes the manifest fit whatever was changed, and signs it with a key of the forger's own. */
export function resign(files: Files, forger: KeyPair = newKeyPair()): void {
  const { fingerprint, publicKey } = forger;
  edit(files, 'keys.json', (text) => {
    const keys = JSON.parse(text) as { fingerprint: string }[];
    const there = keys.some((one) => one.fingerprint === fingerprint);
    return JSON.stringify(there ? keys : [...keys, { fingerprint, publicKey, previous: null }]);
  });
  edit(files, 'manifest.json', (text) => {
    const manifest = JSON.parse(text) as Manifest;
    const before = new Map(manifest.files.map((file) => [file.path, file.original]));
    manifest.key = fingerprint;
    manifest.files = [...files]
      .filter(([name]) => !name.startsWith('manifest.'))
      .map(([name, content]) => {
        const original = before.get(name);
        const file = { path: name, size: content.length, sha256: sha256Hex(content) };
        return original === undefined ? file : { ...file, original };
      });
    return JSON.stringify(manifest);
  });
  const text = String(files.get('manifest.json'));
  files.set('manifest.sig', Buffer.from(signText(text, forger.privateKey)));
}
