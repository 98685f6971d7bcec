import type { X509Certificate } from 'node:crypto';

export interface Verified {
  ok: boolean;
  lines: string[];
}
export function readZip(bytes: Buffer): { files: Map<string, Buffer> };
/** What a token says; `why` it does not hold, or why that was left `unchecked`. */
export function readTimeStamp(der: Buffer): {
  hash: string | undefined;
  digest: string;
  at: string;
  certificate?: X509Certificate;
  why?: string;
  unchecked?: string;
};
export function verify(
  bytes: Buffer,
  known?: { fingerprint?: string; published?: unknown[] },
): Verified;
export function main(args: string[]): number;
