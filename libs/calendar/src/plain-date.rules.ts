import type { PlainDate } from './calendar.types.js';

const DAY_MS = 86_400_000;

/**
 * China has kept UTC+8 all year and everywhere since summer time ended in 1991, so a fixed offset is
 * exact for every instant of this product and, unlike `Intl`, needs neither zone data nor the
 * process's TZ.
 */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Days since 1970-01-01, or null where the text names no day of the Gregorian calendar. */
function epochDay(text: string): number | null {
  if (!DATE.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  // Date.parse turns 2026-02-30 into 2 March; a date that does not survive the way back is none.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) return null;
  return ms / DAY_MS;
}

function requireEpochDay(date: PlainDate): number {
  const day = epochDay(date);
  if (day === null) throw new RangeError(`"${date}" is not a date; write YYYY-MM-DD`);
  return day;
}

/** Strict: four digits, two, two, and a day that exists. */
export function isPlainDate(value: unknown): value is PlainDate {
  return typeof value === 'string' && epochDay(value) !== null;
}

/** @throws RangeError where the result leaves the years 0000 to 9999 */
export function addDays(date: PlainDate, days: number): PlainDate {
  const day = requireEpochDay(date) + days;
  const moved = new Date(day * DAY_MS);
  const text = Number.isNaN(moved.getTime()) ? '' : moved.toISOString();
  if (!/^\d{4}-/.test(text)) throw new RangeError(`${date} plus ${days} days leaves the calendar`);
  return text.slice(0, 10);
}

/** Calendar days from `from` to `to`; negative where `to` is the earlier. */
export function diffDays(from: PlainDate, to: PlainDate): number {
  return requireEpochDay(to) - requireEpochDay(from);
}

/** 0 = Sunday … 6 = Saturday. */
export function weekday(date: PlainDate): number {
  // 1970-01-01 was a Thursday.
  return (((requireEpochDay(date) + 4) % 7) + 7) % 7;
}

export function isWeekend(date: PlainDate): boolean {
  const day = weekday(date);
  return day === 0 || day === 6;
}

/** For sorting: negative, zero or positive. */
export function compareDates(a: PlainDate, b: PlainDate): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The calendar date in Asia/Shanghai at an instant. Instants become dates here and nowhere else. */
export function localDateOf(instant: Date): PlainDate {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant of a local time in Asia/Shanghai; `time` is `HH:MM`, 00:00 to 23:59. */
export function instantOf(date: PlainDate, time = '00:00'): Date {
  const match = TIME.exec(time);
  if (!match) throw new RangeError(`"${time}" is not a time of day; write HH:MM`);
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return new Date(requireEpochDay(date) * DAY_MS + minutes * 60_000 - SHANGHAI_OFFSET_MS);
}
