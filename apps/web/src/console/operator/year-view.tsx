import {
  addDays,
  type CalendarDay,
  type DayKind,
  type PlainDate,
  weekday,
  type WorkingCalendar,
} from '#calendar';
import { dateWords, Day } from '../../views/dates.js';
import { DAY_LABELS } from '../../views/labels.js';
import { festivalWords } from '../../views/ledger-words.js';
import type { ConsoleContext } from '../console-frame.js';

/** Monday first, as offices read a week. */
const WEEK: [zh: string, en: string, zhLong: string, enLong: string][] = [
  ['一', 'Mo', '星期一', 'Monday'],
  ['二', 'Tu', '星期二', 'Tuesday'],
  ['三', 'We', '星期三', 'Wednesday'],
  ['四', 'Th', '星期四', 'Thursday'],
  ['五', 'Fr', '星期五', 'Friday'],
  ['六', 'Sa', '星期六', 'Saturday'],
  ['日', 'Su', '星期日', 'Sunday'],
];

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The sign beside a day's number: 休 and 班 are what printed calendars use. */
const MARKS: Record<DayKind, [zh: string, en: string]> = {
  workday: ['', ''],
  weekend: ['·', '·'],
  holiday: ['休', 'off'],
  'make-up-workday': ['班', 'on'],
};

const two = (n: number) => String(n).padStart(2, '0');

/** Twelve tables, one per month; a day that has a name says it when it is opened. */
export function YearView(props: {
  year: number;
  calendar: WorkingCalendar;
  context: ConsoleContext;
}) {
  const { year, calendar, context } = props;
  const { t, pick } = context;
  return (
    <>
      <p class="legend">
        {(['workday', 'weekend', 'holiday', 'make-up-workday'] as const).map((kind) => (
          <span class={`day-${kind}`}>
            <span class="day-mark">{t(...MARKS[kind])}</span> {pick(DAY_LABELS[kind])}
          </span>
        ))}
        <span>
          <em>{t('斜体', 'Italics')}</em> {t('暂定，次年安排公布后确定', 'not settled yet')}
        </span>
      </p>
      <div class="months">
        {MONTHS.map((_, index) => (
          <Month year={year} month={index + 1} calendar={calendar} context={context} />
        ))}
      </div>
    </>
  );
}

function Month(props: {
  year: number;
  month: number;
  calendar: WorkingCalendar;
  context: ConsoleContext;
}) {
  const { year, month, calendar, context } = props;
  const { t } = context;
  return (
    <table class="month">
      <caption>{t(`${month}月`, MONTHS[month - 1] ?? '')}</caption>
      <thead>
        <tr>
          {WEEK.map(([zh, en, zhLong, enLong]) => (
            <th scope="col" abbr={t(zhLong, enLong)}>
              {t(zh, en)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(year, month).map((week) => (
          <tr>
            {week.map((date) =>
              date === null ? (
                <td />
              ) : (
                <DayCell day={calendar.day(date)} column={week.indexOf(date)} context={context} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The days of a month in rows of seven; null outside it. */
function weeksOf(year: number, month: number): (PlainDate | null)[][] {
  const first = `${year}-${two(month)}-01`;
  const before = (weekday(first) + 6) % 7;
  const days: (PlainDate | null)[] = Array.from({ length: before }, () => null);
  for (let date = first; date.slice(5, 7) === two(month); date = addDays(date, 1)) days.push(date);
  while (days.length % 7 !== 0) days.push(null);
  return Array.from({ length: days.length / 7 }, (_, n) => days.slice(n * 7, n * 7 + 7));
}

function DayCell(props: { day: CalendarDay; column: number; context: ConsoleContext }) {
  const { day, column, context } = props;
  const { t, pick, today } = context;
  const number = Number(day.date.slice(8));
  const mark = t(...MARKS[day.kind]);
  const current = day.date === today ? ('date' as const) : undefined;
  const classes = `day-${day.kind}${day.provisional ? ' provisional' : ''}`;
  if (day.name === null) {
    return (
      <td class={classes} aria-current={current}>
        {number}
        {day.kind !== 'workday' && (
          <>
            <span class="day-mark" aria-hidden="true">
              {mark}
            </span>
            <span class="visually-hidden"> {pick(DAY_LABELS[day.kind])}</span>
          </>
        )}
      </td>
    );
  }
  const words = `${dateWords(day.date, context, true)} ${festivalWords(day.name, context)} · ${pick(DAY_LABELS[day.kind])}`;
  return (
    <td class={classes} aria-current={current}>
      <details class={`day-more${column > 3 ? ' left' : ''}`}>
        <summary title={`${words} · ${day.source ?? ''}`}>
          {number}
          <span class="day-mark">{mark}</span>
        </summary>
        <p>
          {words}
          <span class="example d-block">{day.source}</span>
        </p>
      </details>
    </td>
  );
}

interface NamedRun {
  from: PlainDate;
  to: PlainDate;
  days: number;
  kind: DayKind;
  name: string;
  source: string | null;
}

/** Days that have a name, those of one paper in a row joined. */
function namedRuns(year: number, calendar: WorkingCalendar): NamedRun[] {
  const runs: NamedRun[] = [];
  for (let date = `${year}-01-01`; date.startsWith(String(year)); date = addDays(date, 1)) {
    const { kind, name, source } = calendar.day(date);
    if (name === null) continue;
    const last = runs.at(-1);
    const joins = last && addDays(last.to, 1) === date;
    if (joins && last.kind === kind && last.name === name && last.source === source) {
      last.to = date;
      last.days += 1;
    } else runs.push({ from: date, to: date, days: 1, kind, name, source });
  }
  return runs;
}

/** The same days as a list, each with its name and the paper that it rests on. */
export function NamedDays(props: {
  year: number;
  calendar: WorkingCalendar;
  context: ConsoleContext;
}) {
  const { year, calendar, context } = props;
  const { t, pick } = context;
  const runs = namedRuns(year, calendar);
  if (runs.length === 0) {
    return (
      <p class="empty">
        {t(
          '这一年还没有公布的放假和补班。安排导入后，逐日列在这里。',
          'No holiday of this year is known yet. Once its arrangement is imported, every day is listed here.',
        )}
      </p>
    );
  }
  return (
    <div class="table-wrap">
      <table class="rows stacked">
        <thead>
          <tr>
            <th scope="col">{t('日期', 'Date')}</th>
            <th scope="col">{t('性质', 'Kind')}</th>
            <th scope="col">{t('名称', 'Name')}</th>
            <th scope="col" class="right">
              {t('天数', 'Days')}
            </th>
            <th scope="col">{t('来源', 'Source')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr>
              <td>
                <Day on={run.from} context={context} />
                {run.to !== run.from && (
                  <>
                    {t(' 至 ', ' to ')}
                    <Day on={run.to} context={context} />
                  </>
                )}
              </td>
              <td class="text-nowrap">
                <span class={`day-${run.kind}`}>
                  <span class="day-mark">{t(...MARKS[run.kind])}</span>
                </span>{' '}
                {pick(DAY_LABELS[run.kind])}
              </td>
              <td class="text-nowrap">{festivalWords(run.name, context)}</td>
              <td class="right" data-label={t('天数', 'Days')}>
                {run.days}
              </td>
              <td>{run.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
