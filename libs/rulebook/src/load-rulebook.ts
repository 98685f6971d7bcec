import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { checkRulebook } from './rulebook-checks.rules.js';
import { RulebookSchema } from './rulebook.schema.js';
import type { Fault, Rulebook } from './rulebook.types.js';
import { formatFaults, readYaml } from './yaml-file.js';

/** A rulebook that cannot be used; its message lists every fault with its line and remedy. */
export class RulebookError extends Error {
  override readonly name = 'RulebookError';
  constructor(readonly faults: Fault[]) {
    super(formatFaults(faults));
  }
}

/** @throws RulebookError */
export function loadRulebook(path: string): Rulebook {
  return parseRulebook(readFileSync(path, 'utf8'), path);
}

/**
 * @param file the name that faults carry
 * @throws RulebookError
 */
export function parseRulebook(text: string, file: string): Rulebook {
  const { value, faults } = readYaml(file, text, RulebookSchema, checkRulebook);
  if (value === null) throw new RulebookError(faults);
  return { ...value, version: createHash('sha256').update(text).digest('hex') };
}
