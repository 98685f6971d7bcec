import { Column, Entity, PrimaryColumn } from 'typeorm';

export const MESSAGE_KINDS = [
  'notice',
  'reminder',
  'silence',
  'escalation',
  'decision-request',
  'receipt',
  'code',
  'undeliverable',
  'bounced',
  'mail-received',
  'reply-to-review',
  'reply-returned',
  'decided',
  'withdrawn',
  'annulled',
  'recounted',
  'digest',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** One outbound e-mail to one address. Its unique row precedes every send. */
@Entity('message')
export class Message {
  @PrimaryColumn('uuid') id: string;
  @Column('text') kind: MessageKind;
  @Column('uuid', { nullable: true }) noticeId: string | null;
  @Column('uuid', { nullable: true }) copyId: string | null;
  @Column('uuid', { nullable: true }) linkId: string | null;
  @Column('text') address: string;
  /** What its template needs beyond the rows it reads: ids, a digest, a sentence. */
  @Column('jsonb') props: Record<string, unknown>;
  /** What makes it unique: `copy:<id>:<address>`, `step:<id>:<address>`… */
  @Column('text') once: string;
  @Column('text') state: 'queued' | 'sending' | 'accepted' | 'undeliverable' | 'cancelled';
  @Column('integer') attempts: number;
  /** When it is due to be sent (again); null once it needs no more. */
  @Column('timestamptz', { nullable: true }) nextAttemptAt: Date | null;
  @Column('timestamptz') giveUpAt: Date;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz', { nullable: true }) acceptedAt: Date | null;
  /** The server's own words. */
  @Column('text', { nullable: true }) response: string | null;
  /** When a report said that it came back after all; `bounce` is what it said. */
  @Column('timestamptz', { nullable: true }) bouncedAt: Date | null;
  @Column('text', { nullable: true }) bounce: string | null;
  /** When a report last said that the far side is still trying, and its words. */
  @Column('timestamptz', { nullable: true }) delayedAt: Date | null;
  @Column('text', { nullable: true }) delay: string | null;
}
