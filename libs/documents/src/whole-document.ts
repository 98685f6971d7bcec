import type { DocumentRenderer } from './document-renderer.service.js';
import type { Template } from './templates.js';

/** What the compiler says of text that no font has a glyph for, which PDF/A does not allow. */
const MISSING = /the text `\\?"(.+?)\\?"` could not be displayed/gu;
/** Further fonts may lack further characters. */
const TRIES = 3;

/**
 * The document, also where somebody typed a character that no font has: it is printed as 〓 with its code
 * point, for a name that cannot be set must not keep a whole document from being made.
 *
 * @throws TemplateError; Problem 503 where too many wait
 */
export async function wholeDocument(
  renderer: DocumentRenderer,
  template: Template,
  data: object,
  options: { at: Date; title?: string },
): Promise<Buffer> {
  let missing = '';
  for (let tries = 1; ; tries += 1) {
    try {
      return await renderer.render(template, missing ? { ...data, missing } : data, options);
    } catch (error) {
      const found = error instanceof Error ? [...error.message.matchAll(MISSING)] : [];
      if (found.length === 0 || tries > TRIES) throw error;
      missing += found.map(([, text]) => text).join('');
    }
  }
}
