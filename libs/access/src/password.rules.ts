import type { FieldProblem } from '#platform';

const SHORTEST = 12;
const LONGEST = 200;
const FEWEST_CHARACTERS = 6;
/** What is tried first: keyboard rows, the alphabet, digits, and words of such passwords. */
const SEQUENCES = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
];
const WORDS = /password|passw0rd|admin|letmein|welcome|woaini|iloveyou|chaogao|mima|抄告|密码/g;

/** What is wrong with a password that somebody chooses; null where nothing is (design). */
export function weaknessOf(
  password: string,
  person: { username: string; name: string },
): Omit<FieldProblem, 'field'> | null {
  const length = lengthProblem(password);
  if (length) return length;
  const lower = password.toLowerCase();
  for (const own of [person.username, person.name]) {
    if (own.length > 1 && lower.includes(own.toLowerCase())) {
      return { problem: '密码不能含有本人的用户名或姓名', en: 'It may not contain your name' };
    }
  }
  if (new Set(lower).size < FEWEST_CHARACTERS) {
    return { problem: '重复的字符过多，请换一个', en: 'Too few different characters' };
  }
  if (withoutPatterns(lower).length < FEWEST_CHARACTERS) {
    return {
      problem: '这个密码容易被猜到（常用词、连续或键盘顺序的字符），请换一个',
      en: 'Easily guessed: common words, or keys in a row',
    };
  }
  return null;
}

/** The one rule that an initial password keeps as well. */
export function lengthProblem(password: string): Omit<FieldProblem, 'field'> | null {
  const { length } = [...password];
  if (length < SHORTEST) {
    return {
      problem: `密码至少${SHORTEST}个字符`,
      en: `A password has at least ${SHORTEST} characters`,
    };
  }
  if (length > LONGEST) {
    return {
      problem: `密码最多${LONGEST}个字符`,
      en: `A password has at most ${LONGEST} characters`,
    };
  }
  return null;
}

/** What remains once common words and runs of four or more keys in a row, either way, are taken out. */
function withoutPatterns(lower: string): string {
  let rest = '';
  const text = lower.replace(WORDS, '');
  for (let at = 0; at < text.length;) {
    const run = runAt(text, at);
    if (run < 4) rest += text[at];
    at += run < 4 ? 1 : run;
  }
  return rest;
}

function runAt(text: string, at: number): number {
  let longest = 1;
  for (const sequence of SEQUENCES) {
    for (const row of [sequence, [...sequence].reverse().join('')]) {
      let length = 1;
      while (at + length < text.length && row.includes(text.slice(at, at + length + 1)))
        length += 1;
      longest = Math.max(longest, length);
    }
  }
  return longest;
}
