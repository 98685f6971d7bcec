import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config, Problem } from '#platform';
import { fontFolders, TEMPLATE_FOLDER } from './places.js';
import type { RenderRequest } from './render-process.js';
import { RenderQueue, TemplateError } from './render-queue.js';
import type { Template } from './templates.js';

/** Whoever comes when so many wait is told to come again. */
const MOST_WAITING = 1000;
/** What the compiler says of text that no font has a glyph for, which PDF/A does not allow. */
const MISSING = /the text `\\?"(.+?)\\?"` could not be displayed/gu;
/** Further fonts may lack further characters. */
const TRIES = 3;

/**
 * Makes PDFs from `.typ` templates in a process of its own, one at a time, so that neither a request nor
 * the sending of mail waits for the processor, and what the compiler leaks is given back.
 */
@Injectable()
export class DocumentRenderer implements OnApplicationShutdown {
  readonly #queue: RenderQueue;
  /** Mails that are under way still get their document: a shutdown waits for these. */
  readonly #asked = new Set<Promise<unknown>>();

  constructor(@Inject(CONFIG) config: Config) {
    const fonts = fontFolders(config.DOCUMENT_FONTS_DIR);
    this.#queue = RenderQueue.of({ templates: TEMPLATE_FOLDER, fonts });
  }

  /**
   * PDF/A-2b; the same template, data and instant give the same bytes. A character that no font has is
   * printed as 〓 with its code point: a name that cannot be set must not keep a document from being made.
   *
   * @param at the document's own time, which stands in the file
   * @throws TemplateError; Problem 503 where too many wait
   */
  async render(
    template: Template,
    data: object,
    { at, title = '' }: { at: Date; title?: string },
  ): Promise<Buffer> {
    const request = { template, title, at: Math.floor(at.getTime() / 1000) };
    let missing = '';
    for (let tries = 1; ; tries += 1) {
      const printed = missing ? { ...data, missing } : data;
      try {
        return await this.#ask({ ...request, data: JSON.stringify(printed) });
      } catch (error) {
        const found = error instanceof TemplateError ? [...error.message.matchAll(MISSING)] : [];
        if (found.length === 0 || tries > TRIES) throw error;
        missing += found.map(([, text = '']) => unescaped(text)).join('');
      }
    }
  }

  #ask(request: RenderRequest): Promise<Buffer> {
    if (this.#queue.waiting >= MOST_WAITING) throw tooBusy();
    const made = this.#queue.add(request);
    const asked = made.catch(() => null).finally(() => this.#asked.delete(asked));
    this.#asked.add(asked);
    return made;
  }

  /** Of the process that renders now; null where none does. For those who measure. */
  get processId(): number | null {
    return this.#queue.processId;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.#asked);
  }
}

/** The compiler writes a sign that combines, or that is no character, as `\\u{f7c}`. */
const unescaped = (text: string): string =>
  text.replace(/\\+u\{([\da-f]+)\}/g, (_, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );

function tooBusy(): Problem {
  return new Problem(
    503,
    'documents-busy',
    '文书生成繁忙，请稍后再试。',
    [],
    'Too many documents are being made; please try again shortly.',
    5,
  );
}
