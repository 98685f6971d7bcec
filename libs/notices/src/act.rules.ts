import { isPlainDate, type PlainDate } from '#calendar';
import type { FieldProblem } from '#platform';
import type { DutyRule } from '#rulebook';
import { ACT_DATES, ACT_FIELDS } from './act-fields.js';
import { fullDate } from './words.js';

/** What the form of a duty was filled with, trimmed. */
export type ActBody = Record<string, string>;

export interface CheckedAct {
  body: ActBody;
  problems: FieldProblem[];
  /** The documented date of the act; null for a claim of 特殊情况. */
  actedOn: PlainDate | null;
}

/** Names in a list that people typed: one a line, or separated by 、 ， or ;. */
export const namesIn = (text: string): string[] =>
  text
    .split(/[\n、，,;；]/)
    .map((name) => name.trim())
    .filter(Boolean);

/** The date of an act may lie neither in the future nor before the day that started its period. */
export function dateProblems(
  field: string,
  value: string,
  startedOn: PlainDate | null,
  today: PlainDate,
): FieldProblem[] {
  if (!isPlainDate(value)) {
    const problem = '请填写日期，如 2026-10-13';
    return [{ field, problem, en: 'Enter a date such as 2026-10-13' }];
  }
  if (value > today) {
    const problem = `日期不能晚于今天（${fullDate(today)}）`;
    return [{ field, problem, en: `Not after today (${today})` }];
  }
  if (startedOn && value < startedOn) {
    const problem = `日期不能早于起算日（${fullDate(startedOn)}）`;
    return [{ field, problem, en: `Not before the day from which it counts (${startedOn})` }];
  }
  return [];
}

/** Checks what was typed into a duty's form. */
export function checkAct(
  rule: DutyRule,
  typed: Record<string, unknown>,
  startedOn: PlainDate | null,
  today: PlainDate,
): CheckedAct {
  const fields = ACT_FIELDS[rule.dischargedBy];
  const body: ActBody = {};
  const problems: FieldProblem[] = [];
  for (const { name, kind, required, choices } of fields) {
    const value = typeof typed[name] === 'string' ? typed[name].trim() : '';
    if (value === '') {
      if (required)
        problems.push({ field: name, problem: '请填写本项', en: 'Please fill this in' });
      continue;
    }
    body[name] = value.slice(0, 5000);
    if (choices && !choices.some((choice) => choice.value === value)) {
      problems.push({
        field: name,
        problem: '请从所列各项中选择',
        en: 'Choose one of those listed',
      });
    }
    if (kind === 'date') problems.push(...dateProblems(name, value, startedOn, today));
  }
  if (body.attendees !== undefined && new Set(namesIn(body.attendees)).size < 2) {
    problems.push({
      field: 'attendees',
      problem: '至少两人到场，请逐一列出姓名',
      en: 'At least two people on site: list their names',
    });
  }
  if (body.claim === 'instructed' && body.instructedOn === undefined) {
    problems.push({
      field: 'instructedOn',
      problem: '请填写批示日期',
      en: 'Enter the date of the instruction',
    });
  }
  if (body.answer === 'refused' && body.reason === undefined) {
    problems.push({
      field: 'reason',
      problem: '不接受移送须说明理由',
      en: 'State why the transfer is not accepted',
    });
  }
  const claimed = body.claim === 'special-circumstances';
  const dates = (ACT_DATES[rule.dischargedBy] ?? []).flatMap((name) => body[name] ?? []);
  return { body, problems, actedOn: claimed ? null : (dates.sort().at(-1) ?? null) };
}
