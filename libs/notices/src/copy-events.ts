import type { DeadlineCount, LedgerLine, PlainDate, WorkingCalendar } from '#calendar';
import type { Ladder, OfficeHours, Trigger } from '#rulebook';
import type { AcknowledgementGrade } from './acknowledgement.rules.js';
import type { CountReason, Duty } from './duty.entities.js';
import type { PlannedStep } from './ladder.rules.js';
import type { Copy, Outcome } from './notice.entities.js';

/** What may happen to a copy. Every verb records one of these; nothing else changes a copy. */
export type CopyEvent =
  | { type: 'copy-issued'; triggers: Partial<Record<Trigger, PlainDate>> }
  | {
      type: 'copy-served';
      servedAt: Date;
      method: 'email' | 'by-hand';
      proof: Record<string, unknown>;
    }
  | { type: 'copy-undeliverable'; response: string }
  /** `pending`: a mail to another address of the copy is still under way. */
  | { type: 'copy-bounced'; response: string; pending: boolean }
  /** The mail that served it came back, but another address had accepted it too. */
  | { type: 'service-moved'; servedAt: Date; proof: Record<string, unknown> }
  | { type: 'copy-acknowledged'; at: Date; grade: AcknowledgementGrade }
  | { type: 'duty-discharged'; dutyId: string; actedOn: PlainDate }
  | { type: 'special-circumstances-claimed'; dutyId: string }
  | { type: 'reply-submitted'; outcome: Outcome }
  | { type: 'reply-accepted'; submittedOn: PlainDate; stated: StatedAct[] }
  | { type: 'reply-returned'; returnedOn: PlainDate; workingDays: number }
  | { type: 'remit-upheld' }
  | { type: 'remit-returned'; returnedOn: PlainDate; workingDays: number }
  | { type: 'duty-extended'; dutyId: string; workingDays: number }
  | { type: 'duty-excused'; dutyId: string }
  | { type: 'duty-supervised'; dutyId: string; dueOn: PlainDate }
  | { type: 'circumstances-refused'; dutyId: string; done: DoneStep[] }
  | { type: 'duty-recounted'; dutyId: string; count: DeadlineCount }
  | { type: 'date-confirmed'; dutyId: string; count: DeadlineCount }
  | { type: 'copy-withdrawn' };

/** A step of a ladder that was carried out on the day for which it was planned. */
export interface DoneStep {
  key: string;
  plannedOn: PlainDate;
}

/** An act that a reply documents, as of its own date. */
export interface StatedAct {
  discharge: 'stop-work' | 'on-site';
  actedOn: PlainDate;
}

export interface CopyState {
  copy: Copy;
  duties: Duty[];
}

export interface RuleContext {
  now: Date;
  calendar: WorkingCalendar;
  officeHours: OfficeHours;
  /** The rulebook in force: a duty keeps its version when its period starts. */
  rulebookVersion: string;
  /** A ladder as that version of the rulebook has it. */
  ladderOf(version: string, key: string): Ladder;
}

export interface NewCount {
  dutyId: string;
  reason: CountReason;
  startedOn: PlainDate | null;
  dueOn: PlainDate | null;
  provisional: boolean;
  ledger: LedgerLine[];
}

/** What follows from an event, beside the changed copy and duties themselves. */
export interface CopyChange {
  counts: NewCount[];
  /** Duties whose planned steps end, with the reason. */
  stopped: { dutyId: string; note: string }[];
  planned: { dutyId: string; step: PlannedStep }[];
}
