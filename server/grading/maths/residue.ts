/**
 * Rational functions in a prime field: no rounding, so a difference of one part in a trillion shows. Two different rational
 * functions of degree d agree at a random point with a chance of d in 2^61 (Schwartz 1980, Zippel 1979).
 */
import { type Budget, COST, spend } from './budget.ts';
import { exactValue, type Fraction, fractionOf } from './exact.ts';
import { functionName } from './functions.ts';
import type { Tree } from './tree.ts';

/** 2^61 - 31, a prime that leaves 1 over 4: minus one has a square root in the field. */
export const PRIME = 2_305_843_009_213_693_921n;

const reduce = (value: bigint): bigint => {
  const rest = value % PRIME;
  return rest < 0n ? rest + PRIME : rest;
};

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = reduce(base);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % PRIME;
    square = (square * square) % PRIME;
  }
  return result;
}
const inverse = (value: bigint): bigint => power(value, PRIME - 2n);

/** A random element, uniform up to one part in 2^60. */
export const fieldElement = (draw: () => number): bigint =>
  (BigInt(Math.floor(draw() * 2 ** 31)) * (1n << 30n) + BigInt(Math.floor(draw() * 2 ** 30))) % PRIME;

/** `a` over `b`, which is not zero. */
export const fieldQuotient = (a: bigint, b: bigint): bigint => (a * inverse(b)) % PRIME;

/** A square root of -1, from the first non-residue. */
const IMAGINARY = (() => {
  for (let candidate = 2n; ; candidate++) {
    const root = power(candidate, (PRIME - 1n) / 4n);
    if ((root * root) % PRIME === PRIME - 1n) return root;
  }
})();

export type ResidueScope = {
  valueOf(name: string): bigint | undefined;
  /** Whether a name stands for the imaginary unit. */
  isImaginary(name: string): boolean;
  budget: Budget;
};

/** `undefined`: not a rational function. `null`: divides by zero at this point. */
export type Residue = bigint | null | undefined;

const ofFraction = (value: Fraction): Residue => {
  const below = reduce(value.d);
  return below === 0n ? null : (reduce(value.s * value.n) * inverse(below)) % PRIME;
};

/** The value of a rational function at a point of the field. */
export function residueOf(tree: Tree, scope: ResidueScope): Residue {
  spend(scope.budget, COST.residue);
  if (tree.kind === 'number') return ofFraction(fractionOf(tree.text));
  if (tree.kind === 'name') return scope.isImaginary(tree.name) ? IMAGINARY : scope.valueOf(tree.name);
  if (tree.kind === 'call') {
    const value = functionName(tree.name) === 'fact' ? exactValue(tree) : undefined;
    return value ? ofFraction(value) : undefined;
  }
  if (tree.kind !== 'node') return undefined;
  const [first, second] = tree.args;
  if (tree.op === '^') return first && second ? raised(first, second, scope) : undefined;
  if (tree.op === '!') {
    const value = exactValue(tree);
    return value ? ofFraction(value) : undefined;
  }
  const a = first && residueOf(first, scope);
  if (a === undefined || a === null) return a;
  if (tree.op === 'neg') return reduce(-a);
  if (tree.op === 'pos' || tree.op === 'group') return a;
  if (tree.op === '%') return (a * inverse(100n)) % PRIME;
  const b = second && residueOf(second, scope);
  if (b === undefined || b === null) return b;
  switch (tree.op) {
    case '+':
      return (a + b) % PRIME;
    case '-':
      return reduce(a - b);
    case '*':
      return (a * b) % PRIME;
    case '/':
      spend(scope.budget, 60 * COST.residue);
      return b === 0n ? null : (a * inverse(b)) % PRIME;
    default:
      return undefined;
  }
}

function raised(base: Tree, exponent: Tree, scope: ResidueScope): Residue {
  const whole = exactValue(exponent);
  if (whole?.d !== 1n) return undefined;
  const value = residueOf(base, scope);
  if (value === undefined || value === null) return value;
  spend(scope.budget, 60 * COST.residue);
  if (value === 0n) return whole.s < 0n ? null : whole.n === 0n ? 1n : 0n;
  const size = power(value, whole.n % (PRIME - 1n));
  return whole.s < 0n ? inverse(size) : size;
}
