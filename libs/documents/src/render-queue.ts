import { type ChildProcess, fork } from 'node:child_process';
import { FONTCONFIG_FILE, PROCESS_FILE } from './places.js';
import type { RenderAnswer, RenderRequest, RenderSetting } from './render-process.js';

interface Job {
  request: RenderRequest;
  /** Set once a process has died over it: a second time it is the document's fault. */
  again: boolean;
  resolve(pdf: Buffer): void;
  reject(error: Error): void;
}

/**
 * The compiler keeps up to 500 kB of every document that differs from the last, and a thread that ends
 * gives nothing of it back (measured: 530 MB after 1,500). A process does.
 */
const RENEW_AFTER = 200;
/** Fonts and caches are given back when nobody has asked for anything for so long. */
const IDLE_MS = 60_000;
/** A document that takes longer is given up, and its process with it. */
const LONGEST_MS = 60_000;

/** The compiler refused a template with its data: a fault of ours, which no repetition mends. */
export class TemplateError extends Error {}

/**
 * Documents that wait for the one process that makes them, in their order. The process starts with the
 * first, ends when there has been none for a minute, and never outlives ours nor keeps it alive.
 */
export class RenderQueue {
  static readonly #queues = new Map<string, RenderQueue>();
  readonly #waiting: Job[] = [];
  #current: Job | null = null;
  #child: ChildProcess | null = null;
  #made = 0;
  #idle: NodeJS.Timeout | undefined;
  #longest: NodeJS.Timeout | undefined;

  private constructor(private readonly setting: string) {}

  /** The same queue for the same setting: web and worker in one process share what the fonts cost. */
  static of(setting: RenderSetting): RenderQueue {
    const key = JSON.stringify(setting);
    const queue = RenderQueue.#queues.get(key) ?? new RenderQueue(key);
    RenderQueue.#queues.set(key, queue);
    return queue;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Of the process that renders now; null where none does. */
  get processId(): number | null {
    return this.#child?.pid ?? null;
  }

  /** @throws TemplateError */
  add(request: RenderRequest): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, again: false, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#current) return;
    const job = this.#waiting.shift();
    clearTimeout(this.#idle);
    if (!job) {
      // Nothing to do must not keep our process alive.
      this.#child?.unref();
      this.#child?.channel?.unref();
      this.#idle = setTimeout(() => this.#end(), IDLE_MS).unref();
      return;
    }
    this.#current = job;
    if (this.#made >= RENEW_AFTER) this.#end();
    this.#child ??= this.#start();
    this.#child.ref();
    this.#child.channel?.ref();
    this.#longest = setTimeout(() => {
      job.again = true;
      this.#child?.kill('SIGKILL');
    }, LONGEST_MS);
    this.#child.send(job.request);
  }

  #start(): ChildProcess {
    const child = fork(PROCESS_FILE, [this.setting], {
      // It needs no secret of ours, nor the flags of a test.
      env: { FONTCONFIG_FILE },
      execArgv: [],
      serialization: 'advanced',
    });
    this.#made = 0;
    child.on('message', (answer) => this.#answered(child, answer as RenderAnswer));
    // Without a listener, an error would end this process.
    child.on('error', (error) => this.#died(child, error.message));
    child.on('exit', (code) => this.#died(child, `the process ended with ${code}`));
    return child;
  }

  #answered(child: ChildProcess, answer: RenderAnswer): void {
    if (this.#child !== child) return;
    const job = this.#settle();
    this.#made += 1;
    if ('pdf' in answer) job?.resolve(answer.pdf);
    else job?.reject(new TemplateError(answer.error));
    this.#next();
  }

  #died(child: ChildProcess, why: string): void {
    if (this.#child !== child) return;
    this.#child = null;
    const job = this.#settle();
    if (job?.again) job.reject(new TemplateError(`${job.request.template}.typ: ${why}`));
    else if (job) this.#waiting.unshift(Object.assign(job, { again: true }));
    this.#next();
  }

  #settle(): Job | null {
    clearTimeout(this.#longest);
    const job = this.#current;
    this.#current = null;
    return job;
  }

  #end(): void {
    const child = this.#child;
    this.#child = null;
    this.#made = 0;
    child?.kill('SIGKILL');
  }
}
