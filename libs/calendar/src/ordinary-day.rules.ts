import type { PlainDate } from './calendar.types.js';

const WEEK = '国务院关于职工工作时间的规定（国务院令第174号）第七条：星期六和星期日为周休息日';

/** The decree on holidays as it stood on a day; the newest first. */
const HOLIDAYS: { from: PlainDate; source: string }[] = [
  { from: '2025-01-01', source: '全国年节及纪念日放假办法（国务院令第795号）' },
  { from: '2014-01-01', source: '全国年节及纪念日放假办法（国务院令第644号）' },
];

/** What makes a day that no arrangement names a working day, or one off: the week, and no holiday. */
export function ordinaryDaySources(date: PlainDate): string[] {
  const decree = HOLIDAYS.find(({ from }) => from <= date);
  return [WEEK, ...(decree ? [decree.source] : [])];
}
