export * from './arrangement.js';
export * from './calendar-changes.rules.js';
export * from './calendar.types.js';
export * from './chinese-calendar.js';
export * from './deadline.rules.js';
export { ordinaryDaySources } from './ordinary-day.rules.js';
export * from './plain-date.rules.js';
export { publishedCalendar } from './published.js';
export { MAX_PERIOD, WorkingCalendar } from './working-calendar.rules.js';
