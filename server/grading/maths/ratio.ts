/** Whether one formula is a constant multiple of another: what makes two equations say the same. */
import { type Budget, budgetOf } from './budget.ts';
import { type Complex, Complexes } from './complex.ts';
import { compareValues, type Meaning, valueAt, variablesOf } from './identity.ts';
import { pointsFor } from './points.ts';
import { attempt } from './problem.ts';
import { drawsFrom, seedOf } from './random.ts';
import { doubles } from './reals.ts';
import { fieldElement, fieldQuotient, residueOf } from './residue.ts';
import { node, number, rewrite, type Tree } from './tree.ts';

const c = new Complexes(doubles);

const at = (tree: Tree, point: ReadonlyMap<string, number>): Tree =>
  rewrite(tree, (part) => {
    const value = part.kind === 'name' ? point.get(part.name) : undefined;
    if (value === undefined) return part;
    return value < 0 ? node('neg', number(-value)) : number(value);
  });

/** For rational functions, whether the quotient is one and the same at three points of the field; undefined for others. */
function steadyInField(a: Tree, b: Tree, names: readonly string[], meaning: Meaning, budget: Budget): boolean | undefined {
  const draw = drawsFrom(seedOf(`field ${meaning.seed ?? ''}`));
  const quotients = new Set<bigint>();
  for (let turn = 0; turn < 4; turn++) {
    const point = new Map(names.map((name) => [name, fieldElement(draw)]));
    const isImaginary = (name: string): boolean => meaning.constants.get(name) === 'i';
    const scope = { budget, isImaginary, valueOf: (name: string) => point.get(name) };
    const [left, right] = [residueOf(a, scope), residueOf(b, scope)];
    if (left === undefined || right === undefined) return undefined;
    if (left && right) quotients.add(fieldQuotient(left, right));
    else if (left !== right) return false;
  }
  return quotients.size === 1;
}

/**
 * The factor k of a = k*b with k a number other than zero, as a double; NaN where it is too large or small for one;
 * undefined where there is none.
 */
export function constantRatio(a: Tree, b: Tree, meaning: Meaning, budget: Budget = budgetOf()): Complex<number> | undefined {
  const names = variablesOf(meaning, a, b);
  const steady = steadyInField(a, b, names, meaning, budget);
  if (steady === false) return undefined;
  const points = pointsFor(names, seedOf(`ratio ${meaning.seed ?? ''}`), meaning.domains ?? new Map());
  for (const drawn of points) {
    // Few digits keep the exact arithmetic that follows short.
    const point = new Map([...drawn].map(([name, value]) => [name, Math.round(value * 64) / 64]));
    const values = attempt(() => [valueAt(a, c, point, meaning, budget), valueAt(b, c, point, meaning, budget)] as const);
    if ('problem' in values) {
      if (values.problem.kind !== 'domain') throw values.problem;
      continue;
    }
    const [left, right] = values.value;
    if (c.abs(left) < 1e-9 || c.abs(right) < 1e-9) continue;
    if (steady) return c.div(left, right);
    const verdict = compareValues(node('*', a, at(b, point)), node('*', b, at(a, point)), meaning, budget);
    return verdict.equal ? c.div(left, right) : undefined;
  }
  return steady ? c.of(Number.NaN) : undefined;
}
