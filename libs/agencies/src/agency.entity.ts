import type { Level, Role } from '#rulebook';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';

/** A town, park or sub-district, by its 9-digit code (GB/T 2260 + GB/T 10114). */
@Entity('region')
export class Region {
  @PrimaryColumn('text') code: string;
  @Column('text') nameZh: string;
  @Column('text') nameEn: string;
}

/** Within what the city lies, CGCS2000 degrees: a single row. */
@Entity('city_extent')
export class CityExtent {
  @PrimaryColumn('integer') id: number;
  @Column('double precision') west: number;
  @Column('double precision') east: number;
  @Column('double precision') south: number;
  @Column('double precision') north: number;
}

/** A unit that issues or receives notices. */
@Entity('agency')
export class Agency {
  @PrimaryColumn('uuid') id: string;
  /** Stable slug of the directory file. */
  @Column('text') code: string;
  @Column('text') nameZh: string;
  @Column('text') nameEn: string;
  @Column('text') level: Level;
  @Column('text') role: Role;
  @Column('text', { nullable: true }) town: string | null;
  /** Base of its 机关代字: 启自然资吕. */
  @Column('text', { nullable: true }) word: string | null;
  @Column('text', { nullable: true }) phone: string | null;
  @Column('boolean') active: boolean;
}

/** Somebody at an agency who receives mail: at its service address, or in a post. */
@Entity('contact')
export class Contact {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') agencyId: string;
  @ManyToOne(() => Agency) @JoinColumn({ name: 'agency_id' }) agency: Agency;
  @Column('text') name: string;
  @Column('text') post: string;
  @Column('text') email: string;
  @Column('text', { nullable: true }) phone: string | null;
  /** `service` (notices, reminders), `escalation` (silence, to the principal). */
  @Column('text', { array: true }) receives: string[];
  @Column('boolean') active: boolean;
}
