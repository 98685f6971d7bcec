import { isPlainDate, type PlainDate } from '#calendar';
import type { FieldProblem } from '#platform';
import { MEETING_KINDS, type MeetingKind, type MeetingState } from './meeting.entities.js';
import { fullDate } from '../words.js';

export interface MeetingForm {
  kind: MeetingKind;
  cause: string;
  heldOn: string;
  startsAt: string;
  place: string;
  chair: string;
}

export interface ResolutionForm {
  text: string;
  /** What is assigned; empty where the resolution assigns nothing. */
  task: string;
  agencyCodes: string[];
  dueOn: string;
}

/** What may be done in which state; signed minutes are only corrected, by appending. */
export const MEETING_VERBS = {
  change: ['planned'],
  cancel: ['planned'],
  hold: ['planned'],
  agenda: ['planned', 'held'],
  resolve: ['held'],
  sign: ['held'],
  assign: ['signed'],
  correct: ['signed'],
} as const satisfies Record<string, readonly MeetingState[]>;
export type MeetingVerb = keyof typeof MEETING_VERBS;

export const mayDo = (verb: MeetingVerb, state: MeetingState): boolean =>
  (MEETING_VERBS[verb] as readonly MeetingState[]).includes(state);

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** A meeting is called for today or later; an urgent one names the violation (重大违法用地随时召开会议). */
export function checkMeeting(form: MeetingForm, today: PlainDate): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const add = (field: string, problem: string, en: string) => problems.push({ field, problem, en });
  if (!MEETING_KINDS.includes(form.kind)) add('kind', '请选择例会或紧急会议', 'Choose the kind');
  if (form.kind === 'urgent' && !form.cause) {
    add('cause', '紧急会议须写明所议的重大违法用地', 'Name the major violation it is called for');
  }
  if (!isPlainDate(form.heldOn) || form.heldOn < today) {
    add(
      'heldOn',
      `请填写今天（${fullDate(today)}）或以后的日期`,
      `Give today (${today}) or a later date`,
    );
  }
  if (!TIME.test(form.startsAt)) add('startsAt', '请填写时间，如 09:00', 'Give a time, e.g. 09:00');
  if (!form.place) add('place', '请填写地点', 'Give the place');
  if (!form.chair) add('chair', '请填写主持人', 'Give who takes the chair');
  return problems;
}

/** What is assigned has words, agencies and a date, or nothing is assigned. */
export function checkResolution(form: ResolutionForm, today: PlainDate): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const add = (field: string, problem: string, en: string) => problems.push({ field, problem, en });
  if (!form.text) add('text', '请写明议定事项', 'Write what was resolved');
  if (!form.task && form.agencyCodes.length === 0 && !form.dueOn) return problems;
  if (!form.task) add('task', '请写明交办的事项', 'Write what is assigned');
  if (form.agencyCodes.length === 0) {
    add('agencyCodes', '请选择承办单位', 'Choose the agencies that it is assigned to');
  }
  if (!isPlainDate(form.dueOn) || form.dueOn < today) {
    add(
      'dueOn',
      `请填写今天（${fullDate(today)}）或以后的日期`,
      `Give today (${today}) or a later date`,
    );
  }
  return problems;
}
