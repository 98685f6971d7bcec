import { withQuery } from '../views/context.js';

/** Lists know only the way on: the address itself remembers where the pages before began. */
const KEPT = 20;
const BETWEEN = '~';

/** Where a page of a list leads; null where there is no such page, or the address knows of none. */
export function pagesAround(
  address: string,
  next: string | null,
): { first: string | null; previous: string | null; next: string | null } {
  const { searchParams } = new URL(address, 'http://page');
  const cursor = searchParams.get('cursor');
  const before = searchParams.get('back')?.split(BETWEEN) ?? [];
  const withBack = (path: string, back: string[]) =>
    withQuery(path, 'back', back.length > 0 ? back.slice(-KEPT).join(BETWEEN) : null);
  const last = before.at(-1);
  return {
    first: cursor === null ? null : withBack(withQuery(address, 'cursor', null), []),
    previous:
      cursor === null || last === undefined
        ? null
        : withBack(withQuery(address, 'cursor', last || null), before.slice(0, -1)),
    next: next === null ? null : withBack(next, [...before, cursor ?? '']),
  };
}
