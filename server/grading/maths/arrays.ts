/** Vectors and matrices: what may be added, multiplied and raised, and why the rest may not. */
import { type Complex, Complexes } from './complex.ts';
import { MathsProblem } from './problem.ts';
import { doubles } from './reals.ts';

/** Rows of a matrix, the entries of a vector, or deeper. All parts of a level have one shape. */
export type ArrayValue = { shape: readonly number[]; items: readonly Complex<number>[] };
export type Quantity = Complex<number> | ArrayValue;

const c = new Complexes(doubles);

export const isArray = (value: Quantity): value is ArrayValue => 'shape' in value;
export const shapeOf = (value: Quantity): readonly number[] => (isArray(value) ? value.shape : []);
export const itemsOf = (value: Quantity): readonly Complex<number>[] => (isArray(value) ? value.items : [value]);

const KINDS = ['a scalar', 'a vector', 'a matrix'];
/** `a vector of length 3`, `a matrix of 2 rows and 3 columns`. */
export function describe(value: Quantity): string {
  const shape = shapeOf(value);
  if (shape.length === 1) return `a vector of length ${shape[0]}`;
  if (shape.length === 2) return `a matrix of ${shape[0]} rows and ${shape[1]} columns`;
  return KINDS[shape.length] ?? 'a tensor';
}

/** The array with those parts. */
export function stack(parts: readonly Quantity[]): ArrayValue {
  const [first] = parts;
  if (!first) throw new MathsProblem('shape', 'an empty list is no vector');
  const inner = shapeOf(first);
  if (parts.some((part) => String(shapeOf(part)) !== String(inner))) throw new MathsProblem('shape', 'rows of different lengths');
  return { shape: [parts.length, ...inner], items: parts.flatMap((part) => itemsOf(part)) };
}

const mapped = (value: ArrayValue, change: (item: Complex<number>) => Complex<number>): ArrayValue => ({
  shape: value.shape,
  items: value.items.map(change),
});

export function add(a: Quantity, b: Quantity, subtract = false): Quantity {
  const combine = (x: Complex<number>, y: Complex<number>): Complex<number> => (subtract ? c.sub(x, y) : c.add(x, y));
  if (!isArray(a) && !isArray(b)) return combine(a, b);
  if (!isArray(a) || !isArray(b) || String(a.shape) !== String(b.shape))
    throw new MathsProblem('shape', `cannot add or subtract ${describe(a)} and ${describe(b)}`);
  return { shape: a.shape, items: a.items.map((item, index) => combine(item, b.items[index] ?? c.zero)) };
}

export const negate = (a: Quantity): Quantity => (isArray(a) ? mapped(a, (item) => c.neg(item)) : c.neg(a));

const entry = (a: ArrayValue, row: number, column: number): Complex<number> =>
  a.items[row * (a.shape[1] ?? 1) + column] ?? c.zero;

/** Scalar product of vectors, matrix product, or scaling. */
export function multiply(a: Quantity, b: Quantity): Quantity {
  if (!isArray(a)) return isArray(b) ? mapped(b, (item) => c.mul(a, item)) : c.mul(a, b);
  if (!isArray(b)) return mapped(a, (item) => c.mul(item, b));
  const left = a.shape.length === 1 ? { shape: [1, a.shape[0] ?? 0], items: a.items } : a;
  const right = b.shape.length === 1 ? { shape: [b.shape[0] ?? 0, 1], items: b.items } : b;
  const [rows = 0, inner = 0] = left.shape;
  const [height = 0, columns = 0] = right.shape;
  if (left.shape.length > 2 || right.shape.length > 2 || inner !== height)
    throw new MathsProblem('shape', `cannot multiply ${describe(a)} with ${describe(b)}`);
  const items: Complex<number>[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      let sum = c.zero;
      for (let k = 0; k < inner; k++) sum = c.add(sum, c.mul(entry(left, row, k), entry(right, k, column)));
      items.push(sum);
    }
  const shape = [...(a.shape.length === 2 ? [rows] : []), ...(b.shape.length === 2 ? [columns] : [])];
  return shape.length === 0 ? (items[0] ?? c.zero) : { shape, items };
}

export function divide(a: Quantity, b: Quantity): Quantity {
  if (isArray(b)) throw new MathsProblem('shape', `cannot divide by ${describe(b)}`);
  return isArray(a) ? mapped(a, (item) => c.div(item, b)) : c.div(a, b);
}

export const identity = (size: number): ArrayValue => ({
  shape: [size, size],
  items: Array.from({ length: size * size }, (_, index) => (index % (size + 1) === 0 ? c.one : c.zero)),
});

const squareSize = (a: Quantity, what: string): number => {
  const [rows, columns] = shapeOf(a);
  if (rows === undefined || rows !== columns)
    throw new MathsProblem('shape', `${what} needs a square matrix, not ${describe(a)}`);
  return rows;
};

export function raise(a: Quantity, b: Quantity): Quantity {
  if (isArray(b)) throw new MathsProblem('shape', `cannot raise to the power of ${describe(b)}`);
  if (!isArray(a)) return c.pow(a, b);
  const size = squareSize(a, 'a power');
  const whole = c.whole(b);
  if (whole === undefined || Math.abs(whole) > 1_000) throw new MathsProblem('shape', 'a matrix has whole powers only');
  const base: Quantity = whole < 0 ? inverted(a, size) : a;
  let result: Quantity = identity(size);
  for (let turn = 0; turn < Math.abs(whole); turn++) result = multiply(result, base);
  return result;
}

/** Gauss-Jordan with the largest pivot of each column; the determinant comes with it. */
function eliminated(a: ArrayValue, size: number): { inverse: Complex<number>[][] | undefined; determinant: Complex<number> } {
  const rows = Array.from({ length: size }, (_, row) => [
    ...Array.from({ length: size }, (_, column) => entry(a, row, column)),
    ...Array.from({ length: size }, (_, column) => (row === column ? c.one : c.zero)),
  ]);
  let determinant = c.one;
  for (let column = 0; column < size; column++) {
    const at = (row: number, k = column): Complex<number> => rows[row]?.[k] ?? c.zero;
    let pivot = column;
    for (let row = column + 1; row < size; row++) if (c.abs(at(row)) > c.abs(at(pivot))) pivot = row;
    const head = at(pivot);
    if (c.isZero(head)) return { inverse: undefined, determinant: c.zero };
    determinant = c.mul(pivot === column ? determinant : c.neg(determinant), head);
    const lead = (rows[pivot] ?? []).map((item) => c.div(item, head));
    rows[pivot] = rows[column] ?? [];
    rows[column] = lead;
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = at(row);
      rows[row] = (rows[row] ?? []).map((item, k) => c.sub(item, c.mul(factor, lead[k] ?? c.zero)));
    }
  }
  return { inverse: rows.map((row) => row.slice(size)), determinant };
}

function inverted(a: ArrayValue, size: number): ArrayValue {
  const { inverse } = eliminated(a, size);
  if (!inverse) throw new MathsProblem('domain', 'the matrix has no inverse');
  return { shape: a.shape, items: inverse.flat() };
}

const conjugate = (z: Complex<number>): Complex<number> => ({ re: z.re, im: 0 - z.im });

export function transpose(a: Quantity): Quantity {
  if (!isArray(a) || a.shape.length === 1) return a;
  const [rows = 0, columns = 0] = a.shape;
  return {
    shape: [columns, rows],
    items: Array.from({ length: rows * columns }, (_, index) => entry(a, index % rows, Math.floor(index / rows))),
  };
}

export const norm = (a: Quantity): Complex<number> => c.of(Math.hypot(...itemsOf(a).map((item) => c.abs(item))));

/** Functions of arrays by name; undefined for every other name. */
export function arrayFunction(name: string): ((args: readonly Quantity[]) => Quantity) | undefined {
  const one = (of: (a: Quantity) => Quantity) => (args: readonly Quantity[]) => {
    const [a] = args;
    if (args.length !== 1 || !a) throw new MathsProblem('shape', `${name} takes one argument`);
    return of(a);
  };
  switch (name) {
    case 'trans':
      return one(transpose);
    case 'conj':
      return one((a) => (isArray(a) ? mapped(a, conjugate) : conjugate(a)));
    case 're':
      return one((a) => (isArray(a) ? mapped(a, (z) => c.of(z.re)) : c.of(a.re)));
    case 'im':
      return one((a) => (isArray(a) ? mapped(a, (z) => c.of(z.im)) : c.of(a.im)));
    case 'ctrans':
    case 'adj':
      return one((a) => (isArray(a) ? transpose(mapped(a, conjugate)) : conjugate(a)));
    case 'abs':
    case 'norm':
      return one(norm);
    case 'det':
      return one((a) => (isArray(a) ? eliminated(a, squareSize(a, 'det')).determinant : a));
    case 'tr':
      return one((a) => {
        const size = squareSize(a, 'tr');
        return Array.from({ length: size }, (_, k) => itemsOf(a)[k * (size + 1)] ?? c.zero).reduce((sum, item) =>
          c.add(sum, item),
        );
      });
    case 'cross':
      return crossed;
    default:
      return undefined;
  }
}

function crossed([a, b]: readonly Quantity[]): Quantity {
  if (!a || !b || String(shapeOf(a)) !== '3' || String(shapeOf(b)) !== '3')
    throw new MathsProblem('shape', 'cross takes two vectors of length 3');
  const [x, y] = [itemsOf(a), itemsOf(b)];
  const part = (i: number, j: number): Complex<number> =>
    c.sub(c.mul(x[i] ?? c.zero, y[j] ?? c.zero), c.mul(x[j] ?? c.zero, y[i] ?? c.zero));
  return { shape: [3], items: [part(1, 2), part(2, 0), part(0, 1)] };
}
