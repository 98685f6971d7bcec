import type { AddressObject } from 'mailparser';
import { contentOf, type Headers, headersOf, mimeParts } from './mime-parts.js';

/** A mail that came in, as far as it matters here. */
export interface InboundMail {
  headers: Headers;
  /** With angle brackets. */
  messageId: string | null;
  /** Address of From, in lower case; empty where it has none. */
  from: string;
  fromName: string;
  subject: string;
  text: string;
  /** Message-IDs of what it answers, the nearest first. */
  answers: string[];
  /** `delivery-status`, `disposition-notification`; null where it is no report. */
  reportType: string | null;
  /** Groups of fields of a delivery report: the first is about the mail, each other about a recipient. */
  statuses: Headers[];
  /** Headers of the mail that a report is about. */
  original: Headers | null;
  files: InboundFile[];
}

export interface InboundFile {
  name: string;
  content: Buffer;
}

const REPORT_PART = /^message\/(global-)?delivery-status$/;
const ORIGINAL_PART = /^(message\/(rfc822|global|rfc822-headers)|text\/rfc822(-headers)?)$/;

/** Reads a mail; one that is broken gives what can be read of it. */
export async function readInbound(raw: Buffer): Promise<InboundMail> {
  const { headers, parts } = mimeParts(raw);
  // Loaded when first needed: most processes never do, and it costs 32 MB.
  const { simpleParser } = await import('mailparser');
  const parsed = await simpleParser(raw, { skipImageLinks: true, skipTextToHtml: true });
  const sender = firstAddress(parsed.from);
  const report = parts.find(({ type }) => REPORT_PART.test(type));
  const original = parts.find(({ type }) => ORIGINAL_PART.test(type));
  return {
    headers,
    messageId: parsed.messageId ?? null,
    from: (sender?.address ?? '').toLowerCase(),
    fromName: sender?.name ?? '',
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    answers: [...(headers.get('in-reply-to') ?? []), ...(headers.get('references') ?? [])]
      .flatMap((value, index) => {
        const ids: string[] = value.match(/<[^<>\s]+>/g) ?? [];
        return index === 0 ? ids : ids.reverse();
      })
      .filter((id, index, all) => all.indexOf(id) === index),
    reportType: reportTypeOf(headers),
    statuses: report ? groups(contentOf(raw, report).toString('utf8')) : [],
    original: original
      ? headersOf(
          contentOf(raw, original)
            .toString('latin1')
            .split(/\r?\n\r?\n/)[0] ?? '',
        )
      : null,
    files: parsed.attachments.map(({ filename, content }, index) => ({
      name: filename ?? `附件${index + 1}`,
      content: Buffer.isBuffer(content) ? content : Buffer.alloc(0),
    })),
  };
}

function firstAddress(header: AddressObject | undefined) {
  const [first] = header?.value ?? [];
  return first?.group?.[0] ?? first;
}

function reportTypeOf(headers: Headers): string | null {
  const type = headers.get('content-type')?.[0] ?? '';
  if (!/^multipart\/report\b/i.test(type)) return null;
  return /report-type\s*=\s*"?([\w-]+)/i.exec(type)?.[1]?.toLowerCase() ?? '';
}

const groups = (status: string): Headers[] =>
  status
    .split(/\r?\n[ \t]*\r?\n/)
    .filter((block) => block.trim() !== '')
    .map(headersOf);
