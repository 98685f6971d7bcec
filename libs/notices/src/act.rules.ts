import { isPlainDate, type PlainDate } from '#calendar';
import type { FieldProblem } from '#platform';
import type { DutyRule } from '#rulebook';
import { ACT_DATE, ACT_FIELDS } from './act-fields.js';

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

/**
 * Checks what was typed into a duty's form. An act may lie neither in the future nor before the day
 * that started its period.
 */
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
    if (kind !== 'date') continue;
    if (!isPlainDate(value)) {
      problems.push({
        field: name,
        problem: '请填写日期，如 2026-10-13',
        en: 'Enter a date such as 2026-10-13',
      });
    } else if (value > today) {
      problems.push({
        field: name,
        problem: `日期不能晚于今天（${today}）`,
        en: `Not after today (${today})`,
      });
    } else if (startedOn && value < startedOn) {
      problems.push({
        field: name,
        problem: `日期不能早于起算日（${startedOn}）`,
        en: `Not before the day from which it counts (${startedOn})`,
      });
    }
  }
  if (body.attendees !== undefined && namesIn(body.attendees).length < 2) {
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
  const dateField = ACT_DATE[rule.dischargedBy];
  const claimed = body.claim === 'special-circumstances';
  return { body, problems, actedOn: claimed || !dateField ? null : (body[dateField] ?? null) };
}
