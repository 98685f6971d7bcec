import { describe, expect, it } from '@jest/globals';
import { crossesItself, isFlat } from './ring.rules.js';

type Ring = [number, number][];

/** Corners in ten-thousandths of a degree (some ten metres) from a place in the city, closed. */
const ring = (...corners: [number, number][]): Ring =>
  [...corners, ...corners.slice(0, 1)].map(([x, y]) => [121.6 + x * 1e-4, 32.05 + y * 1e-4]);

describe('the ring of a parcel', () => {
  it.each<[string, Ring, { flat: boolean; crosses: boolean }]>([
    ['a triangle', ring([0, 0], [1, 0], [1, 1]), { flat: false, crosses: false }],
    ['a square', ring([0, 0], [1, 0], [1, 1], [0, 1]), { flat: false, crosses: false }],
    ['an L', ring([0, 0], [2, 0], [2, 1], [1, 1], [1, 2], [0, 2]), { flat: false, crosses: false }],
    ['one turned clockwise', ring([0, 1], [1, 1], [1, 0]), { flat: false, crosses: false }],
    ['a corner typed twice', ring([0, 0], [1, 0], [1, 0], [1, 1]), { flat: false, crosses: false }],
    [
      'one that touches itself in a corner',
      ring([0, 0], [2, 0], [1, 1], [2, 2], [0, 2], [1, 1]),
      { flat: false, crosses: false },
    ],
    ['one place', ring([0, 0], [0, 0], [0, 0]), { flat: true, crosses: false }],
    ['a line', ring([0, 0], [3, 1], [6, 2]), { flat: true, crosses: false }],
    ['a figure of eight', ring([0, 0], [1, 1], [1, 0], [0, 1]), { flat: false, crosses: true }],
    ['a star', ring([0, 3], [2, -3], [-3, 1], [3, 1], [-2, -3]), { flat: false, crosses: true }],
  ])('that is %s', (_, corners, { flat, crosses }) => {
    expect({ flat: isFlat(corners), crosses: crossesItself(corners) }).toEqual({ flat, crosses });
  });

  it('of two thousand corners is looked at in no time', () => {
    const corners = Array.from({ length: 2000 }, (_, n): [number, number] => {
      const angle = (n / 2000) * 2 * Math.PI;
      return [Math.cos(angle) * (n % 2 ? 9 : 10), Math.sin(angle) * (n % 2 ? 9 : 10)];
    });
    const began = performance.now();
    expect(crossesItself(ring(...corners))).toBe(false);
    expect(performance.now() - began).toBeLessThan(500);
  });
});
