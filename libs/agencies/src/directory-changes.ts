import type { Agency, Contact, Region } from './agency.entity.js';
import type { DirectoryFile, Extent } from './directory.types.js';

export interface Change {
  /** `retire`: no longer in the file; kept for its history, served no more. */
  action: 'add' | 'change' | 'retire';
  what: 'extent' | 'region' | 'agency' | 'contact';
  /** `city`, region code, agency code, or `<agency code> <address>`. */
  key: string;
  name: string;
  /** What differs; empty for an addition. */
  fields: { field: string; from: unknown; to: unknown }[];
}

type ContactRow = Omit<Contact, 'agency'>;

/** Everything that the database holds, retired entries included. */
export interface DirectoryRows {
  extent: Extent | null;
  regions: Region[];
  agencies: Agency[];
  contacts: ContactRow[];
}

/** What an import would do, and the rows that it would write. */
export interface ImportPlan {
  changes: Change[];
  /** What is in force afterwards. */
  extent: Extent | null;
  regions: Region[];
  added: { agencies: Agency[]; contacts: ContactRow[] };
  changed: { agencies: Agency[]; contacts: ContactRow[] };
  /** Words that another agency has or had: its document numbers would come up again. */
  takenWords: { code: string; word: string; by: string }[];
}

/** Compares a checked file with the rows. A region is never removed: notices and agencies name it. */
export function planImport(
  rows: DirectoryRows,
  file: DirectoryFile,
  newId: () => string,
): ImportPlan {
  const plan: ImportPlan = {
    changes: [],
    extent: file.extent,
    regions: [],
    added: { agencies: [], contacts: [] },
    changed: { agencies: [], contacts: [] },
    takenWords: [],
  };
  planExtent(plan, rows, file);
  planRegions(plan, rows, file);
  const agencies = new Map(rows.agencies.map((agency) => [agency.code, agency]));
  const ofAgency = new Map<string, ContactRow[]>();
  for (const contact of rows.contacts) {
    ofAgency.set(contact.agencyId, [...(ofAgency.get(contact.agencyId) ?? []), contact]);
  }
  for (const { name, contacts, code, level, role, town, word, phone } of file.agencies) {
    const old = agencies.get(code);
    const wanted = {
      ...{ id: old?.id ?? newId(), nameZh: name.zh, nameEn: name.en, active: true },
      ...{ code, level, role, town, word, phone },
    };
    const holder = rows.agencies.find(
      (other) => word !== null && other.word === word && other.code !== code,
    );
    if (holder && word) plan.takenWords.push({ code, word, by: holder.nameZh });
    note(
      plan,
      'agency',
      wanted.code,
      wanted.nameZh,
      old,
      wanted,
      plan.added.agencies,
      plan.changed.agencies,
    );
    planContacts(plan, wanted, contacts, ofAgency.get(wanted.id) ?? [], newId);
  }
  const kept = new Set(file.agencies.map(({ code }) => code));
  for (const agency of rows.agencies) {
    if (kept.has(agency.code) || !agency.active) continue;
    plan.changes.push(retired('agency', agency.code, agency.nameZh));
    plan.changed.agencies.push({ ...agency, active: false });
  }
  return plan;
}

function planExtent({ changes }: ImportPlan, rows: DirectoryRows, { extent }: DirectoryFile): void {
  const from = rows.extent && inDegrees(rows.extent);
  const to = extent && inDegrees(extent);
  if (from === to) return;
  changes.push({
    ...{ what: 'extent', key: 'city', name: to ?? from ?? '' },
    action: from === null ? 'add' : to === null ? 'retire' : 'change',
    fields: from === null ? [] : [{ field: 'extent', from, to }],
  });
}

const inDegrees = ({ west, east, south, north }: Extent) =>
  `${west}–${east}°E, ${south}–${north}°N`;

function planRegions(plan: ImportPlan, rows: DirectoryRows, file: DirectoryFile): void {
  for (const { code, name } of file.regions) {
    const wanted = { code, nameZh: name.zh, nameEn: name.en };
    const old = rows.regions.find((region) => region.code === code);
    note(plan, 'region', code, name.zh, old, wanted, plan.regions, plan.regions);
  }
}

function planContacts(
  plan: ImportPlan,
  agency: Agency,
  contacts: DirectoryFile['agencies'][number]['contacts'],
  old: ContactRow[],
  newId: () => string,
): void {
  const { added, changed } = plan;
  for (const contact of contacts) {
    const before = old.find(({ email }) => email === contact.email);
    const wanted = { id: before?.id ?? newId(), agencyId: agency.id, active: true, ...contact };
    const key = `${agency.code} ${contact.email}`;
    note(plan, 'contact', key, contact.name, before, wanted, added.contacts, changed.contacts);
  }
  for (const contact of old) {
    if (!contact.active || contacts.some(({ email }) => email === contact.email)) continue;
    plan.changes.push(retired('contact', `${agency.code} ${contact.email}`, contact.name));
    changed.contacts.push({ ...contact, active: false });
  }
}

function note<Row extends object>(
  plan: ImportPlan,
  what: Change['what'],
  key: string,
  name: string,
  old: Row | undefined,
  wanted: Row,
  added: Row[],
  changed: Row[],
): void {
  if (!old) {
    added.push(wanted);
    plan.changes.push({ action: 'add', what, key, name, fields: [] });
    return;
  }
  const before = old as Record<string, unknown>;
  const fields = Object.entries(wanted)
    .filter(([field, value]) => JSON.stringify(before[field]) !== JSON.stringify(value))
    .map(([field, to]) => ({ field, from: before[field], to: to as unknown }));
  if (fields.length === 0) return;
  changed.push(wanted);
  plan.changes.push({ action: 'change', what, key, name, fields });
}

const retired = (what: Change['what'], key: string, name: string): Change => ({
  ...{ action: 'retire', what, key, name },
  fields: [{ field: 'active', from: true, to: false }],
});
