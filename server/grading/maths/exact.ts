/** Exact values: decimals are the fractions they are written as, never the nearest double. */
import Fraction from 'fraction.js';
import { MathsProblem } from './problem.ts';
import type { Tree } from './tree.ts';

export { Fraction };

/** Most digits of a power of ten that is written out. */
const WIDEST = 1_000;
/** Largest exponent of a power of numbers that is multiplied out, and most bits of the result. */
const LARGEST_POWER = 4_096n;
const MOST_BITS = 20_000;

const DIGITS = /^(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/;

/**
 * The fraction that a decimal literal stands for.
 * @throws MathsProblem where it is no unsigned decimal or has more than a thousand zeros
 */
export function fractionOf(literal: string): Fraction {
  const [, before = '', after = '', power = '0'] = DIGITS.exec(literal) ?? [];
  if (before + after === '') throw new MathsProblem('syntax', `"${literal}" is no number`);
  const shift = Number(power) - after.length;
  if (Math.abs(shift) > WIDEST) throw new MathsProblem('budget', `"${literal}" has too many digits`);
  const digits = BigInt(before + after);
  return shift >= 0 ? new Fraction(digits * 10n ** BigInt(shift), 1n) : new Fraction(digits, 10n ** BigInt(-shift));
}

const bits = (value: bigint): number => value.toString(16).length * 4;

/** `base` to a whole power; undefined where the result is too long to be worth it, or divides by zero. */
export function powerOf(base: Fraction, power: bigint): Fraction | undefined {
  const size = power < 0n ? -power : power;
  if (base.n === 0n) return power < 0n ? undefined : new Fraction(power === 0n ? 1 : 0);
  if (base.n === 1n && base.d === 1n) return base.s < 0n && size % 2n === 1n ? base : new Fraction(1);
  if (size > LARGEST_POWER || Number(size) * Math.max(bits(base.n), bits(base.d)) > MOST_BITS) return undefined;
  const sign = base.s < 0n && size % 2n === 1n ? -1n : 1n;
  const [n, d] = [base.n ** size, base.d ** size];
  return power < 0n ? new Fraction(sign * d, n) : new Fraction(sign * n, d);
}

/** The value of a formula of rational numbers and + - * / ^ with whole exponents; undefined for everything else. */
export function exactValue(tree: Tree): Fraction | undefined {
  if (tree.kind === 'number') return fractionOf(tree.text);
  if (tree.kind === 'call' && tree.name === 'fact') return factorial(tree.args);
  if (tree.kind !== 'node') return undefined;
  if (tree.op === '!') return factorial(tree.args);
  const [first, second] = tree.args;
  const a = first && exactValue(first);
  if (!a) return undefined;
  if (tree.op === 'neg') return a.neg();
  if (tree.op === 'pos' || tree.op === 'group') return a;
  if (tree.op === '%') return a.div(100);
  const b = second && exactValue(second);
  if (!b) return undefined;
  if (tree.op === '+') return a.add(b);
  if (tree.op === '-') return a.sub(b);
  if (tree.op === '*') return a.mul(b);
  if (tree.op === '/') {
    if (b.n === 0n) throw new MathsProblem('domain', 'it divides by zero');
    return a.div(b);
  }
  if (tree.op === '^' && b.d === 1n) {
    if (a.n === 0n && b.s < 0n) throw new MathsProblem('domain', 'it divides by zero');
    return powerOf(a, b.s * b.n);
  }
  return undefined;
}

function factorial(args: readonly Tree[]): Fraction | undefined {
  const value = args[0] && exactValue(args[0]);
  if (value?.d !== 1n || value.s < 0n || value.n > 200n) return undefined;
  let product = 1n;
  for (let factor = 2n; factor <= value.n; factor++) product *= factor;
  return new Fraction(product, 1n);
}

/** The value as a whole number that fits a double. */
export const wholeOf = (value: Fraction | undefined): number | undefined =>
  value && value.d === 1n && value.n <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value.s * value.n) : undefined;

/** `n/d`, or `n` where the denominator is one. */
export const fractionText = (value: Fraction): string => `${value.s * value.n}${value.d === 1n ? '' : `/${value.d}`}`;
