import { readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = 'test/fixtures/mail';

/**
 * A mail of the kind that servers and people send, with the placeholders of its file filled in: VERP,
 * RECIPIENT, MESSAGE_ID, ENVID, TO, FROM, ID, LINK.
 */
export function mailFixture(name: string, values: Record<string, string> = {}): Buffer {
  const file = readFileSync(path.join(FOLDER, `${name}.eml`), 'latin1');
  const filled = file.replace(/\{\{(\w+)\}\}/g, (_, key: string) => values[key] ?? '');
  return Buffer.from(filled.replace(/\r?\n/g, '\r\n'), 'latin1');
}
