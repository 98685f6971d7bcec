import { describe, expect, it } from '@jest/globals';
import { searchTextOf, termsOf } from './search.rules.js';

describe('what somebody types', () => {
  it.each([
    ['王五', ['王五']],
    ['三甲村12组', ['三甲', '甲村', '村1', '12', '2组']],
    ['王', [' 王']],
    ['ＡＢＣ Factory', ['ab', 'bc', 'fa', 'ac', 'ct', 'to', 'or', 'ry']],
    ['𠮷野', ['𠮷野']],
  ])('%s is looked for by pairs of characters', (typed, bigrams) => {
    expect(termsOf(typed).flatMap((term) => term.bigrams)).toEqual(bigrams);
  });

  it.each([
    ['17', { word: '', year: null, serial: 17 }],
    ['17号', { word: '', year: null, serial: 17 }],
    ['〔2026〕17', { word: '', year: 2026, serial: 17 }],
    ['[2026]17号', { word: '', year: 2026, serial: 17 }],
    ['（2026）17号', { word: '', year: 2026, serial: 17 }],
    ['启自然资吕抄〔2026〕17号', { word: '启自然资吕抄', year: 2026, serial: 17 }],
    ['吕抄', { word: '吕抄', year: null, serial: null }],
    ['三甲村12组', null],
  ])('%s may be (part of) a number', (typed, number) => {
    expect(termsOf(typed)[0]?.number).toEqual(number);
  });

  it('is cut at a length that nobody types by hand', () => {
    expect(termsOf('一 二 三 四 五 六')).toHaveLength(5);
    expect(termsOf('长'.repeat(500))[0]?.text).toHaveLength(60);
    expect(termsOf('  \n ')).toEqual([]);
  });
});

describe('what a notice is found by', () => {
  it('is one line, in small letters, without what is missing', () => {
    expect(searchTextOf(['厂房　扩建', undefined, 'ＡB 厂', null, '三甲村\n12组'])).toBe(
      '厂房 扩建 ab 厂 三甲村 12组',
    );
  });
});
