import type { DutyRule, Form, Kind, Ladder, Rulebook } from './rulebook.types.js';

/** A name that the rulebook does not have: of a caller, or of a record made under another version. */
export class UnknownRulebookKey extends Error {
  override readonly name = 'UnknownRulebookKey';
  constructor(
    readonly what: 'kind' | 'duty' | 'form' | 'ladder',
    readonly key: string,
    rulebook: Rulebook,
    known: string[],
  ) {
    super(`rulebook ${rulebook.key} has no ${what} "${key}"; it has: ${known.join(', ')}`);
  }
}

export const kindOf = (rulebook: Rulebook, key: string): Kind =>
  find(rulebook, 'kind', rulebook.kinds, key);

export const dutyOf = (rulebook: Rulebook, key: string): DutyRule =>
  find(rulebook, 'duty', rulebook.duties, key);

export const formOf = (rulebook: Rulebook, key: string): Form =>
  find(rulebook, 'form', rulebook.forms, key);

export const ladderOf = (rulebook: Rulebook, key: string): Ladder =>
  find(rulebook, 'ladder', rulebook.ladders, key);

function find<T extends { key: string }>(
  rulebook: Rulebook,
  what: UnknownRulebookKey['what'],
  entries: T[],
  key: string,
): T {
  const entry = entries.find((candidate) => candidate.key === key);
  if (entry) return entry;
  throw new UnknownRulebookKey(
    what,
    key,
    rulebook,
    entries.map((candidate) => candidate.key),
  );
}
