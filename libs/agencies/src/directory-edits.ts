import { Problem } from '#platform';
import { checkValue, type PathFault } from '#rulebook';
import { checkDirectory, type DirectoryOptions, isReserved } from './directory-checks.rules.js';
import { DirectorySchema } from './directory.schema.js';
import type { DirectoryRows } from './directory-changes.js';
import type { DirectoryFile, Extent } from './directory.types.js';

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

/** An entry that cannot stand; the paths of its faults begin in the entry: `name.zh`, `email`. */
export class EntryError extends Error {
  override readonly name = 'EntryError';
  constructor(readonly faults: PathFault[]) {
    super(faults.map(({ path, problem }) => `${path.join('.')}: ${problem}`).join('\n'));
  }
}

type Path = PathFault['path'];

type Entry = { code: string | null; contacts: TypedContact[] } & Record<string, unknown>;

interface Draft {
  extent: Extent | null;
  regions: { code: string | null }[];
  agencies: Entry[];
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
  const entries = entriesOf(rows);
  const draft: Draft = {
    extent: rows.extent && extentOf(rows.extent),
    regions: rows.regions.map(({ code, nameZh, nameEn }) => {
      return { code, name: { zh: nameZh, en: nameEn } };
    }),
    agencies: entries.filter(({ active }) => active).map(({ entry }) => entry),
  };
  const retired = entries.filter(({ active }) => !active).map(({ entry }) => entry);
  const at = apply(draft, retired, edit);
  // Addresses that are real already are none of this entry's business; its own is looked at below.
  const check = (file: DirectoryFile) => checkDirectory(file, { realAddresses: true });
  const { value, faults } = checkValue(draft, DirectorySchema, check);
  const entry = faults
    .filter(({ path }) => at.every((part, index) => path[index] === part))
    .map((fault) => ({ ...fault, path: fault.path.slice(at.length) }));
  const email = addressOf(edit);
  if (email?.includes('@') && options.realAddresses !== true && !isReserved(email)) {
    const path = edit.what === 'agency' ? ['contacts', 0, 'email'] : ['email'];
    entry.push({ path, ...realAddress(email) });
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

/** Answers the path of the entry; an empty one where the whole file is concerned. */
function apply(draft: Draft, retired: Entry[], edit: DirectoryEdit): Path {
  switch (edit.what) {
    case 'region': {
      const kept = draft.regions.filter(({ code }) => code !== edit.region.code);
      draft.regions = [...kept, edit.region];
      return ['regions', kept.length];
    }
    case 'agency':
      return applyAgency(draft, retired, edit.agency, edit.contact);
    case 'retire-agency':
      draft.agencies = draft.agencies.filter(({ code }) => code !== edit.code);
      return [];
    case 'contact': {
      const { agency, path } = moveToEnd(draft, edit.agency);
      const kept = agency.contacts.filter(({ email }) => email !== edit.former);
      agency.contacts = [...kept, edit.contact];
      // That nobody is served any more is a fault of the whole list, which this entry has caused.
      const served = agency.contacts.some(({ receives }) => receives.includes('service'));
      return served ? [...path, kept.length] : path;
    }
    case 'retire-contact': {
      const { agency, path } = moveToEnd(draft, edit.agency);
      agency.contacts = agency.contacts.filter(({ email }) => email !== edit.email);
      return path;
    }
  }
}

function applyAgency(
  draft: Draft,
  retired: Entry[],
  agency: TypedAgency,
  first: TypedContact | undefined,
): Path {
  const isIt = ({ code }: Entry) => code === agency.code;
  if (first && retired.some(isIt)) {
    const problem = `${agency.code} was the code of an agency that is retired`;
    const remedy = 'put that agency back into service, or choose another code';
    throw new EntryError([{ path: ['code'], problem, remedy }]);
  }
  const before = [...draft.agencies, ...retired].find(isIt);
  if (!first) draft.agencies = draft.agencies.filter((one) => !isIt(one));
  const contacts = first ? [first] : (before?.contacts ?? []);
  draft.agencies.push({ ...agency, shortName: agency.name.zh, contacts });
  return ['agencies', draft.agencies.length - 1];
}

function moveToEnd(draft: Draft, code: string): { agency: Entry; path: Path } {
  const agency = draft.agencies.find((one) => one.code === code);
  if (!agency) throw Problem.notFound('该单位', 'The agency');
  draft.agencies = [...draft.agencies.filter((one) => one !== agency), agency];
  return { agency, path: ['agencies', draft.agencies.length - 1, 'contacts'] };
}

/** Without what a row has beside it. */
const extentOf = ({ west, east, south, north }: Extent): Extent => ({ west, east, south, north });

/** Agencies as entries of a file, each with its contacts in service. */
function entriesOf({ agencies, contacts }: DirectoryRows): { active: boolean; entry: Entry }[] {
  return agencies.map(({ id, active, nameZh, nameEn, code, level, role, town, word, phone }) => ({
    active,
    entry: {
      ...{ code, level, role, town, word, phone },
      ...{ name: { zh: nameZh, en: nameEn }, shortName: nameZh },
      contacts: contacts
        .filter((contact) => contact.active && contact.agencyId === id)
        .map(({ name, post, email, phone: number, receives }) => {
          return { name, post, email, phone: number, receives };
        }),
    },
  }));
}
