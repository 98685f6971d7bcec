import { chineseCalendar, localDateOf } from '#calendar';

const DAY_MS = 86_400_000;
/** Beijing times at which people do something on a working day; on a day off only the clock moves. */
const WORKING = ['08:40', '10:30', '14:40', '16:40'];
const OFF = ['10:00'];

export interface Slot {
  at: Date;
  working: boolean;
}

/** The moments of the weeks before `now`, in order; none is later than `now`. */
export function slotsBefore(now: Date, weeks: number): Slot[] {
  const calendar = chineseCalendar();
  const slots: Slot[] = [];
  for (let back = weeks * 7; back >= 0; back -= 1) {
    const date = localDateOf(new Date(now.getTime() - back * DAY_MS));
    const working = calendar.isWorkingDay(date);
    for (const time of working ? WORKING : OFF) {
      const at = new Date(`${date}T${time}:00+08:00`);
      if (at <= now) slots.push({ at, working });
    }
  }
  return slots;
}
