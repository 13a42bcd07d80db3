/** Real roots of a polynomial with rational coefficients, in doubles. */
import type { Fraction } from './exact.ts';

const valueAt = (coefficients: readonly number[], x: number): number => coefficients.reduceRight((sum, c) => sum * x + c, 0);

function rootsOf(coefficients: readonly number[]): number[] {
  const degree = coefficients.length - 1;
  const lead = coefficients[degree] ?? 0;
  if (degree < 1) return [];
  if (degree === 1) return [-(coefficients[0] ?? 0) / lead];
  // Between the turning points, which are the derivative's roots, there is one root at most.
  const turning = rootsOf(coefficients.slice(1).map((c, index) => c * (index + 1)));
  const bound = 1 + Math.max(...coefficients.slice(0, -1).map((c) => Math.abs(c / lead)));
  const ends = [-bound, ...turning, bound];
  const found: number[] = [];
  const scale = (x: number): number => coefficients.reduce((sum, c, power) => sum + Math.abs(c) * Math.abs(x) ** power, 0);
  const isRoot = (x: number): boolean => Math.abs(valueAt(coefficients, x)) <= 1e-12 * scale(x);
  for (const x of turning) if (isRoot(x)) found.push(x);
  for (let index = 0; index + 1 < ends.length; index++) {
    let [low, high] = [ends[index] ?? 0, ends[index + 1] ?? 0];
    const sign = Math.sign(valueAt(coefficients, low));
    if (sign * Math.sign(valueAt(coefficients, high)) >= 0) continue;
    for (let turn = 0; turn < 200 && high - low > 0; turn++) {
      const middle = (low + high) / 2;
      if (middle === low || middle === high) break;
      if (Math.sign(valueAt(coefficients, middle)) === sign) low = middle;
      else high = middle;
    }
    found.push((low + high) / 2);
  }
  return found
    .sort((a, b) => a - b)
    .filter((x, index, all) => index === 0 || x - (all[index - 1] ?? 0) > 1e-9 * Math.max(1, Math.abs(x)));
}

/** The real roots, smallest first, each once. Coefficients lowest power first; no leading zeros. */
export const realRoots = (coefficients: readonly Fraction[]): number[] => rootsOf(coefficients.map((c) => c.valueOf()));
