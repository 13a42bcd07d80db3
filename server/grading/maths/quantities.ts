/** The value of a formula whose names may stand for vectors and matrices. */
import { add, arrayFunction, divide, isArray, multiply, negate, type Quantity, raise, stack } from './arrays.ts';
import { type Budget, spend } from './budget.ts';
import { type Complex, Complexes } from './complex.ts';
import { evaluate } from './evaluate.ts';
import { MathsProblem } from './problem.ts';
import { doubles } from './reals.ts';
import { isNode, type Tree } from './tree.ts';

export type QuantityScope = {
  valueOf(name: string): Quantity | undefined;
  functionOf?(name: string): ((args: readonly Complex<number>[]) => Complex<number>) | undefined;
  budget: Budget;
  infinite?: boolean;
};

const complexes = new Complexes(doubles);

/**
 * @throws MathsProblem of kind `shape` where parts do not fit together, and as `evaluate` does
 */
export function quantityOf(tree: Tree, scope: QuantityScope): Quantity {
  spend(scope.budget, 1);
  if (tree.kind === 'name') {
    const value = scope.valueOf(tree.name);
    if (!value) throw new MathsProblem('name', `"${tree.name}" is not known here`);
    return value;
  }
  if (tree.kind === 'call') return called(tree, scope);
  if (tree.kind !== 'node') return evaluate(tree, { ...scope, complexes, valueOf: () => undefined });
  if (tree.op === 'list') return stack(tree.args.map((part) => quantityOf(part, scope)));
  const vectors = isNode(tree, '*', '/') ? vectorsIn(tree, scope) : 0;
  if (vectors > 2) throw new MathsProblem('shape', 'a product of three vectors is ambiguous without brackets');
  const [a, b] = tree.args.map((part) => quantityOf(part, scope));
  if (!a) throw new MathsProblem('shape', 'an operand is missing');
  return finite(operated(tree, a, b, scope), scope);
}

function operated(tree: Extract<Tree, { kind: 'node' }>, a: Quantity, b: Quantity | undefined, scope: QuantityScope): Quantity {
  if (tree.op === 'neg') return negate(a);
  if (tree.op === 'pos' || tree.op === 'group') return a;
  if (b === undefined && isArray(a)) throw new MathsProblem('shape', `"${tree.op}" is for numbers`);
  if (b !== undefined && tree.op === '+') return add(a, b);
  if (b !== undefined && tree.op === '-') return add(a, b, true);
  if (b !== undefined && tree.op === '*') return multiply(a, b);
  if (b !== undefined && tree.op === '/') return divide(a, b);
  if (b !== undefined && tree.op === '^') return raise(a, b);
  const point = new Map<string, Complex<number>>(
    [a, b].flatMap((value, index) => (value && !isArray(value) ? [[`#${index}`, value] as const] : [])),
  );
  const args = tree.args.map((_, index): Tree => ({ kind: 'name', name: `#${index}` }));
  return evaluate({ ...tree, args }, { ...scope, complexes, valueOf: (name) => point.get(name) });
}

/** How many vectors stand in a product chain that no brackets divide. */
function vectorsIn(tree: Tree, scope: QuantityScope): number {
  if (isNode(tree, '*', '/')) return tree.args.reduce((sum, part) => sum + vectorsIn(part, scope), 0);
  if (tree.kind !== 'name') return 0;
  const value = scope.valueOf(tree.name);
  return value && isArray(value) && value.shape.length === 1 ? 1 : 0;
}

function called(tree: Extract<Tree, { kind: 'call' }>, scope: QuantityScope): Quantity {
  if (tree.name === 'suffix') return evaluate(tree, { ...scope, complexes, valueOf: () => undefined });
  const args = tree.args.map((part) => quantityOf(part, scope));
  const scalars = args.every((value) => !isArray(value));
  const own = scope.functionOf?.(tree.name);
  const known = own ? undefined : arrayFunction(tree.name);
  if (known && !(scalars && ['abs', 'conj', 're', 'im'].includes(tree.name))) return known(args);
  if (!scalars) throw new MathsProblem('shape', `${tree.name} is a function of numbers`);
  const point = new Map<string, Quantity>(args.map((value, index) => [`#${index}`, value]));
  const names = args.map((_, index): Tree => ({ kind: 'name', name: `#${index}` }));
  const scalarOf = (name: string): Complex<number> | undefined => {
    const value = point.get(name);
    return value && !isArray(value) ? value : undefined;
  };
  return evaluate({ ...tree, args: names }, { ...scope, complexes, valueOf: scalarOf });
}

function finite(value: Quantity, scope: QuantityScope): Quantity {
  if (!scope.infinite) for (const item of isArray(value) ? value.items : [value]) complexes.checked(item);
  return value;
}
