/** A calendar date in Asia/Shanghai, `YYYY-MM-DD`. Never a `Date`: those depend on the process's zone. */
export type PlainDate = string;

export const DAY_KINDS = ['workday', 'weekend', 'holiday', 'make-up-workday'] as const;

/**
 * `holiday` is any off-day that the arrangement names (also a weekend inside it); `weekend` is an
 * ordinary one; `make-up-workday` (补班) is a weekend day that counts as a working day.
 */
export type DayKind = (typeof DAY_KINDS)[number];

export interface CalendarDay {
  date: PlainDate;
  kind: DayKind;
  /** Published name: 国庆节; null for an ordinary day. */
  name: string | null;
  /** Who says so: a State Council notice, or the document of an operator's own day. */
  source: string | null;
  /** True where no published arrangement covers the day, or the next year's may still change it. */
  provisional: boolean;
}

/** One line of a deadline's ledger. The first line is the day after the start. */
export interface LedgerLine {
  date: PlainDate;
  kind: DayKind;
  counts: boolean;
  /** Why: `第1个工作日`, `国庆节放假`, `国庆节调休补班`… */
  note: string;
}

export interface DeadlineCount {
  from: PlainDate;
  dueOn: PlainDate;
  /** The count touches a day that no published arrangement settles. */
  provisional: boolean;
  ledger: LedgerLine[];
}

/** A day set by the operator, on top of what is published; the last one entered for a date wins. */
export interface OwnDay {
  date: PlainDate;
  kind: 'holiday' | 'make-up-workday' | 'workday' | 'weekend';
  name: string;
  /** The paper it rests on. */
  source: string;
  documentNumber: string | null;
}
