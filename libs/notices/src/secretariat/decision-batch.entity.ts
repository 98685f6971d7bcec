import type { Bilingual } from '#rulebook';
import type { DecisionKind } from '../duty.entities.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What became of one row: a decision, or why not. */
export interface BatchRow {
  copyId: string;
  dutyId: string | null;
  decisionId: string | null;
  number: string | null;
  refusal: Bilingual | null;
}

/** One decision on several notices, with its result row by row. */
@Entity('decision_batch')
export class DecisionBatch {
  @PrimaryColumn('uuid') id: string;
  @Column('text') kind: DecisionKind;
  @Column('text') person: string;
  @Column('jsonb') results: BatchRow[];
  @Column('timestamptz') decidedAt: Date;
}
