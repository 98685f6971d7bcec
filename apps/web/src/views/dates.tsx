import { localDateOf, type PlainDate, weekday } from '#calendar';
import type { Period, Trigger } from '#rulebook';
import type { PageContext } from './context.js';

const ZH_DAYS = ['日', '一', '二', '三', '四', '五', '六'];
const EN_DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const EN_MONTHS = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];

/** 12月3日（周四）; with its year where that is not the year of `today`, or where `full`. */
export function dateWords(on: PlainDate, { t, today }: PageContext, full = false): string {
  const [year = '', month, day] = on.split('-');
  const withYear = full || year !== today.slice(0, 4);
  const week = weekday(on);
  return t(
    `${withYear ? `${year}年` : ''}${Number(month)}月${Number(day)}日（周${ZH_DAYS[week]}）`,
    `${Number(day)} ${EN_MONTHS[Number(month) - 1]}${withYear ? ` ${year}` : ''} (${EN_DAYS[week]})`,
  );
}

/** `HH:MM` in Asia/Shanghai. */
export function timeWords(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
}

interface DayProps {
  on: PlainDate;
  context: PageContext;
}

/** A date as offices write it; the full one on hover and in print. */
export function Day({ on, context }: DayProps) {
  const full = dateWords(on, context, true);
  return (
    <time dateTime={on} title={full} class="text-nowrap">
      <span class="d-print-none">{dateWords(on, context)}</span>
      <span class="d-none d-print-inline">{full}</span>
    </time>
  );
}

/** An instant: date and time of day; the year on hover and in print. */
export function Instant({ at, context }: { at: Date | string; context: PageContext }) {
  const instant = new Date(at);
  const on = localDateOf(instant);
  const full = `${dateWords(on, context, true)} ${timeWords(instant)}`;
  return (
    <time dateTime={instant.toISOString()} title={full} class="text-nowrap">
      <span class="d-print-none">
        {dateWords(on, context)} {timeWords(instant)}
      </span>
      <span class="d-none d-print-inline">{full}</span>
    </time>
  );
}

/** 5 个工作日 · 1 天 · 当天 */
export function periodWords({ amount, unit }: Period, { t }: PageContext): string {
  if (unit === 'working-day') {
    return t(`${amount} 个工作日`, `${amount} working day${amount === 1 ? '' : 's'}`);
  }
  if (amount === 0) return t('当天', 'the same day');
  return t(`${amount} 天`, `${amount} calendar day${amount === 1 ? '' : 's'}`);
}

const TRIGGER_WORDS: Record<Trigger, [zh: string, en: string]> = {
  service: ['送达', 'service'],
  issue: ['抄告发出', 'issue'],
  discovered: ['发现', 'discovery'],
  'stop-failed': ['制止无效', 'the failed attempt to stop it'],
  instruction: ['批示', 'the instruction'],
  acceptance: ['受理', 'acceptance'],
};

export function triggerWords(trigger: Trigger, { t }: PageContext): string {
  return t(...TRIGGER_WORDS[trigger]);
}

/**
 * What is left of a running period: 还有 4 个工作日 · 今天到期 · 逾期 2 个工作日.
 *
 * @param remaining days of the period's own unit; negative when overdue
 */
export function remainingWords(
  {
    remaining,
    dueOn,
    period,
  }: { remaining: number | null; dueOn: PlainDate | null; period: Period | null },
  context: PageContext,
): string {
  const { t, today } = context;
  if (remaining === null || dueOn === null || period === null) return '';
  if (dueOn === today) return t('今天到期', 'due today');
  // On a weekend after a Friday's due date no working day is overdue yet, but the duty is.
  if (dueOn < today && remaining >= 0) return t('已逾期', 'overdue');
  const days = periodWords({ amount: Math.abs(remaining), unit: period.unit }, context);
  return remaining < 0
    ? t(`逾期 ${days}`, `overdue by ${days}`)
    : t(`还有 ${days}`, `${days} left`);
}
