import { Agency } from '#agencies';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';

export const SCOPES = ['notices:read', 'notices:write'] as const;
export type Scope = (typeof SCOPES)[number];

/** A land office's key to the API. The key itself is shown once and never stored. */
@Entity('api_key')
export class ApiKey {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') agencyId: string;
  @ManyToOne(() => Agency) @JoinColumn({ name: 'agency_id' }) agency: Agency;
  @Column('text') name: string;
  @Column('text') prefix: string;
  /** SHA-256 of the whole key: it has 256 random bits, so a slow hash would add nothing. */
  @Column('text') digest: string;
  @Column('text', { array: true }) scopes: Scope[];
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz', { nullable: true }) expiresAt: Date | null;
  @Column('timestamptz', { nullable: true }) revokedAt: Date | null;
}

/**
 * `secretariat` sees every notice and decides; `land-office` sees and manages the notices of its own
 * agency; `auditor` reads every notice and list and does nothing; `operator` administers and sees no notice.
 */
export const OFFICER_ROLES = ['secretariat', 'land-office', 'auditor', 'operator'] as const;
export type OfficerRole = (typeof OFFICER_ROLES)[number];

/** A person who signs in to the console. */
@Entity('officer')
export class Officer {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') agencyId: string;
  @ManyToOne(() => Agency) @JoinColumn({ name: 'agency_id' }) agency: Agency;
  @Column('text') username: string;
  @Column('text') name: string;
  @Column('text') position: string;
  @Column('text') role: OfficerRole;
  /** Argon2id. */
  @Column('text') passwordHash: string;
  @Column('boolean') active: boolean;
  @Column('integer') failedSignIns: number;
  @Column('timestamptz', { nullable: true }) lockedUntil: Date | null;
  /** The operator knows it: nothing else is open until it was changed. */
  @Column('boolean') mustChangePassword: boolean;
  @Column('timestamptz', { nullable: true }) passwordChangedAt: Date | null;
  @Column('timestamptz', { nullable: true }) lastSignedInAt: Date | null;
  /** Sealed; null where signing in asks for the password alone. */
  @Column('text', { nullable: true }) totpSecret: string | null;
  /** Sealed; shown as a QR code, and not yet confirmed by a code of it. */
  @Column('text', { nullable: true }) totpPending: string | null;
  @Column('integer', { nullable: true }) totpLastStep: number | null;
  @Column('integer') failedCodes: number;
}

@Entity('session')
export class Session {
  /** SHA-256 of the cookie's value. */
  @PrimaryColumn('text') digest: string;
  /** Names it on pages, where the digest has no business. */
  @Column('uuid') id: string;
  @Column('uuid') officerId: string;
  @ManyToOne(() => Officer) @JoinColumn({ name: 'officer_id' }) officer: Officer;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz') expiresAt: Date;
  /** To five minutes. */
  @Column('timestamptz') lastUsedAt: Date;
  @Column('text') ip: string;
  @Column('text') userAgent: string;
}

/** The password was right and the code is awaited; it opens nothing. */
@Entity('pending_sign_in')
export class PendingSignIn {
  /** SHA-256 of the cookie's value. */
  @PrimaryColumn('text') digest: string;
  @Column('uuid') officerId: string;
  @Column('timestamptz') expiresAt: Date;
}

/** Opens once where the phone with the codes is lost. */
@Entity('recovery_code')
export class RecoveryCode {
  @PrimaryColumn('uuid') officerId: string;
  /** SHA-256: the code has 80 random bits. */
  @PrimaryColumn('text') digest: string;
  @Column('timestamptz', { nullable: true }) usedAt: Date | null;
}
