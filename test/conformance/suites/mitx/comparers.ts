/** How samples of a given formula are held against samples of the expected one. */

import { z } from 'zod';
import {
  type ArrayValue,
  type Complex,
  functionOf,
  isArray,
  itemsOf,
  multiply,
  norm,
  type Quantity,
  shapeOf,
  type Tolerance,
  within,
} from '../../../../server/grading/maths/index.ts';
import { complexes as c } from '../maths/recorded.ts';
import { pythonObject } from './python.ts';
import { Refused, Unsupported } from './shapes.ts';

export type Sample = { expected: readonly Quantity[]; given: Quantity };
export type Comparer = {
  /** Whether the given value must have the expected one's shape. */
  shaped: boolean;
  grade(samples: readonly Sample[], tolerance: Tolerance, failable: number): number;
};

const first = ({ expected: [value] }: Sample): Quantity => value ?? c.zero;
const second = ({ expected: [, value] }: Sample): Quantity => value ?? c.zero;
const scalar = (value: Quantity): Complex<number> => {
  if (isArray(value)) throw new Refused('a number is needed');
  return value;
};
const real = (value: Quantity): number => {
  const z1 = scalar(value);
  if (z1.im !== 0) throw new Refused('Input must be real.');
  return z1.re;
};

const each = (test: (sample: Sample, tolerance: Tolerance) => boolean, shaped = false): Comparer => ({
  shaped,
  grade: (samples, tolerance, failable) => (samples.filter((sample) => !test(sample, tolerance)).length <= failable ? 1 : 0),
});

const transformed = (name: string) => {
  if (name.includes('identity')) return (value: Quantity): Quantity => value;
  if (name.includes('norm')) return norm;
  const known = functionOf(/'(\w+)'/.exec(name)?.[1] ?? /function (?:\w+\.)*(\w+)/.exec(name)?.[1] ?? '');
  if (!known) throw new Unsupported(`the transformation ${name}`);
  return (value: Quantity): Quantity => known.apply(c, [scalar(value)]);
};

/** The comparer that a recording names. */
export function comparerOf(recorded: unknown, config: Record<string, unknown>): Comparer {
  const { repr, fn } = z.looseObject({ repr: z.string().optional(), fn: z.string().optional() }).parse(recorded ?? {});
  const object = repr === undefined ? undefined : pythonObject(repr);
  const fields = z.record(z.string(), z.unknown()).catch({}).parse(object?.args[0]);
  switch (object?.name ?? fn ?? 'EqualityComparer') {
    case 'EqualityComparer': {
      const change = transformed(String(fields.transform ?? 'identity'));
      return each(
        (sample, tolerance) => within(change(first(sample)), change(sample.given), tolerance),
        change(c.zero) === c.zero && !String(fields.transform).includes('norm'),
      );
    }
    case 'MatrixEntryComparer':
      return entries(fields.entry_partial_credit ?? config.entry_partial_credit);
    case 'LinearComparer':
      return linear(fields);
    case 'between_comparer':
      return each((sample) => {
        const value = real(sample.given);
        return value >= real(first(sample)) && value <= real(second(sample));
      });
    case 'congruence_comparer':
      return each((sample, tolerance) => {
        const modulus = real(second(sample));
        const rest = (value: number): number => value - modulus * Math.floor(value / modulus);
        const [a, b] = [rest(real(first(sample))), rest(real(sample.given))];
        return [b, b - modulus, b + modulus].some((value) => within(c.of(a), c.of(value), tolerance));
      });
    case 'vector_span_comparer':
      return each((sample, tolerance) => alongside(sample.expected, sample.given, tolerance));
    case 'vector_phase_comparer':
      return each(
        (sample, tolerance) =>
          within(norm(first(sample)), norm(sample.given), tolerance) &&
          alongside(sample.expected.slice(0, 1), sample.given, tolerance),
      );
    case 'eigenvector_comparer':
      return each((sample, tolerance) => {
        const stretched = multiply(second(sample), sample.given);
        return norm(sample.given).re > 0 && within(stretched, multiply(first(sample), sample.given), tolerance);
      });
    default:
      throw new Unsupported(`the comparer ${object?.name ?? fn}`);
  }
}

const dot = (a: readonly Complex<number>[], b: readonly Complex<number>[]): Complex<number> =>
  a.reduce((sum, item, index) => c.add(sum, c.mul({ re: item.re, im: -item.im }, b[index] ?? c.zero)), c.zero);

/** Whether a vector other than zero lies in the span of some others: what Gram-Schmidt leaves of it is small. */
function alongside(span: readonly Quantity[], given: Quantity, tolerance: Tolerance): boolean {
  if (String(shapeOf(given)) !== String(shapeOf(span[0] ?? c.zero))) throw new Refused('the shape differs');
  let rest = itemsOf(given);
  const size = norm(given).re;
  if (size === 0) return false;
  const basis: Complex<number>[][] = [];
  const without = (items: readonly Complex<number>[], direction: readonly Complex<number>[]): Complex<number>[] => {
    const along = dot(direction, items);
    return items.map((item, index) => c.sub(item, c.mul(along, direction[index] ?? c.zero)));
  };
  for (const vector of span) {
    const left = basis.reduce<readonly Complex<number>[]>(without, itemsOf(vector));
    const length = Math.hypot(...left.map((item) => c.abs(item)));
    if (length > 1e-12) basis.push(left.map((item) => c.scale(item, 1 / length)));
  }
  for (const direction of basis) rest = without(rest, direction);
  const allowed = tolerance.kind === 'relative' ? tolerance.size * size : tolerance.size;
  return Math.hypot(...rest.map((item) => c.abs(item))) <= allowed + 1e-12 * size;
}

/** Credit for each entry that is right at every sample. */
function entries(credit: unknown): Comparer {
  return {
    shaped: true,
    grade(samples, tolerance) {
      const count = itemsOf(samples[0] ? first(samples[0]) : c.zero).length;
      const right = Array.from({ length: count }, (_, index) =>
        samples.every((sample) =>
          within(itemsOf(first(sample))[index] ?? c.zero, itemsOf(sample.given)[index] ?? c.zero, tolerance),
        ),
      ).filter(Boolean).length;
      if (right === count || right === 0) return right === 0 ? 0 : 1;
      return credit === 'proportional' ? right / count : Number(credit ?? 0);
    },
  };
}

/** given = a * expected + b, fitted over all samples and entries (least squares). */
function linear(fields: Record<string, unknown>): Comparer {
  return {
    shaped: true,
    grade(samples, tolerance) {
      if (samples.length < 3) throw new Refused('Cannot perform linear comparison with less than 3 samples');
      const pairs = samples.flatMap((sample) =>
        itemsOf(first(sample)).map((x, index) => [x, itemsOf(sample.given)[index] ?? c.zero] as const),
      );
      const credit = (mode: string): number => Number(fields[mode] ?? 0);
      const fits = (a: Complex<number>, b: Complex<number>): boolean => {
        const line = (z1: Complex<number>): Complex<number> => c.add(c.mul(a, z1), b);
        const pack = (items: Complex<number>[]): ArrayValue => ({ shape: [items.length], items });
        return within(
          pack(pairs.map(([x]) => line(x))),
          pack(pairs.map(([, y]) => y)),
          tolerance.kind === 'relative' ? tolerance : { kind: 'relative', size: 1e-6 },
        );
      };
      const mean = (values: readonly Complex<number>[]): Complex<number> =>
        c.scale(
          values.reduce((sum, value) => c.add(sum, value), c.zero),
          1 / values.length,
        );
      const [xs, ys] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
      if (fits(c.one, c.zero)) return credit('equals');
      const xx = dot(xs, xs);
      if (c.isZero(xx) || ys.every((y) => c.isZero(y))) return 0;
      const modes: [string, Complex<number>, Complex<number>][] = [
        ['proportional', c.div(dot(xs, ys), xx), c.zero],
        ['offset', c.one, c.sub(mean(ys), mean(xs))],
      ];
      const [mx, my] = [mean(xs), mean(ys)];
      const spread = xs.map((x) => c.sub(x, mx));
      const below = dot(spread, spread);
      if (!c.isZero(below)) {
        const slope = c.div(
          dot(
            spread,
            ys.map((y) => c.sub(y, my)),
          ),
          below,
        );
        modes.push(['linear', slope, c.sub(my, c.mul(slope, mx))]);
      }
      return Math.max(0, ...modes.filter(([, a, b]) => !c.isZero(a) && fits(a, b)).map(([mode]) => credit(mode)));
    },
  };
}
