import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config, Problem } from '#platform';
import { fontFolders, TEMPLATE_FOLDER, PROCESS_FILE } from './places.js';
import type { RenderAnswer, RenderRequest, RenderSetting } from './render-process.js';
import type { Template } from './templates.js';

interface Job {
  request: RenderRequest;
  /** Set once a process has died over it: a second time it is the document's fault. */
  again: boolean;
  resolve(pdf: Buffer): void;
  reject(error: Error): void;
}

/**
 * The compiler keeps up to 400 kB of every document that differs from the last, and a thread that ends
 * gives nothing of it back (measured: 530 MB after 1,500). A process does.
 */
const RENEW_AFTER = 200;
/** Fonts and caches are given back when nobody has asked for anything for so long. */
const IDLE_MS = 60_000;
/** A document that takes longer is given up, and its process with it. */
const LONGEST_MS = 60_000;
/** Whoever comes when so many wait is told to come again. */
const MOST_WAITING = 1000;

/** The compiler refused a template with its data: a fault of ours, which no repetition mends. */
export class TemplateError extends Error {}

/**
 * Makes PDFs from `.typ` templates in a process of its own, one at a time, so that neither a request nor
 * the sending of mail waits for the processor, and what the compiler leaks is given back. It starts with
 * the first document and ends when there has been none for a minute.
 */
@Injectable()
export class DocumentRenderer implements OnApplicationShutdown {
  readonly #setting: RenderSetting;
  readonly #waiting: Job[] = [];
  #current: Job | null = null;
  #child: ChildProcess | null = null;
  #made = 0;
  #idle: NodeJS.Timeout | undefined;
  #longest: NodeJS.Timeout | undefined;
  #closing = false;
  #drained: () => void = () => undefined;

  constructor(@Inject(CONFIG) config: Config) {
    this.#setting = { templates: TEMPLATE_FOLDER, fonts: fontFolders(config.DOCUMENT_FONTS_DIR) };
  }

  /**
   * PDF/A-2b; the same template, data and instant give the same bytes.
   *
   * @param at the document's own time, which stands in the file
   * @throws TemplateError; Problem 503 where too many wait
   */
  render(
    template: Template,
    data: object,
    { at, title = '' }: { at: Date; title?: string },
  ): Promise<Buffer> {
    if (this.#waiting.length >= MOST_WAITING) return Promise.reject(tooBusy());
    const request = {
      template,
      title,
      data: JSON.stringify(data),
      at: Math.floor(at.getTime() / 1000),
    };
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, again: false, resolve, reject });
      this.#next();
    });
  }

  /** Of the process that renders now; null where none does. For those who measure. */
  get processId(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Mails that are under way still get their document: whoever drains them may ask after this. */
  async onApplicationShutdown(): Promise<void> {
    this.#closing = true;
    if (this.#current) await new Promise<void>((resolve) => (this.#drained = resolve));
    await this.#end();
  }

  #next(): void {
    if (this.#current) return;
    const job = this.#waiting.shift();
    clearTimeout(this.#idle);
    if (!job) {
      if (this.#closing) void this.#end();
      this.#drained();
      // Nothing to do must not keep the process alive.
      this.#child?.unref();
      this.#child?.channel?.unref();
      this.#idle = setTimeout(() => void this.#end(), IDLE_MS).unref();
      return;
    }
    this.#current = job;
    if (this.#made >= RENEW_AFTER) void this.#end();
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
    const child = fork(PROCESS_FILE, [JSON.stringify(this.#setting)], {
      // It needs no secret of ours, nor the flags of a test.
      env: {},
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

  async #end(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    this.#made = 0;
    clearTimeout(this.#idle);
    clearTimeout(this.#longest);
    if (child?.exitCode !== null || child.signalCode !== null) return;
    // Its end is waited for, also where nothing else keeps this process alive.
    child.ref();
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}

function tooBusy(): Problem {
  return new Problem(
    503,
    'documents-busy',
    '文书生成繁忙，请稍后再试。',
    [],
    'Too many documents are being made; please try again shortly.',
  );
}
