import type { PageContext } from './context.js';

const FESTIVALS: Record<string, string> = {
  元旦: 'New Year',
  春节: 'Spring Festival',
  清明节: 'Qingming Festival',
  劳动节: 'Labour Day',
  端午节: 'Dragon Boat Festival',
  中秋节: 'Mid-Autumn Festival',
  国庆节: 'National Day',
};

/** The published name of a holiday, or the operator's own name of a day; that has no English one. */
export const festivalWords = (name: string, { language }: Pick<PageContext, 'language'>): string =>
  language === 'zh' ? name : (FESTIVALS[name] ?? name);

type Words = [pattern: RegExp, en: (...found: string[]) => string];

const named = (name: string | undefined) => (name ? ` (${english(name)})` : '');
const english = (name: string) => festivalWords(name, { language: 'en' });

/** Every way in which a ledger says how a day counts (`ledger.rules.ts`). */
const WORDS: Words[] = [
  [/^(.*)，顺延$/, (off = '') => `${inEnglish(off)}, moved on`],
  [
    /^(.*)调休补班，(.*)$/,
    (name, rest = '') => `make-up working day${named(name)}, ${inEnglish(rest)}`,
  ],
  [/^第(\d+)个工作日(?:（(.*)）)?$/, (nth = '', name) => `working day ${nth}${named(name)}`],
  [/^顺延至此工作日(?:（(.*)）)?$/, (name) => `moved on to this working day${named(name)}`],
  [/^第(\d+)日$/, (nth = '') => `day ${nth}`],
  [/^周末(?:（(.*)）)?$/, (name) => `weekend${named(name)}`],
  [/^(.*)放假$/, (name = '') => (name ? `holiday${named(name)}` : 'holiday')],
];

function inEnglish(note: string): string {
  for (const [pattern, en] of WORDS) {
    const found = pattern.exec(note);
    if (found) return en(...found.slice(1));
  }
  return note;
}

/** What a ledger says of a day, which it keeps in Chinese. */
export const noteWords = (note: string, { language }: Pick<PageContext, 'language'>): string =>
  language === 'zh' ? note : inEnglish(note);
