/** Facts of a case as the issuer states them (documents.md: real forms; channels-and-data.md: parcel). */
export interface Place {
  /** 12-digit code of the village, or 9-digit of the town. */
  code: string;
  /** Address in words: 吕四港镇某村12组. */
  text: string;
  /** CGCS2000 (EPSG:4490), degrees. */
  point?: { longitude: number; latitude: number };
  /** Outer ring, CGCS2000, closed: first equals last. */
  polygon?: [longitude: number, latitude: number][];
}

/** Square metres, two decimals. 亩 = m² × 0.0015. */
export interface Area {
  total: number;
  arable: number;
  permanentBasicFarmland: number;
}

export interface Party {
  name: string;
  kind: 'person' | 'organisation';
  phone?: string;
  idNumber?: string;
  address?: string;
}

export const SOURCES = [
  'patrol',
  'satellite-inspection',
  'public-report',
  'superior-assignment',
] as const;
export type Source = (typeof SOURCES)[number];

export const STAGES = [
  'materials',
  'ground-broken',
  'foundation',
  'walls',
  'roofed',
  'completed',
  'in-use',
] as const;
export type Stage = (typeof STAGES)[number];

export const SEVERITIES = ['ordinary', 'major'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Facts {
  project: string;
  description?: string;
  party?: Party;
  place: Place;
  area: Area;
  stage: Stage;
  source: Source;
  severity: Severity;
  villagersHouse: boolean;
  plotNumber?: string;
  /** ISO instants. */
  discoveredAt: string;
  stopFailedAt?: string;
  contact: { name: string; phone: string };
}
