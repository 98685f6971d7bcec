import { describe, expect, it } from '@jest/globals';
import { withQuery } from '../views/context.js';
import { pagesAround } from './pages.js';

const LIST = '/console/unanswered?due=overdue';

/** Follows a list through so many pages, of which each begins where it says. */
function forward(pages: number) {
  let address = LIST;
  for (let page = 2; page <= pages; page += 1) {
    address = pagesAround(address, withQuery(address, 'cursor', `p${page}`)).next ?? '';
  }
  return address;
}

describe('the pages around one of a list', () => {
  it('are none before the first', () => {
    expect(pagesAround(LIST, null)).toEqual({ first: null, previous: null, next: null });
  });

  it('lead back one by one to the address of the first', () => {
    const third = forward(3);
    const second = pagesAround(third, null).previous ?? '';
    expect(new URL(second, 'http://page').searchParams.get('cursor')).toBe('p2');
    expect(pagesAround(second, null).previous).toBe(LIST);
    expect(pagesAround(third, null).first).toBe(LIST);
  });

  it('are remembered for twenty pages, beyond which the first is left', () => {
    let address = forward(30);
    let back = 0;
    for (;;) {
      const { previous } = pagesAround(address, null);
      if (previous === null) break;
      address = previous;
      back += 1;
    }
    expect(back).toBe(20);
    expect(pagesAround(address, null).first).toBe(LIST);
  });

  it('know only the first where an address came without its past', () => {
    expect(pagesAround(`${LIST}&cursor=p7`, null)).toEqual({
      first: LIST,
      previous: null,
      next: null,
    });
  });
});
