import type { PlainDate, WorkingCalendar } from '#calendar';

/** Replies are tallied by 0, 1, … 14 working days, and in the last place by all that took longer. */
export const REPLY_DAYS = 16;

/** Copies of one agency for one town, with what became of them; `days` were counted in SQL. */
export interface TallyPart {
  agencyId: string;
  town: string;
  servedOn: PlainDate | null;
  /** On which a reply duty was closed; null for those that have none or are open. */
  repliedOn: PlainDate | null;
  replies: number;
}

/** How many replies took how many working days, in a row of `REPLY_DAYS` numbers. */
export function replyDaysOf(
  parts: Pick<TallyPart, 'servedOn' | 'repliedOn' | 'replies'>[],
  calendar: WorkingCalendar,
): number[] {
  const days = Array.from({ length: REPLY_DAYS }, () => 0);
  for (const { servedOn, repliedOn, replies } of parts) {
    if (servedOn === null || repliedOn === null) continue;
    const taken = Math.max(0, calendar.workingDaysBetween(servedOn, repliedOn));
    const place = Math.min(taken, REPLY_DAYS - 1);
    days[place] = (days[place] ?? 0) + replies;
  }
  return days;
}

/** The middle one; of an even number the mean of the two. null where there is none. */
export function medianOf(counts: number[]): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const at = (position: number) => {
    let seen = 0;
    return counts.findIndex((count) => (seen += count) > position);
  };
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
}
