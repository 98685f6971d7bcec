import { Worker } from 'node:worker_threads';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config, Problem } from '#platform';
import { fontFolders, TEMPLATE_FOLDER, THREAD_FILE } from './places.js';
import type { RenderAnswer, RenderRequest, ThreadSetting } from './render-thread.js';
import type { Template } from './templates.js';

interface Job {
  request: RenderRequest;
  /** Set once a thread has died over it: a second time it is the document's fault. */
  again: boolean;
  resolve(pdf: Buffer): void;
  reject(error: Error): void;
}

/** The compiler keeps some 60 kB of every document: a thread is renewed before that is much. */
const RENEW_AFTER = 500;
/** Fonts and caches are given back when nobody has asked for anything for so long. */
const IDLE_MS = 60_000;
/** A document that takes longer is given up, and its thread with it. */
const LONGEST_MS = 60_000;
/** Whoever comes when so many wait is told to come again. */
const MOST_WAITING = 1000;

/** The compiler refused a template with its data: a fault of ours, which no repetition mends. */
export class TemplateError extends Error {}

/**
 * Makes PDFs from `.typ` templates in a thread of its own, one at a time, so that neither a request nor
 * the sending of mail waits for the processor. The thread starts with the first document.
 */
@Injectable()
export class DocumentRenderer implements OnApplicationShutdown {
  readonly #setting: ThreadSetting;
  readonly #waiting: Job[] = [];
  #current: Job | null = null;
  #thread: Worker | null = null;
  #made = 0;
  #idle: NodeJS.Timeout | undefined;
  #longest: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(@Inject(CONFIG) config: Config) {
    this.#setting = { templates: TEMPLATE_FOLDER, fonts: fontFolders(config.DOCUMENT_FONTS_DIR) };
  }

  /**
   * PDF/A-2b; the same template, data and instant give the same bytes.
   *
   * @param at the document's own time, which stands in the file
   * @throws TemplateError; Problem 503 where too many wait or the process ends
   */
  render(
    template: Template,
    data: object,
    { at, title = '' }: { at: Date; title?: string },
  ): Promise<Buffer> {
    if (this.#closed || this.#waiting.length >= MOST_WAITING) return Promise.reject(tooBusy());
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

  async onApplicationShutdown(): Promise<void> {
    this.#closed = true;
    const left = [...(this.#current ? [this.#current] : []), ...this.#waiting.splice(0)];
    this.#current = null;
    for (const job of left) job.reject(tooBusy());
    await this.#end();
  }

  #next(): void {
    if (this.#current) return;
    const job = this.#waiting.shift();
    clearTimeout(this.#idle);
    if (!job) {
      // Nothing to do must not keep the process alive.
      this.#thread?.unref();
      this.#idle = setTimeout(() => void this.#end(), IDLE_MS).unref();
      return;
    }
    this.#current = job;
    if (this.#made >= RENEW_AFTER) void this.#end();
    this.#thread ??= this.#start();
    this.#thread.ref();
    this.#longest = setTimeout(() => {
      job.again = true;
      void this.#thread?.terminate();
    }, LONGEST_MS);
    this.#thread.postMessage(job.request);
  }

  #start(): Worker {
    const thread = new Worker(THREAD_FILE, { workerData: this.#setting });
    this.#made = 0;
    thread.on('message', (answer: RenderAnswer) => this.#answered(answer));
    // 'exit' follows an error; without a listener, the error would end the process.
    thread.on('error', (error) => this.#died(thread, error.message));
    thread.on('exit', (code) => this.#died(thread, `the thread ended with ${code}`));
    return thread;
  }

  #answered(answer: RenderAnswer): void {
    const job = this.#settle();
    this.#made += 1;
    if ('pdf' in answer) job?.resolve(Buffer.from(answer.pdf.buffer as ArrayBuffer));
    else job?.reject(new TemplateError(answer.error));
    this.#next();
  }

  #died(thread: Worker, why: string): void {
    if (this.#thread !== thread) return;
    this.#thread = null;
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
    const thread = this.#thread;
    this.#thread = null;
    this.#made = 0;
    clearTimeout(this.#idle);
    clearTimeout(this.#longest);
    await thread?.terminate();
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
