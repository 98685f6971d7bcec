import type { PlainDate } from '#calendar';
import { type FieldProblem, Problem } from '#platform';
import { dateProblems } from './act.rules.js';
import type { CopyState, StatedAct } from './copy-events.js';
import { isOpen } from './duty.rules.js';
import { type AttachmentRef, OUTCOMES, type Outcome } from './notice.entities.js';

export interface ReplyForm {
  outcome: Outcome;
  text: string;
  documentNumber?: string | undefined;
  /** Required for `outside-remit`. */
  reason?: string | undefined;
  name: string;
  attachments: AttachmentRef[];
  /** Where the reply also states the facts of a duty to stop the work, or to attend. */
  onSiteOn?: string | undefined;
  /** Number of the stop-work notice. */
  orderNumber?: string | undefined;
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
      orderNumber: form.orderNumber,
    }).flatMap(([key, value]) => (value?.trim() ? [[key, value.trim()]] : [])),
  );
  return { outcome, text: form.text.trim(), name: form.name.trim(), attachments, ...optional };
}

/**
 * The facts of another duty that a reply states too: a date on site and, for a duty to stop the work,
 * the number of the stop-work notice. @throws Problem 422 where they are incomplete or impossible
 */
export function checkStatedFacts(
  { copy, duties }: CopyState,
  { onSiteOn = '', orderNumber = '' }: Pick<ReplyForm, 'onSiteOn' | 'orderNumber'>,
  today: PlainDate,
): void {
  if (!onSiteOn && !orderNumber) return;
  const open = duties.filter(isOpen);
  const stopWork = open.find(({ rule }) => rule.dischargedBy === 'stop-work');
  const onSite = open.find(({ rule }) => rule.dischargedBy === 'on-site');
  const from = (stopWork ?? onSite)?.startedOn ?? copy.servedOn;
  const problems = onSiteOn
    ? dateProblems('onSiteOn', onSiteOn, from, today)
    : [
        {
          field: 'onSiteOn',
          problem: '写明停工通知书的，请一并填写到场制止日期',
          en: 'With a stop-work notice, enter the date on site too',
        },
      ];
  if (stopWork && !orderNumber) {
    problems.push({
      field: 'orderNumber',
      problem: '写明到场制止日期的，请一并填写停工通知书文号',
      en: 'With a date on site, enter the number of the stop-work notice too',
    });
  }
  if (problems.length > 0)
    throw Problem.invalid('请更正所标各项。', problems, 'Please mend what is marked.');
}

/** What an accepted reply states beside the reply itself. */
export function statedIn({ onSiteOn, orderNumber }: Record<string, unknown>): StatedAct[] {
  if (typeof onSiteOn !== 'string') return [];
  const attended: StatedAct = { discharge: 'on-site', actedOn: onSiteOn };
  return typeof orderNumber === 'string'
    ? [attended, { discharge: 'stop-work', actedOn: onSiteOn }]
    : [attended];
}
