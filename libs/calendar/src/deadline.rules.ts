import type { LedgerLine, PlainDate } from './calendar.types.js';
import { withSource } from './ledger.rules.js';
import { isPlainDate } from './plain-date.rules.js';
import { MAX_PERIOD, type WorkingCalendar } from './working-calendar.rules.js';

/** Exactly one of `workingDays` and `calendarDays`. */
export interface DeadlineQuestion {
  from: PlainDate;
  workingDays?: number | undefined;
  calendarDays?: number | undefined;
  /** Calendar days only: a last day that is off moves to the next working day. */
  rollsForward?: boolean | undefined;
}

/** What `chaogao deadline --json` prints and `POST /v1/deadlines` answers, keys in this order. */
export interface Deadline {
  from: PlainDate;
  workingDays?: number;
  calendarDays?: number;
  dueOn: PlainDate;
  provisional: boolean;
  /** A published day's note names the notice that it rests on. */
  ledger: LedgerLine[];
}

/** The question cannot be counted; `field` names its faulty part and the message what would be right. */
export class DeadlineQuestionError extends Error {
  constructor(
    readonly field: 'from' | 'workingDays' | 'calendarDays' | 'rollsForward',
    message: string,
    /** The same in Chinese. */
    readonly zh: string,
  ) {
    super(message);
    this.name = 'DeadlineQuestionError';
  }
}

/** @throws DeadlineQuestionError */
export function deadline(calendar: WorkingCalendar, question: DeadlineQuestion): Deadline {
  const { from, rollsForward = false } = question;
  const period = periodOf(question);
  if (!isPlainDate(from)) {
    throw new DeadlineQuestionError(
      'from',
      'not a date of the calendar; write YYYY-MM-DD, for example 2026-09-30',
      '应为日历上的日期 YYYY-MM-DD，例如：2026-09-30',
    );
  }
  try {
    const { dueOn, provisional, ledger: lines } = calendar.count(from, period, rollsForward);
    const ledger = lines.map((line) => withSource(line, calendar.day(line.date)));
    const asked =
      period.unit === 'working-days'
        ? { workingDays: period.amount }
        : { calendarDays: period.amount };
    return { from, ...asked, dueOn, provisional, ledger };
  } catch (error) {
    if (error instanceof RangeError) {
      throw new DeadlineQuestionError('from', error.message, '从这一天数不出到期日');
    }
    throw error;
  }
}

function periodOf({ workingDays, calendarDays, rollsForward }: DeadlineQuestion) {
  if ((workingDays === undefined) === (calendarDays === undefined)) {
    throw new DeadlineQuestionError(
      'workingDays',
      'give either a number of working days or a number of calendar days',
      '工作日数（workingDays）与自然日数（calendarDays）须填写且只填写一项',
    );
  }
  if (rollsForward && calendarDays === undefined) {
    throw new DeadlineQuestionError(
      'rollsForward',
      'only calendar days roll forward: a count of working days never ends on an off-day',
      '只有自然日期限可以顺延：工作日期限不会止于休息日',
    );
  }
  return workingDays === undefined
    ? { unit: 'calendar-days' as const, amount: requireAmount('calendarDays', calendarDays) }
    : { unit: 'working-days' as const, amount: requireAmount('workingDays', workingDays) };
}

function requireAmount(field: 'workingDays' | 'calendarDays', amount: number | undefined): number {
  if (amount === undefined || !Number.isInteger(amount) || amount < 0 || amount > MAX_PERIOD) {
    throw new DeadlineQuestionError(
      field,
      `give a whole number of days from 0 to ${MAX_PERIOD}`,
      `应为0至${MAX_PERIOD}之间的整数`,
    );
  }
  return amount;
}
