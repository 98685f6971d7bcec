import type { InboundMail } from './inbound-mail.js';
import type { Headers } from './mime-parts.js';

/**
 * `bounce`: the mail did not arrive and nobody tries again. `delay`: somebody still tries. `delivered`:
 * a server says that it passed the mail on. `auto-reply`: a machine answered, nobody has read anything.
 * `letter`: a person wrote. `unclear-report`: a machine of the mail system speaks, of what is not clear.
 */
export type InboundKind =
  'bounce' | 'delay' | 'delivered' | 'auto-reply' | 'letter' | 'unclear-report';

/** What a report says of the one mail that it is about, in its own words. */
export interface DeliveryReport {
  recipient: string | null;
  /** `5.1.1`; null where it names none. */
  status: string | null;
  diagnostic: string;
}

export interface Classified {
  kind: InboundKind;
  report: DeliveryReport | null;
}

const first = (headers: Headers, name: string): string => headers.get(name)?.[0] ?? '';

/** `sender` is that of the envelope, null for the empty one. */
export function classify(mail: InboundMail, sender: string | null): Classified {
  const reported = fromStatuses(mail);
  if (reported) return reported;
  if (isFromMailSystem(mail, sender)) return fromProse(mail);
  return { kind: isAutomatic(mail) ? 'auto-reply' : 'letter', report: null };
}

/** RFC 3464: machine-readable fields, whatever the prose beside them and its language. */
function fromStatuses(mail: InboundMail): Classified | null {
  const recipients = mail.statuses.filter((group) => group.has('action'));
  if (recipients.length === 0) return null;
  const of = (...actions: string[]) =>
    recipients.find((group) => actions.includes(first(group, 'action').toLowerCase()));
  // An address that the far side expands to several people: it has arrived where one of them has it.
  const delivered = of('delivered', 'relayed', 'expanded');
  if (delivered) return { kind: 'delivered', report: reportOf(delivered) };
  const delayed = of('delayed');
  if (delayed) return { kind: 'delay', report: reportOf(delayed) };
  const failed = of('failed');
  if (failed) return { kind: 'bounce', report: reportOf(failed) };
  return { kind: 'unclear-report', report: null };
}

function reportOf(group: Headers): DeliveryReport {
  const typed = (name: string) => first(group, name).replace(/^[\w-]+\s*;\s*/, '');
  const status = STATUS.exec(first(group, 'status'))?.[0] ?? null;
  const recipient = ['original-recipient', 'final-recipient'].map(typed).find((one) => one !== '');
  return {
    recipient: recipient?.toLowerCase() ?? null,
    status,
    diagnostic: [typed('diagnostic-code'), status ?? ''].find((one) => one !== '') ?? 'failed',
  };
}

const MAIL_SYSTEM = /^(mailer-daemon|postmaster|mail-daemon|microsoftexchange[\da-f]*)@/;

/** The mail system itself speaks, not a mailbox's owner and not a robot that answers for one. */
function isFromMailSystem({ from, headers, reportType }: InboundMail, sender: string | null) {
  if (reportType === 'delivery-status' || headers.has('x-failed-recipients')) return true;
  return MAIL_SYSTEM.test(from) || MAIL_SYSTEM.test(sender ?? '');
}

const STATUS = /\b[245]\.\d{1,3}\.\d{1,3}\b/;
/** `550 5.1.1 …`, `550-5.1.1 …`, `SMTP error … : 550 …`: a line in which a server refuses for good. */
const REFUSAL =
  /(?:^|[\s:(>'"])(5\d\d[ -](?:#?5\.\d{1,3}\.\d{1,3}|[^\d\s]).*|5\.\d{1,3}\.\d{1,3}\s.*)$/m;
const STILL_TRYING =
  /\b(delayed|not yet been delivered|will continue to be attempted|will be retried|no action is required on your part|warning only)\b|延迟|延误|将继续尝试|仍在尝试/i;
const GIVEN_UP =
  /\b(could ?n[o']t be delivered|could not be delivered|undeliverable|returned to sender|permanent(ly)? (error|fail\w*)|delivery (has )?failed|retry timeout exceeded)\b|退信|无法送达|未送达|未传递|无法传递|投递失败|发送失败/i;

/** Servers that write for people only: Exim before 4.88, QQ and Netease among others. */
function fromProse(mail: InboundMail): Classified {
  // The mail that they return is no word of theirs.
  const words = mail.text.split(RETURNED)[0] ?? mail.text;
  const refusal = REFUSAL.exec(words)?.[1]?.trim() ?? '';
  const recipient = first(mail.headers, 'x-failed-recipients').split(',')[0]?.trim() ?? '';
  const failed = recipient !== '';
  const said = `${mail.subject}\n${words}`;
  // Exim names those that wait for their delivery in its warnings only in the text.
  if (!failed && refusal === '' && STILL_TRYING.test(said)) {
    return { kind: 'delay', report: { recipient: null, status: null, diagnostic: mail.subject } };
  }
  if (!failed && (refusal === '' || !GIVEN_UP.test(said))) {
    return { kind: 'unclear-report', report: null };
  }
  return {
    kind: 'bounce',
    report: {
      recipient: recipient.toLowerCase() || null,
      status: STATUS.exec(refusal)?.[0] ?? null,
      diagnostic: refusal || mail.subject,
    },
  };
}

const RETURNED =
  /^-+ *(?:This is a copy of|The body of the message|Original message|Below is a copy|The original message|原始邮件|原邮件)/im;

/** The words with which offices' mail programs begin the subject of an answer that nobody wrote. */
const AWAY =
  /^(?:(?:re|fw|fwd|回复|答复|转发)\s*[:：]\s*)*[[【(（]?\s*(自动答复|自动回复|自動回覆|外出|休假|不在办公室|automatic reply|auto(?:matic)?[- ]?(?:reply|response|responder)|autoreply|out of (?:the )?office)/i;

/**
 * A machine wrote it: RFC 3834, and what was usual before and beside it. A confirmation that a mail was
 * displayed is one too.
 */
function isAutomatic({ headers, subject, reportType }: InboundMail): boolean {
  if (reportType !== null) return true;
  const submitted = first(headers, 'auto-submitted').toLowerCase();
  if (submitted !== '' && !submitted.startsWith('no')) return true;
  const names = ['x-autoreply', 'x-autorespond', 'x-autogenerated', 'x-auto-response-suppress'];
  if (names.some((name) => headers.has(name))) return true;
  if (/^(auto_reply|bulk|junk|list)/i.test(first(headers, 'precedence'))) return true;
  return headers.has('list-id') || AWAY.test(subject);
}

/** The mails that a report may be about, by their Message-ID: the returned one first. */
export function reportedIds({ original, answers, text }: InboundMail): string[] {
  const returned = original ? [first(original, 'message-id')] : [];
  const quoted = [...text.matchAll(/^\s*Message-ID:\s*(<[^<>\s]+>)/gim)].map(([, id = '']) => id);
  return [...returned, ...quoted, ...answers].filter((id) => id !== '');
}

/** ENVID as we gave it, RFC 3461. */
export const envelopeIdOf = ({ statuses }: InboundMail): string | null =>
  statuses.map((group) => first(group, 'original-envelope-id')).find((id) => id !== '') ?? null;

/** What the mail wants to reach, where no envelope says it: a mailbox keeps only the mail. */
export function recipientsIn({ headers }: InboundMail): string[] {
  const names = [
    ...[
      'delivered-to',
      'x-original-to',
      'envelope-to',
      'x-envelope-to',
      'x-rcpt-to',
      'apparently-to',
    ],
    ...['to', 'cc'],
  ];
  const found = names.flatMap((name) =>
    (headers.get(name) ?? []).flatMap(
      (value) => value.match(/[^\s<>,;:"()]+@[^\s<>,;:"()]+/g) ?? [],
    ),
  );
  return [...new Set(found.map((address) => address.toLowerCase()))];
}
