import { localDateOf } from '#calendar';
import type { Template } from '#documents';
import type { DutyRule, Form, Kind, Rulebook } from '#rulebook';
import type { Facts } from '../facts.js';
import type { Copy, Document, Notice } from '../notice.entities.js';
import { byDateInWords, fullDate, periodOfDuty } from '../words.js';
import {
  areaInWords,
  fullInstant,
  personOf,
  pointInWords,
  selfInWords,
  SEVERITY_IN_WORDS,
  SOURCE_IN_WORDS,
  STAGE_IN_WORDS,
} from './document-words.js';

export interface Fact {
  label: string;
  value: string;
  /** It takes a row of its own. */
  wide?: boolean;
}

interface Demand {
  action: string;
  period: string;
  basis: string;
}

/** What a reader without our server can check a paper by; see `SigningKeys`. */
export interface Proof {
  /** SVG */
  qr: string | null;
  fingerprint: string | null;
}

export interface NoticeInput {
  notice: Notice;
  document: Document;
  form: Form;
  kind: Kind;
  rulebook: Pick<Rulebook, 'title' | 'source'>;
  copies: { copy: Copy; rules: DutyRule[] }[];
  /** Receivers of the same notice in another form. */
  others: { agency: string; number: string }[];
  proof: Proof;
  /** Set on the paper for one recipient. */
  recipient: string | null;
}

/**
 * The template and the layout of a form. 信函格式 is for what is by its name a letter; a report upward or
 * sideways has the special report's wording; everything else asks its readers to do something.
 */
export function layoutOf({ name }: Pick<Form, 'name'>): {
  template: Template;
  format: 'letter' | 'document';
} {
  return {
    template: /报(告|通)?$|通报$/.test(name.zh) ? 'special-report' : 'copy-notice',
    format: name.zh.includes('函') ? 'letter' : 'document',
  };
}

/** What `copy-notice.typ` and `special-report.typ` read. Facts only: the wording is the template's. */
export function noticeData(input: NoticeInput): Record<string, unknown> {
  const { notice, document, form, kind, rulebook, copies, others, proof, recipient } = input;
  const { facts, issuer } = notice;
  const issuedOn = localDateOf(notice.issuedAt ?? notice.createdAt);
  const demands = demandsOf(copies);
  const rules = copies.flatMap((one) => one.rules);
  return {
    format: layoutOf(form).format,
    kind: kind.key,
    form: form.name.zh,
    number: document.number,
    issuer: issuer.nameZh,
    self: selfInWords(issuer.role),
    // Who drew it up for a program is not who signs it.
    signer: personOf(notice.approvedBy ?? officersOnly(notice.createdBy)),
    to: recipient === null ? copies.map(({ copy }) => copy.agency.nameZh) : [recipient],
    cc: [...new Set(others.map(({ agency }) => agency))],
    others,
    project: facts.project,
    place: facts.place.text,
    discoveredOn: fullDate(localDateOf(new Date(facts.discoveredAt))),
    stopFailedOn: facts.stopFailedAt ? fullDate(localDateOf(new Date(facts.stopFailedAt))) : null,
    rulebook: { title: rulebook.title.zh, source: rulebook.source, clause: kind.clause },
    facts: factsOf(facts, notice.plotNumber),
    description: facts.description?.trim() ?? null,
    demands,
    reading: rules.some(({ reading }) => reading === 'extended'),
    counted: {
      fromService: rules.some((rule) => isCounted(rule) && rule.startsOn === 'service'),
      fromElse: rules.some((rule) => isCounted(rule) && rule.startsOn !== 'service'),
      workingDays: rules.some((rule) => isCounted(rule) && rule.period?.unit === 'working-day'),
    },
    answers: rules.some(({ dischargedBy }) => dischargedBy !== 'issue'),
    stopWork: rules.some(({ dischargedBy }) => dischargedBy === 'stop-work'),
    contact: facts.contact,
    attachments: notice.attachments.map(({ name }) => name),
    date: fullDate(issuedOn),
    recipient: recipient ?? '',
    qr: proof.qr,
    fingerprint: proof.fingerprint,
  };
}

const officersOnly = (actor: string) => (actor.startsWith('officer:') ? actor : null);

/** Of the party only the name: an agency needs neither number, phone nor address to act on the place. */
export function factsOf(facts: Facts, plotNumber: string | null): Fact[] {
  const { area, place, party } = facts;
  const rows: (Fact | false)[] = [
    { label: '项目名称', value: facts.project, wide: true },
    { label: '位置', value: place.text, wide: true },
    place.point !== undefined && { label: '坐标', value: pointInWords(place.point), wide: true },
    area.total > 0 && { label: '占地面积', value: areaInWords(area.total), wide: true },
    area.total > 0 && {
      label: '其中',
      value: `耕地${areaOrNone(area.arable)}，永久基本农田${areaOrNone(area.permanentBasicFarmland)}`,
      wide: true,
    },
    party !== undefined && { label: '当事人', value: party.name, wide: party.name.length > 12 },
    { label: '建设情况', value: STAGE_IN_WORDS[facts.stage] },
    { label: '信息来源', value: SOURCE_IN_WORDS[facts.source] },
    { label: '情节', value: SEVERITY_IN_WORDS[facts.severity] },
    plotNumber !== null && { label: '图斑编号', value: plotNumber, wide: plotNumber.length > 12 },
    { label: '发现时间', value: fullInstant(facts.discoveredAt) },
    facts.stopFailedAt !== undefined && {
      label: '制止无效',
      value: fullInstant(facts.stopFailedAt),
    },
  ];
  return rows.filter((row) => row !== false);
}

const areaOrNone = (squareMetres: number) => (squareMetres > 0 ? areaInWords(squareMetres) : '无');

/** Agencies with the same duties share a row. */
function demandsOf(copies: NoticeInput['copies']): { agencies: string[]; items: Demand[] }[] {
  const groups = new Map<string, { agencies: string[]; items: Demand[] }>();
  for (const { copy, rules } of copies) {
    const items =
      rules.length > 0
        ? rules.map(demandOf)
        : [{ action: copy.ask.zh.replace(/。$/, ''), period: '—', basis: '—' }];
    const key = JSON.stringify(items);
    const group = groups.get(key) ?? { agencies: [], items };
    group.agencies.push(copy.agency.nameZh);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Neither 及时 nor a date that a meeting set. */
const isCounted = ({ period, dueOn }: DutyRule) => period !== null && !dueOn;

/** An asterisk marks a clause that we apply by our own reading. */
function demandOf(rule: DutyRule): Demand {
  const period = rule.dueOn ? byDateInWords(rule.dueOn) : periodOfDuty(rule);
  const mark = rule.reading === 'extended' && rule.clause !== null ? '*' : '';
  return {
    action: rule.action.zh,
    period: period.zh,
    basis: `${rule.clause ?? '会议议定'}${mark}`,
  };
}
