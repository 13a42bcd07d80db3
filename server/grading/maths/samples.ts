/** Where a formula's names take their values from when an author says so: ranges, sets, vectors, matrices, other names. */
import { type Quantity, stack } from './arrays.ts';
import { type Complex, Complexes } from './complex.ts';
import { doubles } from './reals.ts';
import type { Tree } from './tree.ts';

export type SampleSet =
  | { kind: 'real'; from: number; to: number }
  | { kind: 'whole'; from: number; to: number }
  | { kind: 'choice'; values: readonly Quantity[] }
  /** A rectangle of the complex plane. */
  | { kind: 'rectangle'; re: readonly [number, number]; im: readonly [number, number] }
  /** By modulus and argument in radians. */
  | { kind: 'sector'; modulus: readonly [number, number]; argument: readonly [number, number] }
  /** Entries are drawn, then scaled to a norm in that range. */
  | {
      kind: 'array';
      shape: readonly number[];
      norm: readonly [number, number];
      complex: boolean;
      symmetry?: 'diagonal' | 'identity';
    }
  /** Worked out from other names. */
  | { kind: 'formula'; formula: Tree };

const c = new Complexes(doubles);
const between = (draw: () => number, [from, to]: readonly [number, number]): number => from + (to - from) * draw();

/** One draw; a `formula` set has no draw of its own. */
export function drawFrom(set: Exclude<SampleSet, { kind: 'formula' }>, draw: () => number): Quantity {
  switch (set.kind) {
    case 'real':
      return c.of(between(draw, [set.from, set.to]));
    case 'whole':
      return c.of(set.from + Math.floor(draw() * (set.to - set.from + 1)));
    case 'choice':
      return set.values[Math.floor(draw() * set.values.length)] ?? c.zero;
    case 'rectangle':
      return c.of(between(draw, set.re), between(draw, set.im));
    case 'sector': {
      const [modulus, argument] = [between(draw, set.modulus), between(draw, set.argument)];
      return c.of(modulus * Math.cos(argument), modulus * Math.sin(argument));
    }
    case 'array':
      return arrayOf(set, draw);
  }
}

function arrayOf(set: Extract<SampleSet, { kind: 'array' }>, draw: () => number): Quantity {
  const [rows = 1, columns] = set.shape;
  const scale = between(draw, set.norm);
  const part = (row: number, column: number): Complex<number> => {
    if (set.symmetry && row !== column) return c.zero;
    if (set.symmetry === 'identity') return c.of(scale);
    return c.of(draw() - 0.5, set.complex ? draw() - 0.5 : 0);
  };
  const entries = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns ?? 1 }, (_, column) => part(row, columns === undefined ? row : column)),
  );
  const size = set.symmetry === 'identity' ? scale : Math.hypot(...entries.flat().map((item) => c.abs(item)));
  const scaled = entries.map((row) => row.map((item) => c.scale(item, scale / size)));
  return stack(columns === undefined ? scaled.map(([item]) => item ?? c.zero) : scaled.map((row) => stack(row)));
}
