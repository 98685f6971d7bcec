import { Agency } from '#agencies';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';

/** A task to phone an agency that mail does not reach, or that acknowledges nothing. */
@Entity('reachability_task')
export class ReachabilityTask {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') agencyId: string;
  @ManyToOne(() => Agency) @JoinColumn({ name: 'agency_id' }) agency: Agency;
  /** The mailbox that fails; null where the agency acknowledges nothing. */
  @Column('text', { nullable: true }) address: string | null;
  @Column('text') reason: string;
  @Column('text') assignedTo: string;
  @Column('date') dueOn: string;
  @Column('text') openedBy: string;
  @Column('timestamptz') openedAt: Date;
  @Column('timestamptz', { nullable: true }) closedAt: Date | null;
}

export const CALL_OUTCOMES = [
  'not-reached',
  'reached',
  'address-corrected',
  'served-by-hand',
] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** One attempt and what came of it. Append-only. */
@Entity('call')
export class Call {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') taskId: string;
  @Column('text') outcome: CallOutcome;
  @Column('text') text: string;
  @Column('text') person: string;
  @Column('timestamptz') calledAt: Date;
  @Column('timestamptz') recordedAt: Date;
}
