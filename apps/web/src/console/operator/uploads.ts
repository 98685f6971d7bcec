import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Problem } from '#platform';
import type { PageContext } from '../../views/context.js';
import { type FormBody, type ReadForm, textOf } from '../../views/read-form.js';

/** A directory of a whole province fits; more is no file of ours. */
const LIMIT = 2 * 1024 * 1024;

/**
 * A file that was shown before it is applied goes back with the form, packed: 100 kB become ten. What
 * comes back is checked again like the file itself.
 */
export const packed = (text: string): string => gzipSync(text).toString('base64url');

/** @throws Problem 400 where that is none of ours */
export function unpacked(body: FormBody): string {
  try {
    const bytes = Buffer.from(textOf(body, 'packed'), 'base64url');
    return gunzipSync(bytes, { maxOutputLength: LIMIT }).toString();
  } catch {
    const zh = '页面内容不完整，请重新上传。';
    const en = 'The page came back incomplete; please upload the file again.';
    throw new Problem(400, 'not-packed', zh, [], en);
  }
}

/** Names what was shown, so that nothing else is applied. */
export const digestOf = (shown: unknown): string =>
  createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 22);

/**
 * The text of a file, or what was pasted in its place, with a name to speak of it in the reader's language.
 *
 * @throws Problem 422 where there is neither, or more than fits
 */
export function textGiven(
  form: ReadForm,
  { t }: Pick<PageContext, 't'>,
): { text: string; name: string } {
  if (form.problem) throw form.problem;
  const file = form.files[0];
  const pasted = textOf(form.body, 'text');
  if (!file && pasted === '') {
    throw 'text' in form.body
      ? Problem.field('file', '请选择文件，或在下面粘贴', 'Choose a file, or paste it below')
      : Problem.field('file', '请选择文件', 'Choose a file');
  }
  if (!file) return { text: pasted, name: t('粘贴的内容', 'What was pasted') };
  if (file.bytes.length > LIMIT) {
    throw Problem.field('file', '文件超过 2 MB', 'The file is larger than 2 MB');
  }
  const text = new TextDecoder('utf-8').decode(file.bytes);
  if (text.includes('\uFFFD') || text.includes('\0')) {
    throw Problem.field('file', '不是 UTF-8 文本文件', 'This is no text file in UTF-8');
  }
  return { text, name: file.name };
}
