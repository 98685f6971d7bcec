/** One expectation of the rehearsal, a literal beside what was found. */
export interface Check {
  what: string;
  expected: string;
  found: string;
  holds: boolean;
}

/** Keeps the expectations and says them as they are checked. */
export class Checks {
  readonly all: Check[] = [];

  constructor(private readonly say: (line: string) => void) {}

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
  }

  get failed(): Check[] {
    return this.all.filter((check) => !check.holds);
  }
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
