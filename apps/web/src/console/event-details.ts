import type { NoticeEvent } from '#notices';
import type { Bilingual } from '#rulebook';
import type { PageContext } from '../views/context.js';
import { dateWords } from '../views/dates.js';
import { ACKNOWLEDGEMENT_LABELS, MESSAGE_LABELS, OUTCOME_LABELS } from '../views/labels.js';

type Data = Record<string, unknown>;

/** Entries of an event that a reader wants beside it, in this order, where nothing better is known. */
const DETAILS = [
  'number',
  'reason',
  'explanation',
  'from',
  'to',
  'clause',
  'facts',
  'response',
  'subject',
];

const both = (zh: string, en: string): Bilingual => ({ zh, en });

/** What each way of service proves, and no more. */
const SERVED_BY = {
  email: both(
    '对方邮件服务器已接收，不证明有人看到',
    'accepted by its mail server; nobody need have read it',
  ),
  'by-hand': both('人工送达，发文单位登记', 'by hand, recorded by the issuer'),
};

/**
 * What a reader of the timeline wants to know of an event: for service and acknowledgement what it
 * proves, for mails whom they went to, for periods the new date. Digests and ids stay in the evidence.
 */
export function detailWords(
  { type, data }: Pick<NoticeEvent, 'type' | 'data'>,
  context: PageContext,
): string {
  const { t } = context;
  return detailsOf(type, data, context)
    .filter((words) => words !== '')
    .join(t('；', '; '));
}

function detailsOf(type: string, data: Data, context: PageContext): string[] {
  switch (type) {
    // Of its facts it holds the digest.
    case 'notice-drafted':
      return [];
    case 'notice-issued':
      return Object.values(entriesOf(data.numbers)).map(textOf);
    case 'document-made':
      return [textOf(data.filename).replace(/\.pdf$/, '')];
    case 'copy-served':
    case 'service-moved':
      return served(data, context);
    case 'copy-acknowledged':
      return [labelled(ACKNOWLEDGEMENT_LABELS, data.grade, context)];
    case 'reply-submitted':
      return [labelled(OUTCOME_LABELS, data.outcome, context)];
    case 'message-accepted':
    case 'message-undeliverable':
    case 'message-bounced':
    case 'message-delayed':
    case 'copy-undeliverable':
    case 'copy-bounced':
      return [mailed(data, context), textOf(data.response)];
    case 'silence-recorded':
      return [textOf(data.silenceNumber), ...due(data.dueOn, context)];
    case 'step-remind':
    case 'step-escalate':
    case 'step-ask-decision':
      return due(data.dueOn, context);
    case 'duty-extended':
      return [...added(data.workingDays, context), ...renewed(data, context), ...usual(data)];
    default:
      return [...renewed(data, context), ...usual(data)];
  }
}

const usual = (data: Data): string[] => DETAILS.map((key) => textOf(data[key]));

function served(data: Data, { t, pick }: PageContext): string[] {
  const proof = entriesOf(data.proof);
  const how = pick(data.method === 'by-hand' ? SERVED_BY['by-hand'] : SERVED_BY.email);
  if (data.method !== 'by-hand') return [textOf(proof.address), how];
  const by = textOf(proof.by);
  return [textOf(proof.method), by && t(`送达人 ${by}`, `by ${by}`), textOf(proof.proof), how];
}

function mailed(data: Data, context: PageContext): string {
  const kind = labelled(MESSAGE_LABELS, data.kind, context);
  return [kind, textOf(data.address)].filter(Boolean).join(' → ');
}

/** 期限 9月4日（周五） */
function due(on: unknown, context: PageContext): string[] {
  const date = textOf(on);
  if (date === '') return [];
  const words = dateWords(date, context);
  return [context.t(`期限 ${words}`, `due ${words}`)];
}

function added(workingDays: unknown, { t }: PageContext): string[] {
  const days = Number(workingDays);
  return days > 0
    ? [t(`增加 ${days} 个工作日`, `${days} more working day${days === 1 ? '' : 's'}`)]
    : [];
}

/** The dates that an event set anew. */
function renewed({ dates }: Data, context: PageContext): string[] {
  const given = Array.isArray(dates) ? dates.map((one) => textOf(entriesOf(one).dueOn)) : [];
  const words = [...new Set(given.filter(Boolean))].map((on) => dateWords(on, context));
  if (words.length === 0) return [];
  const all = words.join(context.t('、', ', '));
  return [context.t(`新期限 ${all}`, `now due ${all}`)];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const entriesOf = (value: unknown): Data =>
  typeof value === 'object' && value !== null ? (value as Data) : {};

function labelled(labels: Partial<Record<string, Bilingual>>, key: unknown, { pick }: PageContext) {
  const label = labels[textOf(key)];
  return label ? pick(label) : textOf(key);
}
