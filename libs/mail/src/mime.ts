import MailComposer from 'nodemailer/lib/mail-composer';

/** A file that a mail encloses. */
export interface Enclosure {
  filename: string;
  mediaType: string;
  content: Buffer;
  /** SHA-256, hexadecimal. */
  digest: string;
}

export interface OutgoingMail {
  from: string;
  to: string;
  /** Where answers go; without it, to `from`. */
  replyTo?: string | undefined;
  /** Message-ID of a mail that this one answers by itself. */
  answers?: string | undefined;
  subject: string;
  html: string;
  text: string;
  /** With angle brackets; the same row always has the same one. */
  messageId: string;
  date: Date;
  enclosures: Enclosure[];
}

/** An enclosed file that was taken out of a mail: its base64 stood at this byte of what is left. */
export interface Detached {
  digest: string;
  at: number;
}

/** A mail ready to leave, and what is kept of it. */
export interface BuiltMime {
  raw: Buffer;
  /** The mail without the base64 of the files that it encloses: what six recipients got is kept once. */
  rest: Buffer;
  enclosed: Detached[];
}

/** The mail as bytes, RFC 5322: the same mail gives the same bytes. */
export async function buildMime(mail: OutgoingMail): Promise<BuiltMime> {
  const { enclosures, answers, ...rest } = mail;
  // Files of a hundred kilobytes are put in at the end, encoded once for all recipients.
  const marks = enclosures.map((_, index) => Buffer.from(`${index} of ${mail.messageId}`));
  const frame = await new MailComposer({
    ...rest,
    baseBoundary: mail.messageId.replace(/\W/g, '').slice(0, 40),
    // Quoted-printable makes nine bytes of a Chinese character, base64 four.
    textEncoding: 'base64',
    // Nobody's mailbox is to answer it by itself: RFC 3834, and Exchange's own way.
    headers: {
      'Auto-Submitted': answers ? 'auto-replied' : 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
    },
    ...(answers ? { inReplyTo: answers, references: answers } : {}),
    attachments: enclosures.map(({ filename, mediaType }, index) => ({
      filename,
      content: marks[index],
      contentType: mediaType,
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return filled(frame, marks, enclosures);
}

/** The frame with the files where their marks stand. */
function filled(frame: Buffer, marks: Buffer[], enclosures: Enclosure[]): BuiltMime {
  const pieces: Buffer[] = [];
  const files: { at: number; content: Buffer; digest: string }[] = [];
  let from = 0;
  let kept = 0;
  enclosures.forEach(({ content, digest }, index) => {
    const mark = folded(marks[index] ?? Buffer.alloc(0));
    const found = frame.indexOf(mark, from);
    if (found < 0) throw new Error(`the mail has no place for its file ${index}`);
    pieces.push(frame.subarray(from, found));
    kept += found - from;
    files.push({ at: kept, content, digest });
    from = found + mark.length;
  });
  const rest = Buffer.concat([...pieces, frame.subarray(from)]);
  const enclosed = files.map(({ at, digest }) => ({ at, digest }));
  return { raw: attach(rest, files), rest, enclosed };
}

/** The same mail with lines put before it. */
export function headed(head: Buffer, { raw, rest, enclosed }: BuiltMime): BuiltMime {
  return {
    raw: Buffer.concat([head, raw]),
    rest: Buffer.concat([head, rest]),
    enclosed: enclosed.map(({ at, digest }) => ({ at: at + head.length, digest })),
  };
}

/** Puts the files back: the bytes of before. */
export function attach(rest: Buffer, files: { at: number; content: Buffer }[]): Buffer {
  const pieces: Buffer[] = [];
  let from = 0;
  for (const { at, content } of files) {
    pieces.push(rest.subarray(from, at), encoded(content));
    from = at;
  }
  pieces.push(rest.subarray(from));
  return Buffer.concat(pieces);
}

const LINE = 76;

const known = new WeakMap<Buffer, Buffer>();

/** A file as mails carry it; the mails of one notice ask for the same one after the other. */
function encoded(content: Buffer): Buffer {
  const before = known.get(content) ?? folded(content);
  known.set(content, before);
  return before;
}

/** Base64 in lines of 76 characters. */
function folded(content: Buffer): Buffer {
  const base64 = content.toString('base64');
  const lines: string[] = [];
  for (let at = 0; at < base64.length; at += LINE) lines.push(base64.slice(at, at + LINE));
  return Buffer.from(lines.join('\r\n'), 'latin1');
}
