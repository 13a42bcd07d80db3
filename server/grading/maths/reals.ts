/** Real arithmetic behind one interface: doubles for speed, and `bigfloat.ts` for certainty. */
import { COST } from './budget.ts';

export type Reals<T> = {
  /** What one operation and one elementary function cost, in steps. */
  cost: number;
  functionCost: number;
  /** Decimal digits that a result is good to. */
  digits: number;
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
  digits: 15,
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
