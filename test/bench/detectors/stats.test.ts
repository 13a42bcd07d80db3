import fc from 'fast-check';
import { expect, test } from 'vitest';
import { equalError, errorsAt, share, wilson } from './stats.ts';

test("Wilson's interval holds the share, shrinks with cases, and knows a published value", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, part) => {
      const count = Math.round(of * part);
      const [low, high] = wilson(share(count, of));
      expect(low).toBeLessThanOrEqual(count / of + 1e-9);
      expect(high).toBeGreaterThanOrEqual(count / of - 1e-9);
      const [low10, high10] = wilson(share(count * 10, of * 10));
      expect(high10 - low10).toBeLessThan(high - low);
    }),
  );
  // Brown, Cai and DasGupta 2001: no case in 20 has 0 to 16.1 %.
  expect(wilson(share(0, 20))[1]).toBeCloseTo(0.161, 3);
  expect(wilson(share(0, 0))).toEqual([0, 1]);
});

test('errors are counted on both sides of a distance and are equal where they cross', () => {
  expect(errorsAt([0.2, 0.6], [0.5, 0.9, 0.4], 0.5)).toEqual({ fmr: share(2, 3), fnmr: share(1, 2) });
  expect(equalError([0.1, 0.2, 0.3], [0.8, 0.9])).toMatchObject({ rate: 0 });
  expect(equalError([0.1, 0.2, 0.3, 0.9], [0.05, 0.7, 0.8, 0.9]).rate).toBeCloseTo(0.25);
});
