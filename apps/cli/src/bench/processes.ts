import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '../environment.js';
import { sleep } from './measures.js';

const { scripts } = JSON.parse(readFileSync(path.join(projectRoot(), 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

/** A web or worker process of this build, started as the README says. */
export class Served {
  readonly child: ChildProcess;

  constructor(part: 'web' | 'worker', env: Record<string, string>) {
    // What the script starts, without npm between us and the process that is measured.
    const args = (scripts[`start:${part}`] ?? '').replace(/^exec node /, '').split(' ');
    this.child = spawn(process.execPath, args, {
      env: { ...process.env, LOG_LEVEL: 'error', ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }

  /** Resident memory in megabytes (Linux); 0 where /proc is not there. */
  megabytes(): Promise<number> {
    return residentMegabytes(this.child.pid);
  }

  /** Of the process that makes documents, where one has been started. */
  async megabytesOfDocuments(): Promise<number> {
    const { pid } = this.child;
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
    const each = children.trim().split(/\s+/).map(Number).filter(Boolean).map(residentMegabytes);
    return (await Promise.all(each)).reduce((sum, one) => sum + one, 0);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await Promise.race([ended, sleep(20_000)]);
    this.child.kill('SIGKILL');
  }
}

async function residentMegabytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** Waits until a page answers 200. */
export async function answering(url: string, milliseconds = 60_000): Promise<void> {
  const until = Date.now() + milliseconds;
  while (Date.now() < until) {
    if (
      await fetch(url).then(
        (response) => response.ok,
        () => false,
      )
    )
      return;
    await sleep(25);
  }
  throw new Error(`${url} does not answer`);
}
