/** The functions of the language: their names, how many arguments they take, what they are. Nothing else can be called. */
import type { Complex, Complexes } from './complex.ts';
import { gammaOf } from './gamma.ts';
import { MathsProblem } from './problem.ts';

type Values<T> = readonly Complex<T>[];
export type MathsFunction = {
  arity: readonly [number, number];
  apply<T>(c: Complexes<T>, args: Values<T>): Complex<T>;
};

/** The argument at `index`; the arity was checked before. */
const at = <T>(args: Values<T>, index: number): Complex<T> => {
  const value = args[index];
  if (!value) throw new MathsProblem('shape', 'an argument is missing');
  return value;
};
const needReal = <T>(c: Complexes<T>, z: Complex<T>): T => {
  if (!c.isReal(z)) throw new MathsProblem('domain', 'a real number is needed');
  return z.re;
};

const unary = (of: <T>(c: Complexes<T>, z: Complex<T>) => Complex<T>): MathsFunction => ({
  arity: [1, 1],
  apply: (c, args) => of(c, at(args, 0)),
});
const reciprocal = (of: <T>(c: Complexes<T>, z: Complex<T>) => Complex<T>): MathsFunction =>
  unary((c, z) => c.div(c.one, of(c, z)));
const ofReciprocal = (of: <T>(c: Complexes<T>, z: Complex<T>) => Complex<T>): MathsFunction =>
  unary((c, z) => of(c, c.div(c.one, z)));

/** Half-way cases go to the even neighbour, as IEEE 754 and Maxima round. */
function rounded<T>(c: Complexes<T>, z: Complex<T>): Complex<T> {
  const r = c.reals;
  const value = needReal(c, z);
  const low = r.floor(value);
  const rest = r.compare(r.sub(value, low), r.of(0.5));
  const even = r.sign(r.sub(low, r.mul(r.of(2), r.floor(r.mul(low, r.of(0.5)))))) === 0;
  return c.real(rest > 0 || (rest === 0 && !even) ? r.add(low, r.of(1)) : low);
}

function factorial<T>(c: Complexes<T>, z: Complex<T>): Complex<T> {
  const whole = c.whole(z);
  if (whole === undefined) return gammaOf(c, c.add(z, c.one));
  if (whole < 0) throw new MathsProblem('domain', 'the factorial of a negative number');
  if (whole > 400) throw new MathsProblem('domain', 'the value is too large to work with');
  let result = c.reals.of(1);
  for (let factor = 2; factor <= whole; factor++) result = c.reals.mul(result, c.reals.of(factor));
  return c.checked(c.real(result));
}

const extreme = (which: 1 | -1): MathsFunction => ({
  arity: [1, 60],
  apply: (c, args) =>
    c.real(
      args.map((value) => needReal(c, value)).reduce((best, value) => (c.reals.compare(value, best) * which > 0 ? value : best)),
    ),
});

const logarithm = (base: number): MathsFunction => unary((c, z) => c.div(c.log(z), c.log(c.of(base))));

const table: Record<string, MathsFunction> = {
  sin: unary((c, z) => c.sin(z)),
  cos: unary((c, z) => c.cos(z)),
  tan: unary((c, z) => c.div(c.sin(z), c.cos(z))),
  sec: reciprocal((c, z) => c.cos(z)),
  csc: reciprocal((c, z) => c.sin(z)),
  cot: unary((c, z) => c.div(c.cos(z), c.sin(z))),
  arcsin: unary((c, z) => c.asin(z)),
  arccos: unary((c, z) => c.acos(z)),
  arctan: unary((c, z) => c.atan(z)),
  arcsec: ofReciprocal((c, z) => c.acos(z)),
  arccsc: ofReciprocal((c, z) => c.asin(z)),
  arccot: unary((c, z) => (c.isZero(z) ? c.acos(c.zero) : c.atan(c.div(c.one, z)))),
  sinh: unary((c, z) => c.sinh(z)),
  cosh: unary((c, z) => c.cosh(z)),
  tanh: unary((c, z) => c.div(c.sinh(z), c.cosh(z))),
  sech: reciprocal((c, z) => c.cosh(z)),
  csch: reciprocal((c, z) => c.sinh(z)),
  coth: unary((c, z) => c.div(c.cosh(z), c.sinh(z))),
  arcsinh: unary((c, z) => c.asinh(z)),
  arccosh: unary((c, z) => c.acosh(z)),
  arctanh: unary((c, z) => c.atanh(z)),
  arcsech: ofReciprocal((c, z) => c.acosh(z)),
  arccsch: ofReciprocal((c, z) => c.asinh(z)),
  arccoth: ofReciprocal((c, z) => c.atanh(z)),
  sqrt: unary((c, z) => c.sqrt(z)),
  exp: unary((c, z) => c.exp(z)),
  ln: unary((c, z) => c.log(z)),
  log10: logarithm(10),
  log2: logarithm(2),
  abs: unary((c, z) => c.real(c.abs(z))),
  re: unary((c, z) => c.real(z.re)),
  im: unary((c, z) => c.real(z.im)),
  conj: unary((c, z) => ({ re: z.re, im: c.reals.sub(c.zero.im, z.im) })),
  arg: unary((c, z) => c.real(c.arg(z))),
  sgn: unary((c, z) => c.of(c.reals.sign(needReal(c, z)))),
  floor: unary((c, z) => c.real(c.reals.floor(needReal(c, z)))),
  ceil: unary((c, z) => c.neg(c.real(c.reals.floor(c.reals.neg(needReal(c, z)))))),
  round: unary(rounded),
  fact: unary(factorial),
  gamma: unary(gammaOf),
  min: extreme(-1),
  max: extreme(1),
  /** root(x) is the square root, root(x, n) the n-th. */
  root: {
    arity: [1, 2],
    apply: (c, args) => (args.length === 1 ? c.sqrt(at(args, 0)) : c.pow(at(args, 0), c.div(c.one, at(args, 1)))),
  },
  /** lg(x) is to the base ten, lg(x, b) to the base b. */
  lg: { arity: [1, 2], apply: (c, args) => c.div(c.log(at(args, 0)), c.log(args[1] ?? c.of(10))) },
  arctan2: {
    arity: [2, 2],
    apply: (c, args) => c.real(c.reals.atan2(needReal(c, at(args, 0)), needReal(c, at(args, 1)))),
  },
  binomial: {
    arity: [2, 2],
    apply: (c, args) => {
      const [n, k] = [at(args, 0), at(args, 1)];
      return c.div(factorial(c, n), c.mul(factorial(c, k), factorial(c, c.sub(n, k))));
    },
  },
  kronecker: {
    arity: [2, 2],
    apply: (c, args) => (c.isZero(c.sub(at(args, 0), at(args, 1))) ? c.one : c.zero),
  },
};

const OTHER_NAMES: Record<string, string> = {
  ...Object.fromEntries(
    ['sin', 'cos', 'tan', 'sec', 'csc', 'cot'].flatMap((f) => [`a${f}`, `a${f}h`].map((a) => [a, `arc${a.slice(1)}`])),
  ),
  cosec: 'csc',
  acosec: 'arccsc',
  arccosec: 'arccsc',
  cosech: 'csch',
  arsinh: 'arcsinh',
  arcosh: 'arccosh',
  artanh: 'arctanh',
  sign: 'sgn',
  signum: 'sgn',
  factorial: 'fact',
  ceiling: 'ceil',
  conjugate: 'conj',
  realpart: 're',
  imagpart: 'im',
  atan2: 'arctan2',
};

/** The one spelling of a function that has several. */
export const functionName = (name: string): string => (Object.hasOwn(OTHER_NAMES, name) ? (OTHER_NAMES[name] ?? name) : name);

/** The function of that name, under any of its spellings. */
export function functionOf(name: string): MathsFunction | undefined {
  const plain = functionName(name);
  return Object.hasOwn(table, plain) ? table[plain] : undefined;
}

/** Every name that can be called, all spellings. */
export const functionNames = (): ReadonlySet<string> => new Set([...Object.keys(table), ...Object.keys(OTHER_NAMES)]);
