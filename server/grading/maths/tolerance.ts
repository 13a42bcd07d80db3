/** How far from the staff's answer an answer may be. */
import { itemsOf, type Quantity, shapeOf } from './arrays.ts';
import { type Complex, Complexes } from './complex.ts';
import { fractionOf } from './exact.ts';
import { attempt, MathsProblem } from './problem.ts';
import { doubles } from './reals.ts';

/** `relative` is a share of the staff's answer: 0.01 for 1 %. */
export type Tolerance = { kind: 'absolute' | 'relative'; size: number };

/** What Open edX takes where the author says nothing: 0.001 % of the staff's answer. */
export const DEFAULT_TOLERANCE: Tolerance = { kind: 'relative', size: 1e-5 };

/**
 * Reads `0.1`, `2%` and `1e-3`.
 * @throws MathsProblem where it is neither a number nor a percentage, or negative
 */
export function toleranceFrom(written: string): Tolerance {
  const text = written.trim();
  const percent = text.endsWith('%');
  const read = attempt(() => fractionOf((percent ? text.slice(0, -1) : text).trim()).valueOf());
  if ('problem' in read)
    throw new MathsProblem('syntax', `"${written}" is no tolerance; write a number such as 0.01 or a share such as 2%`);
  return percent ? { kind: 'relative', size: read.value / 100 } : { kind: 'absolute', size: read.value };
}

const c = new Complexes(doubles);
const apart = (a: Complex<number>, b: Complex<number>): number => {
  if (a.re === b.re && a.im === b.im) return 0;
  return Math.hypot(a.re - b.re, a.im - b.im);
};
const length = (value: Quantity): number => Math.hypot(...itemsOf(value).map((item) => c.abs(item)));

/** Whether `given` is as near to `expected` as the tolerance allows. Arrays are compared by the length of their difference. */
export function within(expected: Quantity, given: Quantity, tolerance: Tolerance): boolean {
  if (String(shapeOf(expected)) !== String(shapeOf(given))) return false;
  const others = itemsOf(given);
  const gap = Math.hypot(...itemsOf(expected).map((item, index) => apart(item, others[index] ?? c.zero)));
  const allowed = tolerance.kind === 'absolute' ? tolerance.size : tolerance.size * length(expected);
  if (gap === 0) return true;
  // A few units in the last place of doubles are not the candidate's.
  return Number.isFinite(allowed) && gap <= allowed + 4e-16 * length(expected);
}
