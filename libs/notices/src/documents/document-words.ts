import { localDateOf, type PlainDate, weekday } from '#calendar';
import type { Accountable, Grade, Post, Role } from '#rulebook';
import type { Facts, Place, Source, Stage } from '../facts.js';

const MU_PER_SQUARE_METRE = 0.0015;

/** `2026年11月4日`: Arabic numerals, no leading zeros (GB/T 9704, 7.3.5.1). */
export function fullDate(date: PlainDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/** `2026年11月4日（周三）` */
export const datedDay = (date: PlainDate): string =>
  `${fullDate(date)}（周${'日一二三四五六'[weekday(date)]}）`;

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

/** `officer:zhangsan 张三` is 张三; a program or the system has no name to print. */
export function officerOf(actor: string | null): string | null {
  const [, rest] = /^officer:(.*)$/.exec(actor ?? '') ?? [];
  return rest === undefined ? null : rest.split(' ').slice(1).join(' ') || rest;
}

/** Who did it, as a page or a paper names it. */
export function actorInWords(actor: string): string {
  if (actor === 'system') return '系统';
  return officerOf(actor) ?? actor.replace(/^(\w+):/, '');
}
