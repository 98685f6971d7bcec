import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import type { OwnDay } from './calendar.types.js';
import { addDays, diffDays, isPlainDate, isWeekend } from './plain-date.rules.js';

/** A new year's arrangement, a mid-year change or local days off, as an operator imports them. */
export interface Arrangement {
  source: string;
  documentNumber: string | null;
  /** Years that it arranges in full; empty for single days. */
  covers: number[];
  days: OwnDay[];
}

export interface ArrangementFault {
  file: string;
  /** 1-based */
  line: number;
  /** `days[3].from` */
  key: string;
  problem: string;
  remedy: string;
}

export type ArrangementResult =
  { arrangement: Arrangement; faults: [] } | { arrangement: null; faults: ArrangementFault[] };

type Path = readonly PropertyKey[];
type Report = (path: Path, problem: string, remedy: string) => void;

const LONGEST_RANGE = 31;

const text = z.string({ error: 'must be text' }).trim().min(1, { error: 'is empty' });
const date = z
  .string({ error: 'must be a date' })
  .refine(isPlainDate, { error: 'is not a date of the calendar' });
const kind = z.enum(['holiday', 'make-up-workday', 'workday', 'weekend'], {
  error: 'must be holiday, make-up-workday, workday or weekend',
});
const line = z.strictObject({
  date: date.optional(),
  from: date.optional(),
  to: date.optional(),
  kind,
  name: text,
});
const shape = z.strictObject({
  source: text,
  documentNumber: text.nullable().default(null),
  covers: z.array(z.int({ error: 'must be a year' }).min(2000).max(2100)).default([]),
  days: z.array(line).min(1, { error: 'lists no day' }),
});
type Shape = z.infer<typeof shape>;
type Line = z.infer<typeof line>;

const REMEDY: Record<string, string> = {
  source: 'name the paper, e.g. 国务院办公厅关于2027年部分节假日安排的通知',
  documentNumber: 'give the number, e.g. 国办发明电〔2026〕1号, or leave the key out',
  covers: 'list the years that the file arranges in full, e.g. [2027], or leave the key out',
  days: 'list days of the form {date: 2027-01-01, kind: holiday, name: 元旦}',
  date: 'write YYYY-MM-DD',
  from: 'write YYYY-MM-DD',
  to: 'write YYYY-MM-DD',
  kind: 'choose one of these kinds',
  name: 'give the published name, e.g. 国庆节',
};

/** Reads an import file whole: every fault is reported, and any fault means that nothing is taken. */
export function parseArrangement(yaml: string, file: string): ArrangementResult {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
  const faults: ArrangementFault[] = document.errors.map(({ pos, message }) => ({
    file,
    line: lines.linePos(pos[0]).line,
    key: '',
    problem: `not readable as YAML: ${message}`,
    remedy: 'mend the line; the keys are source, documentNumber, covers and days',
  }));
  if (faults.length > 0) return { arrangement: null, faults };

  const report: Report = (path, problem, remedy) => {
    faults.push({ file, line: lineOf(document, lines, path), key: keyOf(path), problem, remedy });
  };
  const read = shape.safeParse(document.toJS());
  if (!read.success) {
    for (const { code, path, message, ...issue } of read.error.issues) {
      if (code === 'unrecognized_keys' && 'keys' in issue) {
        for (const key of issue.keys) report([...path, key], 'is not a known key', 'leave it out');
      } else {
        const key = path.findLast((part) => typeof part === 'string') ?? 'days';
        report(path, message, REMEDY[key] ?? 'see the example in the documentation');
      }
    }
    return { arrangement: null, faults };
  }
  const days = read.data.days.flatMap((entry, index) => daysOf(read.data, entry, index, report));
  checkWhole(read.data, days, report);
  if (faults.length > 0) return { arrangement: null, faults };
  const { source, documentNumber, covers } = read.data;
  return { arrangement: { source, documentNumber, covers, days }, faults: [] };
}

function daysOf(whole: Shape, entry: Line, index: number, report: Report): OwnDay[] {
  const at = ['days', index];
  const first = entry.date ?? entry.from;
  const last = entry.date ?? entry.to;
  const both = entry.date !== undefined && (entry.from ?? entry.to) !== undefined;
  if (both || first === undefined || last === undefined) {
    report(at, 'names neither one day nor a range', 'give either date, or from and to');
    return [];
  }
  const length = diffDays(first, last) + 1;
  if (length < 1 || length > LONGEST_RANGE) {
    const remedy = `let to follow from within ${LONGEST_RANGE} days`;
    report([...at, 'to'], `${first} to ${last} is not a range of days off`, remedy);
    return [];
  }
  const { source, documentNumber } = whole;
  const { kind, name } = entry;
  const days = Array.from({ length }, (_, offset) => addDays(first, offset));
  for (const day of days) {
    if (kind === 'weekend' && !isWeekend(day)) {
      report([...at, 'kind'], `${day} is no Saturday or Sunday`, 'write holiday for a day off');
    }
    if (kind === 'workday' && isWeekend(day)) {
      report([...at, 'kind'], `${day} is a Saturday or Sunday`, 'write make-up-workday');
    }
  }
  return days.map((day) => ({ date: day, kind, name, source, documentNumber }));
}

function checkWhole({ covers }: Shape, days: OwnDay[], report: Report): void {
  const seen = new Set<string>();
  for (const day of days) {
    if (seen.has(day.date)) {
      report(['days'], `${day.date} is named twice`, 'keep one of the two entries');
    }
    seen.add(day.date);
  }
  for (const [index, year] of covers.entries()) {
    const arranged = days.some((day) => day.kind === 'holiday' && day.date.startsWith(`${year}-`));
    if (!arranged) {
      const problem = `${year} is said to be covered, but the file names no holiday in it`;
      report(['covers', index], problem, 'list its holidays, or take the year out of covers');
    }
  }
}

function keyOf(path: Path): string {
  return path.reduce<string>((key, part) => {
    if (typeof part === 'number') return `${key}[${part}]`;
    return key ? `${key}.${String(part)}` : String(part);
  }, '');
}

/** The line of the key, or of the nearest thing around it where the key is missing. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const within = document.getIn(path.slice(0, depth - 1), true);
    const last = path[depth - 1];
    const key = isMap(within)
      ? within.items.find((pair) => isScalar(pair.key) && pair.key.value === last)?.key
      : document.getIn(path.slice(0, depth), true);
    if (isNode(key) && key.range) return lines.linePos(key.range[0]).line;
  }
  return 1;
}
