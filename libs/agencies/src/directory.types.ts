import type { Bilingual, Level, Post, Role } from '#rulebook';

/**
 * What a contact receives: `service` the notices themselves, `reminders` the chasers before the due
 * date has ended, `escalation` what goes to the principal afterwards.
 */
export const RECEIVES = ['service', 'reminders', 'escalation'] as const;
export type Receives = (typeof RECEIVES)[number];

export interface DirectoryRegion {
  /** 9 digits: 320681110 (GB/T 2260 + GB/T 10114). */
  code: string;
  name: Bilingual;
}

export interface DirectoryContact {
  name: string;
  post: Post;
  email: string;
  phone: string | null;
  receives: Receives[];
}

export interface DirectoryAgency {
  /** Stable slug, never reused: `lvsi-enforcement`. */
  code: string;
  name: Bilingual;
  shortName: string;
  level: Level;
  role: Role;
  /** 9-digit code of its town; null for the city's and the superior's. */
  town: string | null;
  /** Base of its 机关代字, e.g. 启自然资吕; null for an agency that issues nothing. */
  word: string | null;
  phone: string | null;
  contacts: DirectoryContact[];
}

/** Within what the city lies, CGCS2000 (EPSG:4490) degrees. */
export interface Extent {
  west: number;
  east: number;
  south: number;
  north: number;
}

/** What `rulebooks/qidong-directory.yaml` becomes once it has been read and checked. */
export interface DirectoryFile {
  /** null: the directory does not say, and no point of a case is held against it. */
  extent: Extent | null;
  regions: DirectoryRegion[];
  agencies: DirectoryAgency[];
}
