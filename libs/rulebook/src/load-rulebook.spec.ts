import { describe, expect, it } from '@jest/globals';
import { loadRulebook, parseRulebook, RulebookError } from './load-rulebook.js';

const FIXTURES = 'test/fixtures/rulebooks';

it('a rulebook without a fault is read, and what it leaves out has its default', () => {
  const { kinds, duties, version } = loadRulebook(`${FIXTURES}/sound.yaml`);
  expect(kinds[0]).toMatchObject({ key: 'notice', approval: false, issuerDuties: [] });
  expect(duties[0]).toMatchObject({ key: 'reply', basis: 'clause', reading: 'printed' });
  expect(version).toMatch(/^[0-9a-f]{64}$/);
});

describe('a rulebook with a fault', () => {
  it.each([
    ['unknown-role', 32, 'kinds.notice.recipients[0].role', 'one of: land-office, bureau,'],
    ['unknown-form', 32, 'kinds.notice.recipients[0].form', 'one of: sheet'],
    ['unknown-duty', 32, 'kinds.notice.recipients[0].duties[1]', 'one of: reply'],
    ['unknown-ladder', 24, 'duties.reply.ladder', 'one of: chase'],
    ['period-without-unit', 19, 'duties.reply.period.unit', 'one of: working-day, calendar-day'],
    ['silence-before-end', 13, 'ladders.chase.steps.silence.offset', 'offset: 1'],
    ['escalation-before-end', 14, 'ladders.chase.steps.up.offset', 'an offset of 1 or more'],
    ['step-before-duty', 25, 'duties.reply.ladder', 'move the step nearer to the due date'],
    ['step-off-calendar', 25, 'duties.reply.ladder', 'move the step nearer to the due date'],
    ['duty-of-nobody', 15, 'duties.reply', 'add it to duties of a recipient'],
    ['duty-of-wrong-side', 23, 'duties.reply.dischargedBy', 'by an act of the recipient'],
    ['duty-of-issuer', 23, 'duties.reply.dischargedBy', 'one of: issue, on-site, statement'],
    ['key-twice', 9, 'forms.sheet', 'rename or remove one'],
    ['word-twice', 9, 'forms.report.word', 'a word of its own'],
    ['word-ends-in-word', 9, 'forms.report.word', 'does not end in another form’s word'],
    ['clause-missing', 15, 'duties.reply.clause', 'add clause'],
    ['clause-of-design', 21, 'duties.reply.clause', 'remove clause'],
    ['quote-empty', 22, 'duties.reply.quote', 'word for word'],
    ['undated-with-ladder', 24, 'duties.reply.ladder', 'remove ladder'],
    [
      'trigger-without-act',
      32,
      'kinds.notice.recipients[0].duties[0]',
      'discharged by instruction',
    ],
    ['trigger-without-fact', 32, 'kinds.notice.recipients[0].duties[0]', 'add stopFailedAt'],
    ['recipient-twice', 33, 'kinds.notice.recipients[1]', 'into one entry'],
    ['misspelt-key', 24, 'duties.reply.lader', 'correct its spelling'],
    ['english-missing', 17, 'duties.reply.name.en', 'add en'],
    ['amount-in-words', 19, 'duties.reply.period.amount', 'a whole number'],
    ['office-hours-backwards', 5, 'officeHours.windows[0]', 'from earlier to later'],
  ])('%s: says line, key and remedy', (name, line, key, remedy) => {
    const file = `${FIXTURES}/${name}.yaml`;
    expect(faultsOf(() => loadRulebook(file))).toEqual([
      { file, line, key, problem: expect.any(String), remedy: expect.stringContaining(remedy) },
    ]);
  });

  it('says where YAML itself breaks off', () => {
    const file = `${FIXTURES}/not-yaml.yaml`;
    const faults = faultsOf(() => loadRulebook(file));
    expect(faults.length).toBeGreaterThan(0);
    expect(faults[0]?.line).toBeGreaterThanOrEqual(22);
    expect(faults[0]?.remedy).toContain('quotes in pairs');
  });

  it('is refused whole where the file is empty', () => {
    expect(() => parseRulebook('', 'empty.yaml')).toThrow(/^empty\.yaml:1: .*\n {4}→ /);
  });

  it('lists all its faults, in the order of the file, in its message', () => {
    const text = 'key: small\nforms:\n  sheet: { word: 抄 }\nladders: {}\nduties: {}\nkinds: {}\n';
    const faults = faultsOf(() => parseRulebook(text, 'mine.yaml'));
    expect(faults.map(({ line, key }) => `${line} ${key}`)).toEqual([
      '1 title',
      '1 source',
      '1 officeHours',
      '1 returnedReplyWorkingDays',
      '3 forms.sheet.name',
    ]);
    expect(() => parseRulebook(text, 'mine.yaml')).toThrow(
      /mine\.yaml:1: title: title is missing\n {4}→ add title[^]+mine\.yaml:3: forms\.sheet\.name: name is missing/,
    );
  });
});

function faultsOf(load: () => unknown) {
  try {
    load();
  } catch (error) {
    if (error instanceof RulebookError) return error.faults;
    throw error;
  }
  return [];
}
