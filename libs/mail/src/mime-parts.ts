/** A part of a mail that holds no other parts, or a whole mail that another one encloses. */
export interface MimePart {
  /** `message/delivery-status`, in lower case. */
  type: string;
  charset: string;
  /** Content-Transfer-Encoding, in lower case. */
  encoding: string;
  /** Where its content begins and ends in the mail. */
  from: number;
  to: number;
}

export type Headers = ReadonlyMap<string, string[]>;

/** Deeper than any mail that people write: who sends more wants to keep a parser busy. */
const DEEPEST = 20;

/** Values by name in lower case, unfolded, in their order; nothing is decoded. */
export function headersOf(block: string): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const line of block.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value = ''] = /^([!-9;-~]+)[ \t]*:[ \t]*(.*)$/.exec(line) ?? [];
    if (!name) continue;
    const key = name.toLowerCase();
    headers.set(key, [...(headers.get(key) ?? []), value.trim()]);
  }
  return headers;
}

/** The parts of a mail in their order; those of a mail within it follow that one. */
export function mimeParts(raw: Buffer): { headers: Headers; parts: MimePart[] } {
  const text = raw.toString('latin1');
  const parts: MimePart[] = [];
  const headers = walk(text, { from: 0, to: text.length }, parts, 0);
  return { headers, parts };
}

export function contentOf(raw: Buffer, { from, to, encoding }: MimePart): Buffer {
  const body = raw.subarray(from, to);
  if (encoding === 'base64') return Buffer.from(body.toString('latin1'), 'base64');
  if (encoding !== 'quoted-printable') return body;
  const text = body
    .toString('latin1')
    .replace(/[ \t]+(?=\r?\n|$)/g, '')
    .replace(/=\r?\n/g, '')
    .replace(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}

/** Files whose bytes are no text. */
const NO_TEXT = /^(application\/pdf|(image|audio|video|font)\/.*)$/;

/**
 * The mail with `mask` put over every text in it, its head and mails that it encloses or quotes included.
 * What it leaves as it is stays byte for byte.
 */
export function maskTexts(raw: Buffer, mask: (text: string) => string): Buffer {
  const masked: Buffer[] = [];
  let from = 0;
  for (const part of mimeParts(raw).parts) {
    // A mail within the mail: its own parts follow, its head is text between them.
    if (part.type === 'message/rfc822' || part.from < from) continue;
    masked.push(maskPlain(raw.subarray(from, part.from), mask));
    const encoded = part.encoding === 'base64' || part.encoding === 'quoted-printable';
    if (NO_TEXT.test(part.type)) masked.push(raw.subarray(part.from, part.to));
    else if (!encoded) masked.push(maskPlain(raw.subarray(part.from, part.to), mask));
    else masked.push(maskEncoded(raw, part, mask));
    from = part.to;
  }
  masked.push(maskPlain(raw.subarray(from), mask));
  return Buffer.concat(masked);
}

/** Latin-1 keeps every byte; what is to be masked is ASCII. */
function maskPlain(bytes: Buffer, mask: (text: string) => string): Buffer {
  const text = bytes.toString('latin1');
  const masked = mask(text);
  return masked === text ? bytes : Buffer.from(masked, 'latin1');
}

function maskEncoded(raw: Buffer, part: MimePart, mask: (text: string) => string): Buffer {
  const before = raw.subarray(part.from, part.to);
  const content = contentOf(raw, part).toString('latin1');
  const masked = mask(content);
  if (masked === content) return before;
  if (part.encoding === 'base64') {
    const base64 = Buffer.from(masked, 'latin1').toString('base64');
    return Buffer.from(base64.replace(/.{76}(?=.)/g, '$&\r\n') + '\r\n', 'latin1');
  }
  return Buffer.from(quotedPrintable(masked), 'latin1');
}

const quotedPrintable = (latin1: string): string =>
  latin1
    .replace(/[^\t\r\n -<>-~]|[ \t](?=\r?\n|$)/g, hexOf)
    .split(/\r?\n/)
    .map((line) => line.replace(/(?:=[\dA-F]{2}|[^=]){1,72}(?=.)/g, '$&=\r\n'))
    .join('\r\n');

const hexOf = (character: string) =>
  `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

interface Range {
  from: number;
  to: number;
}

/** Adds the parts of what lies within the range, and answers the headers that it begins with. */
function walk(text: string, { from, to }: Range, parts: MimePart[], depth: number): Headers {
  const { headers, body } = headOf(text, from, to);
  const { value, params } = contentType(headers);
  const boundary = params.get('boundary');
  if (value.startsWith('multipart/') && boundary && depth < DEEPEST) {
    for (const range of between(text, body, to, boundary)) walk(text, range, parts, depth + 1);
    return headers;
  }
  const encoding = (headers.get('content-transfer-encoding')?.[0] ?? '7bit').toLowerCase().trim();
  parts.push({ type: value, charset: params.get('charset') ?? '', encoding, from: body, to });
  const plain = encoding !== 'base64' && encoding !== 'quoted-printable';
  if (value === 'message/rfc822' && plain && depth < DEEPEST) {
    walk(text, { from: body, to }, parts, depth + 1);
  }
  return headers;
}

function headOf(text: string, from: number, to: number): { headers: Headers; body: number } {
  // A part may begin with the empty line at once: then it has no headers.
  if (/^\r?\n/.test(text.slice(from, from + 2))) {
    return { headers: new Map(), body: text.indexOf('\n', from) + 1 };
  }
  const ends = /\r?\n\r?\n/g;
  ends.lastIndex = from;
  const end = ends.exec(text);
  if (!end || end.index >= to) return { headers: headersOf(text.slice(from, to)), body: to };
  return { headers: headersOf(text.slice(from, end.index)), body: end.index + end[0].length };
}

/** Between the lines that are made of the boundary; the last one may be missing. */
function between(text: string, from: number, to: number, boundary: string): Range[] {
  const line = new RegExp(
    `(?:^|\\r?\\n)--${boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(--)?[ \\t]*(?:\\r?\\n|$)`,
    'g',
  );
  const body = text.slice(from, to);
  const ranges: Range[] = [];
  let begin: number | null = null;
  for (let found = line.exec(body); found; found = line.exec(body)) {
    if (begin !== null) ranges.push({ from: from + begin, to: from + found.index });
    begin = found.index + found[0].length;
    if (found[1]) return ranges;
    // The line break after a boundary may be the one before the next.
    line.lastIndex = begin - 1;
  }
  if (begin !== null) ranges.push({ from: from + begin, to });
  return ranges;
}

function contentType(headers: Headers): { value: string; params: Map<string, string> } {
  const header = headers.get('content-type')?.[0] ?? 'text/plain';
  const [value = '', ...rest] = header.split(';');
  const params = new Map<string, string>();
  for (const [, name = '', quoted, plain] of rest
    .join(';')
    .matchAll(/([\w-]+)\*?\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))/g)) {
    params.set(name.toLowerCase(), (quoted ?? plain ?? '').replace(/\\(.)/g, '$1'));
  }
  return { value: value.trim().toLowerCase(), params };
}
