import type { CalendarDay, DeadlineCount, LedgerLine, PlainDate } from './calendar.types.js';
import { type CalendarParts, DayTable, isWorkingKind } from './day-table.rules.js';
import {
  countedCalendarDay,
  countedWorkingDay,
  offDay,
  rolledOver,
  rolledTo,
} from './ledger.rules.js';
import { addDays, diffDays } from './plain-date.rules.js';

/** Ten years of days: no period of this field comes near it, and a typing error ends here. */
export const MAX_PERIOD = 3660;

/** So many days may lie between two dates that are compared, and so many may be off in a row. */
const MAX_SPAN = 36_600;
const MAX_OFF_RUN = 366;

/** A length of time in a rulebook: five working days, two calendar days. */
export interface CountedPeriod {
  amount: number;
  unit: 'working-days' | 'calendar-days';
}

/**
 * The working-day calendar of China. Immutable; `version` names the data that it was built from and
 * is stored with every deadline. A start day is day zero: it is not counted (民法典 201).
 */
export class WorkingCalendar {
  readonly version: string;
  /** Last day of the last year in the unbroken run of covered years. */
  readonly coveredUntil: PlainDate | null;
  readonly #table: DayTable;

  constructor(parts: CalendarParts) {
    this.version = parts.version;
    this.#table = new DayTable(parts);
    const years = this.#table.coveredYears;
    let last = years.size > 0 ? Math.min(...years) : null;
    while (last !== null && years.has(last + 1)) last += 1;
    this.coveredUntil = last === null ? null : `${last}-12-31`;
  }

  /** @throws RangeError where `date` is none */
  day(date: PlainDate): CalendarDay {
    return this.#table.day(date);
  }

  isWorkingDay(date: PlainDate): boolean {
    return isWorkingKind(this.day(date).kind);
  }

  count(from: PlainDate, period: CountedPeriod, rollsForward = false): DeadlineCount {
    return period.unit === 'working-days'
      ? this.countWorkingDays(from, period.amount)
      : this.countCalendarDays(from, period.amount, { rollsForward });
  }

  /** The `n`th working day after `from`; `from` itself, off or not, where `n` is 0. */
  countWorkingDays(from: PlainDate, n: number): DeadlineCount {
    requirePeriod(n);
    let { date: dueOn } = this.day(from);
    const ledger: LedgerLine[] = [];
    for (let counted = 0, off = 0; counted < n;) {
      dueOn = addDays(dueOn, 1);
      const day = this.day(dueOn);
      const works = isWorkingKind(day.kind);
      if (works) counted += 1;
      off = works ? 0 : requireEnd(off + 1, from);
      ledger.push(works ? countedWorkingDay(day, counted) : offDay(day));
    }
    return { from, dueOn, provisional: this.#touchesUnsettled(ledger), ledger };
  }

  /** With `rollsForward`, a last day that is off moves to the next working day (民法典 203). */
  countCalendarDays(
    from: PlainDate,
    n: number,
    { rollsForward }: { rollsForward: boolean },
  ): DeadlineCount {
    requirePeriod(n);
    let last = this.day(from);
    const ledger: LedgerLine[] = [];
    for (let nth = 1; nth <= n; nth += 1) {
      last = this.day(addDays(last.date, 1));
      ledger.push(countedCalendarDay(last, nth));
    }
    // With n = 0 the start day has no line, yet whether it is off decides if the count rolls.
    const rollsFromUnsettled = rollsForward && last.provisional;
    for (let off = 0; rollsForward && !isWorkingKind(last.kind); off = requireEnd(off + 1, from)) {
      last = this.day(addDays(last.date, 1));
      ledger.push(isWorkingKind(last.kind) ? rolledTo(last) : rolledOver(last));
    }
    const provisional = rollsFromUnsettled || this.#touchesUnsettled(ledger);
    return { from, dueOn: last.date, provisional, ledger };
  }

  /** The `n`th working day after `date`, before it where `n` is negative, `date` itself for 0. */
  addWorkingDays(date: PlainDate, n: number): PlainDate {
    requirePeriod(Math.abs(n));
    const step = n < 0 ? -1 : 1;
    let { date: reached } = this.day(date);
    for (let left = Math.abs(n), off = 0; left > 0;) {
      reached = addDays(reached, step);
      const works = this.isWorkingDay(reached);
      if (works) left -= 1;
      off = works ? 0 : requireEnd(off + 1, date);
    }
    return reached;
  }

  /** Working days after `from` up to and including `to`; counted the other way, negative. */
  workingDaysBetween(from: PlainDate, to: PlainDate): number {
    const span = diffDays(from, to);
    if (span < 0) return 0 - this.workingDaysBetween(to, from);
    if (span > MAX_SPAN) throw new RangeError(`${from} and ${to} lie more than a century apart`);
    let working = 0;
    for (let date = from; date < to;) {
      date = addDays(date, 1);
      if (this.isWorkingDay(date)) working += 1;
    }
    return working;
  }

  #touchesUnsettled(ledger: readonly LedgerLine[]): boolean {
    return ledger.some(({ date }) => this.day(date).provisional);
  }
}

function requirePeriod(n: number): void {
  if (!Number.isInteger(n) || n < 0 || n > MAX_PERIOD) {
    throw new RangeError(
      `${n} is not a number of days; give a whole number from 0 to ${MAX_PERIOD}`,
    );
  }
}

/** Guards against own days that declare a year or more off at a stretch. */
function requireEnd(off: number, from: PlainDate): number {
  if (off > MAX_OFF_RUN) throw new RangeError(`no working day within a year of ${from}`);
  return off;
}
