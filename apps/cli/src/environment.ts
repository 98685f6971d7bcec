import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of package.json, from the sources and from dist alike. */
export function projectRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder);
  return folder;
}

/** Reads the project's `.env`, where there is one; what the environment already says stays. */
export function loadDotEnv(): void {
  const file = path.join(projectRoot(), '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

/**
 * The environment with the default paths made absolute, so that a command works in any folder. A path
 * that the operator gave counts from the current folder, as usual. An empty variable counts as unset.
 */
export function environment(): Record<string, string | undefined> {
  const root = projectRoot();
  const filled = Object.entries(process.env).filter(([, value]) => value !== '');
  return {
    DATA_DIR: path.join(root, 'data'),
    RULEBOOK_FILE: path.join(root, 'rulebooks/qidong-2020-32.yaml'),
    DIRECTORY_FILE: path.join(root, 'rulebooks/qidong-directory.yaml'),
    ...Object.fromEntries(filled),
  };
}
