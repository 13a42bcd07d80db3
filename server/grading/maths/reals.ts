/** Real arithmetic in two strengths, one interface: doubles for speed, fifty digits for certainty. */
import { Decimal } from 'decimal.js';
import { COST } from './budget.ts';
import { MathsProblem } from './problem.ts';

export type Reals<T> = {
  /** What one operation and one elementary function cost, in steps. */
  cost: number;
  functionCost: number;
  /** Relative difference at which two results count as the same. */
  same: number;
  of(value: number): T;
  read(digits: string): T;
  toNumber(a: T): number;
  add(a: T, b: T): T;
  sub(a: T, b: T): T;
  mul(a: T, b: T): T;
  div(a: T, b: T): T;
  neg(a: T): T;
  abs(a: T): T;
  sign(a: T): number;
  compare(a: T, b: T): number;
  sqrt(a: T): T;
  exp(a: T): T;
  ln(a: T): T;
  sin(a: T): T;
  cos(a: T): T;
  atan2(y: T, x: T): T;
  floor(a: T): T;
  finite(a: T): boolean;
  pi: T;
};

export const doubles: Reals<number> = {
  cost: COST.double,
  functionCost: COST.double,
  same: 1e-9,
  of: (value) => value,
  read: (digits) => Number(digits),
  toNumber: (a) => a,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  neg: (a) => -a,
  abs: Math.abs,
  sign: Math.sign,
  compare: (a, b) => a - b,
  sqrt: Math.sqrt,
  exp: Math.exp,
  ln: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  atan2: Math.atan2,
  floor: Math.floor,
  finite: Number.isFinite,
  pi: Math.PI,
};

const Digits = Decimal.clone({ precision: 50, maxE: 1_000_000, minE: -1_000_000 });
const HALF_TURN = Digits.acos(-1);

/** Reduction of an angle needs as many digits of pi as it has before the point. */
function angle(a: Decimal): Decimal {
  if (a.e > 30) throw new MathsProblem('unsupported', 'an angle of more than thirty digits');
  return a;
}

export const decimals: Reals<Decimal> = {
  cost: COST.decimal,
  functionCost: COST.decimalFunction,
  same: 1e-38,
  of: (value) => new Digits(value),
  read: (digits) => new Digits(digits.startsWith('.') ? `0${digits}` : digits),
  toNumber: (a) => a.toNumber(),
  add: (a, b) => a.add(b),
  sub: (a, b) => a.sub(b),
  mul: (a, b) => a.mul(b),
  div: (a, b) => a.div(b),
  neg: (a) => a.neg(),
  abs: (a) => a.abs(),
  sign: (a) => (a.isZero() ? 0 : a.isNegative() ? -1 : 1),
  compare: (a, b) => a.comparedTo(b),
  sqrt: (a) => a.sqrt(),
  exp: (a) => a.exp(),
  ln: (a) => a.ln(),
  sin: (a) => angle(a).sin(),
  cos: (a) => angle(a).cos(),
  atan2: (y, x) => Digits.atan2(y, x),
  floor: (a) => a.floor(),
  finite: (a) => a.isFinite(),
  pi: HALF_TURN,
};
