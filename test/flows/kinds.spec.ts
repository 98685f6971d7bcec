import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Facts } from '#notices';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { LVSI } from '../support/factories.js';
import { fieldsOf, Office } from '../support/office.js';

interface Expected {
  kind: string;
  issuer: string;
  body?: Record<string, unknown>;
  facts?: Partial<Facts>;
  /** A second officer must approve. */
  approval?: true;
  /** 机关代字 and form of each document, without its number. */
  documents: string[];
  /** Agency → form, then each duty with its date; `-`: 及时; `?`: not started. */
  copies: Record<string, string>;
  /** The issuer's own duties, likewise. */
  own?: string;
}

const REPLY = 'reply 2026-10-12';
const CITY = 'copy-notice-letter; act-in-time -; city-reply 2026-10-12';

/** All issued and served on Tuesday 29 September 2026; 1–7 October is off, Saturday the 10th works. */
const KINDS: Expected[] = [
  {
    kind: 'early-warning',
    issuer: 'lvsi-village-1',
    documents: ['启吕村一情'],
    copies: { 'lvsi-land-office': 'copy-report; prejudge -' },
  },
  {
    kind: 'village-report',
    issuer: 'lvsi-village-1',
    facts: { villagersHouse: true },
    documents: ['启吕村一呈'],
    copies: {
      'lvsi-government': 'written-report',
      'lvsi-land-office': 'written-report',
      'lvsi-agriculture': 'written-report',
    },
    own: 'village-on-site 2026-09-30; village-same-day-report 2026-09-29',
  },
  {
    kind: 'copy-notice',
    issuer: 'lvsi-land-office',
    documents: ['启自然资吕报', '启自然资吕抄'],
    copies: {
      'lvsi-discipline': `copy-notice-sheet; ${REPLY}`,
      'lvsi-police': `copy-notice-sheet; police-cooperate -; ${REPLY}`,
      'lvsi-planning': `copy-notice-sheet; stop-work 2026-09-30; ${REPLY}`,
      'lvsi-enforcement': `copy-notice-sheet; stop-work 2026-09-30; ${REPLY}`,
      'lvsi-power': `copy-notice-sheet; verify -; ${REPLY}`,
      'lvsi-water': `copy-notice-sheet; verify -; ${REPLY}`,
      'lvsi-government': 'special-report; instruct 2026-10-01; organise-on-site ?',
      'qidong-bureau': 'special-report',
    },
    own: 'report-and-copy 2026-09-30',
  },
  {
    kind: 'obstruction-report',
    issuer: 'qidong-bureau',
    body: { town: LVSI },
    documents: ['启自然资呈', '启自然资情'],
    copies: {
      'qidong-discipline': 'written-report',
      'nantong-superior-bureau': 'written-report',
      'lvsi-government': 'copy-report; town-reply-to-copy-report 2026-10-12',
      'qidong-reform': 'copy-report; city-reply-to-copy-report 2026-10-12',
      'qidong-police': 'copy-report; city-reply-to-copy-report 2026-10-12',
      'qidong-power': 'copy-report; city-reply-to-copy-report 2026-10-12',
    },
  },
  {
    kind: 'major-report',
    issuer: 'qidong-bureau',
    documents: ['启自然资呈'],
    copies: { 'qidong-government': 'written-report', 'nantong-superior-bureau': 'written-report' },
    own: 'report-major-in-time -',
  },
  {
    kind: 'bureau-copy-notice',
    issuer: 'qidong-bureau',
    body: { town: LVSI, choose: ['reform', 'agriculture'] },
    approval: true,
    documents: ['启自然资函', '启自然资报'],
    copies: {
      'qidong-government': 'special-report',
      'qidong-discipline': CITY,
      'qidong-police': CITY,
      'qidong-planning': CITY,
      'qidong-enforcement': CITY,
      'qidong-power': CITY,
      'qidong-water': CITY,
      'qidong-reform': CITY,
      'qidong-agriculture': CITY,
      'lvsi-government':
        'copy-notice-letter; instruct-on-letter 2026-10-01; organise-on-letter ?; town-reply 2026-10-12',
    },
    own: 'special-report-in-time -',
  },
  {
    kind: 'case-transfer',
    issuer: 'qidong-bureau',
    body: { choose: ['police', 'discipline', 'appointing-organ', 'procuratorate'] },
    approval: true,
    documents: ['启自然资移'],
    copies: {
      'qidong-discipline': 'transfer; answer-transfer -',
      'qidong-appointing-organ': 'transfer; answer-transfer -',
      'qidong-police': 'transfer; answer-transfer -',
      'qidong-procuratorate': 'transfer; answer-transfer -',
    },
  },
  {
    kind: 'enforcement-application',
    issuer: 'qidong-bureau',
    approval: true,
    documents: ['启自然资申'],
    copies: {
      'qidong-court':
        'enforcement-application; accept-application 2026-10-12; rule-on-application ?',
    },
  },
  {
    kind: 'ruling-delivery',
    issuer: 'qidong-court',
    documents: ['启法送'],
    copies: {
      'qidong-government': 'ruling-delivery; assign-ruling -',
      'qidong-bureau': 'ruling-delivery',
    },
  },
  {
    kind: 'assignment',
    issuer: 'qidong-government',
    body: { town: LVSI },
    documents: ['启政办'],
    copies: {
      'lvsi-government': 'assignment; execute-ruling -',
      'qidong-bureau': 'assignment; assist-execution -',
    },
  },
  {
    kind: 'meeting-assignment',
    issuer: 'qidong-secretariat',
    body: { town: LVSI, choose: ['power'] },
    documents: ['启自然资联办'],
    copies: {
      'lvsi-power': 'assignment; carry-out-assignment 2026-10-19',
      'qidong-power': 'assignment; carry-out-assignment 2026-10-19',
    },
  },
  {
    kind: 'execution-obstacle',
    issuer: 'lvsi-government',
    documents: ['启吕政呈'],
    copies: { 'qidong-government': 'written-report; consult-court -' },
  },
  {
    kind: 'execution-consultation',
    issuer: 'qidong-government',
    documents: ['启政商'],
    copies: { 'qidong-court': 'consultation; give-advice -' },
  },
  {
    kind: 'police-incident',
    issuer: 'lvsi-land-office',
    documents: ['启自然资吕警'],
    copies: { 'lvsi-police': 'incident; handle-incident -' },
  },
];

const inWords = (duties: { key: string; status: string; dueOn: string | null }[]) =>
  duties.map(({ key, status, dueOn }) => `${key} ${dueOn ?? (status === 'waiting' ? '?' : '-')}`);

describe('Every kind of notice', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startApp();
  });
  afterAll(() => stage.close());

  it('of transfer is refused where it goes to nobody', async () => {
    const bureau = await Office.of(stage, 'qidong-bureau');
    const refused = await bureau.issue({}, { kind: 'case-transfer' });
    expect([refused.status, fieldsOf(refused)]).toEqual([422, ['choose']]);
  });

  it("of the bureau for a town's unit is refused where no town is named", async () => {
    const bureau = await Office.of(stage, 'qidong-bureau');
    const refused = await bureau.issue({}, { kind: 'bureau-copy-notice' });
    expect([refused.status, fieldsOf(refused)]).toEqual([422, ['town']]);
  });

  it("reports a villager's house to the agriculture unit, and nothing else to it", async () => {
    const village = await Office.of(stage, 'lvsi-village-2');
    const id = await village.issued({}, { kind: 'village-report' });
    const { copies } = await village.notice(id);
    expect(copies.map(({ agency }) => agency.code).sort()).toEqual([
      'lvsi-government',
      'lvsi-land-office',
    ]);
  });

  it.each(KINDS)(
    '$kind goes to whom the document names, in its form, with its duties and dates',
    async ({ kind, issuer, body, facts, approval, documents, copies, own }) => {
      const office = await Office.of(stage, issuer);
      const id = await office.issued(facts, { kind, ...body });
      if (approval) {
        const { status } = await office.post(`/v1/notices/${id}/approval`, {
          approver: '王副局长',
        });
        expect(status).toBe(204);
      }
      await stage.settle();
      const notice = await office.notice(id);
      const words = notice.documents.map(({ number }) => number.replace(/〔2026〕\d+号$/, ''));
      expect(words.sort()).toEqual([...documents].sort());
      const served = Object.fromEntries(
        notice.copies.map(({ agency, form, duties }) => [
          agency.code,
          [form, ...inWords(duties)].join('; '),
        ]),
      );
      expect(served).toEqual(copies);
      expect(notice.copies.map(({ transport }) => transport)).toEqual(
        Object.keys(copies).map(() => 'served'),
      );
      expect(inWords(notice.issuerDuties).sort().join('; ')).toBe(own ?? '');
    },
  );

  it('is among those tried here', async () => {
    const office = await Office.of(stage, 'lvsi-land-office');
    const unknown = await office.issue({}, { kind: 'unknown' });
    const [{ problem = '' } = {}] = unknown.body.fields as { problem?: string }[];
    const known = /可用的有：(.*)$/.exec(problem)?.[1]?.split(', ') ?? [];
    expect(known.sort()).toEqual(KINDS.map(({ kind }) => kind).sort());
  });
});
