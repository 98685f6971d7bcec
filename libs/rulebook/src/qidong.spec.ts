import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadRulebook } from './load-rulebook.js';
import { dutyOf, formOf, kindOf, ladderOf, UnknownRulebookKey } from './lookup.rules.js';
import type { DutyRule } from './rulebook.types.js';

/** Qidong's rulebook against literals: what the document asks, kind by kind (domain/rules.md). */

const rulebook = loadRulebook('rulebooks/qidong-2020-32.yaml');
const document = withoutBreaks(readFileSync('test/fixtures/rulebooks/source.txt', 'utf8'));

describe('every row that is a message or a dated duty', () => {
  it('is carried by a kind', () => {
    const rows = new Set(rulebook.kinds.flatMap((kind) => kind.rows));
    expect([...rows].sort((a, b) => a - b)).toEqual([
      1, 3, 4, 6, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 25, 26, 28, 29, 30, 33, 35, 36,
    ]);
  });

  it('is cited by duties of kinds that name it', () => {
    for (const kind of rulebook.kinds) {
      const duties = [...kind.issuerDuties, ...kind.recipients.flatMap((one) => one.duties)];
      const rows = duties.map((key) => dutyOf(rulebook, key).row);
      expect([kind.key, rows.filter((row) => !kind.rows.includes(row))]).toEqual([
        kind.key,
        // 17 delivers the ruling that 18 has the city government assign.
        kind.key === 'ruling-delivery' ? [18] : [],
      ]);
    }
  });
});

describe('what a duty rests on', () => {
  it('is quoted word for word from the document', () => {
    const misquoted = rulebook.duties.filter(
      ({ quote }) => quote !== null && !document.includes(withoutBreaks(quote)),
    );
    expect(misquoted.map(({ key }) => key)).toEqual([]);
  });

  it.each<[string, number, DutyRule['reading'], string, string | null]>([
    ['reply', 14, 'extended', '二、协作处置', '二、责任追究（二）2'],
    ['city-reply', 14, 'extended', '二、协作处置', '二、责任追究（四）'],
    ['town-reply', 14, 'extended', '二、协作处置', null],
    ['city-reply-to-copy-report', 14, 'printed', '二、协作处置', '二、责任追究（四）'],
    ['town-reply-to-copy-report', 14, 'printed', '二、协作处置', null],
    ['stop-work', 28, 'extended', '二、责任追究（二）4', null],
    ['verify', 30, 'printed', '二、责任追究（二）6', null],
    ['handle-incident', 29, 'printed', '二、责任追究（二）5', null],
    ['police-cooperate', 29, 'extended', '二、责任追究（二）5', null],
    ['instruct', 25, 'extended', '二、责任追究（二）2', null],
    ['organise-on-site', 26, 'extended', '二、责任追究（二）2', null],
    ['instruct-on-letter', 25, 'printed', '二、责任追究（二）2', null],
    ['organise-on-letter', 26, 'printed', '二、责任追究（二）2', null],
    ['report-and-copy', 33, 'printed', '二、责任追究（三）3', null],
    ['village-same-day-report', 20, 'printed', '二、责任追究（一）2', null],
    ['village-on-site', 21, 'printed', '二、责任追究（一）2', null],
    ['prejudge', 1, 'extended', '一', null],
    ['report-major-in-time', 13, 'printed', '二、协作处置', '二、责任追究（三）5'],
    ['special-report-in-time', 35, 'printed', '二、责任追究（三）5', null],
    ['act-in-time', 36, 'printed', '二、责任追究（四）', null],
    ['answer-transfer', 36, 'printed', '二、责任追究（四）', null],
    ['accept-application', 16, 'printed', '二、执行配合；行政强制法第五十六条', null],
    ['rule-on-application', 16, 'printed', '二、执行配合；行政强制法第五十七条', null],
    ['assign-ruling', 18, 'printed', '二、执行配合', null],
    ['execute-ruling', 18, 'printed', '二、执行配合', null],
    ['assist-execution', 18, 'printed', '二、执行配合', null],
    ['consult-court', 19, 'printed', '二、执行配合', null],
    ['give-advice', 19, 'printed', '二、执行配合', null],
  ])('%s: row %i, %s', (key, row, reading, clause, accountableClause) => {
    expect(dutyOf(rulebook, key)).toMatchObject({
      row,
      reading,
      clause,
      accountableClause,
      basis: 'clause',
      rollsForward: false,
    });
  });

  it.each<[string, string[]]>([
    ['reply', ['principal of agency: direct']],
    ['town-reply', []],
    [
      'city-reply',
      [
        'officer of agency: direct',
        'deputy-in-charge of agency: important-leadership',
        'principal of agency: principal-leadership',
      ],
    ],
    [
      'stop-work',
      ['principal of agency: direct', 'deputy-in-charge of town-government: leadership'],
    ],
    ['verify', ['principal of agency: direct']],
    ['handle-incident', ['officer of agency: unstated']],
    ['instruct', ['principal of agency: direct']],
    ['organise-on-site', ['lead of agency: direct', 'principal of departments-concerned: direct']],
    ['report-and-copy', ['principal of agency: direct']],
    [
      'village-same-day-report',
      ['deputy-in-charge of agency: direct', 'principal of agency: leadership'],
    ],
    ['village-on-site', ['deputy-in-charge of agency: direct', 'principal of agency: leadership']],
    [
      'special-report-in-time',
      [
        'officer of agency: direct',
        'deputy-in-charge of agency: important-leadership',
        'principal of agency: principal-leadership',
      ],
    ],
    ['accept-application', []],
  ])('%s: whom its clause names', (key, accountable) => {
    expect(
      dutyOf(rulebook, key).accountable.map(({ post, of, grade }) => `${post} of ${of}: ${grade}`),
    ).toEqual(accountable);
  });

  it('is not lateness where the clause penalises something else', () => {
    const otherwise = rulebook.duties.filter(({ accountableWhen }) => accountableWhen !== null);
    expect(otherwise.map(({ key }) => key)).toEqual([
      'reply',
      'city-reply',
      'city-reply-to-copy-report',
      'verify',
      'handle-incident',
      'police-cooperate',
      'report-major-in-time',
      'special-report-in-time',
      'act-in-time',
      'answer-transfer',
    ]);
  });
});

it('never asks for cutting supply to residents (行政强制法第四十三条)', () => {
  const texts = [
    ...rulebook.duties.flatMap(({ name, action }) => [name, action]),
    ...rulebook.kinds.flatMap(({ recipients }) => recipients.map(({ ask }) => ask)),
  ];
  for (const { zh, en } of texts) {
    expect(zh.replaceAll('不得对居民生活采取停水停电', '')).not.toMatch(
      /停水|停电|停止供|断水|断电/,
    );
    expect(en.replaceAll("esidents' supply must not be cut", '')).not.toMatch(
      /\b(cut|disconnect)/i,
    );
  }
  const utilities = rulebook.kinds.flatMap(({ recipients }) =>
    recipients.filter(({ role }) => role === 'power' || role === 'water'),
  );
  expect(utilities).toHaveLength(9);
  for (const { ask } of utilities) expect(ask.zh).toContain('行政强制法第四十三条');
});

describe('ladders', () => {
  it.each<[string, string[]]>([
    [
      'reply',
      [
        'remind -2 working-day: agency',
        'remind 0 working-day: agency',
        'record-silence 1 calendar-day: agency issuer secretariat',
        'escalate 1 working-day: principal',
        'ask-decision 3 working-day: secretariat',
      ],
    ],
    [
      'act',
      [
        'remind 0 calendar-day: agency',
        'record-silence 1 calendar-day: agency issuer secretariat',
        'escalate 1 working-day: principal',
        'ask-decision 2 working-day: secretariat',
      ],
    ],
  ])('%s: ours, no clause asks for it', (key, steps) => {
    const ladder = ladderOf(rulebook, key);
    expect(ladder.basis).toBe('design');
    expect(
      ladder.steps.map(
        ({ action, offset, unit, to }) => `${action} ${offset} ${unit}: ${to.join(' ')}`,
      ),
    ).toEqual(steps);
  });

  it.each<[string | null, string[]]>([
    [
      'reply',
      [
        'reply',
        'city-reply',
        'town-reply',
        'city-reply-to-copy-report',
        'town-reply-to-copy-report',
      ],
    ],
    [
      'act',
      ['stop-work', 'instruct', 'organise-on-site', 'instruct-on-letter', 'organise-on-letter'],
    ],
    ['assignment', ['carry-out-assignment']],
  ])('%s chases these duties and no others', (ladder, keys) => {
    const chased = rulebook.duties.filter((duty) => duty.ladder === ladder);
    expect(chased.map(({ key }) => key)).toEqual(keys);
  });
});

describe('forms, approval and office hours', () => {
  it('each form has a word of its own', () => {
    expect(rulebook.forms.map(({ key, word, name }) => `${key} ${word} ${name.zh}`)).toEqual([
      'copy-notice-sheet 抄 抄告单',
      'special-report 报 专报',
      'copy-notice-letter 函 函（抄）告',
      'copy-report 情 抄报',
      'written-report 呈 书面报告',
      'transfer 移 移送书',
      'assignment 办 交办单',
      'enforcement-application 申 强制执行申请书',
      'ruling-delivery 送 行政裁定书送达',
      'consultation 商 商请函',
      'incident 警 警情通报',
    ]);
  });

  it('a second officer approves what leaves the city bureau for others to act on', () => {
    const approved = rulebook.kinds.filter(({ approval }) => approval);
    expect(approved.map(({ key }) => key)).toEqual([
      'bureau-copy-notice',
      'case-transfer',
      'enforcement-application',
    ]);
  });

  it('reminders go out 09:00–11:30 and 14:00–17:30', () => {
    expect(rulebook.officeHours.windows).toEqual([
      { from: '09:00', to: '11:30' },
      { from: '14:00', to: '17:30' },
    ]);
    expect(rulebook.returnedReplyWorkingDays).toBe(2);
  });
});

describe('a lookup', () => {
  it('finds what is there', () => {
    expect(formOf(rulebook, 'copy-notice-sheet').word).toBe('抄');
    expect(kindOf(rulebook, 'copy-notice').name.zh).toBe('抄告');
  });

  it('says what there is instead of what is not', () => {
    expect(() => ladderOf(rulebook, 'climb')).toThrow(UnknownRulebookKey);
    expect(() => ladderOf(rulebook, 'climb')).toThrow(
      'rulebook qidong-2020-32 has no ladder "climb"; it has: reply, act, assignment',
    );
  });
});

function withoutBreaks(text: string): string {
  return text.replace(/\s+/g, '');
}
