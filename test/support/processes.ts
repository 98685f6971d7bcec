import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A web or worker process of the build, as in production. */
export class Process {
  readonly child: ChildProcess;
  /** Everything that it wrote, to standard output and standard error. */
  output = '';

  constructor(part: 'web' | 'worker', env: Record<string, string>) {
    this.child = spawn(process.execPath, [`dist/apps/${part}/src/main.js`], {
      env: { ...process.env, NODE_OPTIONS: '', LOG_LEVEL: 'info', SMTP_URL: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk: Buffer) => (this.output += chunk.toString());
    this.child.stdout?.on('data', keep);
    this.child.stderr?.on('data', keep);
  }

  async says(text: string, milliseconds = 60_000): Promise<void> {
    const said = () => this.output.includes(text);
    await eventually(() => said() || this.child.exitCode !== null, `"${text}"`, milliseconds);
    if (!said()) throw new Error(`it ended without "${text}":\n${this.output}`);
  }

  /** SIGKILL: nothing is finished, nothing is closed. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** SIGTERM: what is under way is finished. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, 'exit');
    this.child.kill(signal);
    await exit;
  }
}

export async function eventually(
  condition: () => boolean | Promise<boolean>,
  what: string,
  milliseconds = 20_000,
): Promise<void> {
  const until = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > until) throw new Error(`in vain waited for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
