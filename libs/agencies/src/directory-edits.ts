import { type Fault, formatFaults } from '#rulebook';
import { isReserved } from './directory-checks.rules.js';
import type { DirectoryOptions } from './directory-checks.rules.js';
import type { DirectoryRows } from './directory-changes.js';
import type { DirectoryContact, DirectoryFile, Extent } from './directory.types.js';
import { checkedDirectory } from './load-directory.js';

/** As it was typed: nothing is known of it yet, an empty field is null. */
export interface TypedContact {
  name: string | null;
  post: string | null;
  email: string | null;
  phone: string | null;
  receives: string[];
}

export interface TypedAgency {
  code: string | null;
  name: { zh: string | null; en: string | null };
  level: string | null;
  role: string | null;
  town: string | null;
  word: string | null;
  phone: string | null;
}

/**
 * One change of the directory made by hand. An address is what a contact is known by: another address
 * retires the entry with the former one and adds one, so that what was sent where stays on record.
 */
export type DirectoryEdit =
  | { what: 'region'; region: { code: string | null; name: TypedAgency['name'] } }
  /** `contact`: the first one of a new agency, which must have somebody to serve. */
  | { what: 'agency'; agency: TypedAgency; contact?: TypedContact }
  | { what: 'retire-agency'; code: string }
  | { what: 'contact'; agency: string; former: string | null; contact: TypedContact }
  | { what: 'retire-contact'; agency: string; email: string };

/** An entry that cannot stand; the keys of its faults are those of the entry: `name.zh`, `email`. */
export class EntryError extends Error {
  override readonly name = 'EntryError';
  constructor(readonly faults: Pick<Fault, 'key' | 'problem' | 'remedy'>[]) {
    super(formatFaults(faults.map((fault) => ({ file: '', line: 0, ...fault }))));
  }
}

interface Draft {
  extent: Extent | null;
  regions: unknown[];
  agencies: { code: string | null; contacts: unknown[] }[];
}

/**
 * The directory in service as a file, with one entry changed. The changed entry is its last one, where
 * the checks of a file find its faults: a code or word that is taken is a fault of the later entry.
 *
 * @throws EntryError where a directory file with this entry would be refused
 */
export function editedFile(
  rows: DirectoryRows,
  edit: DirectoryEdit,
  options: DirectoryOptions,
): DirectoryFile {
  const draft = fileOf(rows);
  const at = apply(draft, edit);
  const { value, faults } = checkedDirectory(draft);
  const own = at === null ? faults : faults.filter(({ key }) => isWithin(key, at));
  const entry = own.map(({ key, problem, remedy }) => ({
    key: at === null ? key : key.slice(at.length).replace(/^\./, ''),
    problem,
    remedy,
  }));
  const email = addressOf(edit);
  if (email?.includes('@') && options.realAddresses !== true && !isReserved(email)) {
    const key = edit.what === 'agency' ? 'contacts[0].email' : 'email';
    entry.push({ key, ...realAddress(email) });
  }
  if (entry.length > 0) throw new EntryError(entry);
  // Faults elsewhere were there before; they would be refused in a file as well.
  if (value === null) throw new EntryError(faults);
  return value;
}

function addressOf(edit: DirectoryEdit): string | null {
  return 'contact' in edit ? (edit.contact?.email ?? null) : null;
}

const realAddress = (email: string) => ({
  problem: `${email.slice(email.lastIndexOf('@') + 1)} may be a real domain: somebody could receive this mail`,
  remedy: 'confirm that this is a real address to be written to',
});

const isWithin = (key: string, at: string) =>
  key === at || key.startsWith(`${at}.`) || key.startsWith(`${at}[`);

/** Answers the path of the entry, null where the whole file is concerned. */
function apply(draft: Draft, edit: DirectoryEdit): string | null {
  switch (edit.what) {
    case 'region': {
      const kept = (draft.regions as { code: string }[]).filter(
        ({ code }) => code !== edit.region.code,
      );
      draft.regions = [...kept, edit.region];
      return `regions[${kept.length}]`;
    }
    case 'agency': {
      const { agency, contact } = edit;
      const former = draft.agencies.find(({ code }) => code === agency.code);
      draft.agencies = draft.agencies.filter((one) => one !== former);
      const contacts = [...(former?.contacts ?? []), ...(contact ? [contact] : [])];
      draft.agencies.push({
        ...agency,
        shortName: agency.name.zh,
        contacts,
      } as Draft['agencies'][0]);
      return `agencies[${draft.agencies.length - 1}]`;
    }
    case 'retire-agency':
      draft.agencies = draft.agencies.filter(({ code }) => code !== edit.code);
      return null;
    case 'contact': {
      const { at, contacts } = moveToEnd(draft, edit.agency);
      const kept = contacts.filter(({ email }) => email !== edit.former);
      at.contacts = [...kept, edit.contact];
      const path = `agencies[${draft.agencies.length - 1}].contacts`;
      // That nobody is served any more is a fault of the whole list, caused by this entry.
      return serves(at.contacts) ? `${path}[${kept.length}]` : path;
    }
    case 'retire-contact': {
      const { at, contacts } = moveToEnd(draft, edit.agency);
      at.contacts = contacts.filter(({ email }) => email !== edit.email);
      return `agencies[${draft.agencies.length - 1}].contacts`;
    }
  }
}

const serves = (contacts: unknown[]) =>
  (contacts as TypedContact[]).some(({ receives }) => receives.includes('service'));

function moveToEnd(draft: Draft, code: string) {
  const at = draft.agencies.find((agency) => agency.code === code);
  if (!at) throw new EntryError([{ key: '', problem: 'unknown agency', remedy: 'go back' }]);
  draft.agencies = [...draft.agencies.filter((agency) => agency !== at), at];
  return { at, contacts: at.contacts as DirectoryContact[] };
}

function fileOf({ extent, regions, agencies, contacts }: DirectoryRows): Draft {
  return {
    extent,
    regions: regions.map(({ code, nameZh, nameEn }) => ({
      code,
      name: { zh: nameZh, en: nameEn },
    })),
    agencies: agencies
      .filter(({ active }) => active)
      .map(({ id, code, nameZh, nameEn, level, role, town, word, phone }) => ({
        ...{
          code,
          name: { zh: nameZh, en: nameEn },
          shortName: nameZh,
          level,
          role,
          town,
          word,
          phone,
        },
        contacts: contacts
          .filter(({ agencyId, active }) => active && agencyId === id)
          .map(({ name, post, email, phone: number, receives }) => {
            return { name, post, email, phone: number, receives };
          }),
      })),
  };
}
