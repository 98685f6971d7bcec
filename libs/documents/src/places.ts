import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const HERE = import.meta.dirname;
const BUILT = /[\\/]dist[\\/]libs[\\/]documents[\\/]src$/.test(HERE);
const ROOT = join(HERE, BUILT ? '../../../..' : '../../..');

/** A designer's folder: read at run time, never compiled. */
export const TEMPLATE_FOLDER = join(ROOT, 'libs/documents/templates');

/** On Linux it keeps the compiler from fonts of the machine that bear the name of one of ours. */
export const FONTCONFIG_FILE = join(TEMPLATE_FOLDER, 'fonts.conf');

/** A process needs JavaScript: under jest, which compiles in memory, that of the last build. */
export const PROCESS_FILE = join(ROOT, 'dist/libs/documents/src/render-process.js');

const { resolve } = createRequire(import.meta.url);
const noto = (family: string, weight: string) =>
  join(dirname(resolve(`@expo-google-fonts/${family}/package.json`)), weight);

/**
 * Where fonts are looked for: the agency's own first, so that its family names are found, then the weights
 * of Noto that the templates use and no others, for each costs some 15 MB once it is read.
 */
export function fontFolders(own: string | undefined): string[] {
  if (own && !existsSync(own)) throw new Error(`DOCUMENT_FONTS_DIR: there is no folder ${own}`);
  return [
    ...(own ? [own] : []),
    noto('noto-serif-sc', '400Regular'),
    noto('noto-serif-sc', '700Bold'),
    noto('noto-sans-sc', '500Medium'),
  ];
}
