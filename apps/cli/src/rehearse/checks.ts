/** One expectation of the rehearsal, a literal beside what was found. */
export interface Check {
  what: string;
  expected: string;
  found: string;
  holds: boolean;
}

/** Thrown where the play is to end at the first thing that differs. */
export class Differs extends Error {}

/** Keeps the expectations and says them as they are checked. */
export class Checks {
  readonly all: Check[] = [];

  constructor(
    private readonly say: (line: string) => void,
    private readonly bail: boolean,
  ) {}

  /** @throws Differs where it does, and the play is not to go on */
  equal(what: string, found: unknown, expected: unknown): void {
    const check = {
      what,
      expected: text(expected),
      found: text(found),
      holds: text(found) === text(expected),
    };
    this.all.push(check);
    const mark = check.holds ? '✓' : '✗';
    this.say(`    ${mark} ${what}: ${check.found}${check.holds ? '' : `，应为 ${check.expected}`}`);
    if (this.bail && !check.holds) throw new Differs(what);
  }

  get failed(): Check[] {
    return this.all.filter((check) => !check.holds);
  }
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
