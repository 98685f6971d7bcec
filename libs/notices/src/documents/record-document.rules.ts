import { localDateOf } from '#calendar';
import type { Agency } from '#agencies';
import type { Decision, Duty, Silence } from '../duty.entities.js';
import type { Copy, Reply, Submission } from '../notice.entities.js';
import { OUTCOME_IN_WORDS, fullDate, periodOfDuty } from '../words.js';
import {
  accountableInWords,
  acknowledgementInWords,
  fingerprintLine,
  fullInstant,
  inGroups,
  officerInWords,
  silenceInWords,
} from './document-words.js';
import type { Proof } from './notice-document.rules.js';

/** A copy with agency, document and notice with its issuer, and the name of its form. */
export interface About {
  copy: Copy;
  form: string;
  proof: Proof;
}

const noticeOf = ({ copy, form }: About) => ({
  issuer: copy.notice.issuer.nameZh,
  number: copy.document.number,
  form,
});

const proofOf = ({ proof }: About) => ({
  qr: proof.qr,
  proof: [
    ...(proof.qr ? ['扫描二维码，可核对所涉文书的文号和文件指纹。'] : []),
    ...fingerprintLine(proof.fingerprint),
  ],
});

const dateOf = (at: Date) => fullDate(localDateOf(at));

export function silenceData(about: About, silence: Silence, duty: Duty) {
  const { rule } = duty;
  const { copy } = about;
  const penalised = rule.accountable.length > 0 && rule.accountableWhen === null;
  return {
    ...proofOf(about),
    notice: noticeOf(about),
    issuer: copy.notice.issuer.nameZh,
    number: silence.number,
    what: silenceInWords(duty.rule),
    agency: copy.agency.nameZh,
    project: copy.notice.facts.project,
    startedOn: duty.startedOn ? fullDate(duty.startedOn) : '',
    startedBy: rule.startsOn === 'service' ? '收到' : '起办理',
    dueOn: fullDate(silence.dueOn),
    action: rule.action.zh,
    period: rule.dueOn ? '会议议定日期' : periodOfDuty(rule).zh,
    basis: `${rule.clause ?? '会议议定'}${rule.reading === 'extended' ? '（参照适用）' : ''}`,
    accountable: penalised
      ? `${rule.accountableClause ?? rule.clause ?? ''}：追究${accountableInWords(rule.accountable)}`
      : '',
    recordedAt: fullInstant(silence.recordedAt),
    date: dateOf(silence.recordedAt),
    cc: '联席会议办公室',
  };
}

export function annulmentData(about: About, silence: Silence, duty: Duty) {
  const { copy } = about;
  return {
    ...proofOf(about),
    notice: noticeOf(about),
    issuer: copy.notice.issuer.nameZh,
    number: silence.number,
    what: silenceInWords(duty.rule),
    agency: copy.agency.nameZh,
    dueOn: fullDate(silence.dueOn),
    recordedOn: dateOf(silence.recordedAt),
    reason: silence.annulmentReason ?? '',
    date: dateOf(silence.annulledAt ?? silence.recordedAt),
    cc: '联席会议办公室',
  };
}

export function supervisionData(
  about: About,
  decision: Decision,
  duty: Duty | null,
  secretariat: Pick<Agency, 'nameZh' | 'phone'>,
) {
  const { copy } = about;
  const { facts } = copy.notice;
  return {
    ...proofOf(about),
    notice: noticeOf(about),
    issuer: secretariat.nameZh,
    number: decision.number ?? '',
    agency: copy.agency.nameZh,
    project: facts.project,
    action: duty?.rule.action.zh ?? copy.ask.zh,
    reason: decision.reason,
    person: officerInWords(decision.person),
    documentNumber: decision.documentNumber,
    dueOn: decision.dueOn ? fullDate(decision.dueOn) : '',
    phone: secretariat.phone ?? facts.contact.phone,
    date: dateOf(decision.decidedAt),
    cc: copy.notice.issuer.nameZh,
  };
}

export function replyData(about: About, reply: Reply, submission: Submission) {
  const said = (key: string) => {
    const value = submission.body[key];
    return typeof value === 'string' ? value : null;
  };
  return {
    ...proofOf(about),
    notice: noticeOf(about),
    agency: about.copy.agency.nameZh,
    documentNumber: reply.documentNumber,
    outcome: OUTCOME_IN_WORDS[reply.outcome] ?? reply.outcome,
    text: reply.text,
    // The text of a claim to be outside the remit is its reason.
    reason: said('reason') === reply.text ? null : said('reason'),
    name: said('name') ?? '',
    attachments: reply.attachments.map(({ name, digest }) => ({ name, digest: inGroups(digest) })),
    date: fullDate(reply.submittedOn),
    receivedAt: fullInstant(submission.submittedAt),
    digest: inGroups(submission.digest),
  };
}

/** 送达回证: what is known of a service, with boxes for a pen where a paper was handed over. */
export function receiptData(about: About, acknowledged: Submission | null) {
  const { copy } = about;
  const proof = copy.serviceProof ?? {};
  const said = (key: string) => (typeof proof[key] === 'string' ? proof[key] : '');
  const byMail = copy.serviceMethod === 'email';
  const person = acknowledged?.body ?? {};
  const servedAt = copy.servedAt ?? copy.notice.issuedAt ?? copy.notice.createdAt;
  return {
    ...proofOf(about),
    notice: noticeOf(about),
    kind: copy.notice.kind,
    project: copy.notice.facts.project,
    agency: copy.agency.nameZh,
    address: byMail ? said('address') : '',
    method: byMail ? '电子邮件' : said('method'),
    server: byMail ? '抄告系统' : said('by'),
    servedAt: `${fullInstant(servedAt)}（北京时间）`,
    servedOn: copy.servedOn ? fullDate(copy.servedOn) : '',
    evidence: byMail ? `收件方邮件服务器答复：${said('response')}` : said('proof'),
    receiver: [person.name, person.position].filter((one) => typeof one === 'string').join('　'),
    acknowledgedAt: copy.acknowledgedAt ? fullInstant(copy.acknowledgedAt) : '',
    grade: acknowledgementInWords(copy),
    remark: copy.fallback ? '受送达人代应送达而名录中没有的单位收文。' : '',
    date: dateOf(servedAt),
  };
}
