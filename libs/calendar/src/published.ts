import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PlainDate } from './calendar.types.js';

/** A day that the State Council's arrangement of a year names. */
interface PublishedDay {
  date: PlainDate;
  kind: 'holiday' | 'make-up-workday';
  /** 国庆节 */
  name: string;
  source: string;
}

export interface PublishedYear {
  year: number;
  days: readonly PublishedDay[];
}

export interface PublishedCalendar {
  /** Package and version that the data came from: `chinese-days@1.5.7`. */
  version: string;
  /** Consecutive years, the first is 2019. */
  years: readonly PublishedYear[];
}

/** The rulebook is of 2020; the year before it is kept because notices may name days in it. */
const FIRST_YEAR = 2019;

/** The package abbreviates what the notices write out. */
const WRITTEN_OUT: Record<string, string> = {
  清明: '清明节',
  端午: '端午节',
  中秋: '中秋节',
};

/** Days that a later notice of the State Council's office changed. */
const REVISIONS: { from: PlainDate; to: PlainDate; source: string }[] = [
  {
    from: '2019-04-28',
    to: '2019-05-05',
    source: '国务院办公厅关于调整2019年劳动节假期安排的通知（国办发明电〔2019〕3号）',
  },
  {
    from: '2020-01-31',
    to: '2020-02-02',
    source: '国务院办公厅关于延长2020年春节假期的通知（国办发明电〔2020〕1号）',
  },
];

interface YearFile {
  holidays: Record<PlainDate, string>;
  workdays: Record<PlainDate, string>;
}

/** The arrangement of a year may name days of the December before it: 2019's made 2018-12-29 one. */
function isOfNextYear(date: PlainDate): boolean {
  return date.slice(5) >= '12-24';
}

function sourceOf(date: PlainDate): string {
  const revision = REVISIONS.find(({ from, to }) => from <= date && date <= to);
  const year = Number(date.slice(0, 4)) + (isOfNextYear(date) ? 1 : 0);
  return revision?.source ?? `国务院办公厅关于${year}年部分节假日安排的通知`;
}

/** `Spring Festival,春节,4` → 春节 */
function nameOf(entry: string): string {
  const name = entry.split(',')[1] ?? entry;
  return WRITTEN_OUT[name] ?? name;
}

function readDays(folder: string, year: number): PublishedDay[] {
  const file = JSON.parse(readFileSync(join(folder, `${year}.json`), 'utf8')) as YearFile;
  const read = (entries: Record<PlainDate, string>, kind: PublishedDay['kind']) =>
    Object.entries(entries).map(([date, entry]) => ({
      date,
      kind,
      name: nameOf(entry),
      source: sourceOf(date),
    }));
  return [...read(file.holidays, 'holiday'), ...read(file.workdays, 'make-up-workday')];
}

/**
 * The data files only: the package's own date functions depend on the process's TZ.
 * A year whose file is missing or still empty ends the coverage.
 */
function readPublished(): PublishedCalendar {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve('chinese-days/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const folder = join(dirname(manifest), 'dist', 'years');
  const present = new Set(readdirSync(folder));
  const years: PublishedYear[] = [];
  for (let year = FIRST_YEAR; present.has(`${year}.json`); year += 1) {
    const days = readDays(folder, year);
    if (days.length === 0) break;
    years.push({ year, days });
  }
  const before = readDays(folder, FIRST_YEAR - 1).filter(({ date }) => isOfNextYear(date));
  if (years[0]) years[0] = { year: FIRST_YEAR, days: [...before, ...years[0].days] };
  return { version: `chinese-days@${version}`, years };
}

let cached: PublishedCalendar | null = null;

/** The published arrangements, read once per process. */
export function publishedCalendar(): PublishedCalendar {
  cached ??= readPublished();
  return cached;
}
