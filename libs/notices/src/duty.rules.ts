import type { DeadlineCount, PlainDate, WorkingCalendar } from '#calendar';
import { diffDays } from '#calendar';
import type { DutyRule } from '#rulebook';
import type { Count, Duty } from './duty.entities.js';

export type DutyStatus =
  | 'waiting'
  | 'undated'
  | 'running'
  | 'due-soon'
  | 'due-today'
  | 'awaiting-review'
  | 'overdue'
  | 'silent'
  | 'closed'
  | 'closed-late'
  | 'excused'
  | 'withdrawn'
  | 'outside-remit';

/**
 * Counts the period of a duty from its day zero; null for an undated one (及时). A date that a meeting
 * fixed is not counted; but nobody is late before the day on which the duty started.
 */
export function countPeriod(
  rule: Pick<DutyRule, 'period' | 'rollsForward' | 'dueOn'>,
  startedOn: PlainDate,
  calendar: WorkingCalendar,
): DeadlineCount | null {
  if (!rule.period) return null;
  if (rule.dueOn) {
    const dueOn = rule.dueOn < startedOn ? startedOn : rule.dueOn;
    return { from: startedOn, dueOn, provisional: false, ledger: [] };
  }
  const { amount, unit } = rule.period;
  const counted = unit === 'working-day' ? 'working-days' : 'calendar-days';
  return calendar.count(startedOn, { amount, unit: counted }, rule.rollsForward);
}

/**
 * Late or not, decided here only: a date is late when the due date has ended (24:00 Asia/Shanghai).
 * Dates are compared, never instants. An undated duty is never late.
 */
export function isLate(dueOn: PlainDate | null, date: PlainDate): boolean {
  return dueOn !== null && date > dueOn;
}

type DutyFacts = Pick<Duty, 'state' | 'dueOn' | 'closedOn' | 'awaitingReview' | 'rule'>;

/** Still to be done, whether its period has begun or not. */
export const isOpen = ({ state }: Pick<Duty, 'state'>): boolean =>
  state === 'running' || state === 'waiting';

/** `answered`: something was answered on this copy, which makes an overdue duty not a silent one. */
export function statusOf(
  duty: DutyFacts,
  answered: boolean,
  today: PlainDate,
  calendar: WorkingCalendar,
): DutyStatus {
  if (duty.state === 'closed') {
    return duty.closedOn && isLate(duty.dueOn, duty.closedOn) ? 'closed-late' : 'closed';
  }
  if (duty.state !== 'running') return duty.state;
  if (duty.awaitingReview) return 'awaiting-review';
  if (duty.dueOn === null) return 'undated';
  if (isLate(duty.dueOn, today)) return answered ? 'overdue' : 'silent';
  if (duty.dueOn === today) return 'due-today';
  return (remainingOf(duty, today, calendar) ?? 2) <= 1 ? 'due-soon' : 'running';
}

/**
 * Days left until the due date, in the unit in which the duty counts; negative once it is overdue,
 * null where there is no date or the duty has ended.
 */
export function remainingOf(
  duty: DutyFacts,
  today: PlainDate,
  calendar: WorkingCalendar,
): number | null {
  if (duty.state !== 'running' || duty.dueOn === null || !duty.rule.period) return null;
  return duty.rule.period.unit === 'working-day'
    ? calendar.workingDaysBetween(today, duty.dueOn)
    : diffDays(today, duty.dueOn);
}

/**
 * By how many working days a date has to be extended so as not to lie before `today`; 0 where it does
 * not. An extension counts from the date that was, however long ago.
 */
export function workingDaysToReach(
  today: PlainDate,
  dueOn: PlainDate | null,
  calendar: WorkingCalendar,
): number {
  if (dueOn === null || dueOn >= today) return 0;
  const days = calendar.workingDaysBetween(dueOn, today);
  return calendar.isWorkingDay(today) ? days : days + 1;
}

/**
 * The due date after a reply was returned: the original one, or, where that has passed or is nearer
 * than `workingDays`, so many working days after the return.
 */
export function dueAfterReturn(
  dueOn: PlainDate | null,
  returnedOn: PlainDate,
  workingDays: number,
  calendar: WorkingCalendar,
): DeadlineCount | null {
  if (dueOn === null) return null;
  const count = calendar.countWorkingDays(returnedOn, workingDays);
  return count.dueOn > dueOn ? count : null;
}

/**
 * The date of a duty recomputed from its ledger alone, on another calendar: the period from day zero,
 * then every extension and return in the order in which they were made. A date that a person fixed
 * (督办) stays.
 */
export function recount(
  rule: Pick<DutyRule, 'period' | 'rollsForward' | 'dueOn'>,
  history: Pick<Count, 'reason' | 'startedOn' | 'dueOn' | 'ledger'>[],
  calendar: WorkingCalendar,
): DeadlineCount | null {
  let result: DeadlineCount | null = null;
  for (const { reason, startedOn, dueOn, ledger } of history) {
    const days = ledger.filter((line) => line.counts).length;
    if (reason === 'voided') result = null;
    else if (reason === 'started' && startedOn) result = countPeriod(rule, startedOn, calendar);
    else if (reason === 'extended' && result) {
      result = calendar.countWorkingDays(result.dueOn, days);
    } else if (reason === 'returned' && startedOn) {
      result = calendar.countWorkingDays(startedOn, days);
    } else if (reason === 'supervised' && startedOn && dueOn) {
      result = { from: startedOn, dueOn, provisional: false, ledger: [] };
    }
  }
  return result;
}

/**
 * Whether a date was counted on an older calendar than another: `chinese-days@1.5.7+own-2` before
 * `…+own-3`, and before a later release of the package. A newer one that this process does not know yet
 * is not older.
 */
export function isOlderCalendar(counted: string | null, newest: string): boolean {
  if (counted === null) return true;
  const [of, than] = [versionParts(counted), versionParts(newest)];
  const at = of.findIndex((part, index) => part !== than[index]);
  return at >= 0 && (of[at] ?? 0) < (than[at] ?? 0);
}

/** How many arrangements had been imported when a date was counted. */
export function importsBehind(counted: string | null): number {
  return counted === null ? 0 : (versionParts(counted)[0] ?? 0);
}

/** The operator's own days weigh more than the package beneath them. */
function versionParts(version: string): number[] {
  const [published = '', own = ''] = version.split('+own-');
  const release = published.slice(published.lastIndexOf('@') + 1).split('.');
  return [own, ...release].map((part) => Number.parseInt(part, 10) || 0);
}
