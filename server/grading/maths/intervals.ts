/** Sets of real numbers: unions and intersections of intervals and points. */
import type { Budget } from './budget.ts';
import { Complexes } from './complex.ts';
import { type Meaning, valueAt } from './identity.ts';
import { endOf } from './kinds.ts';
import { MathsProblem } from './problem.ts';
import { doubles } from './reals.ts';
import { argsOf, isNode, type Tree } from './tree.ts';

const c = new Complexes(doubles);
type Member = (x: number) => boolean;
type Reals = { marks: readonly number[]; has: Member };

function bound(tree: Tree | undefined, meaning: Meaning, budget: Budget): number {
  const end = tree && endOf(tree);
  if (end !== undefined) return end * Number.POSITIVE_INFINITY;
  if (!tree) throw new MathsProblem('shape', 'a bound is missing');
  return valueAt(tree, c, new Map(), meaning, budget).re;
}

const near = (a: number, b: number): boolean =>
  a === b || (Number.isFinite(a) && Number.isFinite(b) && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b)));

/** @throws MathsProblem where it is no set of reals or a bound is no number */
export function realsOf(tree: Tree, meaning: Meaning, budget: Budget): Reals {
  const parts = argsOf(tree);
  if (tree.kind === 'name') {
    if (tree.name === 'all') return { marks: [], has: () => true };
    if (tree.name === 'none') return { marks: [], has: () => false };
  }
  if (isNode(tree, 'set')) {
    const points = parts.map((part) => bound(part, meaning, budget));
    return { marks: points, has: (x) => points.some((point) => near(x, point)) };
  }
  if (tree.kind !== 'call') throw new MathsProblem('shape', 'not a set of real numbers');
  if (tree.name === '%union' || tree.name === '%intersection') {
    const sets = parts.map((part) => realsOf(part, meaning, budget));
    const every = tree.name === '%intersection';
    return {
      marks: sets.flatMap(({ marks }) => marks),
      has: (x) => (every ? sets.every(({ has }) => has(x)) : sets.some(({ has }) => has(x))),
    };
  }
  if (tree.name === 'realset' && parts[1]) return realsOf(parts[1], meaning, budget);
  if (!/^[oc][oc]$/.test(tree.name)) throw new MathsProblem('shape', 'not a set of real numbers');
  const [low, high] = [bound(parts[0], meaning, budget), bound(parts[1], meaning, budget)];
  const [open, close] = [tree.name.startsWith('o'), tree.name.endsWith('o')];
  const has: Member = (x) => (near(x, low) ? !open : x > low) && (near(x, high) ? !close : x < high) && low <= high;
  return { marks: [low, high], has };
}

/** Whether two sets of reals have the same members: looked at on the bounds and between them. */
export function sameReals(a: Tree, b: Tree, meaning: Meaning, budget: Budget): boolean {
  const [x, y] = [realsOf(a, meaning, budget), realsOf(b, meaning, budget)];
  const marks = [...x.marks, ...y.marks].filter(Number.isFinite).sort((p, q) => p - q);
  const places = [
    (marks[0] ?? 0) - 1,
    ...marks.flatMap((mark, index) => [mark, index + 1 < marks.length ? (mark + (marks[index + 1] ?? mark)) / 2 : mark + 1]),
  ];
  return places.every((place) => x.has(place) === y.has(place));
}
