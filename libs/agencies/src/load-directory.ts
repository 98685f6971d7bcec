import { readFileSync } from 'node:fs';
import { type Fault, formatFaults, readYaml } from '#rulebook';
import { checkDirectory, type DirectoryOptions } from './directory-checks.rules.js';
import { DirectorySchema } from './directory.schema.js';
import type { DirectoryFile } from './directory.types.js';

/** A directory that cannot be used; its message lists every fault with its line and remedy. */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError';
  constructor(readonly faults: Fault[]) {
    super(formatFaults(faults));
  }
}

/** @throws DirectoryError */
export function loadDirectory(path: string, options: DirectoryOptions = {}): DirectoryFile {
  return parseDirectory(readFileSync(path, 'utf8'), path, options);
}

/**
 * @param file the name that faults carry
 * @throws DirectoryError
 */
export function parseDirectory(
  text: string,
  file: string,
  options: DirectoryOptions = {},
): DirectoryFile {
  const read = readYaml(file, text, DirectorySchema, (value) => checkDirectory(value, options));
  if (read.value === null) throw new DirectoryError(read.faults);
  return read.value;
}
