/** Arithmetic. Whole operands give whole sums, products and differences; division is always a float. */
import { float, integer, numberOf, type Value } from '../value.ts';
import { arithmetic, type Meaning, numeric, unary } from './kit.ts';
import { roundTo } from './rounding.ts';

const number = (value: number, whole: boolean): Value => (whole ? integer(value) : float(value));

const rounded = (round: (value: number) => number): Meaning =>
  unary((value) => {
    const known = numberOf(value);
    return known === undefined ? null : integer(round(known));
  });

export const numbers = {
  sum: numeric((values, whole) =>
    number(
      values.reduce((a, b) => a + b, 0),
      whole,
    ),
  ),
  product: numeric((values, whole) =>
    number(
      values.reduce((a, b) => a * b, 1),
      whole,
    ),
  ),
  subtract: arithmetic((a, b, whole) => number(a - b, whole)),
  divide: arithmetic((a, b) => (b === 0 ? null : float(a / b))),
  power: arithmetic((a, b) => (Number.isFinite(a ** b) ? float(a ** b) : null)),
  'integer-divide': arithmetic((a, b) => (b === 0 ? null : integer(Math.floor(a / b)))),
  'integer-modulus': arithmetic((a, b) => (b === 0 ? null : integer(a - b * Math.floor(a / b)))),
  truncate: rounded(Math.trunc),
  round: rounded(Math.round),
  'integer-to-float': unary((value) => {
    const known = numberOf(value);
    return known === undefined ? null : float(known);
  }),
  'round-to': unary((value, { attributes }) => {
    const known = numberOf(value);
    const digits = known === undefined ? undefined : roundTo(known, attributes['rounding-mode'], Number(attributes.figures));
    return digits === undefined ? null : float(digits);
  }),
  min: numeric((values, whole) => (values.length === 0 ? null : number(Math.min(...values), whole))),
  max: numeric((values, whole) => (values.length === 0 ? null : number(Math.max(...values), whole))),
} satisfies Record<string, Meaning>;
