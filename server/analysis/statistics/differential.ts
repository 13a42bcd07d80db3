/**
 * Differential item functioning by Mantel and Haenszel (Holland and Thayer 1988): do candidates of two groups with the same
 * total score do equally well on an item? It opens a question for people; it shows no bias by itself.
 */
import { type ScoreTable, totalOf } from './scores.ts';

/** Right and wrong answers of both groups at one total score. */
export type Stratum = { reference: { right: number; wrong: number }; focal: { right: number; wrong: number } };
export type MantelHaenszel = {
  /** Common odds ratio: above 1, the item is easier for the reference group. */
  oddsRatio: number;
  /** With and without Yates' correction; one degree of freedom. */
  chiSquare: number;
  chiSquareUncorrected: number;
  /** ETS delta, -2.35 ln(odds ratio): below 0, harder for the focal group. */
  delta: number;
  /** ETS size: A negligible, B moderate, C large (|delta| below 1, below 1.5, and above), where it is significant at 5 %. */
  size: 'A' | 'B' | 'C';
};

/** 5 % of chi-square with one degree of freedom. */
export const CRITICAL = 3.841458820694124;

/** Null where no stratum holds both groups with both kinds of answers. */
export function mantelHaenszel(strata: readonly Stratum[]): MantelHaenszel | null {
  let [up, down, observed, expected, variance] = [0, 0, 0, 0, 0];
  for (const { reference, focal } of strata) {
    const [r, f] = [reference.right + reference.wrong, focal.right + focal.wrong];
    const [right, wrong] = [reference.right + focal.right, reference.wrong + focal.wrong];
    const n = r + f;
    if (r === 0 || f === 0 || n < 2) continue;
    up += (reference.right * focal.wrong) / n;
    down += (reference.wrong * focal.right) / n;
    observed += reference.right;
    expected += (r * right) / n;
    variance += (r * f * right * wrong) / (n * n * (n - 1));
  }
  if (!(variance > 0) || up === 0 || down === 0) return null;
  const oddsRatio = up / down;
  const distance = Math.abs(observed - expected);
  const chiSquare = Math.max(0, distance - 0.5) ** 2 / variance;
  const delta = -2.35 * Math.log(oddsRatio);
  const significant = chiSquare > CRITICAL;
  const size = !significant || Math.abs(delta) < 1 ? 'A' : Math.abs(delta) < 1.5 ? 'B' : 'C';
  return { oddsRatio, chiSquare, chiSquareUncorrected: distance ** 2 / variance, delta, size };
}

/**
 * One entry an item of a 0/1 table; candidates are matched by their total score.
 * @param focal whether the row belongs to the focal group
 */
export function itemDif(table: ScoreTable, focal: readonly boolean[]): (MantelHaenszel | null)[] {
  return table.max.map((_, item) => {
    const strata = new Map<number, Stratum>();
    table.rows.forEach((row, index) => {
      const total = totalOf(row);
      const stratum = strata.get(total) ?? { reference: { right: 0, wrong: 0 }, focal: { right: 0, wrong: 0 } };
      const group = focal[index] ? stratum.focal : stratum.reference;
      const weight = table.weights?.[index] ?? 1;
      if (row[item] === 1) group.right += weight;
      else group.wrong += weight;
      strata.set(total, stratum);
    });
    return mantelHaenszel([...strata.values()]);
  });
}
