import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agreementOf, type Pair, severityOf, weightedKappa } from './agreement.ts';

/** The textbook way: observed and expected tables of whole-number categories with weights (i−j)². */
function byTables(pairs: readonly Pair[], categories: number): number {
  const n = pairs.length;
  const count = (test: (pair: Pair) => boolean) => pairs.filter(test).length;
  let observed = 0;
  let expected = 0;
  for (let i = 0; i < categories; i += 1)
    for (let j = 0; j < categories; j += 1) {
      const weight = (i - j) ** 2 / (categories - 1) ** 2;
      observed += (weight * count(([a, b]) => a === i && b === j)) / n;
      expected += (weight * count(([a]) => a === i) * count(([, b]) => b === j)) / n ** 2;
    }
  return 1 - observed / expected;
}

describe('quadratic weighted kappa', () => {
  test.each<[string, Pair[], number | null]>([
    // Observed mean squared difference 1/4; expected: variances 1/4 and 3/16, means 1/2 and 3/4 -> 1/2. 1 − (1/4)/(1/2).
    [
      'one of four apart',
      [
        [0, 0],
        [0, 1],
        [1, 1],
        [1, 1],
      ],
      0.5,
    ],
    // 4/5 observed; variances 2 and 2, means equal -> 4. 1 − 0.8/4.
    [
      'two swaps of neighbours',
      [
        [1, 2],
        [2, 1],
        [3, 3],
        [4, 5],
        [5, 4],
      ],
      0.8,
    ],
    [
      'complete agreement',
      [
        [1, 1],
        [2, 2],
        [4, 4],
      ],
      1,
    ],
    [
      'the reverse',
      [
        [0, 2],
        [1, 1],
        [2, 0],
      ],
      -1,
    ],
    [
      'always the same mark',
      [
        [2, 2],
        [2, 2],
      ],
      null,
    ],
    ['no pair', [], null],
  ])('%s', (_, pairs, expected) => {
    const kappa = weightedKappa(pairs);
    if (expected === null) expect(kappa).toBeNull();
    else expect(kappa).toBeCloseTo(expected, 12);
  });

  const whole = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { minLength: 2, maxLength: 60 });
  test('is that of the textbook for whole numbers', () => {
    fc.assert(
      fc.property(whole, (pairs) => {
        const kappa = weightedKappa(pairs);
        if (kappa !== null) expect(kappa).toBeCloseTo(byTables(pairs, 6), 9);
      }),
    );
  });

  const halves = fc
    .array(fc.tuple(fc.nat(20), fc.nat(20)), { minLength: 2, maxLength: 60 })
    .map((pairs) => pairs.map(([a, b]): Pair => [a / 2, b / 2]));
  test('is symmetric, at most 1, and does not depend on the scale or the order', () => {
    fc.assert(
      fc.property(halves, fc.integer({ min: 1, max: 9 }), (pairs, factor) => {
        const kappa = weightedKappa(pairs);
        if (kappa === null) return;
        expect(kappa).toBeLessThanOrEqual(1 + 1e-12);
        expect(kappa).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(weightedKappa(pairs.map(([a, b]) => [b, a]))).toBeCloseTo(kappa, 9);
        expect(weightedKappa(pairs.map(([a, b]) => [a * factor + 3, b * factor + 3]))).toBeCloseTo(kappa, 9);
        expect(weightedKappa(pairs.toReversed())).toBeCloseTo(kappa, 9);
      }),
    );
  });
});

test('exact and adjacent are shares; severity is how much more generous the first is', () => {
  const pairs: Pair[] = [
    [3, 3],
    [4, 3],
    [5, 3],
    [2.5, 3],
  ];
  expect(agreementOf(pairs)).toMatchObject({ pairs: 4, exact: 0.25, adjacent: 0.75 });
  expect(severityOf(pairs)).toBeCloseTo(0.625, 12);
  expect(severityOf(pairs.map(([a, b]) => [b, a]))).toBeCloseTo(-0.625, 12);
  expect(agreementOf([])).toEqual({ pairs: 0, exact: null, adjacent: null, kappa: null });
});
