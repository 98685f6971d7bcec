import type {} from '@fastify/multipart';
import { ATTACHMENT_LIMIT } from '#notices';
import { Problem } from '#platform';
import type { FastifyRequest } from 'fastify';
import { asUnreadable } from '../http/multipart.js';
import type { FormState } from './forms.js';

export type FormBody = Record<string, string | string[]>;

export interface UploadedFile {
  name: string;
  bytes: Buffer;
}

/** `fileSize` is ATTACHMENT_LIMIT of #notices and one more byte, so that the store can say what is wrong. */
const OPTIONS = {
  limits: { fileSize: ATTACHMENT_LIMIT + 1, files: 10, fields: 150, fieldSize: 100_000 },
  throwFileSizeLimit: false,
};

export interface ReadForm {
  body: FormBody;
  files: UploadedFile[];
  /** More was sent than fits; what came before it was read. */
  problem: Problem | null;
}

/** A multipart body can be read once, but the guard looks for the form's token before the page reads it. */
const read = new WeakMap<FastifyRequest, Promise<ReadForm>>();

/** A form body, urlencoded or multipart. A file beyond the limit arrives cut off, one byte too long. */
export function readForm(request: FastifyRequest): Promise<ReadForm> {
  const reading = read.get(request) ?? parseForm(request);
  read.set(request, reading);
  return reading;
}

/** The form of a request, unless it has files and nobody has read it. */
export async function formIfRead(request: FastifyRequest): Promise<FormBody> {
  if (request.isMultipart() && !read.has(request)) return {};
  return (await readForm(request)).body;
}

async function parseForm(request: FastifyRequest): Promise<ReadForm> {
  const form: ReadForm = { body: {}, files: [], problem: null };
  const { body, files } = form;
  if (!request.isMultipart()) {
    for (const [name, value] of Object.entries((request.body ?? {}) as Record<string, unknown>)) {
      if (Array.isArray(value)) for (const one of value) append(body, name, String(one));
      else if (typeof value === 'string') append(body, name, value);
    }
    return form;
  }
  try {
    for await (const part of request.parts(OPTIONS)) {
      if (part.type === 'field') append(body, part.fieldname, String(part.value));
      else {
        const bytes = await part.toBuffer();
        // A file input that was left empty arrives as a file without name and bytes.
        if (part.filename || bytes.length > 0) files.push({ name: part.filename, bytes });
      }
    }
  } catch (error) {
    if (!isTooLarge(error)) throw asUnreadable(error);
    form.problem = Problem.field('files', '每次不超过 10 个附件', 'No more than 10 files at once');
  }
  return form;
}

export function textOf(body: FormBody, name: string): string {
  const value = body[name] ?? '';
  return (Array.isArray(value) ? value.join('\n') : value).trim();
}

export function listOf(body: FormBody, name: string): string[] {
  const value = body[name] ?? [];
  return Array.isArray(value) ? value : [value];
}

/** A required box that was left empty says so itself; services check the rest. */
export function requireTyped(body: FormBody, names: Record<string, string>): void {
  const missing = Object.entries(names).filter(([name]) => textOf(body, name) === '');
  if (missing.length > 0) {
    throw Problem.invalid(
      '有未填写的内容',
      missing.map(([field, problem]) => ({ field, problem })),
      'Something was left empty',
    );
  }
}

/**
 * What to show again after a submission that failed: everything that was typed, and the problems.
 * Rethrows what the person at the form cannot mend.
 */
export function failedForm(body: FormBody, error: unknown): FormState {
  if (!(error instanceof Problem) || ![400, 409, 413, 415, 422].includes(error.status)) throw error;
  const values = Object.fromEntries(Object.keys(body).map((name) => [name, textOf(body, name)]));
  return { values, problems: error.forForm };
}

function append(body: FormBody, name: string, value: string): void {
  const before = body[name];
  if (before === undefined) body[name] = value;
  else body[name] = [...(Array.isArray(before) ? before : [before]), value];
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'statusCode' in error && error.statusCode === 413;
}
