/** Derivatives of formulas. */
import { exactValue } from './exact.ts';
import { functionName } from './functions.ts';
import { call, node, number, some, type Tree } from './tree.ts';

const is = (tree: Tree, text: string): boolean => tree.kind === 'number' && tree.text === text;
/** Products, sums and powers with the trivial parts left out, so that results stay short. */
const times = (a: Tree, b: Tree): Tree =>
  is(a, '1') ? b : is(b, '1') ? a : is(a, '0') || is(b, '0') ? number(0) : node('*', a, b);
const over = (a: Tree, b: Tree): Tree => (is(b, '1') ? a : node('/', a, b));
const plus = (a: Tree, b: Tree): Tree => (is(a, '0') ? b : is(b, '0') ? a : node('+', a, b));
const minus = (a: Tree, b: Tree): Tree => (is(b, '0') ? a : is(a, '0') ? node('neg', b) : node('-', a, b));
const one = number(1);
/** The power with one taken off the exponent. */
const lowered = (base: Tree, exponent: Tree): Tree => {
  if (is(exponent, '2')) return base;
  const whole = exponent.kind === 'number' && /^\d+$/.test(exponent.text) ? BigInt(exponent.text) - 1n : undefined;
  return node('^', base, whole === undefined ? node('-', exponent, one) : number(whole));
};
const square = (a: Tree): Tree => node('^', a, number(2));
const zero = number(0);

/** Derivatives of the functions of one argument, at `u`. */
const RULES: Record<string, (u: Tree) => Tree> = {
  sin: (u) => call('cos', u),
  cos: (u) => node('neg', call('sin', u)),
  tan: (u) => square(call('sec', u)),
  sec: (u) => times(call('sec', u), call('tan', u)),
  csc: (u) => node('neg', times(call('csc', u), call('cot', u))),
  cot: (u) => node('neg', square(call('csc', u))),
  arcsin: (u) => over(one, call('sqrt', node('-', one, square(u)))),
  arccos: (u) => node('neg', over(one, call('sqrt', node('-', one, square(u))))),
  arctan: (u) => over(one, node('+', one, square(u))),
  sinh: (u) => call('cosh', u),
  cosh: (u) => call('sinh', u),
  tanh: (u) => square(call('sech', u)),
  arcsinh: (u) => over(one, call('sqrt', node('+', square(u), one))),
  arccosh: (u) => over(one, times(call('sqrt', node('-', u, one)), call('sqrt', node('+', u, one)))),
  arctanh: (u) => over(one, node('-', one, square(u))),
  arccoth: (u) => over(one, node('-', one, square(u))),
  sqrt: (u) => over(one, times(number(2), call('sqrt', u))),
  root: (u) => over(one, times(number(2), call('sqrt', u))),
  exp: (u) => call('exp', u),
  ln: (u) => over(one, u),
  abs: (u) => over(call('abs', u), u),
};

/** The derivative with respect to a name; undefined where a part has none that is known here. */
export function derivative(tree: Tree, by: string): Tree | undefined {
  if (!some(tree, (part) => part.kind === 'name' && part.name === by)) return zero;
  if (tree.kind === 'name') return one;
  if (tree.kind === 'call') {
    const [u] = tree.args;
    const plain = functionName(tree.name);
    if (!u || tree.args.length !== 1 || !Object.hasOwn(RULES, plain)) return undefined;
    const inner = derivative(u, by);
    const outer = RULES[plain]?.(u);
    return inner && outer && times(outer, inner);
  }
  if (tree.kind !== 'node') return undefined;
  const [a, b] = tree.args;
  if (!a) return undefined;
  const da = derivative(a, by);
  if (!da) return undefined;
  if (tree.op === 'neg') return node('neg', da);
  if (tree.op === 'pos' || tree.op === 'group') return da;
  const db = b && derivative(b, by);
  if (!b || !db) return undefined;
  if (tree.op === '+') return plus(da, db);
  if (tree.op === '-') return minus(da, db);
  if (tree.op === '*') return plus(times(da, b), times(a, db));
  if (tree.op === '/') return over(minus(times(da, b), times(a, db)), square(b));
  if (tree.op !== '^') return undefined;
  if (exactValue(b)) return times(times(b, lowered(a, b)), da);
  const log = times(db, a.kind === 'name' && (a.name === 'e' || a.name === '%e') ? one : call('ln', a));
  if (db === zero) return times(times(b, node('^', a, node('-', b, one))), da);
  return times(tree, da === zero ? log : node('+', log, over(times(b, da), a)));
}
