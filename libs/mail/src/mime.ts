import MailComposer from 'nodemailer/lib/mail-composer';

/** A file that a mail encloses. */
export interface Enclosure {
  filename: string;
  mediaType: string;
  content: Buffer;
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

/** The mail as bytes, RFC 5322: the same mail gives the same bytes. */
export function buildMime(mail: OutgoingMail): Promise<Buffer> {
  const { enclosures, answers, ...rest } = mail;
  return new MailComposer({
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
    attachments: enclosures.map(({ filename, mediaType, content }) => ({
      filename,
      content,
      contentType: mediaType,
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

/** Takes enclosed files out of a mail, so that what six recipients got is kept once. */
export function detach(
  raw: Buffer,
  files: { digest: string; content: Buffer }[],
): { rest: Buffer; enclosed: Detached[] } {
  const pieces: Buffer[] = [];
  const enclosed: Detached[] = [];
  let from = 0;
  let kept = 0;
  for (const { digest, content } of files) {
    const encoded = folded(content);
    const found = raw.indexOf(encoded, from);
    // An encoding that we don't know: then the mail is kept with the file in it.
    if (found < 0 || encoded.length === 0) continue;
    pieces.push(raw.subarray(from, found));
    kept += found - from;
    enclosed.push({ digest, at: kept });
    from = found + encoded.length;
  }
  pieces.push(raw.subarray(from));
  return { rest: Buffer.concat(pieces), enclosed };
}

/** Puts the files back: the bytes of before. */
export function attach(rest: Buffer, files: { at: number; content: Buffer }[]): Buffer {
  const pieces: Buffer[] = [];
  let from = 0;
  for (const { at, content } of files) {
    pieces.push(rest.subarray(from, at), folded(content));
    from = at;
  }
  pieces.push(rest.subarray(from));
  return Buffer.concat(pieces);
}

const LINE = 76;

/** Base64 in lines of 76 characters, as mails carry files. */
function folded(content: Buffer): Buffer {
  const base64 = content.toString('base64');
  const lines: string[] = [];
  for (let at = 0; at < base64.length; at += LINE) lines.push(base64.slice(at, at + LINE));
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

/** A part of text as `buildMime` writes it: its head, then base64. */
const TEXT_PART =
  /(Content-Type: text\/[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*Content-Transfer-Encoding: base64\r\n\r\n)([A-Za-z0-9+/=\r\n]+?)(?=\r\n(?:\r\n)?--|(?:\r\n)*$)/g;

/**
 * The mail with its texts put through `mask`; everything else, the files too, stays byte for byte.
 */
export function maskMime(raw: Buffer, mask: (text: string) => string): Buffer {
  const masked = raw.toString('latin1').replace(TEXT_PART, (_, head: string, body: string) => {
    const text = Buffer.from(body, 'base64').toString('utf8');
    return head + folded(Buffer.from(mask(text), 'utf8')).toString('latin1');
  });
  return Buffer.from(masked, 'latin1');
}
