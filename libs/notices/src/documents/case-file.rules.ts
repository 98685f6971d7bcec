import { localDateOf, type WorkingCalendar } from '#calendar';
import { certificatesOf, type DeadlineCertificate } from '../certificate.rules.js';
import type {
  Circumstance,
  Count,
  CountReason,
  Decision,
  DutyState,
  Silence,
} from '../duty.entities.js';
import type { NoticeEvent, NoticeState } from '../notice.entities.js';
import type { CopyView, DutyView, NoticeView } from '../queries/notice-queries.service.js';
import { OUTCOME_IN_WORDS, fullDate, periodOfDuty } from '../words.js';
import {
  accountableInWords,
  acknowledgementInWords,
  actorInWords,
  DAY_KIND_IN_WORDS,
  DECISION_IN_WORDS,
  EVENT_IN_WORDS,
  fingerprintLine,
  fullInstant,
  inGroups,
  officerInWords,
  silenceInWords,
  weekdayInWords,
} from './document-words.js';
import { factsOf, type Proof } from './notice-document.rules.js';

export interface CaseInput {
  view: NoticeView;
  timeline: NoticeEvent[];
  silences: Silence[];
  circumstances: Circumstance[];
  decisions: Decision[];
  calendar: WorkingCalendar;
  proof: Proof;
  documents: { title: string; template: string; data: object }[];
}

const STATE_IN_WORDS: Record<NoticeState, string> = {
  'awaiting-approval': '待审核',
  issued: '已制发',
  withdrawn: '已撤回',
};

const DUTY_IN_WORDS: Record<DutyState, string> = {
  waiting: '未起算',
  running: '办理中',
  closed: '已办结',
  excused: '免予办理',
  withdrawn: '随撤回终止',
  'outside-remit': '不属其职责',
};

const REASON_IN_WORDS: Record<CountReason, string> = {
  started: '起算',
  recounted: '重新计算',
  confirmed: '确认',
  extended: '延期',
  returned: '退回补充后续期',
  supervised: '督办改期',
  voided: '送达无效，停止计算',
};

/** What `case-file.typ` reads: nothing of it depends on today, only on what is on record. */
export function caseFileData(input: CaseInput): Record<string, unknown> {
  const { view, timeline, silences, circumstances, decisions, proof, documents } = input;
  const { notice, copies } = view;
  const head = timeline.at(-1);
  const names = new Map(copies.map(({ copy }) => [copy.id, copy.agency.nameZh]));
  const owes = new Map(
    copies.flatMap(({ copy, duties }) =>
      duties.map(({ duty }) => [duty.id, copy.agency.nameZh] as const),
    ),
  );
  const agencies = [notice.issuer, ...copies.map(({ copy }) => copy.agency)];
  // A program of the land office acts under its agency's code.
  const byCode = new Map(agencies.map(({ code, nameZh }) => [code, nameZh]));
  const nameOf = (actor: string) => byCode.get(actorInWords(actor)) ?? actorInWords(actor);
  return {
    issuer: notice.issuer.nameZh,
    numbers: view.documents.map(({ number }) => number),
    project: notice.facts.project,
    place: notice.facts.place.text,
    party: notice.facts.party?.name ?? null,
    issuedOn: fullDate(localDateOf(notice.issuedAt ?? notice.createdAt)),
    state: STATE_IN_WORDS[notice.state],
    agencies: copies.map(({ copy }) => copy.agency.nameZh),
    head: {
      seq: head?.seq ?? 0,
      at: head ? fullInstant(head.occurredAt) : '',
      digest: inGroups(head?.digest ?? ''),
    },
    facts: factsOf(notice.facts, notice.plotNumber),
    description: notice.facts.description?.trim() ?? null,
    copies: copies.map(standingOf),
    certificates: certificatesOf(view, input.calendar).map((one) =>
      certificateInWords(one, silences, nameOf),
    ),
    events: timeline.map((event) => ({
      seq: event.seq,
      at: fullInstant(event.occurredAt),
      what: EVENT_IN_WORDS[event.type] ?? event.type,
      who: [names.get(event.copyId ?? ''), nameOf(event.actor)].filter(Boolean).join('　'),
      digest: event.digest.slice(0, 16),
    })),
    circumstances: circumstances.map((one) =>
      circumstanceInWords(one, owes.get(one.dutyId ?? '') ?? notice.issuer.nameZh),
    ),
    decisions: decisions.map((one) => decisionInWords(one, names.get(one.copyId) ?? '')),
    documents,
    qr: proof.qr,
    proof: [
      '封面所列“记录指纹”是全部办理记录的哈希链末端，据此可核对本卷是否完整、是否被改动。',
      ...fingerprintLine(proof.fingerprint),
    ],
  };
}

function standingOf({ copy, duties, replies }: CopyView) {
  const owesReply = duties.some(({ duty }) => duty.rule.dischargedBy === 'reply');
  const outcome = replies.at(-1)?.outcome;
  const served = copy.servedOn ? fullDate(copy.servedOn) : '';
  const method = copy.serviceMethod === 'by-hand' ? '直接送达' : '电子邮件';
  return {
    agency: copy.agency.nameZh,
    served: copy.transport === 'served' ? `${served} ${method}` : IN_TRANSPORT[copy.transport],
    acknowledged: copy.acknowledgedAt
      ? `${fullInstant(copy.acknowledgedAt)} ${acknowledgementInWords(copy)}`
      : '未签收',
    reply: outcome ? (OUTCOME_IN_WORDS[outcome] ?? outcome) : owesReply ? '未函复' : '—',
  };
}

const IN_TRANSPORT = { unserved: '未送达', undeliverable: '无法送达', served: '' };

/** The deadline certificate of one duty: rule, start and its proof, calendar, each day and each count. */
function certificateInWords(
  { notice, copy, duty: view, calendar }: DeadlineCertificate,
  silences: Silence[],
  nameOf: (actor: string) => string,
) {
  const { duty, counts } = view;
  const { rule } = duty;
  const { sources } = calendar;
  return {
    agency: (copy?.agency ?? notice.issuer).nameZh,
    action: rule.action.zh,
    basis: `${rule.clause ?? '系统设定'}${rule.reading === 'extended' ? '（参照适用）' : ''}${
      rule.accountable.length > 0
        ? `；${rule.accountableClause ?? rule.clause ?? ''}载明${accountableInWords(rule.accountable)}`
        : ''
    }`,
    quote: rule.quote,
    period: rule.dueOn ? `会议议定：${fullDate(rule.dueOn)}` : periodOfDuty(rule).zh,
    state: stateOf(view, silences),
    startedOn: duty.startedOn ? fullDate(duty.startedOn) : '—',
    dueOn: duty.dueOn ? fullDate(duty.dueOn) : '—',
    proof: startProof(rule.startsOn, copy),
    // 及时 is not counted on any calendar.
    calendar: calendar.version === null ? null : [`版本${calendar.version}`, ...sources].join('；'),
    counts: counts.map((count) => ({ ...countOf(count), person: nameOf(count.person) })),
  };
}

/** What is on record of a duty: late, and silent where nothing has moved the date since. */
function stateOf({ duty, late }: DutyView, silences: Silence[]): string {
  const { state, closedOn, dueOn, rule } = duty;
  const silence = silences.find(
    (one) => one.dutyId === duty.id && one.annulledAt === null && one.dueOn === dueOn,
  );
  if (state === 'running' && silence) return `${silenceInWords(rule)}（${silence.number}）`;
  const ended = state === 'closed' && late ? '逾期办结' : DUTY_IN_WORDS[state];
  return closedOn ? `${ended}（${fullDate(closedOn)}）` : ended;
}

function startProof(startsOn: string, copy: CopyView['copy'] | null): string {
  if (startsOn !== 'service' || copy === null) return STARTS_IN_WORDS[startsOn] ?? startsOn;
  const proof = copy.serviceProof;
  if (!copy.servedAt || !proof) return '尚未送达，期限未起算';
  const said = (key: string) => (typeof proof[key] === 'string' ? proof[key] : '');
  const at = fullInstant(copy.servedAt);
  return copy.serviceMethod === 'by-hand'
    ? `${at} ${said('method').replace(/送达$/, '')}送达，送达人${said('by')}，证明：${said('proof')}`
    : `${at} 收件方邮件服务器接收（${said('address')}），答复：${said('response')}`;
}

const STARTS_IN_WORDS: Record<string, string> = {
  issue: '制发之日',
  discovered: '发现之日（制发单位记录）',
  'stop-failed': '制止无效之日（制发单位记录）',
  instruction: '批示之日',
  acceptance: '受理之日',
};

function countOf(count: Count) {
  return {
    at: fullInstant(count.countedAt),
    reason: REASON_IN_WORDS[count.reason],
    startedOn: count.startedOn ? fullDate(count.startedOn) : '—',
    dueOn: count.dueOn ? fullDate(count.dueOn) : '—',
    document: count.documentNumber,
    explanation: count.explanation,
    provisional: count.provisional,
    days: count.ledger.map((line) => ({
      date: fullDate(line.date),
      weekday: weekdayInWords(line.date),
      kind: DAY_KIND_IN_WORDS[line.kind],
      counts: line.counts ? '是' : '否',
      note: line.note,
    })),
  };
}

function circumstanceInWords(one: Circumstance, agency: string): string {
  const annulled = one.annulledAt
    ? `（${fullInstant(one.annulledAt)}撤销：${one.annulmentReason ?? ''}）`
    : '';
  return `${fullInstant(one.recordedAt)}　${agency}　${one.facts}　条款：${one.clause}，载明${accountableInWords(one.accountable)}${annulled}`;
}

function decisionInWords(one: Decision, agency: string): string {
  const number = one.number ? `，${one.number}` : '';
  const dueOn = one.dueOn ? `，期限${fullDate(one.dueOn)}` : '';
  const paper = one.documentNumber ? `，文号${one.documentNumber}` : '';
  return `${fullInstant(one.decidedAt)}　${agency}　${DECISION_IN_WORDS[one.kind]}${number}${dueOn}，理由：${one.reason}（${officerInWords(one.person)}${paper}）`;
}
