import type { PlainDate } from '#calendar';
import { isPlainDate } from '#calendar';
import { type FieldProblem, Problem } from '#platform';
import type { CopyEvent, CopyState, DoneStep } from './copy-events.js';
import { DECISIONS, type DecisionKind, type Duty } from './duty.entities.js';
import { fullDate } from './words.js';

export interface DecisionForm {
  kind: DecisionKind;
  /** Required for the kinds of `DUTY_DECISIONS`. */
  dutyId?: string | undefined;
  reason: string;
  /** The paper on which the decision rests. */
  documentNumber: string;
  /** For extend. */
  workingDays?: number | undefined;
  /** For supervise: the new date. */
  dueOn?: string | undefined;
  /** For name-agency: code of the agency that is served instead. */
  agencyCode?: string | undefined;
  /** For agenda: the meeting; the next regular one where left out. */
  meetingId?: string | undefined;
  /** For transfer: role of the organ that the document names. */
  organ?: string | undefined;
}

/** Decisions on one duty; the others are on the whole copy. */
export const DUTY_DECISIONS: readonly DecisionKind[] = [
  'extend',
  'excuse',
  'refuse-circumstances',
  'supervise',
];

/** Decisions that settle a claim of being outside the remit. */
export const REMIT_DECISIONS: readonly DecisionKind[] = [
  'uphold-outside-remit',
  'return-outside-remit',
  'name-agency',
];

/** What the parties are told. */
export const DECISION_SAYS: Record<DecisionKind, string> = {
  extend: '延长办理期限',
  excuse: '因特殊情况免除',
  'refuse-circumstances': '不认可特殊情况的说明，请按原期限办理',
  'uphold-outside-remit': '确认不属本单位职责',
  'return-outside-remit': '不认可不属本单位职责的主张，请继续办理',
  supervise: '列入督办',
  'name-agency': '确认不属本单位职责，另行抄告其他单位',
  agenda: '列入联席会议议题',
  transfer: '拟移送有权机关',
};

/** What is missing or impossible in the form itself, whatever it is about. */
export function checkDecision(form: DecisionForm, today: PlainDate): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const add = (field: string, problem: string, en: string) => problems.push({ field, problem, en });
  if (!DECISIONS.includes(form.kind)) add('kind', '请选择决定', 'Choose a decision');
  if (!form.reason.trim()) add('reason', '请写明理由', 'State the reason');
  if (!form.documentNumber.trim()) {
    add(
      'documentNumber',
      '请填写依据的文件或会议纪要文号',
      'Give the number of the document or minutes on which it rests',
    );
  }
  if (DUTY_DECISIONS.includes(form.kind) && !form.dutyId) {
    add('dutyId', '请选择针对哪项任务', 'Choose the duty that it is about');
  }
  const days = form.workingDays;
  if (form.kind === 'extend' && (!Number.isInteger(days) || !days || days < 1 || days > 60)) {
    add('workingDays', '请填写1至60个工作日', 'Give 1 to 60 working days');
  }
  if (form.kind === 'supervise' && (!isPlainDate(form.dueOn) || form.dueOn < today)) {
    add(
      'dueOn',
      `请填写今天（${fullDate(today)}）或以后的日期`,
      `Give today (${today}) or a later date`,
    );
  }
  if (form.kind === 'name-agency' && !form.agencyCode) {
    add('agencyCode', '请选择另行抄告的单位', 'Choose the agency that is served instead');
  }
  if (form.kind === 'transfer' && !form.organ) {
    add('organ', '请选择移送的机关', 'Choose the organ that it is transferred to');
  }
  return problems;
}

/**
 * What the decision does to the copy; null where it changes neither its axes nor its duties. `done` are
 * the steps of the duty that have been carried out.
 *
 * @throws Problem 409 where the state does not allow it
 */
export function eventOfDecision(
  state: CopyState,
  form: DecisionForm,
  today: PlainDate,
  returnedReplyWorkingDays: number,
  done: DoneStep[] = [],
): CopyEvent | null {
  if (REMIT_DECISIONS.includes(form.kind) && state.copy.remit !== 'claimed-outside') {
    throw Problem.conflict(
      'no-remit-claim',
      '该单位没有待决定的“不属本单位职责”主张。',
      'This agency claims nothing about its remit that awaits a decision.',
    );
  }
  switch (form.kind) {
    case 'extend': {
      const duty = openDuty(state, form.dutyId);
      if (duty.dueOn === null) {
        throw Problem.field(
          'dutyId',
          '此项任务没有期限，无从延长',
          'This duty has no date that could be extended',
        );
      }
      return { type: 'duty-extended', dutyId: duty.id, workingDays: form.workingDays ?? 0 };
    }
    case 'excuse':
      return { type: 'duty-excused', dutyId: openDuty(state, form.dutyId).id };
    case 'refuse-circumstances': {
      const { id, circumstancesClaimedAt } = openDuty(state, form.dutyId);
      if (!circumstancesClaimedAt) {
        throw Problem.conflict(
          'no-circumstances-claim',
          '此项任务没有待决定的“特殊情况”说明。',
          'No claim of special circumstances on this duty awaits a decision.',
        );
      }
      return { type: 'circumstances-refused', dutyId: id, done };
    }
    case 'supervise': {
      const { id } = openDuty(state, form.dutyId);
      return { type: 'duty-supervised', dutyId: id, dueOn: form.dueOn ?? '' };
    }
    case 'uphold-outside-remit':
    case 'name-agency':
      return { type: 'remit-upheld' };
    case 'return-outside-remit':
      return { type: 'remit-returned', returnedOn: today, workingDays: returnedReplyWorkingDays };
    case 'agenda':
    case 'transfer':
      return null;
  }
}

function openDuty({ duties }: CopyState, id: string | undefined): Duty {
  const duty = duties.find((one) => one.id === id);
  if (!duty) {
    throw Problem.field(
      'dutyId',
      '请选择该单位的一项任务',
      'Choose one of the duties of this agency',
    );
  }
  if (duty.state !== 'running') {
    throw Problem.conflict(
      'duty-ended',
      '此项任务未开始或已了结。',
      'This duty has not started, or has ended.',
    );
  }
  return duty;
}
