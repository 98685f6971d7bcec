/** One word of what somebody typed, as it is looked for. */
export interface Term {
  text: string;
  /** Every two neighbouring characters; of a single one, the beginning of a word. */
  bigrams: string[];
  /** What it says of a document's number, where it reads like one or like a part of one. */
  number: NumberPart | null;
}

/** 启自然资吕抄〔2026〕17号, or less of it. */
export interface NumberPart {
  /** The end of the issuer's and the form's word, or any part of it where nothing follows. */
  word: string;
  year: number | null;
  serial: number | null;
}

const MOST_TERMS = 5;
const LONGEST_TERM = 60;

/** Full-width and half-width, large and small letters are the same; blanks separate words. */
export function normalised(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** What a notice is found by: the text of its column `search`. */
export function searchTextOf(parts: (string | null | undefined)[]): string {
  return normalised(parts.filter(Boolean).join(' '));
}

/** What was typed, word by word: all of them must be found. */
export function termsOf(typed: string): Term[] {
  return bracketed(normalised(typed))
    .split(' ')
    .filter((text) => text !== '')
    .slice(0, MOST_TERMS)
    .map((text) => text.slice(0, LONGEST_TERM))
    .map((text) => ({ text, bigrams: bigramsOf(text), number: numberPartOf(text) }));
}

function bigramsOf(text: string): string[] {
  const characters = [...text];
  if (characters.length === 1) return [` ${text}`];
  return characters.slice(1).map((character, before) => `${characters[before]}${character}`);
}

/** Keyboards have no 〔〕; [2026], (2026) and 【2026】 mean them. */
const bracketed = (text: string) => text.replace(/[[(【〔](\d{4})[\])】〕]/g, '〔$1〕');

function numberPartOf(text: string): NumberPart | null {
  const match = /^([^\d〔〕]*)(?:〔(\d{4})〕?)?(\d{0,9})号?$/.exec(text);
  if (!match) return null;
  const [, word = '', year, serial] = match;
  const part = { word, year: year ? Number(year) : null, serial: serial ? Number(serial) : null };
  return part.serial === null && part.word === '' && part.year === null ? null : part;
}
