/** Significant figures and decimal places of numbers as they are written. */
import { Fraction, fractionOf } from './exact.ts';
import { isNode, type Tree } from './tree.ts';

/** How a number was written. */
export type Written = {
  value: Fraction;
  /** Fewest and most significant figures: trailing zeros of a whole number may or may not count. */
  least: number;
  most: number;
  /** Digits after the point. */
  places: number;
};

function counted(literal: string): { least: number; most: number; places: number } {
  const [mantissa = ''] = literal.split(/[eE]/);
  const [whole = '', after = ''] = mantissa.split('.');
  const pointed = mantissa.includes('.');
  const all = (whole + after).replace(/^0+/, '');
  // Of zero the places after the point count, and one digit at the least.
  if (all === '') return { least: Math.max(1, after.length), most: Math.max(1, after.length), places: after.length };
  const least = pointed ? all.length : all.replace(/0+$/, '').length;
  return { least, most: all.length, places: after.length };
}

/** A decimal, with a sign and a power of ten (138*10^-3) if need be; undefined for everything else. */
export function writtenNumber(tree: Tree): Written | undefined {
  if (tree.kind === 'number') return { value: fractionOf(tree.text), ...counted(tree.text) };
  if (tree.kind !== 'node') return undefined;
  const [a, b] = tree.args;
  if (tree.op === 'group' || tree.op === 'pos') return a && writtenNumber(a);
  if (tree.op === 'neg') {
    const inner = a && writtenNumber(a);
    return inner && { ...inner, value: inner.value.neg() };
  }
  if ((tree.op !== '*' && tree.op !== '/') || !a || !b) return undefined;
  const [number, power] = [writtenNumber(a), powerOfTen(b)];
  if (!number || !power) return undefined;
  return { ...number, value: tree.op === '*' ? number.value.mul(power) : number.value.div(power) };
}

function powerOfTen(tree: Tree): Fraction | undefined {
  if (!isNode(tree, '^')) return undefined;
  const [base, exponent] = tree.args;
  if (base?.kind !== 'number' || base.text !== '10' || !exponent) return undefined;
  const negative = isNode(exponent, 'neg');
  const digits = negative ? exponent.args[0] : exponent;
  if (digits?.kind !== 'number' || !/^\d{1,3}$/.test(digits.text)) return undefined;
  const power = new Fraction(10n ** BigInt(digits.text), 1n);
  return negative ? power.inverse() : power;
}

const abs = (value: Fraction): Fraction => value.abs();

/** The power of ten of the last of `figures` significant figures. */
function unitOf(value: Fraction, figures: number): Fraction {
  if (value.n === 0n) return new Fraction(1n, 10n ** BigInt(figures));
  let exponent = Math.floor(Math.log10(Number(value.n)) - Math.log10(Number(value.d)));
  if (!Number.isFinite(exponent)) exponent = value.n.toString().length - value.d.toString().length;
  const ten = (power: number): Fraction =>
    power >= 0 ? new Fraction(10n ** BigInt(power), 1n) : new Fraction(1n, 10n ** BigInt(-power));
  while (abs(value).compare(ten(exponent + 1)) >= 0) exponent += 1;
  while (abs(value).compare(ten(exponent)) < 0) exponent -= 1;
  return ten(exponent - figures + 1);
}

const roundTo = (value: Fraction, unit: Fraction): Fraction => {
  const scaled = abs(value).div(unit);
  // Halves away from zero, as people round by hand.
  const whole = (2n * scaled.n + scaled.d) / (2n * scaled.d);
  return new Fraction(value.s < 0n ? -whole : whole, 1n).mul(unit);
};

/** The value to that many significant figures. */
export const toFigures = (value: Fraction, figures: number): Fraction => roundTo(value, unitOf(value, figures));
/** The value to that many decimal places. */
export const toPlaces = (value: Fraction, places: number): Fraction => roundTo(value, new Fraction(1n, 10n ** BigInt(places)));

/** Whether a number rounds to the expected value's figures, or is nearer to them than half of the last one's unit. */
export function agreesToFigures(given: Fraction, expected: Fraction, figures: number): boolean {
  const unit = unitOf(expected, figures);
  if (roundTo(given, unit).equals(roundTo(expected, unit)) && toFigures(given, figures).equals(toFigures(expected, figures)))
    return true;
  return abs(given.sub(roundTo(expected, unit))).compare(unit.div(2)) < 0;
}
