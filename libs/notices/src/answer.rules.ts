import { type FieldProblem, Problem } from '#platform';
import { type AttachmentRef, OUTCOMES, type Outcome } from './notice.entities.js';

export interface ReplyForm {
  outcome: Outcome;
  text: string;
  documentNumber?: string | undefined;
  /** Required for `outside-remit`. */
  reason?: string | undefined;
  name: string;
  attachments: AttachmentRef[];
  /** Date on site, where the reply states the facts of a stop-work duty too. */
  onSiteOn?: string | undefined;
}

/** Boxes that must be filled, trimmed. @throws Problem 422 naming each that is not */
export function required(fields: Record<string, string | undefined>): Record<string, string> {
  const problems: FieldProblem[] = [];
  const body: Record<string, string> = {};
  for (const [field, value] of Object.entries(fields)) {
    const trimmed = value?.trim() ?? '';
    if (trimmed === '') problems.push({ field, problem: '请填写本项', en: 'Please fill this in' });
    body[field] = trimmed.slice(0, 300);
  }
  if (problems.length > 0)
    throw Problem.invalid('请填写所标各项。', problems, 'Please fill in what is marked.');
  return body;
}

/** A reply as it is kept. @throws Problem 422 with every box that is wrong */
export function checkReply(form: ReplyForm): Record<string, unknown> {
  const problems: FieldProblem[] = [];
  if (!OUTCOMES.includes(form.outcome))
    problems.push({ field: 'outcome', problem: '请选择办理结果', en: 'Choose an outcome' });
  if (!form.text.trim() && !form.reason?.trim())
    problems.push({ field: 'text', problem: '请填写函复内容', en: 'Enter the reply' });
  if (!form.name.trim())
    problems.push({
      field: 'name',
      problem: '请填写经办人姓名',
      en: 'Enter the name of who handles it',
    });
  if (form.outcome === 'outside-remit' && !form.reason?.trim()) {
    problems.push({
      field: 'reason',
      problem: '请说明不属本单位职责的理由',
      en: 'State why it is outside your remit',
    });
  }
  if (problems.length > 0)
    throw Problem.invalid('请更正所标各项。', problems, 'Please mend what is marked.');
  const { outcome, attachments } = form;
  const optional = Object.fromEntries(
    Object.entries({
      documentNumber: form.documentNumber,
      reason: form.reason,
      onSiteOn: form.onSiteOn,
    }).flatMap(([key, value]) => (value?.trim() ? [[key, value.trim()]] : [])),
  );
  return { outcome, text: form.text.trim(), name: form.name.trim(), attachments, ...optional };
}
