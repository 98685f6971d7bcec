import type { OwnDay } from './calendar.types.js';
import { publishedCalendar } from './published.js';
import { WorkingCalendar } from './working-calendar.rules.js';

/** What an operator laid on top of the published calendar, oldest first. */
export interface OperatorDays {
  days: readonly OwnDay[];
  /** Years whose arrangement the days give in full. */
  covers: readonly number[];
  /** Names this state of the table; part of the calendar's version. */
  version: string;
}

/** The published calendar of China, with the operator's own days on top where there are any. */
export function chineseCalendar(own?: OperatorDays): WorkingCalendar {
  const { version, years } = publishedCalendar();
  return own
    ? new WorkingCalendar({
        published: years,
        own: own.days,
        covers: own.covers,
        version: `${version}+${own.version}`,
      })
    : new WorkingCalendar({ published: years, version });
}
