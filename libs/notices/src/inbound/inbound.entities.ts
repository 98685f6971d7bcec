import type { DeliveryReport, InboundKind } from '#mail';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Copy } from '../notice.entities.js';

/** `new` until it was read; `pen`: an operator decides; `desk`: the land office does; the others are ends. */
export type InboundPlace = 'new' | 'pen' | 'desk' | 'kept' | 'done';

/** Why nothing tells what a mail is about. */
export type InboundDoubt = 'forged' | 'unknown' | 'unclear' | 'unreadable';

/** How it was found out what a mail is about. */
export type MatchedBy = 'verp' | 'message-id' | 'envelope-id' | 'reply-address' | 'operator';

/** A file that a mail brought; without a digest its content was refused and stays inside the mail. */
export interface BroughtFile {
  name: string;
  /** Bytes. */
  size: number;
  digest: string | null;
  /** Why it was refused, in Chinese and English. */
  refused: { zh: string; en: string } | null;
}

/** One mail that came in for one recipient. Its bytes never change; what was read from them may. */
@Entity('inbound_mail')
export class ReceivedMail {
  @PrimaryColumn('uuid') id: string;
  /** SHA-256 of the bytes, hex. */
  @Column('text') digest: string;
  @Column('bytea', { select: false }) sealed: Buffer;
  /** Bytes. */
  @Column('integer') size: number;
  @Column('text') source: 'smtp' | 'imap';
  /** Of the envelope; null for the empty one of a report, and where a mailbox does not tell. */
  @Column('text', { nullable: true }) sender: string | null;
  @Column('text') recipient: string;
  @Column('timestamptz') receivedAt: Date;
  @Column('text') place: InboundPlace;
  @Column('integer') attempts: number;
  @Column('timestamptz', { nullable: true }) dueAt: Date | null;
  @Column('text', { nullable: true }) kind: InboundKind | 'unreadable' | null;
  @Column('text', { nullable: true }) why: InboundDoubt | null;
  @Column('text', { nullable: true }) matchedBy: MatchedBy | null;
  /** What it is about; in the pen only what it may be about. */
  @Column('uuid', { nullable: true }) messageId: string | null;
  @Column('uuid', { nullable: true }) copyId: string | null;
  @ManyToOne(() => Copy, { nullable: true }) @JoinColumn({ name: 'copy_id' }) copy: Copy | null;
  @Column('uuid', { nullable: true }) issuerId: string | null;
  /** `王警官 <paichusuo@lvsi.qidong.example>`, as it says of itself. */
  @Column('text', { nullable: true }) headerFrom: string | null;
  @Column('text', { nullable: true }) headerMessageId: string | null;
  @Column('text', { nullable: true }) subject: string | null;
  @Column('text', { nullable: true }) excerpt: string | null;
  @Column('jsonb', { nullable: true }) report: DeliveryReport | null;
  @Column('jsonb') files: BroughtFile[];
}

/** What a person did with a mail that came in. Append-only. */
@Entity('inbound_handling')
export class InboundHandling {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') inboundId: string;
  @Column('text') act: 'assigned' | 'discarded' | 'handled';
  @Column('uuid', { nullable: true }) copyId: string | null;
  @Column('text') reason: string;
  @Column('text') person: string;
  @Column('timestamptz') handledAt: Date;
}
