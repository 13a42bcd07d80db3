/** The value of a formula at a point. */
import type { Budget } from './budget.ts';
import { spend } from './budget.ts';
import type { Complex, Complexes } from './complex.ts';
import { functionOf } from './functions.ts';
import { MathsProblem } from './problem.ts';
import type { Tree } from './tree.ts';

export type Scope<T> = {
  complexes: Complexes<T>;
  /** The value of a name; undefined where it has none. */
  valueOf(name: string): Complex<T> | undefined;
  /** Functions besides the language's own, or in their place. */
  functionOf?(name: string): ((args: readonly Complex<T>[]) => Complex<T>) | undefined;
  budget: Budget;
  /** Infinite values are values. */
  infinite?: boolean;
  /** Largest size met on the way: what may have cancelled out. */
  peak?: { size: number };
};

/** What % and the metric suffixes multiply by. */
export const SUFFIXES: Record<string, string> = {
  '%': '0.01',
  k: '1e3',
  M: '1e6',
  G: '1e9',
  T: '1e12',
  m: '1e-3',
  u: '1e-6',
  n: '1e-9',
  p: '1e-12',
};

/**
 * @throws MathsProblem where the value is undefined, infinite (unless the scope allows it), or no number
 */
export function evaluate<T>(tree: Tree, scope: Scope<T>): Complex<T> {
  const c = scope.complexes;
  spend(scope.budget, c.reals.cost);
  switch (tree.kind) {
    case 'number':
      return finite(scope, c.real(c.reals.read(tree.text)));
    case 'text':
      throw new MathsProblem('shape', 'a text is no number');
    case 'name': {
      const value = scope.valueOf(tree.name);
      if (!value) throw new MathsProblem('name', `"${tree.name}" is not known here`);
      return value;
    }
    case 'call':
      return finite(scope, applied(tree.name, tree.args, scope));
    case 'node':
      return finite(scope, operated(tree, scope));
  }
}

function finite<T>(scope: Scope<T>, value: Complex<T>): Complex<T> {
  if (scope.peak) {
    const { reals } = scope.complexes;
    scope.peak.size = Math.max(scope.peak.size, Math.abs(reals.toNumber(value.re)), Math.abs(reals.toNumber(value.im)));
  }
  return scope.infinite ? value : scope.complexes.checked(value);
}

/** Most terms of a sum or product that are added up. */
const MOST_TERMS = 2_000;

/** sum(term, k, from, to) and product(...), with whole bounds. */
function repeated<T>(name: string, args: readonly Tree[], scope: Scope<T>): Complex<T> {
  const c = scope.complexes;
  const [term, index, from, to] = args;
  if (!term || index?.kind !== 'name' || !from || !to)
    throw new MathsProblem('shape', `${name} takes a term, a name and two bounds`);
  const [low, high] = [c.whole(evaluate(from, scope)), c.whole(evaluate(to, scope))];
  if (low === undefined || high === undefined) throw new MathsProblem('domain', `the bounds of ${name} are not whole numbers`);
  if (high - low > MOST_TERMS) throw new MathsProblem('budget', `more than ${MOST_TERMS} terms`);
  const adds = name === 'sum';
  let total = adds ? c.zero : c.one;
  for (let k = low; k <= high; k++) {
    const value = evaluate(term, { ...scope, valueOf: (other) => (other === index.name ? c.of(k) : scope.valueOf(other)) });
    total = adds ? c.add(total, value) : c.mul(total, value);
  }
  return total;
}

function applied<T>(name: string, args: readonly Tree[], scope: Scope<T>): Complex<T> {
  const c = scope.complexes;
  if (name === 'suffix') {
    const [digits, suffix] = args;
    const factor = suffix?.kind === 'text' ? SUFFIXES[suffix.text] : undefined;
    if (!digits || !factor) throw new MathsProblem('name', 'a suffix that is not known here');
    return c.mul(evaluate(digits, scope), c.real(c.reals.read(factor)));
  }
  if (args.length === 4 && (name === 'sum' || name === 'product')) return repeated(name, args, scope);
  const values = args.map((part) => evaluate(part, scope));
  const own = scope.functionOf?.(name);
  if (own) return own(values);
  const known = functionOf(name);
  if (!known) throw new MathsProblem('name', `the function "${name}" is not known here`);
  const [least, most] = known.arity;
  if (values.length < least || values.length > most)
    throw new MathsProblem(
      'shape',
      `${name} takes ${least === most ? least : `${least} or more`} arguments, not ${values.length}`,
    );
  spend(scope.budget, c.reals.functionCost);
  return known.apply(c, values);
}

function operated<T>(tree: Extract<Tree, { kind: 'node' }>, scope: Scope<T>): Complex<T> {
  const c = scope.complexes;
  const part = (index: number): Complex<T> => {
    const operand = tree.args[index];
    if (!operand) throw new MathsProblem('shape', 'an operand is missing');
    return evaluate(operand, scope);
  };
  switch (tree.op) {
    case '+':
      return c.add(part(0), part(1));
    case '-':
      return c.sub(part(0), part(1));
    case '*':
      return c.mul(part(0), part(1));
    case '/':
      return c.div(part(0), part(1));
    case '^': {
      const [base, power] = [part(0), part(1)];
      const whole = c.whole(power);
      spend(
        scope.budget,
        whole === undefined ? c.reals.functionCost * 2 : c.reals.cost * Math.ceil(Math.log2(Math.abs(whole) + 2)) * 2,
      );
      return c.pow(base, power);
    }
    case '||': {
      const [a, b] = [part(0), part(1)];
      if (c.isZero(a) || c.isZero(b)) throw new MathsProblem('domain', 'nothing is in parallel with zero');
      return c.div(c.one, c.add(c.div(c.one, a), c.div(c.one, b)));
    }
    case 'neg':
      return c.neg(part(0));
    case 'pos':
    case 'group':
      return part(0);
    case '%':
      return c.mul(part(0), c.real(c.reals.read('0.01')));
    case '!':
      return applied('fact', tree.args, scope);
    default:
      throw new MathsProblem('shape', `"${tree.op}" gives no number`);
  }
}
