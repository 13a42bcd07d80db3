/** Answers with units: the number and the unit apart, and both against the expected. */

import { type Written, writtenNumber } from './digits.ts';
import { base, type Dimension, dimensionText, NO_UNIT, raisedTo, sameDimension, times, type UnitProduct } from './dimension.ts';
import { exactValue, Fraction, powerOf, wholeOf } from './exact.ts';
import type { Verdict } from './identity.ts';
import { MathsProblem } from './problem.ts';
import { isNode, node, number, type Tree } from './tree.ts';
import { unitOf } from './unit-table.ts';

export type Measured = {
  /** What stands before the unit; undefined where nothing does. */
  amount: Tree | undefined;
  unit: UnitProduct;
  /** Whether any unit was written. */
  hasUnit: boolean;
};

export type UnitReading = {
  /** Units that are in no table count as units of their own kind. */
  unknownUnits?: boolean;
  isConstant?(name: string): boolean;
};

/**
 * Takes 12.3*m/s apart into 12.3 and m/s.
 * @throws MathsProblem for a name that is no unit, and for sums of units
 */
export function measured(tree: Tree, reading: UnitReading = {}): Measured {
  if (tree.kind === 'name' && !reading.isConstant?.(tree.name))
    return { amount: undefined, unit: named(tree.name, reading), hasUnit: true };
  if (isNode(tree, '*', '/')) {
    const [a, b] = tree.args.map((part) => measured(part, reading));
    if (!a || !b) throw new MathsProblem('shape', 'an operand is missing');
    const sign = tree.op === '*' ? 1 : -1;
    return {
      amount: joined(tree.op === '*', a.amount, b.amount),
      unit: product(a.unit, b.unit, sign),
      hasUnit: a.hasUnit || b.hasUnit,
    };
  }
  if (isNode(tree, 'neg', 'pos', 'group') && tree.args[0]) {
    const inner = measured(tree.args[0], reading);
    if (tree.op !== 'neg') return inner;
    return { ...inner, amount: node('neg', inner.amount ?? number(1)) };
  }
  if (isNode(tree, '^')) {
    const [under, exponent] = tree.args;
    const inner = under && measured(under, reading);
    if (inner?.hasUnit) {
      const power = exponent ? wholeOf(exactValue(exponent)) : undefined;
      if (power === undefined || Math.abs(power) > 20) throw new MathsProblem('shape', 'a unit has whole powers only');
      const factor = powerOf(inner.unit.factor, BigInt(power)) ?? new Fraction(1);
      const unit = { factor, dimension: raisedTo(inner.unit.dimension, power), named: raisedTo(inner.unit.named, power) };
      return { amount: inner.amount && node('^', inner.amount, exponent ?? number(1)), unit, hasUnit: true };
    }
  }
  const parts = tree.kind === 'node' || tree.kind === 'call' ? tree.args : [];
  if (parts.some((part) => measured(part, reading).hasUnit))
    throw new MathsProblem('shape', 'a unit stands inside of the number');
  return { amount: tree, unit: NO_UNIT, hasUnit: false };
}

function named(symbol: string, reading: UnitReading): UnitProduct {
  const unit = unitOf(symbol);
  if (unit) return { factor: unit.factor, dimension: unit.dimension, named: base(symbol) };
  if (!reading.unknownUnits) throw new MathsProblem('name', `"${symbol}" is no unit that is known here`);
  return { factor: new Fraction(1), dimension: base(`?${symbol}`), named: base(symbol) };
}

const product = (a: UnitProduct, b: UnitProduct, sign: 1 | -1): UnitProduct => ({
  factor: sign === 1 ? a.factor.mul(b.factor) : a.factor.div(b.factor),
  dimension: times(a.dimension, b.dimension, sign),
  named: times(a.named, b.named, sign),
});

function joined(multiply: boolean, a: Tree | undefined, b: Tree | undefined): Tree | undefined {
  if (multiply) return a && b ? node('*', a, b) : (a ?? b);
  return b ? node('/', a ?? number(1), b) : a;
}

/** Whether units fit: the same dimension, or with `strict` the same units. */
export function checkUnits(given: Measured, expected: Measured, strict: boolean): Verdict {
  if (!given.hasUnit) return { equal: false, note: 'the unit is missing' };
  if (!given.amount) return { equal: false, note: 'a unit without a number' };
  const same = sameDimension(given.unit.named, expected.unit.named);
  if (same) return { equal: true, note: 'the unit is right' };
  if (!sameDimension(given.unit.dimension, expected.unit.dimension))
    return {
      equal: false,
      note: `the unit measures something else (${text(given.unit.dimension)} where ${text(expected.unit.dimension)} is asked for)`,
    };
  return strict
    ? { equal: false, note: 'another unit than the one asked for' }
    : { equal: true, note: 'converted to the unit asked for' };
}

const text = (dimension: Dimension): string => dimensionText(dimension).replaceAll('?', '');

/** What an amount in one unit is multiplied by to be one in another of the same dimension. */
export const conversion = (from: UnitProduct, to: UnitProduct): Fraction => from.factor.div(to.factor);

/** How the amount was written, where it is a number in decimals; a power of ten may stand apart from it. */
export function amountWritten({ amount }: Measured): Written | undefined {
  if (!amount) return undefined;
  const plain = writtenNumber(amount);
  if (plain || !isNode(amount, '*', '/')) return plain;
  const [a, b] = amount.args;
  const [left, factor] = [a && writtenNumber(a), b && exactValue(b)];
  if (!left || !factor || !isPowerOfTen(factor)) return undefined;
  return { ...left, value: amount.op === '*' ? left.value.mul(factor) : left.value.div(factor) };
}

const isPowerOfTen = (value: Fraction): boolean =>
  value.s > 0n && /^10*$/.test((value.d === 1n ? value.n : value.d).toString()) && (value.n === 1n || value.d === 1n);
