import type { CalendarDay, DayKind, OwnDay, PlainDate } from './calendar.types.js';
import { isWeekend } from './plain-date.rules.js';
import type { PublishedYear } from './published.js';

/** Published arrangements, and what the operator lays on top of them. */
export interface CalendarParts {
  published: readonly PublishedYear[];
  own?: readonly OwnDay[];
  /** Years whose arrangement the operator's days give in full. */
  covers?: readonly number[];
  version: string;
}

type NamedDay = Pick<CalendarDay, 'kind' | 'name' | 'source'>;

export function isWorkingKind(kind: DayKind): boolean {
  return kind === 'workday' || kind === 'make-up-workday';
}

/** A paper may list a Monday as 上班 (2020-02-03 was); that is a working day, but makes up for none. */
function kindOf(date: PlainDate, kind: DayKind): DayKind {
  return kind === 'make-up-workday' && !isWeekend(date) ? 'workday' : kind;
}

function ordinaryDay(date: PlainDate): NamedDay {
  return { kind: isWeekend(date) ? 'weekend' : 'workday', name: null, source: null };
}

/** What is known of every day: looked up once, then remembered. */
export class DayTable {
  readonly coveredYears: ReadonlySet<number>;
  readonly #named = new Map<PlainDate, NamedDay>();
  readonly #memo = new Map<PlainDate, CalendarDay>();

  constructor({ published, own = [], covers = [] }: CalendarParts) {
    this.coveredYears = new Set([...published.map(({ year }) => year), ...covers]);
    for (const { days } of published) for (const day of days) this.#name(day);
    for (const day of own) {
      const source = day.documentNumber ? `${day.source}（${day.documentNumber}）` : day.source;
      this.#name({ ...day, source });
    }
  }

  /** @throws RangeError where `date` is none */
  day(date: PlainDate): CalendarDay {
    const known = this.#memo.get(date);
    if (known) return known;
    const named = this.#named.get(date) ?? ordinaryDay(date);
    const day = Object.freeze({ date, ...named, provisional: !this.#settled(date) });
    // Only covered years are remembered, so that dates from outside cannot fill the memory.
    if (this.coveredYears.has(Number(date.slice(0, 4)))) this.#memo.set(date, day);
    return day;
  }

  /**
   * The arrangement of a year may reach into the December before it (2019's made 2018-12-29 a
   * working day), so a year's last days are settled only when the next year is covered too.
   */
  #settled(date: PlainDate): boolean {
    const year = Number(date.slice(0, 4));
    if (!this.coveredYears.has(year)) return false;
    return date < `${date.slice(0, 4)}-12-24` || this.coveredYears.has(year + 1);
  }

  #name(day: NamedDay & { date: PlainDate }): void {
    const { date, name, source } = day;
    this.#named.set(date, { kind: kindOf(date, day.kind), name, source });
  }
}
