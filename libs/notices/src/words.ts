import { weekday, type PlainDate } from '#calendar';
import type { Discharge, DutyRule, Period } from '#rulebook';

/** `2026年11月4日`: Arabic numerals, no leading zeros (GB/T 9704, 7.3.5.1). */
export function fullDate(date: PlainDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/** `10月12日（周一）`, as offices write a date. */
export function dateInWords(date: PlainDate): string {
  const [, month, day] = date.split('-').map(Number);
  return `${month}月${day}日（周${'日一二三四五六'[weekday(date)]}）`;
}

/** `12月3日（周四）前` */
export function byDateInWords(date: PlainDate): { zh: string; en: string } {
  return { zh: `${dateInWords(date)}前`, en: `By ${date}` };
}

/** `5个工作日内`, `1日内`, `当天`; 及时 without a number of days. */
function periodInWords(period: Period | null): { zh: string; en: string } {
  if (!period) return { zh: '及时', en: 'In good time' };
  if (period.amount === 0) return { zh: '当天', en: 'The same day' };
  const days = period.amount === 1 ? 'day' : 'days';
  return period.unit === 'working-day'
    ? { zh: `${period.amount}个工作日内`, en: `Within ${period.amount} working ${days}` }
    : { zh: `${period.amount}日内`, en: `Within ${period.amount} ${days}` };
}

/** Triggers that still lie ahead when the notice goes out. */
const AFTER: Partial<Record<DutyRule['startsOn'], { zh: string; en: string }>> = {
  instruction: { zh: '批示后', en: 'of the instruction' },
  acceptance: { zh: '受理后', en: 'of the acceptance' },
};

/** `5个工作日内`; `批示后2日内` where the period waits for another act. */
export function periodOfDuty({ period, startsOn }: Pick<DutyRule, 'period' | 'startsOn'>): {
  zh: string;
  en: string;
} {
  const words = periodInWords(period);
  const after = AFTER[startsOn];
  return period && after ? { zh: `${after.zh}${words.zh}`, en: `${words.en} ${after.en}` } : words;
}

/** What to do, in a word, for the subject of a mail. */
export const VERB: Record<Discharge, string> = {
  reply: '函复',
  'stop-work': '停工到场',
  instruction: '批示',
  'on-site': '到场',
  verification: '核实',
  acceptance: '受理',
  ruling: '裁定',
  'transfer-answer': '答复',
  statement: '办理',
  issue: '抄告',
};

export const OUTCOME_IN_WORDS: Record<string, string> = {
  'in-progress': '办理中',
  'dealt-with': '处置到位',
  assisted: '协助处置到位',
  'outside-remit': '不属本单位职责',
};

export const FORM_IN_WORDS: Record<string, string> = {
  acknowledgement: '签收',
  act: '办理情况',
  reply: '函复',
  'hand-over': '转交',
};
