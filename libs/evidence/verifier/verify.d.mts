export interface Verified {
  ok: boolean;
  lines: string[];
}
export function readZip(bytes: Buffer): { files: Map<string, Buffer> };
export function verify(bytes: Buffer, known?: { fingerprint?: string }): Verified;
export function main(args: string[]): number;
