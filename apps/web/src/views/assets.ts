import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { OPERATOR_STYLES } from './operator-styles.js';
import { OWN_STYLES } from './own-styles.js';

const { resolve } = createRequire(import.meta.url);
const FONT_STYLES = resolve('@fontsource-variable/noto-sans-sc/index.css');

/** Folder of the woff2 slices of Noto Sans SC; a page loads the few that its characters need. */
export const FONT_FOLDER = join(dirname(FONT_STYLES), 'files');

/**
 * One stylesheet: the slices of the font, Tabler, our own rules. 700 kB that compress to a tenth,
 * under an address that names its content, so that a browser asks for it once.
 */
const styles = [
  readFileSync(FONT_STYLES, 'utf8').replaceAll('url(./files/', 'url(/assets/fonts/'),
  readFileSync(resolve('@tabler/core/dist/css/tabler.min.css'), 'utf8').replace(
    /\/\*# sourceMappingURL=.*?\*\//g,
    '',
  ),
  OWN_STYLES,
  OPERATOR_STYLES,
].join('\n');

const VERSION = createHash('sha256').update(styles).digest('hex').slice(0, 12);

export const STYLESHEET = `/assets/${VERSION}/chaogao.css`;

export interface Encoded {
  encoding: 'br' | 'gzip' | null;
  bytes: Buffer;
}

const compressed = new Map<Encoded['encoding'], Promise<Buffer>>();

/** The stylesheet in the best encoding that the browser takes; compressed once per process. */
export async function stylesheet(acceptEncoding: string): Promise<Encoded> {
  const encoding = /\bbr\b/.test(acceptEncoding)
    ? 'br'
    : /\bgzip\b/.test(acceptEncoding)
      ? 'gzip'
      : null;
  const bytes = compressed.get(encoding) ?? compress(encoding);
  compressed.set(encoding, bytes);
  return { encoding, bytes: await bytes };
}

function compress(encoding: Encoded['encoding']): Promise<Buffer> {
  const plain = Buffer.from(styles);
  // Quality 11 takes seconds on this size for a few kilobytes less.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  if (encoding === 'br') return promisify(brotliCompress)(plain, { params });
  if (encoding === 'gzip') return promisify(gzip)(plain);
  return Promise.resolve(plain);
}
