import type { PathFault } from '#rulebook';
import type { DirectoryAgency, DirectoryFile } from './directory.types.js';

export interface DirectoryOptions {
  /**
   * Accept addresses at real domains. Off by default, so that a file made for trying out never mails
   * anybody.
   */
  realAddresses?: boolean;
}

/** Domains that no mail server will ever answer for (RFC 2606, RFC 6761). */
const RESERVED = /(^|\.)(example|test|invalid|localhost|example\.(com|net|org))$/i;

/** Whether nobody can ever receive what is sent to an address. */
export function isReserved(email: string): boolean {
  return RESERVED.test(email.slice(email.lastIndexOf('@') + 1));
}

/** What a shape cannot say: codes and words once each, towns that exist, somebody to serve. */
export function checkDirectory(file: DirectoryFile, options: DirectoryOptions): PathFault[] {
  return [
    ...extent(file),
    ...repeated(
      file.regions.map(({ code }) => code),
      (index) => ['regions', index, 'code'],
      (code) => ({
        problem: `region ${code} is listed twice`,
        remedy: 'remove one of the two entries',
      }),
    ),
    ...repeated(
      file.agencies.map(({ code }) => code),
      (index) => ['agencies', index, 'code'],
      (code, first) => ({
        problem: `${nameOf(file, first)} has the code ${code} already`,
        remedy: 'give each agency a code of its own',
      }),
    ),
    ...repeated(
      file.agencies.map(({ word }) => word),
      (index) => ['agencies', index, 'word'],
      (word, first) => ({
        problem: `the 机关代字 ${word} is used by ${nameOf(file, first)} already`,
        remedy: 'give each agency a 机关代字 of its own: document numbers would coincide',
      }),
    ),
    ...file.agencies.flatMap((agency, index) => [
      ...town(agency, index, file),
      ...contacts(agency, index, options),
    ]),
  ];
}

function nameOf({ agencies }: DirectoryFile, index: number): string {
  return agencies[index]?.name.zh ?? '';
}

function repeated(
  values: (string | null)[],
  path: (index: number) => (string | number)[],
  fault: (value: string, first: number) => Omit<PathFault, 'path'>,
): PathFault[] {
  return values.flatMap((value, index) => {
    const first = values.indexOf(value);
    return value === null || first === index ? [] : [{ path: path(index), ...fault(value, first) }];
  });
}

function extent({ extent: given }: DirectoryFile): PathFault[] {
  if (given === null) return [];
  const faults: PathFault[] = [];
  for (const [less, more] of [
    ['west', 'east'],
    ['south', 'north'],
  ] as const) {
    if (given[less] < given[more]) continue;
    faults.push({
      path: ['extent', more],
      problem: `${more} (${given[more]}°) does not lie beyond ${less} (${given[less]}°)`,
      remedy: `write the larger of the two as ${more}`,
    });
  }
  return faults;
}

function town(agency: DirectoryAgency, index: number, { regions }: DirectoryFile): PathFault[] {
  const path = ['agencies', index, 'town'];
  const local = agency.level === 'town' || agency.level === 'village';
  if (agency.town === null) {
    if (!local) return [];
    return [
      {
        path,
        problem: `${agency.code} is of level ${agency.level} and names no town`,
        remedy: 'add town, the 9-digit code of one of regions',
      },
    ];
  }
  if (!local) {
    return [
      {
        path,
        problem: `${agency.code} is of level ${agency.level} and belongs to no town`,
        remedy: 'remove town, or correct level',
      },
    ];
  }
  if (regions.some(({ code }) => code === agency.town)) return [];
  return [
    {
      path,
      problem: `unknown town "${agency.town}"`,
      remedy: 'write the code of one of regions, or add the region',
    },
  ];
}

function contacts(agency: DirectoryAgency, index: number, options: DirectoryOptions): PathFault[] {
  const path = ['agencies', index, 'contacts'];
  const faults: PathFault[] = agency.contacts.flatMap(({ email }, at) => {
    const domain = email.slice(email.lastIndexOf('@') + 1);
    if (options.realAddresses === true || isReserved(email)) return [];
    return [
      {
        path: [...path, at, 'email'],
        problem: `${domain} may be a real domain: somebody could receive this mail`,
        remedy:
          'use a reserved domain (.example, .test, .invalid, example.com, localhost), ' +
          'or allow real addresses when the file is loaded',
      },
    ];
  });
  faults.push(
    ...repeated(
      agency.contacts.map(({ email }) => email.toLowerCase()),
      (at) => [...path, at, 'email'],
      (email) => ({
        problem: `${email} is a contact of ${agency.code} twice`,
        remedy: 'put what it receives into one entry',
      }),
    ),
  );
  if (!agency.contacts.some(({ receives }) => receives.includes('service'))) {
    faults.push({
      path,
      problem: `${agency.code} has no contact that receives notices`,
      remedy: 'add service to receives of a contact',
    });
  }
  return faults;
}
