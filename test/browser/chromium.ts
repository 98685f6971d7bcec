import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** A real Chromium: CHROMIUM_PATH, or where systems usually have it. */
export async function launchChromium(): Promise<Browser> {
  const given = process.env.CHROMIUM_PATH;
  const executablePath = given ?? USUAL.find((path) => existsSync(path));
  if (!executablePath || !existsSync(executablePath)) {
    throw new Error(
      `The browser tests need Chromium, which is not at ${given ?? USUAL.join(', ')}. ` +
        'Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH to its executable.',
    );
  }
  // Chromium's own sandbox does not start as root, as in a container.
  return chromium.launch({
    // Without a locale Chromium opens no file whose name is Chinese.
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    executablePath,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}
