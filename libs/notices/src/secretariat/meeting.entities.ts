import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Copy } from '../notice.entities.js';

export const MEETING_KINDS = ['regular', 'urgent'] as const;
/** 市政府定期召开部门联席会议，重大违法用地随时召开会议 (row 6). */
export type MeetingKind = (typeof MEETING_KINDS)[number];

export const MEETING_STATES = ['planned', 'held', 'signed', 'cancelled'] as const;
export type MeetingState = (typeof MEETING_STATES)[number];

/** 联席会议. `signed`: the minutes are; nothing is overwritten from then on, the database refuses it. */
@Entity('meeting')
export class Meeting {
  @PrimaryColumn('uuid') id: string;
  @Column('text') kind: MeetingKind;
  /** The major violation for which an urgent one is called; null for a regular one. */
  @Column('text', { nullable: true }) cause: string | null;
  @Column('date') heldOn: string;
  /** `HH:MM`, Asia/Shanghai. */
  @Column('text') startsAt: string;
  @Column('text') place: string;
  @Column('text') chair: string;
  @Column('text') state: MeetingState;
  @Column('text', { nullable: true }) attendees: string | null;
  /** Number of the document of the minutes: 启联办纪〔2026〕3号. */
  @Column('text', { nullable: true }) minutesNumber: string | null;
  @Column('text', { nullable: true }) signedBy: string | null;
  @Column('timestamptz', { nullable: true }) signedAt: Date | null;
}

/** 议题: of one copy, or free. Taken off the agenda, it stays on record. */
@Entity('agenda_item')
export class AgendaItem {
  @PrimaryColumn('uuid') id: string;
  /** null: it waits for the next regular meeting. */
  @Column('uuid', { nullable: true }) meetingId: string | null;
  @Column('integer') position: number;
  @Column('text') title: string;
  @Column('uuid', { nullable: true }) copyId: string | null;
  @ManyToOne(() => Copy, { nullable: true }) @JoinColumn({ name: 'copy_id' }) copy: Copy | null;
  /** The decision that put it on the agenda; null where the secretariat ticked or added it. */
  @Column('uuid', { nullable: true }) decisionId: string | null;
  @Column('text') addedBy: string;
  @Column('timestamptz') addedAt: Date;
  @Column('text', { nullable: true }) removedBy: string | null;
  @Column('timestamptz', { nullable: true }) removedAt: Date | null;
}

/** What the meeting resolved on an item, and, where it assigns something, what to whom by when. */
@Entity('resolution')
export class Resolution {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') agendaItemId: string;
  @Column('text') text: string;
  @Column('text', { nullable: true }) task: string | null;
  @Column('text', { array: true }) agencyCodes: string[];
  @Column('date', { nullable: true }) dueOn: string | null;
  @Column('text') writtenBy: string;
  @Column('timestamptz') writtenAt: Date;
}

/** 交办: the notice by which a resolution was assigned. Append-only. */
@Entity('assignment')
export class Assignment {
  @PrimaryColumn('uuid') resolutionId: string;
  @Column('uuid') noticeId: string;
  @Column('text') issuedBy: string;
  @Column('timestamptz') issuedAt: Date;
}

/** 更正 of signed minutes: appended, with the document on which it rests. */
@Entity('correction')
export class Correction {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') meetingId: string;
  @Column('uuid', { nullable: true }) agendaItemId: string | null;
  @Column('text') text: string;
  @Column('text') person: string;
  @Column('text') documentNumber: string;
  @Column('timestamptz') correctedAt: Date;
}

/** What happened to a meeting, and who did it. Append-only. */
@Entity('meeting_event')
export class MeetingEvent {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') meetingId: string;
  @Column('text') type: string;
  @Column('text') actor: string;
  @Column('jsonb') data: Record<string, unknown>;
  @Column('timestamptz') occurredAt: Date;
}
