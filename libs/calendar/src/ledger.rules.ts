import type { CalendarDay, LedgerLine } from './calendar.types.js';

/** 国庆节放假, 周末, or the operator's own name of a day that is neither. */
function offNote({ kind, name }: CalendarDay): string {
  if (kind === 'holiday') return `${name ?? ''}放假`;
  return name ? `周末（${name}）` : '周末';
}

function workingNote({ kind, name }: CalendarDay, text: string): string {
  if (kind === 'make-up-workday') return `${name ?? ''}调休补班，${text}`;
  return name ? `${text}（${name}）` : text;
}

/** A line with the paper that makes its day what it is; an ordinary day rests on none. */
export function withSource(line: LedgerLine, { source }: CalendarDay): LedgerLine {
  return source === null ? line : { ...line, note: `${line.note}（${source}）` };
}

export function countedWorkingDay(day: CalendarDay, nth: number): LedgerLine {
  const note = workingNote(day, `第${nth}个工作日`);
  return { date: day.date, kind: day.kind, counts: true, note };
}

export function offDay(day: CalendarDay): LedgerLine {
  return { date: day.date, kind: day.kind, counts: false, note: offNote(day) };
}

export function countedCalendarDay(day: CalendarDay, nth: number): LedgerLine {
  return { date: day.date, kind: day.kind, counts: true, note: `第${nth}日` };
}

/** A period whose last day was off moves on: over further off days, to the first working day. */
export function rolledOver(day: CalendarDay): LedgerLine {
  return { date: day.date, kind: day.kind, counts: false, note: `${offNote(day)}，顺延` };
}

export function rolledTo(day: CalendarDay): LedgerLine {
  const note = workingNote(day, '顺延至此工作日');
  return { date: day.date, kind: day.kind, counts: false, note };
}
