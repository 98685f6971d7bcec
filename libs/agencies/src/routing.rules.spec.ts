import { describe, expect, it } from '@jest/globals';
import { kindOf, type Level, loadRulebook, type Role } from '#rulebook';
import { loadDirectory } from './load-directory.js';
import { type AgencyRef, route, type RoutingOptions } from './routing.rules.js';

const rulebook = loadRulebook('rulebooks/qidong-2020-32.yaml');
const agencies: AgencyRef[] = loadDirectory('rulebooks/qidong-directory.yaml').agencies.map(
  ({ code, level, role, town }) => ({ id: `id-${code}`, code, level, role, town }),
);
const LVSI = '320681110';
const QILONG = '320681404';

function agency(code: string): AgencyRef {
  const found = agencies.find((one) => one.code === code);
  if (!found) throw new Error(code);
  return found;
}

function routed(
  kind: string,
  issuer: string,
  town: string | null,
  options: RoutingOptions = {},
  among = agencies,
) {
  const { copies, missing, problems } = route(
    kindOf(rulebook, kind),
    agency(issuer),
    town,
    among,
    options,
  );
  return {
    copies: copies.map(
      (copy) =>
        `${copy.agency.code}: ${copy.form} [${copy.duties.join(' ')}]${copy.fallback ? ' fallback' : ''}`,
    ),
    missing,
    problems: problems.map(({ field }) => field),
  };
}

const COPY_NOTICE_OF_LVSI = [
  'lvsi-discipline: copy-notice-sheet [reply]',
  'lvsi-police: copy-notice-sheet [police-cooperate reply]',
  'lvsi-planning: copy-notice-sheet [stop-work reply]',
  'lvsi-enforcement: copy-notice-sheet [stop-work reply]',
  'lvsi-power: copy-notice-sheet [verify reply]',
  'lvsi-water: copy-notice-sheet [verify reply]',
  'lvsi-government: special-report [instruct organise-on-site]',
  'qidong-bureau: special-report []',
];

describe('who is served what', () => {
  it('a land office: six copy-notices in its town, special reports to the town and the bureau', () => {
    expect(routed('copy-notice', 'lvsi-land-office', LVSI)).toEqual({
      copies: COPY_NOTICE_OF_LVSI,
      missing: [],
      problems: [],
    });
  });

  it.each<[string, string, string | null, RoutingOptions, string[]]>([
    ['early-warning', 'lvsi-village-1', LVSI, {}, ['lvsi-land-office: copy-report [prejudge]']],
    [
      'village-report',
      'lvsi-village-1',
      LVSI,
      {},
      ['lvsi-government: written-report []', 'lvsi-land-office: written-report []'],
    ],
    [
      'village-report',
      'lvsi-village-1',
      LVSI,
      { villagersHouse: true },
      [
        'lvsi-government: written-report []',
        'lvsi-land-office: written-report []',
        'lvsi-agriculture: written-report []',
      ],
    ],
    [
      'obstruction-report',
      'qidong-bureau',
      LVSI,
      {},
      [
        'qidong-discipline: written-report []',
        'nantong-superior-bureau: written-report []',
        'lvsi-government: copy-report [town-reply-to-copy-report]',
        'qidong-reform: copy-report [city-reply-to-copy-report]',
        'qidong-police: copy-report [city-reply-to-copy-report]',
        'qidong-power: copy-report [city-reply-to-copy-report]',
      ],
    ],
    [
      'major-report',
      'qidong-bureau',
      null,
      {},
      ['qidong-government: written-report []', 'nantong-superior-bureau: written-report []'],
    ],
    [
      'bureau-copy-notice',
      'qidong-bureau',
      LVSI,
      { choose: ['agriculture'] },
      [
        'qidong-government: special-report []',
        'qidong-discipline: copy-notice-letter [act-in-time city-reply]',
        'qidong-police: copy-notice-letter [act-in-time city-reply]',
        'qidong-planning: copy-notice-letter [act-in-time city-reply]',
        'qidong-enforcement: copy-notice-letter [act-in-time city-reply]',
        'qidong-power: copy-notice-letter [act-in-time city-reply]',
        'qidong-water: copy-notice-letter [act-in-time city-reply]',
        'qidong-agriculture: copy-notice-letter [act-in-time city-reply]',
        'lvsi-government: copy-notice-letter [instruct-on-letter organise-on-letter town-reply]',
      ],
    ],
    [
      'case-transfer',
      'qidong-bureau',
      null,
      { choose: ['police', 'discipline'] },
      [
        'qidong-discipline: transfer [answer-transfer]',
        'qidong-police: transfer [answer-transfer]',
      ],
    ],
    [
      'enforcement-application',
      'qidong-bureau',
      null,
      {},
      ['qidong-court: enforcement-application [accept-application rule-on-application]'],
    ],
    [
      'ruling-delivery',
      'qidong-court',
      null,
      {},
      ['qidong-government: ruling-delivery [assign-ruling]', 'qidong-bureau: ruling-delivery []'],
    ],
    [
      'assignment',
      'qidong-government',
      LVSI,
      {},
      [
        'lvsi-government: assignment [execute-ruling]',
        'qidong-bureau: assignment [assist-execution]',
      ],
    ],
    [
      'execution-obstacle',
      'lvsi-government',
      LVSI,
      {},
      ['qidong-government: written-report [consult-court]'],
    ],
    [
      'execution-consultation',
      'qidong-government',
      null,
      {},
      ['qidong-court: consultation [give-advice]'],
    ],
    ['police-incident', 'lvsi-land-office', LVSI, {}, ['lvsi-police: incident [handle-incident]']],
  ])('%s by %s', (kind, issuer, town, options, copies) => {
    expect(routed(kind, issuer, town, options)).toEqual({ copies, missing: [], problems: [] });
  });
});

describe('a role that the town does not have', () => {
  it("falls back to the city's unit, visibly, with the same duties", () => {
    const { copies, missing } = routed('copy-notice', 'qilong-land-office', QILONG);
    expect(copies).toContain('qidong-water: copy-notice-sheet [verify reply] fallback');
    expect(copies.filter((copy) => copy.endsWith('fallback'))).toHaveLength(1);
    expect(missing).toEqual([]);
  });

  it('is missing where the city has none either', () => {
    const among = agencies.filter(({ role }) => role !== 'water');
    const { copies, missing } = routed('copy-notice', 'lvsi-land-office', LVSI, {}, among);
    expect(missing).toEqual([{ level: 'town', role: 'water' }]);
    expect(copies).toHaveLength(7);
  });

  it("is missing where it is the town's government: its leader's instruction is nobody else's", () => {
    const among = agencies.filter(({ code }) => code !== 'lvsi-government');
    const { missing } = routed('copy-notice', 'lvsi-land-office', LVSI, {}, among);
    expect(missing).toEqual([{ level: 'town', role: 'government' }]);
  });

  it('never falls back to another town', () => {
    const among = agencies.filter(({ code }) => code !== 'lvsi-police' && code !== 'qidong-police');
    const { missing } = routed('copy-notice', 'lvsi-land-office', LVSI, {}, among);
    expect(missing).toEqual([{ level: 'town', role: 'police' }]);
  });
});

describe('several units of one role', () => {
  it('are all served, in the order of their codes', () => {
    const second = { ...agency('lvsi-water'), id: 'id-2', code: 'lvsi-a-water' };
    const { copies } = routed('copy-notice', 'lvsi-land-office', LVSI, {}, [...agencies, second]);
    expect(copies.slice(5, 7)).toEqual([
      'lvsi-a-water: copy-notice-sheet [verify reply]',
      'lvsi-water: copy-notice-sheet [verify reply]',
    ]);
  });
});

describe('leaving out and choosing', () => {
  it('leaves out a role with a reason', () => {
    const { copies, problems } = routed('copy-notice', 'lvsi-land-office', LVSI, {
      leaveOut: [{ role: 'water', reason: '该地块未通水' }],
    });
    expect(copies).toEqual(COPY_NOTICE_OF_LVSI.filter((copy) => !copy.startsWith('lvsi-water')));
    expect(problems).toEqual([]);
  });

  it.each<[string, string, string, string | null, RoutingOptions, string[]]>([
    [
      'a role left out without a reason',
      'copy-notice',
      'lvsi-land-office',
      LVSI,
      { leaveOut: [{ role: 'water', reason: ' ' }] },
      ['leaveOut.0.reason'],
    ],
    [
      'a role left out that is no recipient',
      'copy-notice',
      'lvsi-land-office',
      LVSI,
      { leaveOut: [{ role: 'court', reason: '无关' }] },
      ['leaveOut.0.role'],
    ],
    [
      'a role left out twice',
      'bureau-copy-notice',
      'qidong-bureau',
      LVSI,
      {
        leaveOut: [
          { role: 'government', reason: '已当面汇报' },
          { role: 'government', level: 'town', reason: '已当面告知' },
        ],
      },
      ['leaveOut.1.role'],
    ],
    [
      'a level at which the role is no recipient',
      'copy-notice',
      'lvsi-land-office',
      LVSI,
      { leaveOut: [{ role: 'water', level: 'city', reason: '该地块未通水' }] },
      ['leaveOut.0.role'],
    ],
    [
      'a chosen role that is not for choosing',
      'copy-notice',
      'lvsi-land-office',
      LVSI,
      { choose: ['water'] },
      ['choose.0'],
    ],
    ['a transfer to nobody', 'case-transfer', 'qidong-bureau', null, {}, ['choose']],
    ['an issuer that may not', 'copy-notice', 'lvsi-police', LVSI, {}, ['kind']],
    ['a town kind without a town', 'bureau-copy-notice', 'qidong-bureau', null, {}, ['town']],
  ])('refuses %s', (_title, kind, issuer, town, options, problems) => {
    expect(routed(kind, issuer, town, options).problems).toEqual(problems);
  });

  it('tells the levels of one role apart', () => {
    const { copies } = routed('bureau-copy-notice', 'qidong-bureau', LVSI, {
      leaveOut: [{ role: 'government', level: 'city', reason: '已当面汇报' }],
    });
    expect(copies.map((copy) => copy.split(':')[0])).not.toContain('qidong-government');
    expect(copies.map((copy) => copy.split(':')[0])).toContain('lvsi-government');
  });

  it('is the same whatever order the agencies come in', () => {
    const reversed = [...agencies].reverse();
    expect(routed('copy-notice', 'lvsi-land-office', LVSI, {}, reversed).copies).toEqual(
      COPY_NOTICE_OF_LVSI,
    );
  });
});

it('every level and role of the directory is one that rules know', () => {
  const levels: Level[] = ['village', 'town', 'city', 'above'];
  const roles: Role[] = rulebook.kinds.flatMap(({ recipients, issuers }) =>
    [...recipients, ...issuers].map(({ role }) => role),
  );
  expect(agencies.every(({ level }) => levels.includes(level))).toBe(true);
  expect(new Set(agencies.map(({ role }) => role))).toEqual(new Set([...roles, 'secretariat']));
});
