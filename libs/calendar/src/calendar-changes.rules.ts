import type { CalendarDay, PlainDate } from './calendar.types.js';
import { isWorkingKind } from './day-table.rules.js';
import { addDays, compareDates } from './plain-date.rules.js';
import type { WorkingCalendar } from './working-calendar.rules.js';

export interface CalendarChange {
  date: PlainDate;
  before: CalendarDay;
  after: CalendarDay;
  /** A working day became an off-day or the reverse; otherwise only its name or certainty changed. */
  changesCount: boolean;
}

/** Every day from `from` to `to`, both included, on which two calendars differ. */
export function diffCalendars(
  before: WorkingCalendar,
  after: WorkingCalendar,
  from: PlainDate,
  to: PlainDate,
): CalendarChange[] {
  const changes: CalendarChange[] = [];
  for (let date = from; compareDates(date, to) <= 0; date = addDays(date, 1)) {
    const [old, now] = [before.day(date), after.day(date)];
    if (old.kind === now.kind && old.name === now.name && old.provisional === now.provisional) {
      continue;
    }
    const changesCount = isWorkingKind(old.kind) !== isWorkingKind(now.kind);
    changes.push({ date, before: old, after: now, changesCount });
  }
  return changes;
}
