import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { sleep } from './measures.js';

/** A web or worker process of this build. */
export class Served {
  readonly child: ChildProcess;

  constructor(args: string[], env: Record<string, string>) {
    this.child = spawn(process.execPath, ['bin/chaogao.js', 'start', ...args], {
      env: { ...process.env, LOG_LEVEL: 'error', ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }

  /** Resident memory in megabytes (Linux); 0 where /proc is not there. */
  async megabytes(): Promise<number> {
    const status = await readFile(`/proc/${this.child.pid}/status`, 'utf8').catch(() => '');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await Promise.race([ended, sleep(20_000)]);
    this.child.kill('SIGKILL');
  }
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
