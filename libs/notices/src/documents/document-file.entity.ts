import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What is kept once it is made; `form` is the notice itself, one PDF per form and not per recipient. */
export const KEPT_DOCUMENTS = ['form', 'reply', 'silence', 'annulment', 'supervision'] as const;
export type KeptDocument = (typeof KEPT_DOCUMENTS)[number];

/** A formal document as it was made. Append-only; its bytes are in `attachment`. */
@Entity('document_file')
export class DocumentFile {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { nullable: true }) noticeId: string | null;
  /** The template's name; of a form `copy-notice` or `special-report`. */
  @Column('text') kind: string;
  /** The row that it is about: document, reply, silence or decision. */
  @Column('uuid') subjectId: string;
  /** SHA-256 of its bytes, hex. */
  @Column('text') digest: string;
  @Column('text') filename: string;
  @Column('text') once: string;
  @Column('timestamptz') madeAt: Date;
}
