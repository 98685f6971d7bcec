// What a fresh clone lacks: dependencies and a build. Plain Node, for it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.dirname(path.dirname(realpathSync(fileURLToPath(import.meta.url))));
const at = (...parts) => path.join(ROOT, ...parts);
const NEEDED = [20, 19];
const LOCK_STALE_MS = 10 * 60_000;

function mtime(file) {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return;
  console.error(
    `Chaogao needs Node.js ${NEEDED.join('.')} or newer; this is ${process.versions.node}. See https://nodejs.org/`,
  );
  process.exit(1);
}

/** Everything goes to standard error: standard output belongs to the command. */
function run(what, command, args) {
  console.error(`[chaogao] ${what} …`);
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (status === 0) return;
  console.error(`[chaogao] ${what} failed${error ? `: ${error.message}` : ''}`);
  process.exit(status ?? 1);
}

/** Two processes that start at once (web and worker) install and build once. */
function alone(work) {
  const lock = at('.ensure.lock');
  for (;;) {
    try {
      mkdirSync(lock);
      writeFileSync(path.join(lock, 'pid'), String(process.pid));
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  process.once('exit', release);
  work();
  process.off('exit', release);
  release();
}

function isAbandoned(lock) {
  if (Date.now() - mtime(lock) > LOCK_STALE_MS) return true;
  try {
    process.kill(Number(readFileSync(path.join(lock, 'pid'), 'utf8')), 0);
    return false;
  } catch (error) {
    // ENOENT: its owner has not written its number yet, or has just gone.
    return error.code === 'ESRCH';
  }
}

const mustInstall = () =>
  mtime(at('node_modules/.package-lock.json')) < mtime(at('package-lock.json'));

function install() {
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  if (npm?.endsWith('.js')) run('Installing dependencies', process.execPath, [npm, ...args]);
  else run('Installing dependencies', 'npm', args);
}

/** The newest change below a folder; a folder's own time tells of what was deleted. */
function newest(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((time, entry) => {
    const file = path.join(folder, entry.name);
    return Math.max(time, entry.isDirectory() ? newest(file) : mtime(file));
  }, mtime(folder));
}

function mustBuild() {
  const built = mtime(at('dist/.built'));
  return (
    built <
    Math.max(
      newest(at('apps')),
      newest(at('libs')),
      mtime(at('package-lock.json')),
      mtime(at('.swcrc')),
    )
  );
}

function build() {
  // What is edited while it is being built is newer than the stamp.
  const began = new Date();
  const swc = at('node_modules/@swc/cli/bin/swc.js');
  const args = [
    'apps',
    'libs',
    '-d',
    'dist',
    '--extensions',
    '.ts,.tsx',
    '--delete-dir-on-start',
    '--quiet',
  ];
  run('Building', process.execPath, [swc, ...args]);
  writeFileSync(at('dist/.built'), '');
  utimesSync(at('dist/.built'), began, began);
}

/** Installs and builds what is missing or outdated; ends the process where it cannot. */
export function ensure() {
  checkNode();
  if (!mustInstall() && !mustBuild()) return;
  alone(() => {
    if (mustInstall()) install();
    if (mustBuild()) build();
  });
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) ensure();
