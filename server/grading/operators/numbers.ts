/** Arithmetic. Whole operands give whole sums, products and differences; division is always a float. */
import { container, float, integer, type Value } from '../value.ts';
import { arithmetic, binary, fail, known, type Meaning, numberFrom, numberIn, numeric } from './kit.ts';
import { roundTo } from './rounding.ts';

const number = (value: number, whole: boolean): Value => (whole ? integer(value) : float(value));
/** A result that no float can hold is NULL. */
const finite = (value: number): Value => (Number.isFinite(value) ? float(value) : null);

/** NaN becomes NULL and an infinity stays one, as a float, because no integer is infinite. */
const rounded = (round: (value: number) => number): Meaning =>
  known((value, expression) => {
    const given = numberIn(value, expression);
    if (Number.isNaN(given)) return null;
    return Number.isFinite(given) ? integer(round(given)) : float(given);
  });

const whole = (apply: (a: number, b: number) => Value): Meaning =>
  binary((first, second, expression) => {
    const a = numberIn(first, expression);
    const b = numberIn(second, expression);
    if (first.baseType !== 'integer' || second.baseType !== 'integer')
      return fail(expression, 'wrong-base-type', 'needs whole numbers.');
    return apply(a, b);
  });

const gcdOf = (a: number, b: number): number => {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
};
const lcmOf = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : Math.abs(a / gcdOf(a, b)) * Math.abs(b));

const integers = (fold: (a: number, b: number) => number, start: number): Meaning => {
  const folded = numeric((values) => {
    const result = values.reduce(fold, start);
    return Number.isSafeInteger(result) ? integer(result) : null;
  });
  return (expression, args, scope) =>
    folded(
      expression,
      args.map((operand) => (state) => {
        const value = operand(state);
        if (value !== null && value.baseType !== null && value.baseType !== 'integer' && value.cardinality !== 'single')
          fail(expression, 'wrong-base-type', 'needs whole numbers.');
        return value !== null && value.baseType === 'float' ? fail(expression, 'wrong-base-type', 'needs whole numbers.') : value;
      }),
      scope,
    );
};

const roundToFigures: Meaning = (expression, [operand = () => null], scope) => {
  const mode = expression.attributes['rounding-mode'] ?? 'significantFigures';
  const figures = numberFrom(expression, expression.attributes.figures ?? '', scope);
  return (state) => {
    const count = figures(state);
    const value = operand(state);
    if (value === null || count === undefined) return null;
    const given = numberIn(value, expression);
    if (count < (mode === 'significantFigures' ? 1 : 0)) fail(expression, 'logic', `cannot round to ${count} figures.`);
    const result = roundTo(given, mode, count);
    return result === undefined ? null : float(result);
  };
};

export const numbers = {
  sum: numeric((values, whole) => {
    let total = 0;
    for (const value of values) total += value;
    return number(total, whole);
  }),
  product: numeric((values, whole) => {
    let total = 1;
    for (const value of values) total *= value;
    return number(total, whole);
  }),
  subtract: arithmetic((a, b, whole) => number(a - b, whole)),
  divide: arithmetic((a, b) => (b === 0 ? null : finite(a / b))),
  power: arithmetic((a, b) => finite(a ** b)),
  'integer-divide': whole((a, b) => (b === 0 ? null : integer(Math.floor(a / b)))),
  'integer-modulus': whole((a, b) => (b === 0 ? null : integer(a - b * Math.floor(a / b)))),
  truncate: rounded((value) => Math.trunc(value) + 0),
  round: rounded((value) => Math.round(value) + 0),
  'integer-to-float': known((value, expression) => {
    if (value.cardinality === 'single') return value.value === '' ? null : float(numberIn(value, expression));
    if (value.cardinality === 'record') return fail(expression, 'wrong-cardinality', 'takes no record.');
    if (value.baseType !== 'integer') return fail(expression, 'wrong-base-type', `takes no ${value.baseType}.`);
    return container(value.cardinality, 'float', value.values);
  }),
  'round-to': roundToFigures,
  min: numeric((values, whole) => (values.length === 0 ? null : number(Math.min(...values), whole)), false),
  max: numeric((values, whole) => (values.length === 0 ? null : number(Math.max(...values), whole)), false),
  gcd: integers(gcdOf, 0),
  lcm: integers(lcmOf, 1),
} satisfies Record<string, Meaning>;
