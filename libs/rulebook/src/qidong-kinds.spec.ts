import { describe, expect, it } from '@jest/globals';
import { loadRulebook } from './load-rulebook.js';
import { dutyOf, kindOf } from './lookup.rules.js';

/** Qidong's rulebook against literals: what the document asks, kind by kind (domain/rules.md). */

const rulebook = loadRulebook('rulebooks/qidong-2020-32.yaml');

/** `reply: 5 working-day from service, closed by reply`. */
function told(key: string): string {
  const { period, startsOn, dischargedBy } = dutyOf(rulebook, key);
  const length = period ? `${period.amount} ${period.unit}` : 'undated';
  return `${key}: ${length} from ${startsOn}, closed by ${dischargedBy}`;
}

function recipientsOf(key: string): [string, string, string[]][] {
  return kindOf(rulebook, key).recipients.map(({ level, role, form, duties, when, optional }) => [
    `${level} ${role}${when === null ? '' : ` if ${when}`}${optional ? ' if chosen' : ''}`,
    form,
    duties.map(told),
  ]);
}

function issuersOf(key: string) {
  const { issuers, issuerDuties } = kindOf(rulebook, key);
  return {
    by: issuers.map(({ level, role }) => `${level} ${role}`),
    own: issuerDuties.map(told),
  };
}

const REPLY = 'reply: 5 working-day from service, closed by reply';
const CITY_REPLY = 'city-reply: 5 working-day from service, closed by reply';
const CITY_REPLY_REPORT = 'city-reply-to-copy-report: 5 working-day from service, closed by reply';
const ACT = 'act-in-time: undated from service, closed by statement';
const STOP = 'stop-work: 1 calendar-day from service, closed by stop-work';
const VERIFY = 'verify: undated from service, closed by verification';
const TRANSFER = 'answer-transfer: undated from service, closed by transfer-answer';

describe('recipients, forms and duties of each kind', () => {
  it.each<[string, [string, string, string[]][]]>([
    [
      'early-warning',
      [
        [
          'town land-office',
          'copy-report',
          ['prejudge: undated from service, closed by statement'],
        ],
      ],
    ],
    [
      'village-report',
      [
        ['town government', 'written-report', []],
        ['town land-office', 'written-report', []],
        ['town agriculture if villagers-house', 'written-report', []],
      ],
    ],
    [
      'copy-notice',
      [
        ['town discipline', 'copy-notice-sheet', [REPLY]],
        [
          'town police',
          'copy-notice-sheet',
          ['police-cooperate: undated from service, closed by statement', REPLY],
        ],
        ['town planning', 'copy-notice-sheet', [STOP, REPLY]],
        ['town enforcement', 'copy-notice-sheet', [STOP, REPLY]],
        ['town power', 'copy-notice-sheet', [VERIFY, REPLY]],
        ['town water', 'copy-notice-sheet', [VERIFY, REPLY]],
        [
          'town government',
          'special-report',
          [
            'instruct: 2 calendar-day from service, closed by instruction',
            'organise-on-site: 2 calendar-day from instruction, closed by on-site',
          ],
        ],
        ['city bureau', 'special-report', []],
      ],
    ],
    [
      'obstruction-report',
      [
        ['city discipline', 'written-report', []],
        ['above superior-bureau', 'written-report', []],
        [
          'town government',
          'copy-report',
          ['town-reply-to-copy-report: 5 working-day from service, closed by reply'],
        ],
        ['city reform', 'copy-report', [CITY_REPLY_REPORT]],
        ['city police', 'copy-report', [CITY_REPLY_REPORT]],
        ['city power', 'copy-report', [CITY_REPLY_REPORT]],
      ],
    ],
    [
      'major-report',
      [
        ['city government', 'written-report', []],
        ['above superior-bureau', 'written-report', []],
      ],
    ],
    [
      'bureau-copy-notice',
      [
        ['city government', 'special-report', []],
        ['city discipline', 'copy-notice-letter', [ACT, CITY_REPLY]],
        ['city police', 'copy-notice-letter', [ACT, CITY_REPLY]],
        ['city planning', 'copy-notice-letter', [ACT, CITY_REPLY]],
        ['city enforcement', 'copy-notice-letter', [ACT, CITY_REPLY]],
        ['city power', 'copy-notice-letter', [ACT, CITY_REPLY]],
        ['city water', 'copy-notice-letter', [ACT, CITY_REPLY]],
        ['city reform if chosen', 'copy-notice-letter', [ACT, CITY_REPLY]],
        ['city agriculture if chosen', 'copy-notice-letter', [ACT, CITY_REPLY]],
        [
          'town government',
          'copy-notice-letter',
          [
            'instruct-on-letter: 2 calendar-day from service, closed by instruction',
            'organise-on-letter: 2 calendar-day from instruction, closed by on-site',
            'town-reply: 5 working-day from service, closed by reply',
          ],
        ],
      ],
    ],
    [
      'case-transfer',
      [
        ['city discipline if chosen', 'transfer', [TRANSFER]],
        ['city appointing-organ if chosen', 'transfer', [TRANSFER]],
        ['city police if chosen', 'transfer', [TRANSFER]],
        ['city procuratorate if chosen', 'transfer', [TRANSFER]],
      ],
    ],
    [
      'enforcement-application',
      [
        [
          'city court',
          'enforcement-application',
          [
            'accept-application: 5 working-day from service, closed by acceptance',
            'rule-on-application: 7 working-day from acceptance, closed by ruling',
          ],
        ],
      ],
    ],
    [
      'ruling-delivery',
      [
        [
          'city government',
          'ruling-delivery',
          ['assign-ruling: undated from service, closed by statement'],
        ],
        ['city bureau', 'ruling-delivery', []],
      ],
    ],
    [
      'assignment',
      [
        [
          'town government',
          'assignment',
          ['execute-ruling: undated from service, closed by statement'],
        ],
        [
          'city bureau',
          'assignment',
          ['assist-execution: undated from service, closed by statement'],
        ],
      ],
    ],
    [
      'execution-obstacle',
      [
        [
          'city government',
          'written-report',
          ['consult-court: undated from service, closed by statement'],
        ],
      ],
    ],
    [
      'execution-consultation',
      [['city court', 'consultation', ['give-advice: undated from service, closed by statement']]],
    ],
    [
      'police-incident',
      [['town police', 'incident', ['handle-incident: undated from service, closed by statement']]],
    ],
  ])('%s', (kind, recipients) => {
    expect(recipientsOf(kind)).toEqual(recipients);
  });

  it('meeting-assignment: nine units of towns and nine of the city, each only where it is chosen', () => {
    const { recipients } = kindOf(rulebook, 'meeting-assignment');
    expect(recipients.filter(({ level }) => level === 'town')).toHaveLength(9);
    expect(recipients.filter(({ level }) => level === 'city')).toHaveLength(9);
    for (const { form, duties, optional } of recipients) {
      expect({ form, duties, optional }).toEqual({
        form: 'assignment',
        duties: ['carry-out-assignment'],
        optional: true,
      });
    }
  });

  it('names no other kind', () => {
    expect(rulebook.kinds.map(({ key }) => key)).toHaveLength(14);
  });
});

describe('issuers and their own duties', () => {
  it.each<[string, string[], string[]]>([
    ['early-warning', ['village village-committee'], []],
    [
      'village-report',
      ['village village-committee'],
      [
        'village-same-day-report: 0 calendar-day from stop-failed, closed by issue',
        'village-on-site: 1 calendar-day from discovered, closed by on-site',
      ],
    ],
    [
      'copy-notice',
      ['town land-office'],
      ['report-and-copy: 1 calendar-day from stop-failed, closed by issue'],
    ],
    ['obstruction-report', ['city bureau'], []],
    [
      'major-report',
      ['city bureau'],
      ['report-major-in-time: undated from discovered, closed by issue'],
    ],
    [
      'bureau-copy-notice',
      ['city bureau'],
      ['special-report-in-time: undated from discovered, closed by issue'],
    ],
    ['case-transfer', ['city bureau'], []],
    ['enforcement-application', ['city bureau'], []],
    ['ruling-delivery', ['city court'], []],
    ['assignment', ['city government'], []],
    ['meeting-assignment', ['city secretariat'], []],
    ['execution-obstacle', ['town government'], []],
    ['execution-consultation', ['city government'], []],
    ['police-incident', ['town land-office', 'city bureau'], []],
  ])('%s', (kind, by, own) => {
    expect(issuersOf(kind)).toEqual({ by, own });
  });
});
