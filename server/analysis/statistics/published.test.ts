/**
 * Against published numbers: LSAT sections 6 and 7 (Bock and Lieberman 1970; values of the R packages ltm and mirt),
 * admissions at Berkeley in 1973 (Bickel et al. 1975, R's UCBAdmissions), and, where the corpus folder is there, verbal
 * aggression (difR) and ACT mathematics (Kolen and Brennan, equate).
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  abilityOf,
  alpha,
  equipercentileEquating,
  fitCurves,
  itemDif,
  itemStatistics,
  linearEquating,
  mantelHaenszel,
  personFit,
  type ScoreTable,
  testStatistics,
} from './index.ts';

/** Five items; `p` and a pattern of right answers, and how many of 1,000 candidates gave it. */
const table = (patterns: Record<string, number>): ScoreTable => ({
  max: [1, 1, 1, 1, 1],
  rows: Object.keys(patterns).map((pattern) => [...pattern.slice(1)].map(Number)),
  weights: Object.values(patterns),
});
// biome-ignore format: thirty counts read best as a block
const lsat6 = table({
  'p00000': 3, 'p00001': 6, 'p00010': 2, 'p00011': 11, 'p00100': 1, 'p00101': 1, 'p00110': 3, 'p00111': 4, 'p01000': 1,
  'p01001': 8, 'p01011': 16, 'p01101': 3, 'p01110': 2, 'p01111': 15, 'p10000': 10, 'p10001': 29, 'p10010': 14, 'p10011': 81,
  'p10100': 3, 'p10101': 28, 'p10110': 15, 'p10111': 80, 'p11000': 16, 'p11001': 56, 'p11010': 21, 'p11011': 173,
  'p11100': 11, 'p11101': 61, 'p11110': 28, 'p11111': 298,
});
const curves = (values: number[], which: 'a' | 'b', model: 'rasch' | 'common-slope' | '2pl', tolerance = 1e-6) => {
  const fit = fitCurves(lsat6, { model, tolerance });
  fit.items.forEach((item, i) => void expect(Math.abs(item[which] - (values[i] ?? 0))).toBeLessThan(0.001));
  return fit;
};

describe('LSAT 6', () => {
  test('classical figures: KR-20 .29500, KR-21 .19644, SEM .86907, corrected point-biserials', () => {
    const figures = testStatistics(lsat6);
    expect(figures.people).toBe(1000);
    expect(figures.alpha).toBeCloseTo(0.295, 5);
    expect(figures.kr21).toBeCloseTo(0.19644, 5);
    expect(figures.sem).toBeCloseTo(0.86907, 5);
    const expected = [0.1128, 0.1532, 0.1728, 0.1444, 0.1216];
    itemStatistics(lsat6).forEach(({ discrimination }, i) => void expect(discrimination).toBeCloseTo(expected[i] ?? 0, 4));
  });

  test('Rasch with slope 1: difficulties, log-likelihood -2473.054', () => {
    const fit = curves([-2.872, -1.063, -0.2576, -1.3881, -2.2188], 'b', 'rasch');
    expect(fit.logLikelihood).toBeCloseTo(-2473.054, 3);
    expect(fit.items.every(({ a }) => a === 1)).toBe(true);
  });

  test('one common slope 0.7551: difficulties, log-likelihood -2466.938', () => {
    const fit = curves([-3.6153, -1.3224, -0.3176, -1.7301, -2.7802], 'b', 'common-slope');
    expect(fit.items[0]?.a).toBeCloseTo(0.7551, 3);
    expect(fit.logLikelihood).toBeCloseTo(-2466.938, 3);
  });

  // The published values come from a search that stops at a change of 0.0001; so does this fit when told to.
  test('2PL with the usual stopping rule: slopes and difficulties to three decimals, log-likelihood -2466.653', () => {
    const fit = curves([0.8254, 0.7229, 0.8905, 0.6886, 0.6575], 'a', '2pl', 1e-4);
    curves([-3.3597, -1.3696, -0.2799, -1.8659, -3.1236], 'b', '2pl', 1e-4);
    expect(fit.logLikelihood).toBeCloseTo(-2466.653, 3);
  });

  test('2PL searched to the end is at least as likely, and converges', () => {
    const [early, late] = [fitCurves(lsat6, { tolerance: 1e-4 }), fitCurves(lsat6, { tolerance: 1e-9 })];
    expect(late.converged).toBe(true);
    expect(late.logLikelihood).toBeGreaterThanOrEqual(early.logLikelihood);
  });

  test('person fit lz: all wrong -1.1186, all right .8407', () => {
    const { items } = fitCurves(lsat6, { model: 'common-slope' });
    expect(Math.abs(personFit([0, 0, 0, 0, 0], items) - -1.1186)).toBeLessThan(0.001);
    expect(Math.abs(personFit([1, 1, 1, 1, 1], items) - 0.8407)).toBeLessThan(0.001);
    expect(abilityOf([1, 1, 1, 1, 1], items)).toBeGreaterThan(abilityOf([1, 1, 1, 1, 0], items));
  });

  test('an item that everybody answers rightly has no curve, and that is said', () => {
    expect(() =>
      fitCurves({
        max: [1, 1],
        rows: [
          [1, 0],
          [1, 1],
        ],
      }),
    ).toThrow('Item 1');
  });
});

/** Admitted and rejected men, admitted and rejected women, of six departments. */
const berkeley = [
  [512, 313, 89, 19],
  [353, 207, 17, 8],
  [120, 205, 202, 391],
  [138, 279, 131, 244],
  [53, 138, 94, 299],
  [22, 351, 24, 317],
];

test('Mantel-Haenszel on the Berkeley admissions: odds ratio .90470, chi-square 1.4269 and 1.5246', () => {
  const found = mantelHaenszel(
    berkeley.map(([a = 0, b = 0, c = 0, d = 0]) => ({ reference: { right: a, wrong: b }, focal: { right: c, wrong: d } })),
  );
  expect(found?.oddsRatio).toBeCloseTo(0.9047, 4);
  expect(found?.chiSquare).toBeCloseTo(1.4269, 4);
  expect(found?.chiSquareUncorrected).toBeCloseTo(1.5246, 4);
  expect(found?.size).toBe('A');
});

const corpus = process.env.INVIGIL_CORPUS ?? path.join(import.meta.dirname, '../../../../shared/corpus');
const folder = path.join(corpus, 'assessment', 'psychometrics');
const rows = (file: string): string[][] =>
  readFileSync(path.join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(',').map((cell) => cell.replaceAll('"', '')));

describe.skipIf(!existsSync(folder))('with the corpus', () => {
  test('LSAT 7: KR-20 .45341, 2PL log-likelihood -2658.805, slopes within .002 of a search that stops earlier', () => {
    const data = rows('LSAT7_freq.csv')
      .slice(1)
      .map((row) => row.map(Number));
    const lsat7 = {
      max: [1, 1, 1, 1, 1],
      rows: data.map((row) => row.slice(0, 5)),
      weights: data.map((row) => row[5] ?? 0),
    };
    expect(alpha(lsat7)).toBeCloseTo(0.45341, 5);
    const fit = fitCurves(lsat7);
    expect(fit.logLikelihood).toBeCloseTo(-2658.805, 3);
    [0.988, 1.081, 1.706, 0.765, 0.736].forEach((a, i) => void expect(Math.abs((fit.items[i]?.a ?? 0) - a)).toBeLessThan(0.002));
  });

  test('verbal aggression by gender: six items flagged, S2WantShout 9.6032 and delta -2.4861', () => {
    const [head = [], ...data] = rows('difR_verbal.csv');
    const scores = data.map((row) => row.slice(0, 24).map(Number));
    const found = itemDif(
      { max: scores[0]?.map(() => 1) ?? [], rows: scores },
      data.map((row) => row[25] === '1'),
    );
    const flagged = head.slice(0, 24).filter((_, i) => (found[i]?.chiSquare ?? 0) > 3.8415);
    expect(flagged).toEqual(['S2WantShout', 'S4WantShout', 'S2DoCurse', 'S2DoScold', 'S3DoCurse', 'S3DoScold']);
    const shout = found[head.indexOf('S2WantShout')];
    expect(shout?.chiSquare).toBeCloseTo(9.6032, 4);
    expect(shout?.delta).toBeCloseTo(-2.4861, 4);
  });

  test('ACT mathematics: linear -2.632 + 1.0886 x; equipercentile at every score', () => {
    const data = rows('ACTmath.csv')
      .slice(1)
      .map((row) => row.map(Number));
    const [x, y] = [data.map((row) => row[1] ?? 0), data.map((row) => row[2] ?? 0)];
    const { intercept, slope } = linearEquating(x, y);
    expect(intercept).toBeCloseTo(-2.632, 3);
    expect(slope).toBeCloseTo(1.0886, 4);
    const reference = JSON.parse(readFileSync(path.join(folder, 'ACTmath_equating_reference.json'), 'utf8'));
    const equated = equipercentileEquating(x, y);
    expect(equated[10]).toBeCloseTo(8.1607, 4);
    expect(equated[20]).toBeCloseTo(19.1647, 4);
    expect(equated[30]).toBeCloseTo(30.1305, 4);
    equated.forEach((score, i) => void expect(score).toBeCloseTo(reference.equip.yx[i], 6));
  });
});
