/**
 * How much work one answer may cause. Steps are counted, not time: the same answer stops at the same place on every
 * machine, so a mark can be recomputed. The default corresponds to some 50 ms on a slow core at most.
 */
import { MathsProblem } from './problem.ts';

export type Budget = { left: number };

/** Longest answer in characters, deepest nesting, and most nodes of a formula. */
export const LIMITS = { length: 2_000, depth: 60, nodes: 1_500 } as const;

/** Steps of one answer. One step is about one operation on doubles. */
export const DEFAULT_STEPS = 120_000;

/** What operations cost in steps, by measurement: see `test/bench/maths.ts`. */
export const COST = { double: 1, residue: 2, precise: 6, preciseFunction: 100 } as const;

export const budgetOf = (steps: number = DEFAULT_STEPS): Budget => ({ left: steps });

/** @throws MathsProblem of kind `budget` when the steps are used up */
export function spend(budget: Budget, steps: number): void {
  budget.left -= steps;
  if (budget.left < 0) throw new MathsProblem('budget', 'working this out takes more steps than one answer is given');
}
