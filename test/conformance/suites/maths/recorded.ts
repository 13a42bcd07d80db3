/** Values as the recordings of Python calculators write them. */

import { z } from 'zod';
import {
  type Complex,
  Complexes,
  doubles,
  isArray,
  itemsOf,
  type MathsProblem,
  type Quantity,
  shapeOf,
  stack,
} from '../../../../server/grading/maths/index.ts';

export const complexes = new Complexes(doubles);

const scalar = z.union([z.number(), z.enum(['nan', 'inf', '-inf']), z.strictObject({ re: z.number(), im: z.number() })]);
type Entry = z.infer<typeof scalar> | Entry[];
const entry: z.ZodType<Entry> = z.lazy(() => z.union([scalar, z.array(entry)]));
export const recorded = z.union([scalar, z.strictObject({ array: z.array(entry) }), z.null(), z.unknown()]);

const NUMBERS = { nan: Number.NaN, inf: Number.POSITIVE_INFINITY, '-inf': Number.NEGATIVE_INFINITY };

function quantity(value: Entry): Quantity {
  if (Array.isArray(value)) return stack(value.map(quantity));
  if (typeof value === 'number') return complexes.of(value);
  if (typeof value === 'string') return complexes.of(NUMBERS[value]);
  return complexes.of(value.re, value.im);
}

/** The value of a recording; undefined where it is none of a calculator's (a Python object). */
export function quantityFrom(value: unknown): Quantity | undefined {
  const array = z.strictObject({ array: z.array(entry) }).safeParse(value);
  if (array.success) return quantity(array.data.array);
  const plain = scalar.safeParse(value);
  return plain.success ? quantity(plain.data) : undefined;
}

const near = (a: Complex<number>, b: Complex<number>): boolean => {
  const same = (x: number, y: number): boolean =>
    Object.is(x, y) || x === y || Math.abs(x - y) <= 1e-9 * Math.max(1e-3, Math.hypot(a.re, a.im), Math.hypot(b.re, b.im));
  return same(a.re, b.re) && same(a.im, b.im);
};

/** The same to nine digits, shapes included. */
export const closeTo = (a: Quantity, b: Quantity): boolean =>
  String(shapeOf(a)) === String(shapeOf(b)) && itemsOf(a).every((item, index) => near(item, itemsOf(b)[index] ?? complexes.zero));

export const show = (value: Quantity): string =>
  isArray(value)
    ? `[${value.items.map(show)}]`
    : value.im === 0
      ? String(value.re)
      : `${value.re}${value.im < 0 ? '-' : '+'}${Math.abs(value.im)}i`;

export const why = (error: MathsProblem): string => `${error.kind}: ${error.message}`;
