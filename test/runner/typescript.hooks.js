// How Node loads our TypeScript: what `npm run build` does to a whole folder, done to each file as it is imported.
// Nothing here is awaited, so that the hooks serve both module.register (Node 20) and module.registerHooks.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const ROOT = new URL('../../', import.meta.url);
const GLOBALS = new URL('globals.js', import.meta.url).href;
const { exclude: _, ...swcrc } = JSON.parse(readFileSync(new URL('.swcrc', ROOT), 'utf8'));

const isOurs = (url) => url?.startsWith(ROOT.href) && !url.includes('/node_modules/');

export function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: GLOBALS, shortCircuit: true };
  if (isOurs(context.parentURL)) {
    const lib = /^#([a-z]+)$/.exec(specifier);
    if (lib) return { url: new URL(`libs/${lib[1]}/src/index.ts`, ROOT).href, shortCircuit: true };
    if (/^\.\.?\/.*\.js$/.test(specifier)) {
      const { href } = new URL(specifier, context.parentURL);
      for (const extension of ['.ts', '.tsx']) {
        const url = href.replace(/\.js$/, extension);
        if (existsSync(fileURLToPath(url))) return { url, shortCircuit: true };
      }
    }
  }
  return next(specifier, context);
}

export function load(url, context, next) {
  const file = url.split('?')[0];
  if (!isOurs(url) || !/\.tsx?$/.test(file)) return next(url, context);
  const filename = fileURLToPath(file);
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    ...swcrc,
    swcrc: false,
    filename,
    sourceMaps: 'inline',
  });
  return { format: 'module', source: code, shortCircuit: true };
}
