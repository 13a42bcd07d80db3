/** A formula as a quotient of polynomials, with everything that is no such thing kept as atoms. */
import { type Budget, budgetOf } from './budget.ts';
import { exactValue, Fraction, fractionOf, fractionText, wholeOf } from './exact.ts';
import { functionName } from './functions.ts';
import {
  addPolynomials,
  atomPolynomial,
  constantOf,
  constantPolynomial,
  isZero,
  multiplyPolynomials,
  ONE,
  type Polynomial,
  powerPolynomial,
  samePolynomial,
  scalePolynomial,
} from './polynomial.ts';
import { MathsProblem } from './problem.ts';
import { argsOf, isNode, type Tree } from './tree.ts';

export type Rational = { top: Polynomial; below: Polynomial };

const ARITHMETIC = new Set<string>(['+', '-', '*', '/', 'neg', 'pos', 'group']);

/** Highest power that is multiplied out. */
const EXPANDED = 40;

const over = (top: Polynomial, below: Polynomial): Rational => {
  if (isZero(below)) throw new MathsProblem('domain', 'it divides by zero');
  const constant = constantOf(below);
  return constant ? { top: scalePolynomial(top, constant.inverse()), below: ONE } : { top, below };
};

/**
 * The quotient of a formula; not reduced by common factors, but by constants.
 * @throws MathsProblem when it grows too large or divides by zero
 */
export function rationalOf(tree: Tree, budget: Budget = budgetOf()): Rational {
  if (tree.kind === 'number') return { top: constantPolynomial(fractionOf(tree.text)), below: ONE };
  if (tree.kind === 'name') return { top: atomPolynomial(tree.name), below: ONE };
  if (!isNode(tree, '+', '-', '*', '/', '^', 'neg', 'pos', 'group'))
    return { top: atomPolynomial(canonicalText(tree, budget)), below: ONE };
  const [first, second] = tree.args;
  if (!first) throw new MathsProblem('shape', 'an operand is missing');
  if (tree.op === '^') return raised(tree, first, second, budget);
  const a = rationalOf(first, budget);
  if (tree.op === 'pos' || tree.op === 'group') return a;
  if (tree.op === 'neg') return { top: scalePolynomial(a.top, new Fraction(-1)), below: a.below };
  if (!second) throw new MathsProblem('shape', 'an operand is missing');
  const b = rationalOf(second, budget);
  const times = (x: Polynomial, y: Polynomial): Polynomial => multiplyPolynomials(x, y, budget);
  if (tree.op === '*') return over(times(a.top, b.top), times(a.below, b.below));
  if (tree.op === '/') return over(times(a.top, b.below), times(a.below, b.top));
  const right = tree.op === '-' ? scalePolynomial(b.top, new Fraction(-1)) : b.top;
  if (samePolynomial(a.below, b.below)) return over(addPolynomials(a.top, right), a.below);
  return over(addPolynomials(times(a.top, b.below), times(right, a.below)), times(a.below, b.below));
}

function raised(tree: Tree, base: Tree, exponent: Tree | undefined, budget: Budget): Rational {
  const whole = exponent ? wholeOf(exactValue(exponent)) : undefined;
  if (whole === undefined || Math.abs(whole) > EXPANDED) return { top: atomPolynomial(canonicalText(tree, budget)), below: ONE };
  const value = rationalOf(base, budget);
  const [top, below] = [
    powerPolynomial(value.top, Math.abs(whole), budget),
    powerPolynomial(value.below, Math.abs(whole), budget),
  ];
  return whole < 0 ? over(below, top) : over(top, below);
}

const polynomialText = (p: Polynomial): string =>
  [...p]
    .map(([key, { coefficient }]) => `${fractionText(coefficient)}*${key}`)
    .sort()
    .join('+');

/** A text that formulas with the same canonical parts share. */
export function canonicalText(tree: Tree, budget: Budget = budgetOf()): string {
  if (tree.kind === 'text') return `"${tree.text}"`;
  const canonical = (part: Tree): string => {
    const { top, below } = rationalOf(part, budget);
    return below === ONE ? polynomialText(top) : `(${polynomialText(top)})/(${polynomialText(below)})`;
  };
  if (tree.kind === 'node' && tree.op === '^') return `(${tree.args.map(canonical).join(')^(')})`;
  if (tree.kind === 'call') return `${functionName(tree.name)}(${tree.args.map(canonical).join(',')})`;
  if (tree.kind === 'node' && !ARITHMETIC.has(tree.op)) return `${tree.op}(${argsOf(tree).map(canonical).join(',')})`;
  return canonical(tree);
}

/** Whether two formulas are the same quotient of polynomials in the same atoms. Light: it knows no identity of functions. */
export function sameRational(a: Tree, b: Tree, budget: Budget = budgetOf()): boolean {
  const [x, y] = [rationalOf(a, budget), rationalOf(b, budget)];
  return samePolynomial(multiplyPolynomials(x.top, y.below, budget), multiplyPolynomials(y.top, x.below, budget));
}
