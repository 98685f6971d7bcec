import { Agency } from '#agencies';
import type { LedgerLine } from '#calendar';
import type { Accountable, Bilingual, DutyRule, StepAction } from '#rulebook';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Copy, Notice } from './notice.entities.js';

/**
 * `waiting`: its period has not started. `running`: started, not closed (also undated duties, whose
 * `dueOn` is null). The others are ends.
 */
export type DutyState =
  'waiting' | 'running' | 'closed' | 'excused' | 'withdrawn' | 'outside-remit';

/** What an agency must do, by when, on what basis. The rule is kept as it was when it was issued. */
@Entity('duty')
export class Duty {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') noticeId: string;
  @ManyToOne(() => Notice) @JoinColumn({ name: 'notice_id' }) notice: Notice;
  /** null: the issuer's own duty. */
  @Column('uuid', { nullable: true }) copyId: string | null;
  @ManyToOne(() => Copy, { nullable: true }) @JoinColumn({ name: 'copy_id' }) copy: Copy | null;
  @Column('uuid') agencyId: string;
  @ManyToOne(() => Agency) @JoinColumn({ name: 'agency_id' }) agency: Agency;
  @Column('jsonb') rule: DutyRule;
  @Column('text') key: string;
  @Column('text') state: DutyState;
  /** Day zero. */
  @Column('date', { nullable: true }) startedOn: string | null;
  @Column('date', { nullable: true }) dueOn: string | null;
  @Column('boolean') provisional: boolean;
  /** An operator vouches for the date although it may still move; for this date only. */
  @Column('timestamptz', { nullable: true }) provisionalConfirmedAt: Date | null;
  @Column('text', { nullable: true }) calendarVersion: string | null;
  /** Version of the rulebook whose ladder it is on, frozen when its period starts. */
  @Column('text', { nullable: true }) ladderVersion: string | null;
  /** The documented date of the act, or the date on which the accepted reply was submitted. */
  @Column('date', { nullable: true }) closedOn: string | null;
  @Column('timestamptz', { nullable: true }) closedAt: Date | null;
  /** A reply waits for the issuer's review: no chaser goes out. */
  @Column('boolean') awaitingReview: boolean;
  /** 特殊情况 was claimed and nobody has settled the claim yet. */
  @Column('timestamptz', { nullable: true }) circumstancesClaimedAt: Date | null;
}

/** Why a date was counted (again). */
export type CountReason =
  'started' | 'recounted' | 'confirmed' | 'extended' | 'returned' | 'supervised' | 'voided';

/** One count of a duty's date. Append-only: the due date can be recomputed from these alone. */
@Entity('count')
export class Count {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') dutyId: string;
  @Column('text') reason: CountReason;
  @Column('date', { nullable: true }) startedOn: string | null;
  @Column('date', { nullable: true }) dueOn: string | null;
  @Column('boolean') provisional: boolean;
  @Column('text', { nullable: true }) calendarVersion: string | null;
  @Column('jsonb') ledger: LedgerLine[];
  @Column('text') person: string;
  @Column('text', { nullable: true }) documentNumber: string | null;
  @Column('text') explanation: string;
  @Column('timestamptz') countedAt: Date;
}

/** A planned reminder or escalation of a duty. */
@Entity('step')
export class Step {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') dutyId: string;
  @Column('uuid') copyId: string;
  @Column('text') key: string;
  @Column('text') action: StepAction;
  @Column('text', { array: true }) audience: string[];
  @Column('jsonb') text: Bilingual;
  @Column('date') plannedOn: string;
  @Column('timestamptz') dueAt: Date;
  @Column('text') state: 'planned' | 'done' | 'skipped' | 'cancelled';
  @Column('timestamptz', { nullable: true }) doneAt: Date | null;
  @Column('text', { nullable: true }) note: string | null;
}

/** 逾期未函复: one numbered record per duty and due date; annulled by a further record, never deleted. */
@Entity('silence')
export class Silence {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') dutyId: string;
  @Column('uuid') copyId: string;
  @Column('text') number: string;
  @Column('date') dueOn: string;
  @Column('timestamptz') recordedAt: Date;
  @Column('timestamptz', { nullable: true }) annulledAt: Date | null;
  @Column('text', { nullable: true }) annulmentReason: string | null;
}

/** 追责情形: facts under a clause and the posts that it names. Who is responsible, people decide. */
@Entity('circumstance')
export class Circumstance {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') noticeId: string;
  @Column('uuid', { nullable: true }) dutyId: string | null;
  /** The silence with which it was recorded, and with which it is annulled. */
  @Column('uuid', { nullable: true }) silenceId: string | null;
  @Column('text') kind: string;
  @Column('text') clause: string;
  @Column('jsonb') accountable: Accountable[];
  @Column('text') facts: string;
  @Column('timestamptz') recordedAt: Date;
  @Column('timestamptz', { nullable: true }) annulledAt: Date | null;
  @Column('text', { nullable: true }) annulmentReason: string | null;
}

export const DECISIONS = [
  'extend',
  'excuse',
  'refuse-circumstances',
  'uphold-outside-remit',
  'return-outside-remit',
  'supervise',
  'name-agency',
  'agenda',
  'transfer',
] as const;
export type DecisionKind = (typeof DECISIONS)[number];

/** The secretariat's, with a reason, a person and a document. Append-only. */
@Entity('decision')
export class Decision {
  @PrimaryColumn('uuid') id: string;
  @Column('text') kind: DecisionKind;
  @Column('uuid') noticeId: string;
  @Column('uuid') copyId: string;
  @Column('uuid', { nullable: true }) dutyId: string | null;
  @Column('text') reason: string;
  @Column('text') person: string;
  @Column('text', { nullable: true }) documentNumber: string | null;
  /** Number of a supervised handling: 督〔2026〕3号. */
  @Column('text', { nullable: true }) number: string | null;
  @Column('date', { nullable: true }) dueOn: string | null;
  @Column('timestamptz') decidedAt: Date;
}
