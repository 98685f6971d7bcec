import { Agency, type LeaveOut } from '#agencies';
import type { Bilingual } from '#rulebook';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { AcknowledgementGrade } from './acknowledgement.rules.js';
import type { Facts } from './facts.js';

export interface AttachmentRef {
  /** SHA-256, hex: the address of the content. */
  digest: string;
  name: string;
}

export type NoticeState = 'awaiting-approval' | 'issued' | 'withdrawn';

/** One matter of which several agencies are notified, each with a copy of its own. */
@Entity('notice')
export class Notice {
  @PrimaryColumn('uuid') id: string;
  /** Key of the rulebook's kind, e.g. `copy-notice`. */
  @Column('text') kind: string;
  @Column('uuid') issuerId: string;
  @ManyToOne(() => Agency) @JoinColumn({ name: 'issuer_id' }) issuer: Agency;
  @Column('text', { nullable: true }) town: string | null;
  @Column('text') state: NoticeState;
  @Column('jsonb') facts: Facts;
  @Column('jsonb') attachments: AttachmentRef[];
  /** Roles that the issuer left out, each with its reason. */
  @Column('jsonb') leftOut: LeaveOut[];
  /** Roles chosen among the optional recipients, e.g. of a transfer. */
  @Column('text', { array: true }) chosen: string[];
  @Column('text', { nullable: true }) plotNumber: string | null;
  /** Number, project, party and place in one text, for searching. */
  @Column('text') search: string;
  @Column('text') rulebookVersion: string;
  @Column('text') createdBy: string;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz', { nullable: true }) issuedAt: Date | null;
  @Column('text', { nullable: true }) approvedBy: string | null;
  @Column('timestamptz', { nullable: true }) withdrawnAt: Date | null;
  @Column('text', { nullable: true }) withdrawalReason: string | null;
  /** Sequence and digest of the newest event of its chain. */
  @Column('integer') headSeq: number;
  @Column('text', { nullable: true }) headDigest: string | null;
}

/** One formal document of a notice, with a number of its own: 启自然资吕抄〔2026〕17号. */
@Entity('document')
export class Document {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') noticeId: string;
  @Column('text') form: string;
  @Column('text') word: string;
  @Column('integer') year: number;
  @Column('integer') serial: number;
  @Column('text') number: string;
}

/** 送达: no state is final, a bounce may follow an acceptance. `unserved` waits for its mail. */
export type Transport = 'unserved' | 'served' | 'undeliverable';
/** 签收 */
export type Acknowledgement = 'none' | 'acknowledged';
/** 函复: the newest answer on record. */
export type ReplyState = 'none' | 'in-progress' | 'submitted' | 'accepted' | 'returned';
/** 不属本单位职责 */
export type Remit = 'within' | 'claimed-outside' | 'outside';

/** One agency's copy of a document: three independent axes, duties of its own. */
@Entity('copy')
export class Copy {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') noticeId: string;
  @ManyToOne(() => Notice) @JoinColumn({ name: 'notice_id' }) notice: Notice;
  @Column('uuid') documentId: string;
  @ManyToOne(() => Document) @JoinColumn({ name: 'document_id' }) document: Document;
  @Column('uuid') agencyId: string;
  @ManyToOne(() => Agency) @JoinColumn({ name: 'agency_id' }) agency: Agency;
  /** Role and level for which it was routed; with `fallback` the agency stands in for a missing one. */
  @Column('text') role: string;
  @Column('text') level: string;
  @Column('text') form: string;
  @Column('jsonb') ask: Bilingual;
  @Column('boolean') fallback: boolean;
  @Column('text') transport: Transport;
  /** 送达日, Asia/Shanghai. */
  @Column('date', { nullable: true }) servedOn: string | null;
  @Column('timestamptz', { nullable: true }) servedAt: Date | null;
  @Column('text', { nullable: true }) serviceMethod: 'email' | 'by-hand' | null;
  @Column('jsonb', { nullable: true }) serviceProof: Record<string, unknown> | null;
  @Column('text') acknowledgement: Acknowledgement;
  @Column('timestamptz', { nullable: true }) acknowledgedAt: Date | null;
  /** The best proof of receipt on record; null while there is none. */
  @Column('text', { nullable: true }) acknowledgementGrade: AcknowledgementGrade | null;
  @Column('text') reply: ReplyState;
  @Column('text') remit: Remit;
  @Column('timestamptz', { nullable: true }) closedAt: Date | null;
}

/** A named person's statement through a link: acknowledgement, act, reply or hand-over. Append-only. */
@Entity('submission')
export class Submission {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') copyId: string;
  @Column('uuid', { nullable: true }) dutyId: string | null;
  @Column('uuid', { nullable: true }) linkId: string | null;
  @Column('text') form: string;
  @Column('jsonb') body: Record<string, unknown>;
  /** SHA-256 of the canonical JSON of what was submitted, hex. */
  @Column('text') digest: string;
  @Column('date') submittedOn: string;
  @Column('timestamptz') submittedAt: Date;
}

export const OUTCOMES = ['in-progress', 'dealt-with', 'assisted', 'outside-remit'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** 函复 */
@Entity('reply')
export class Reply {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') copyId: string;
  @ManyToOne(() => Copy) @JoinColumn({ name: 'copy_id' }) copy: Copy;
  @Column('uuid') submissionId: string;
  @Column('text') outcome: Outcome;
  @Column('text') text: string;
  @Column('text', { nullable: true }) documentNumber: string | null;
  @Column('jsonb') attachments: AttachmentRef[];
  @Column('date') submittedOn: string;
  /** `none`: an interim reply or an outside-remit claim, which the issuer does not review. */
  @Column('text') review: 'none' | 'pending' | 'accepted' | 'returned';
  @Column('timestamptz', { nullable: true }) reviewedAt: Date | null;
  @Column('text', { nullable: true }) reviewedBy: string | null;
  @Column('text', { nullable: true }) reviewReason: string | null;
}

/** An append-only fact about a notice, a link in its chain. */
@Entity('event')
export class NoticeEvent {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') noticeId: string;
  @Column('integer') seq: number;
  @Column('uuid', { nullable: true }) copyId: string | null;
  @Column('uuid') issuerId: string;
  @Column('text') type: string;
  /** Who: `agency:code`, `officer:name`, `link:email`, `system`. */
  @Column('text') actor: string;
  @Column('jsonb') data: Record<string, unknown>;
  @Column('timestamptz') occurredAt: Date;
  @Column('text', { nullable: true }) previous: string | null;
  @Column('text') digest: string;
}

/** A partner agency's way in. Its token is derived from id and generation, never stored. */
@Entity('link')
export class Link {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') copyId: string;
  @ManyToOne(() => Copy) @JoinColumn({ name: 'copy_id' }) copy: Copy;
  @Column('text') email: string;
  @Column('integer') generation: number;
  @Column('uuid', { nullable: true }) handedOverFrom: string | null;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz', { nullable: true }) revokedAt: Date | null;
}

@Entity('attachment')
export class Attachment {
  @PrimaryColumn('text') digest: string;
  @Column('text') mediaType: string;
  @Column('integer') size: number;
  @Column('bytea', { select: false }) content: Buffer;
  @Column('timestamptz') storedAt: Date;
}
