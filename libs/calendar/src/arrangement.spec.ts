import { describe, expect, it } from '@jest/globals';
import { parseArrangement } from './arrangement.js';
import { diffCalendars } from './calendar-changes.rules.js';
import { chineseCalendar } from './chinese-calendar.js';

const YEAR_2027 = `source: 国务院办公厅关于2027年部分节假日安排的通知
documentNumber: 国办发明电〔2026〕9号
covers: [2027]
days:
  - { date: 2027-01-01, kind: holiday, name: 元旦 }
  - { from: 2027-02-05, to: 2027-02-11, kind: holiday, name: 春节 }
  - { date: 2027-02-13, kind: make-up-workday, name: 春节 }
`;

function faultsOf(yaml: string) {
  return parseArrangement(yaml, 'own.yaml').faults.map(
    ({ line, key, problem }) => `${line} ${key}: ${problem}`,
  );
}

const one = (line: string) => `source: 通知\ndays:\n  - ${line}\n`;

describe('an import file', () => {
  it('becomes days, ranges written out, each with its paper', () => {
    const { arrangement, faults } = parseArrangement(YEAR_2027, '2027.yaml');
    expect(faults).toEqual([]);
    expect(arrangement?.covers).toEqual([2027]);
    expect(arrangement?.days).toHaveLength(9);
    expect(arrangement?.days[1]).toEqual({
      date: '2027-02-05',
      kind: 'holiday',
      name: '春节',
      source: '国务院办公厅关于2027年部分节假日安排的通知',
      documentNumber: '国办发明电〔2026〕9号',
    });
  });

  it('needs neither a document number nor covered years', () => {
    const { arrangement } = parseArrangement(
      one('{ date: 2026-06-08, kind: holiday, name: 停水 }'),
      'own.yaml',
    );
    expect(arrangement).toMatchObject({ documentNumber: null, covers: [] });
  });

  it('says of every fault where it is, what is wrong and what would be right', () => {
    const { faults } = parseArrangement(YEAR_2027.replace('2027-02-13', '2027-02-30'), '2027.yaml');
    expect(faults).toEqual([
      {
        file: '2027.yaml',
        line: 7,
        key: 'days[2].date',
        problem: 'is not a date of the calendar',
        remedy: 'write YYYY-MM-DD',
      },
    ]);
  });

  it('reports several faults at once', () => {
    expect(
      faultsOf('sauce: x\ncovers: [27]\ndays:\n  - { date: 1, kind: off, name: "" }\n'),
    ).toEqual([
      expect.stringMatching(/^1 source: must be text/),
      expect.stringMatching(/^2 covers\[0\]: /),
      '4 days[0].date: must be a date',
      expect.stringMatching(/^4 days\[0\].kind: must be holiday/),
      '4 days[0].name: is empty',
      '1 sauce: is not a known key',
    ]);
  });

  it.each([
    ['{ kind: holiday, name: 元旦 }', 'names neither one day nor a range'],
    ['{ date: 2027-01-01, to: 2027-01-02, kind: holiday, name: 元旦 }', 'names neither one day'],
    ['{ from: 2027-01-02, to: 2027-01-01, kind: holiday, name: 元旦 }', 'is not a range'],
    ['{ from: 2027-01-01, to: 2028-01-01, kind: holiday, name: 元旦 }', 'is not a range'],
    ['{ date: 2027-01-01, kind: weekend, name: 元旦 }', 'is no Saturday or Sunday'],
    ['{ date: 2027-01-02, kind: workday, name: 元旦 }', 'is a Saturday or Sunday'],
  ])('refuses %s', (line, problem) => {
    expect(faultsOf(one(line))).toEqual([expect.stringContaining(problem)]);
  });

  it('refuses a day named twice, and a covered year without a holiday', () => {
    const again = `${YEAR_2027}  - { date: 2027-02-11, kind: make-up-workday, name: 春节 }\n`;
    expect(faultsOf(again)).toEqual([expect.stringContaining('2027-02-11 is named twice')]);
    expect(faultsOf(YEAR_2027.replace('[2027]', '[2027, 2028]'))).toEqual([
      expect.stringMatching(/^3 covers\[1\]: 2028 is said to be covered/),
    ]);
  });

  it.each(['', '- 1\n', 'days: [', 'a: 1\na: 2\n', '\tx: 1'])('refuses %p as a whole', (yaml) => {
    expect(faultsOf(yaml)).not.toEqual([]);
  });
});

describe('two calendars', () => {
  const before = chineseCalendar();
  const { arrangement } = parseArrangement(YEAR_2027, '2027.yaml');
  const after = chineseCalendar({
    days: arrangement?.days ?? [],
    covers: arrangement?.covers ?? [],
    version: 'own-1',
  });

  it('differ on the days that the arrangement changes or settles', () => {
    const changes = diffCalendars(before, after, '2026-12-01', '2027-12-31');
    expect(changes[0]).toMatchObject({
      date: '2026-12-24',
      before: { provisional: true },
      after: { provisional: false },
      changesCount: false,
    });
    // Of the festival's seven days two are a weekend anyway.
    expect(changes.filter(({ changesCount }) => changesCount).map(({ date }) => date)).toEqual([
      '2027-01-01',
      '2027-02-05',
      '2027-02-08',
      '2027-02-09',
      '2027-02-10',
      '2027-02-11',
      '2027-02-13',
    ]);
  });

  it('do not differ from themselves', () => {
    expect(diffCalendars(before, chineseCalendar(), '2019-01-01', '2027-12-31')).toEqual([]);
  });
});
