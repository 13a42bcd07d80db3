/** Agreement of marks. Pure figures over pairs of marks of the same response. */
import type { Agreement } from '../../shared/contract/marking.ts';

export type Pair = readonly [number, number];

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/**
 * Quadratic weighted kappa (Cohen 1968): 1 less the observed mean squared difference over the one expected if the two had
 * marked independently with their own distributions. For whole numbers this is the usual one over a table of categories;
 * this form also takes halves.
 * @returns 1 for complete agreement, about 0 for chance, negative below it; null when both always give the same one mark
 *   or there is no pair, since then it isn't defined
 */
export function weightedKappa(pairs: readonly Pair[]): number | null {
  const n = pairs.length;
  if (n === 0) return null;
  const mean = (at: 0 | 1) => sum(pairs.map((pair) => pair[at])) / n;
  const [a, b] = [mean(0), mean(1)];
  const variance = (at: 0 | 1, middle: number) => sum(pairs.map((pair) => (pair[at] - middle) ** 2)) / n;
  const expected = variance(0, a) + variance(1, b) + (a - b) ** 2;
  if (expected <= 1e-12) return null;
  return 1 - sum(pairs.map(([one, other]) => (one - other) ** 2)) / n / expected;
}

/** @param step how far apart is adjacent: one point */
export function agreementOf(pairs: readonly Pair[], step = 1): Agreement {
  const share = (within: number) =>
    pairs.length === 0 ? null : pairs.filter(([one, other]) => Math.abs(one - other) <= within + 1e-9).length / pairs.length;
  return { pairs: pairs.length, exact: share(0), adjacent: share(step), kappa: weightedKappa(pairs) };
}

/** Mean of the first less the second: how much more generous the first marks. */
export const severityOf = (pairs: readonly Pair[]): number | null =>
  pairs.length === 0 ? null : sum(pairs.map(([one, other]) => one - other)) / pairs.length;
