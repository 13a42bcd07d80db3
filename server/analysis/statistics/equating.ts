/**
 * Equating two forms that random groups of candidates took (Kolen and Brennan 2014): what a score on the new form is worth
 * on the old one.
 */
import { momentsOf, type Weighted } from './scores.ts';

/** `counts[score]`: how many candidates got that whole score. */
export type Frequencies = readonly number[];

const weighted = (counts: Frequencies): Weighted => counts.map((weight, value) => ({ value, weight }));

/** y = intercept + slope x, so that means and standard deviations agree. @throws Error when the new form's scores do not vary */
export function linearEquating(x: Frequencies, y: Frequencies): { intercept: number; slope: number } {
  const [from, to] = [momentsOf(weighted(x)), momentsOf(weighted(y))];
  if (!(from.variance > 0)) throw new Error('All candidates have the same score on the new form: it cannot be equated.');
  const slope = Math.sqrt(to.variance / from.variance);
  return { intercept: to.mean - slope * from.mean, slope };
}

/** For each whole score on the new form, the score with the same percentile rank on the old one; a whole score spans +-1/2. */
export function equipercentileEquating(x: Frequencies, y: Frequencies): number[] {
  const [nx, ny] = [x, y].map((counts) => counts.reduce((sum, count) => sum + count, 0)) as [number, number];
  if (nx === 0 || ny === 0) throw new Error('A form without candidates cannot be equated.');
  let below = 0;
  return x.map((count) => {
    const rank = (below + count / 2) / nx;
    below += count;
    return scoreAt(y, rank * ny);
  });
}

/** The score below which `people` candidates lie, counted through the spans of whole scores. */
function scoreAt(counts: Frequencies, people: number): number {
  if (people <= 0) return -0.5;
  let below = 0;
  for (const [score, count] of counts.entries()) {
    if (count > 0 && below + count > people) return score - 0.5 + (people - below) / count;
    below += count;
  }
  return counts.length - 0.5;
}
