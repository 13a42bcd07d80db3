/** Properties that hold for any scores, and estimates against simulated truth. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chanceAt,
  choiceUses,
  conditionalSem,
  decisionQuality,
  effectiveLength,
  equipercentileEquating,
  fitCurves,
  informationAt,
  itemDif,
  itemStatistics,
  testStatistics,
} from './index.ts';

/** A seeded generator (mulberry32), so that a simulation is the same every time. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const normal = (next: () => number): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

const truth = Array.from({ length: 20 }, (_, i) => ({ a: 0.7 + (i % 5) * 0.3, b: -2 + i * 0.2 }));
const simulate = (people: number, seed: number) => {
  const next = chance(seed);
  return Array.from({ length: people }, () => {
    const ability = normal(next);
    return { ability, scores: truth.map((item) => (next() < chanceAt(item, ability) ? 1 : 0)) };
  });
};
const tableOf = (rows: number[][]) => ({ max: truth.map(() => 1), rows });

describe('item response', () => {
  test('2PL recovers the curves that made the scores', () => {
    const { items, converged } = fitCurves(tableOf(simulate(4000, 1).map(({ scores }) => scores)), { tolerance: 1e-4 });
    expect(converged).toBe(true);
    const error = (which: 'a' | 'b') =>
      Math.sqrt(items.reduce((sum, item, i) => sum + (item[which] - (truth[i]?.[which] ?? 0)) ** 2, 0) / items.length);
    expect(error('a')).toBeLessThan(0.12);
    expect(error('b')).toBeLessThan(0.12);
  });

  test('a test tells most where its items are hard', () => {
    const items = [{ a: 2, b: 1 }];
    expect(informationAt(items, 1)).toBeGreaterThan(informationAt(items, 0));
    expect(informationAt(items, 1)).toBeCloseTo(1, 12);
  });
});

const cells = fc.integer({ min: 2, max: 6 }).chain((items) =>
  fc.record({
    max: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: items, maxLength: items }),
    rows: fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: items, maxLength: items }), {
      minLength: 2,
      maxLength: 40,
    }),
  }),
);

describe('classical figures', () => {
  test('difficulties lie between 0 and 1, discriminations between -1 and 1, alpha at most 1', () => {
    fc.assert(
      fc.property(cells, ({ max, rows }) => {
        const table = { max, rows: rows.map((row) => row.map((share, i) => share * (max[i] ?? 1))) };
        for (const { difficulty, discrimination } of itemStatistics(table)) {
          expect(difficulty).toBeGreaterThanOrEqual(0);
          expect(difficulty).toBeLessThanOrEqual(1);
          if (discrimination !== null) expect(Math.abs(discrimination)).toBeLessThanOrEqual(1 + 1e-9);
        }
        const { alpha } = testStatistics(table);
        if (alpha !== null) expect(alpha).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  test('a row of weight three counts as three rows', () => {
    const rows = [
      [1, 0, 1],
      [0, 0, 1],
      [1, 1, 1],
    ];
    const weighted = testStatistics({ max: [1, 1, 1], rows, weights: [3, 1, 1] });
    const repeated = testStatistics({ max: [1, 1, 1], rows: [[1, 0, 1], [1, 0, 1], ...rows] });
    expect(weighted).toEqual(repeated);
  });
});

describe('decisions at the cut', () => {
  test('consistency agrees with two simulated parallel sittings', () => {
    const people = simulate(4000, 2);
    const second = chance(3);
    const totals = people.map(({ scores }) => scores.reduce((sum: number, score) => sum + score, 0));
    const again = people.map(({ ability }) => truth.reduce((sum, item) => sum + (second() < chanceAt(item, ability) ? 1 : 0), 0));
    const cut = 12;
    const alike = totals.filter((total, i) => total >= cut === (again[i] ?? 0) >= cut).length / totals.length;
    const { alpha } = testStatistics(tableOf(people.map(({ scores }) => scores)));
    const quality = decisionQuality(
      totals.map((value) => ({ value, weight: 1 })),
      alpha ?? 0,
      truth.length,
      cut,
    );
    expect(Math.abs((quality?.consistency ?? 0) - alike)).toBeLessThan(0.02);
    expect(quality?.accuracy ?? 0).toBeGreaterThan(quality?.consistency ?? 1);
    expect(quality?.kappa ?? 2).toBeLessThan(quality?.consistency ?? 0);
  });

  test('scores that do not vary allow no estimate', () => {
    expect(decisionQuality([{ value: 5, weight: 9 }], 0.8, 10, 6)).toBeNull();
    expect(effectiveLength([{ value: 5, weight: 9 }], 0.8, 10)).toBeNull();
  });

  test('the conditional error is largest in the middle and nothing at the ends', () => {
    expect(conditionalSem(0, 40, 30)).toBe(0);
    expect(conditionalSem(40, 40, 30)).toBe(0);
    expect(conditionalSem(20, 40, 30)).toBeGreaterThan(conditionalSem(35, 40, 30));
  });
});

test('an item that one group finds harder at equal strength is flagged, the others are not', () => {
  const next = chance(5);
  const focal: boolean[] = [];
  const rows = Array.from({ length: 3000 }, (_, i) => {
    const ability = normal(next);
    focal.push(i % 2 === 1);
    return truth.map((item, place) => {
      const harder = place === 7 && i % 2 === 1 ? 0.8 : 0;
      return next() < chanceAt({ a: item.a, b: item.b + harder }, ability) ? 1 : 0;
    });
  });
  const found = itemDif(tableOf(rows), focal);
  expect(found[7]?.size).toBe('C');
  expect(found[7]?.delta).toBeLessThan(0);
  expect(found.filter((item) => item?.size === 'C')).toHaveLength(1);
});

test('equating a form to itself changes nothing, and equated scores never fall', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 3, maxLength: 30 }), (counts) => {
      equipercentileEquating(counts, counts).forEach((score, i) => void expect(score).toBeCloseTo(i, 9));
    }),
  );
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 9 }), { minLength: 3, maxLength: 20 }),
      fc.array(fc.nat({ max: 9 }), { minLength: 3, maxLength: 20 }),
      (x, y) => {
        fc.pre(x.some(Boolean) && y.some(Boolean));
        const equated = equipercentileEquating(x, y);
        equated.forEach((score, i) => void expect(score).toBeGreaterThanOrEqual(equated[i - 1] ?? -0.5));
      },
    ),
  );
});

test('choices: the key rises with strength, a blank is counted, what nobody took is there', () => {
  const choosers = Array.from({ length: 100 }, (_, i) => ({
    rest: i,
    choices: i < 10 ? [] : i < 50 ? ['B'] : ['A'],
  }));
  const uses = choiceUses(choosers, ['A', 'B', 'C']);
  expect(uses.map(({ choice, count }) => [choice, count])).toEqual([
    ['A', 50],
    ['B', 40],
    ['C', 0],
    ['', 10],
  ]);
  expect(uses[0]?.byGroup).toEqual([0, 0, 0.5, 1, 1]);
  expect(uses[0]?.discrimination ?? 0).toBeGreaterThan(0);
  expect(uses[1]?.discrimination ?? 0).toBeLessThan(0);
  expect(uses[2]?.discrimination).toBeNull();
});
