import { type DayKind, localDateOf, type PlainDate, weekday } from '#calendar';
import { type Accountable, type DutyRule, type Grade, type Post, type Role } from '#rulebook';
import type { AcknowledgementGrade } from '../acknowledgement.rules.js';
import type { DecisionKind } from '../duty.entities.js';
import type { Facts, Place, Source, Stage } from '../facts.js';
import type { Copy } from '../notice.entities.js';
import { fullDate } from '../words.js';

const MU_PER_SQUARE_METRE = 0.0015;

/** `2026年11月4日 09:30`, Beijing time. */
export function fullInstant(at: Date | string): string {
  const instant = new Date(at);
  // Shanghai has kept UTC+8 since 1991 (see calendar/plain-date.rules.ts).
  const time = new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
  return `${fullDate(localDateOf(instant))} ${time}`;
}

/** `2,133.33平方米（3.20亩）` */
export function areaInWords(squareMetres: number): string {
  const metres = squareMetres.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',');
  return `${metres}平方米（${(squareMetres * MU_PER_SQUARE_METRE).toFixed(2)}亩）`;
}

/** `东经121.60123°，北纬32.08123°（CGCS2000）` */
export function pointInWords({ longitude, latitude }: NonNullable<Place['point']>): string {
  return `东经${longitude.toFixed(5)}°，北纬${latitude.toFixed(5)}°（CGCS2000）`;
}

export const SOURCE_IN_WORDS: Record<Source, string> = {
  patrol: '巡查',
  'satellite-inspection': '卫片检查',
  'public-report': '群众举报',
  'superior-assignment': '上级交办',
};

export const STAGE_IN_WORDS: Record<Stage, string> = {
  materials: '备料',
  'ground-broken': '动土',
  foundation: '基础施工',
  walls: '墙体施工',
  roofed: '已封顶',
  completed: '已建成',
  'in-use': '已投入使用',
};

export const SEVERITY_IN_WORDS: Record<Facts['severity'], string> = {
  ordinary: '一般',
  major: '重大',
};

const POST_IN_WORDS: Record<Post, string> = {
  principal: '主要负责人',
  'deputy-in-charge': '分管负责人',
  lead: '牵头责任领导',
  officer: '相关责任人',
  'grid-worker': '网格员',
};

const GRADE_IN_WORDS: Record<Grade, string> = {
  direct: '直接责任',
  leadership: '领导责任',
  'important-leadership': '重要领导责任',
  'principal-leadership': '主要领导责任',
  unstated: '责任',
};

const OF_IN_WORDS: Record<Accountable['of'], string> = {
  agency: '',
  'town-government': '镇（园区）',
  'departments-concerned': '相关部门',
};

/** `主要负责人的直接责任、镇（园区）分管负责人的领导责任`: what the clause names, and nobody by name. */
export const accountableInWords = (accountable: Accountable[]): string =>
  accountable
    .map(
      ({ post, of, grade }) => `${OF_IN_WORDS[of]}${POST_IN_WORDS[post]}的${GRADE_IN_WORDS[grade]}`,
    )
    .join('、');

/** 64 characters in four groups: a line may break, and an eye can compare. */
export const inGroups = (hex: string): string => hex.match(/.{1,16}/g)?.join(' ') ?? '';

/** How a body speaks of itself, and how a reader is told to answer it: 函复我所. */
export const selfInWords = (role: Role): string => SELF[role] ?? '我单位';

const SELF: Partial<Record<Role, string>> = {
  'land-office': '我所',
  bureau: '我局',
  'village-committee': '我村',
  government: '我府',
  court: '我院',
  secretariat: '我办',
};

/** What every paper bears, so that evidence signed by another key is told apart. */
export const fingerprintLine = (fingerprint: string | null): string[] =>
  fingerprint ? [`证据签名公钥指纹：${fingerprint}`] : [];

/** `officer:zhangsan 张三` and `agency:code 张三` are 张三; a program or the system has no name to print. */
export function personOf(actor: string | null): string | null {
  return /^(?:officer|agency):\S+ (.+)$/.exec(actor ?? '')?.[1] ?? null;
}

/** Who did it, as a page or a paper names it. */
export function actorInWords(actor: string): string {
  if (actor === 'system') return '系统';
  return personOf(actor) ?? actor.replace(/^(\w+):/, '');
}

/** `王秘书（mishu）`, as decisions keep who took them: a paper needs no user name. */
export const officerInWords = (person: string): string => person.replace(/（[^（）]*）$/, '');

/** 逾期未函复 of a reply, 逾期未办结 of anything else. */
export const silenceInWords = ({ dischargedBy }: Pick<DutyRule, 'dischargedBy'>): string =>
  dischargedBy === 'reply' ? '逾期未函复' : '逾期未办结';

export const weekdayInWords = (date: PlainDate): string => `周${'日一二三四五六'[weekday(date)]}`;

const PROOF_IN_WORDS: Record<AcknowledgementGrade, string> = {
  'named-officer': '经办人具名，在办理页面签收',
  'named-officer-with-code': '经办人具名，并经登记邮箱验证码确认',
  'signed-paper': '书面签收，由发文单位登记',
};

/** What proves that somebody received it. */
export const acknowledgementInWords = ({ acknowledgementGrade }: Copy): string =>
  acknowledgementGrade ? PROOF_IN_WORDS[acknowledgementGrade] : '尚未签收';

export const DAY_KIND_IN_WORDS: Record<DayKind, string> = {
  workday: '工作日',
  weekend: '周末',
  holiday: '节假日',
  'make-up-workday': '调休补班',
};

export const DECISION_IN_WORDS: Record<DecisionKind, string> = {
  extend: '延期',
  excuse: '免予办理',
  'refuse-circumstances': '不认可特殊情况',
  'uphold-outside-remit': '认定不属其职责',
  'return-outside-remit': '认定属其职责，退回办理',
  supervise: '督办',
  'name-agency': '另行指定承办单位',
  agenda: '列入联席会议议题',
  transfer: '移送',
};

/** Events of a chain, as a case file names them. */
export const EVENT_IN_WORDS: Partial<Record<string, string>> = {
  'notice-drafted': '拟稿',
  'notice-issued': '制发',
  'notice-withdrawn': '撤回',
  'notice-sent-back': '审核退回',
  'document-made': '生成文书',
  'copy-issued': '制发一份',
  'copy-served': '送达',
  'copy-undeliverable': '无法送达',
  'copy-bounced': '送达后退信',
  'copy-resent': '重新发送',
  'service-moved': '以另一邮箱的接收为送达',
  'link-sent-again': '凭纸质文书请求重发链接',
  'copy-acknowledged': '签收',
  'copy-reminded': '人工催办',
  'copy-withdrawn': '任务随撤回终止',
  'message-accepted': '邮件被接收',
  'message-undeliverable': '邮件无法送达',
  'message-bounced': '邮件被退回',
  'message-delayed': '邮件投递延迟',
  'mail-received': '收到邮件回复',
  'mail-handled': '邮件回复已处理',
  'form-received': '收到提交',
  'link-handed-over': '转交同事',
  'duty-discharged': '填报办理情况',
  'instruction-given': '批示',
  'special-circumstances-claimed': '主张特殊情况',
  'duty-extended': '延期',
  'duty-excused': '免予办理',
  'duty-supervised': '列入督办',
  'circumstances-refused': '不认可特殊情况',
  'date-confirmed': '确认日期',
  'duty-recounted': '重新计算期限',
  'reply-submitted': '函复',
  'reply-accepted': '函复获认可',
  'reply-returned': '函复被退回',
  'remit-upheld': '认定不属其职责',
  'remit-returned': '认定属其职责',
  'put-on-agenda': '列入联席会议议题',
  'transfer-prepared': '拟定移送',
  'step-remind': '催办',
  'step-escalate': '报主要负责人',
  'step-ask-decision': '提请决定',
  'silence-recorded': '记录逾期',
  'silence-annulled': '撤销逾期记录',
  'circumstance-recorded': '载明追责情形',
  'circumstance-annulled': '撤销追责情形',
};
