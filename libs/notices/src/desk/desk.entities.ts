import type { FieldProblem } from '#platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { IssueRequest } from '../routed-request.js';

export interface DraftFile {
  /** SHA-256, hex: the address of the content. */
  digest: string;
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
}

/** A notice that is being written: nothing of it is checked, and any officer of the agency may go on with it. */
@Entity('draft')
export class Draft {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') agencyId: string;
  @Column('text') kind: string;
  @Column('jsonb') typed: Record<string, string>;
  @Column('jsonb') attachments: DraftFile[];
  @Column('integer') revision: number;
  @Column('text') createdBy: string;
  @Column('timestamptz') createdAt: Date;
  @Column('text') changedBy: string;
  @Column('timestamptz') changedAt: Date;
  /** Who did not approve it and why; it was sent once and came back. */
  @Column('text', { nullable: true }) sentBackBy: string | null;
  @Column('text', { nullable: true }) sentBackReason: string | null;
}

/** A spreadsheet that was uploaded: its rows are checked first, and sent once somebody says so. */
@Entity('batch')
export class Batch {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') agencyId: string;
  @Column('text') kind: string;
  @Column('text') fileName: string;
  /** The first line of the sheet as it was uploaded. */
  @Column('jsonb') headers: string[];
  @Column('text') createdBy: string;
  @Column('timestamptz') createdAt: Date;
  @Column('text', { nullable: true }) confirmedBy: string | null;
  @Column('timestamptz', { nullable: true }) confirmedAt: Date | null;
}

/**
 * `known-plot`: right, but its plot is already under a notice with other facts. `already-sent`: the same
 * row was sent before. `failed`: refused when its turn came, e.g. because the directory had changed.
 */
export type BatchRowState =
  'faulty' | 'ready' | 'known-plot' | 'already-sent' | 'waiting' | 'sent' | 'failed';

@Entity('batch_row')
export class BatchRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') batchId: string;
  /** Of the sheet, as its reader counts: the head is line 1. */
  @Column('integer') line: number;
  @Column('jsonb') cells: string[];
  @Column('jsonb', { nullable: true }) request: IssueRequest | null;
  /** `field` is the header of the column; empty where it is about the row. */
  @Column('jsonb') problems: FieldProblem[];
  @Column('text', { nullable: true }) key: string | null;
  @Column('text') state: BatchRowState;
  @Column('uuid', { nullable: true }) noticeId: string | null;
  @Column('text', { nullable: true }) failure: string | null;
  @Column('timestamptz', { nullable: true }) claimedUntil: Date | null;
}
