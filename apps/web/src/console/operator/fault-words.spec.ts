import { describe, expect, it } from '@jest/globals';
import { parseArrangement } from '#calendar';
import { faultProblems, faultWords, inChinese } from './fault-words.js';

const CHINESE = /[\u4e00-\u9fff]/;

/** Every way in which an arrangement is refused. */
const WRONG = [
  'days: [',
  'covers: [1900]\ndays: []\nextra: 1',
  'source: ""\ndays: [{ date: 2026-02-30, kind: party, name: x }]',
  'source: 国办\ndays: [{ kind: holiday, name: x }]',
  'source: 国办\ndays: [{ from: 2026-10-02, to: 2026-10-01, kind: holiday, name: x }]',
  'source: 国办\ndays: [{ date: 2026-10-12, kind: weekend, name: x }]',
  'source: 国办\ndays: [{ date: 2026-10-10, kind: workday, name: x }]',
  'source: 国办\ncovers: [2027]\ndays: [{ date: 2026-10-10, kind: holiday, name: x }]',
  'source: 国办\ndays: [{ date: 2026-10-10, kind: holiday, name: x }, { date: 2026-10-10, kind: holiday, name: y }]',
];

describe('the faults of a file', () => {
  it.each(WRONG)('are said in Chinese, what is wrong and what would be right: %j', (text) => {
    const { faults } = parseArrangement(text, 'file.yaml');
    expect(faults).not.toEqual([]);
    for (const { problem, remedy } of faults) {
      expect([problem, inChinese(problem)]).toEqual([problem, expect.stringMatching(CHINESE)]);
      expect([remedy, inChinese(remedy)]).toEqual([remedy, expect.stringMatching(CHINESE)]);
    }
  });

  it('keep what they name, in either language', () => {
    const fault = { problem: 'unknown town "320681999"', remedy: 'correct town' };
    expect(faultWords(fault)).toEqual({
      problem: '没有区划代码为 320681999 的镇园；请改正 town',
      en: 'unknown town "320681999"; correct town',
    });
  });

  it('say of YAML in Chinese that it is wrong, and in the words of its reader how', () => {
    const problem = 'Implicit map keys need to be followed by map values';
    const remedy = 'correct the YAML here: indent with blanks';
    expect(faultWords({ problem, remedy }).problem).toBe(
      `YAML 写法有误（${problem}）；请改正此处的 YAML：用空格缩进，冒号后留空格，引号成对`,
    );
  });

  it('name their line, and are forty at most', () => {
    const one = { line: 7, key: 'days[1].name', problem: 'is empty', remedy: 'leave it out' };
    const [first, ...others] = faultProblems(Array.from({ length: 90 }, () => one));
    expect(first).toEqual({
      field: 'file',
      problem: '第 7 行 days[1].name 为空；请去掉',
      en: 'line 7: days[1].name is empty; leave it out',
    });
    expect(others).toHaveLength(39);
  });
});
