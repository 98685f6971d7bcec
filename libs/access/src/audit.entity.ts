import { Column, Entity, PrimaryColumn } from 'typeorm';

export type AuditOutcome = 'done' | 'refused' | 'failed';

/** Who did what, when and from where. Appended only; no secret is ever part of it. */
@Entity('audit')
export class AuditEntry {
  @PrimaryColumn('bigint', { generated: 'identity' }) id: string;
  @Column('timestamptz') at: Date;
  /** A username; `cli:root` of the command line; empty where nobody is known by what was typed. */
  @Column('text') who: string;
  /** The name that the person bore then. */
  @Column('text') name: string;
  /** The route, `/console/copies/:copyId/decide`, or a command, `key create`. */
  @Column('text') act: string;
  /** On what: an address of the console, a username, a file. */
  @Column('text') subject: string;
  @Column('text') detail: string;
  @Column('text') ip: string;
  @Column('text') outcome: AuditOutcome;
}
