/** Whether a polynomial has factors over the rational numbers. */
import { type Budget, spend } from './budget.ts';
import { Fraction } from './exact.ts';
import { addPolynomials, atomsOf, collected, constantOf, type Polynomial, univariate } from './polynomial.ts';
import { drawsFrom, seedOf } from './random.ts';

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

/** Largest number that divides every coefficient, where all are whole. */
export function numericContent(p: Polynomial): bigint {
  let content = 0n;
  for (const { coefficient } of p.values()) {
    if (coefficient.d !== 1n) return 1n;
    content = gcd(content, coefficient.n);
  }
  return content === 0n ? 1n : content;
}

/** Whether one atom divides every term. */
export const hasCommonAtom = (p: Polynomial): boolean =>
  p.size > 1 && atomsOf(p).some((atom) => [...p.values()].every(({ powers }) => powers.some(([other]) => other === atom)));

const isSquare = (value: Fraction): boolean => {
  const root = (n: bigint): boolean => {
    if (n < 0n) return false;
    let x = BigInt(Math.floor(Math.sqrt(Number(n))));
    while (x * x > n) x -= 1n;
    while ((x + 1n) * (x + 1n) <= n) x += 1n;
    return x * x === n;
  };
  return value.s >= 0n && root(value.n) && root(value.d);
};

/** Whole coefficients without a common factor, lowest power first. */
function primitive(coefficients: readonly Fraction[]): bigint[] {
  const below = coefficients.reduce((lcm, { d }) => (lcm * d) / gcd(lcm, d), 1n);
  const whole = coefficients.map(({ s, n, d }) => (s * n * below) / d);
  const content = whole.reduce((common, value) => gcd(common, value), 0n) || 1n;
  return whole.map((value) => value / content);
}

const MOST_DIVISORS = 2_000;

function divisors(value: bigint, budget: Budget): bigint[] | undefined {
  const size = value < 0n ? -value : value;
  if (size > 4_000_000n) return undefined;
  const found: bigint[] = [];
  for (let d = 1n; d * d <= size; d++) {
    spend(budget, 1);
    if (size % d === 0n) found.push(d, size / d);
  }
  return found.length > MOST_DIVISORS ? undefined : found;
}

/** Whether there is a rational root; undefined where there are too many candidates to try. */
function hasRationalRoot(coefficients: readonly bigint[], budget: Budget): boolean | undefined {
  const [last = 0n, lead = 0n] = [coefficients[0], coefficients[coefficients.length - 1]];
  if (last === 0n) return true;
  const [tops, belows] = [divisors(last, budget), divisors(lead, budget)];
  if (!tops || !belows) return undefined;
  for (const top of tops)
    for (const below of belows)
      for (const sign of [1n, -1n]) {
        spend(budget, coefficients.length * 4);
        let sum = 0n;
        let scale = 1n;
        for (const c of [...coefficients].reverse()) {
          sum = sum * sign * top + c * scale;
          scale *= below;
        }
        if (sum === 0n) return true;
      }
  return false;
}

const PRIMES = [3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n];

/** Irreducible modulo a prime (Rabin's test), which makes it irreducible over the rationals. */
function irreducibleModulo(coefficients: readonly bigint[], prime: bigint, budget: Budget): boolean {
  const degree = coefficients.length - 1;
  const mod = (x: bigint): bigint => ((x % prime) + prime) % prime;
  const f = coefficients.map(mod);
  if (f[degree] === 0n) return false;
  const power = (base: bigint, exponent: bigint): bigint =>
    exponent === 0n ? 1n : mod(power(mod(base * base), exponent / 2n) * (exponent % 2n === 1n ? base : 1n));
  const rest = (a: readonly bigint[], b: readonly bigint[]): bigint[] => {
    const result = [...a];
    const top = b.length - 1;
    const inverse = power(b[top] ?? 1n, prime - 2n);
    for (let at = result.length - 1; at >= top; at--) {
      const factor = mod((result[at] ?? 0n) * inverse);
      for (let k = 0; k <= top; k++) result[at - top + k] = mod((result[at - top + k] ?? 0n) - factor * (b[k] ?? 0n));
      spend(budget, top);
    }
    while (result.length > 0 && result[result.length - 1] === 0n) result.pop();
    return result;
  };
  const times = (a: readonly bigint[], b: readonly bigint[]): bigint[] => {
    const result: bigint[] = Array.from({ length: Math.max(0, a.length + b.length - 1) }, () => 0n);
    a.forEach((x, i) => {
      b.forEach((y, j) => {
        result[i + j] = mod((result[i + j] ?? 0n) + x * y);
      });
    });
    return rest(result, f);
  };
  const common = (a: readonly bigint[], b: readonly bigint[]): readonly bigint[] => (b.length === 0 ? a : common(b, rest(a, b)));
  let frobenius: bigint[] = rest([0n, 1n], f);
  for (let k = 1; k <= degree; k++) {
    let raised: bigint[] = [1n];
    for (let turn = 0n; turn < prime; turn++) raised = times(raised, frobenius);
    frobenius = raised;
    const shifted = [...frobenius];
    while (shifted.length < 2) shifted.push(0n);
    shifted[1] = mod((shifted[1] ?? 0n) - 1n);
    while (shifted.length > 0 && shifted[shifted.length - 1] === 0n) shifted.pop();
    if (k === degree) return shifted.length === 0;
    if (degree % k === 0 && common(f, shifted).length > 1) return false;
    if (degree % k === 0 && shifted.length === 0) return false;
  }
  return false;
}

/** True or false where it is certain, undefined where it is not. Coefficients of one atom, lowest power first. */
export function isIrreducible(coefficients: readonly Fraction[], budget: Budget): boolean | undefined {
  const degree = coefficients.length - 1;
  if (degree <= 1) return true;
  const whole = primitive(coefficients);
  if (degree === 2) {
    const [c, b, a] = coefficients;
    return c && b && a ? !isSquare(b.mul(b).sub(a.mul(c).mul(4))) : undefined;
  }
  const root = hasRationalRoot(whole, budget);
  if (root !== false || degree === 3) return root === undefined ? undefined : !root;
  return PRIMES.some((prime) => irreducibleModulo(whole, prime, budget)) ? true : undefined;
}

/** Whether a polynomial in several atoms can be taken apart; judged with numbers put in for all atoms but one. */
export function irreducibleFactor(p: Polynomial, budget: Budget): boolean | undefined {
  if (constantOf(p)) return true;
  if (numericContent(p) > 1n || hasCommonAtom(p)) return p.size === 1 ? undefined : false;
  const atoms = atomsOf(p);
  const main = [...atoms].sort((x, y) => collected(p, x).length - collected(p, y).length)[0] ?? '';
  const parts = collected(p, main);
  if (parts.length <= 2) return true;
  const draw = drawsFrom(seedOf(main));
  for (let turn = 0; turn < 4; turn++) {
    const values = new Map(
      atoms.filter((atom) => atom !== main).map((atom) => [atom, new Fraction(2 + Math.floor(draw() * 97))]),
    );
    const image = univariate(substituted(p, values), main);
    if (image && image.length === parts.length && isIrreducible(image, budget)) return true;
  }
  return atoms.length === 1 ? isIrreducible(univariate(p, main) ?? [], budget) : false;
}

function substituted(p: Polynomial, values: ReadonlyMap<string, Fraction>): Polynomial {
  let result: Polynomial = new Map();
  for (const { powers, coefficient } of p.values()) {
    const scale = powers.reduce((product, [atom, power]) => product.mul(values.get(atom)?.pow(power) ?? 1), coefficient);
    const left = powers.filter(([atom]) => !values.has(atom));
    result = addPolynomials(
      result,
      new Map([[left.map(([a, k]) => `${a}^${k}`).join('*'), { powers: left, coefficient: scale }]]),
    );
  }
  return result;
}

/** Remainder-based common factor of two polynomials in one atom: its degree. */
export function commonDegree(a: readonly Fraction[], b: readonly Fraction[]): number {
  const trimmed = (list: readonly Fraction[]): Fraction[] => {
    const result = [...list];
    while (result.length > 0 && result[result.length - 1]?.n === 0n) result.pop();
    return result;
  };
  let [x, y] = [trimmed(a), trimmed(b)];
  while (y.length > 0) {
    const rest = [...x];
    const top = y.length - 1;
    for (let at = rest.length - 1; at >= top; at--) {
      const factor = rest[at]?.div(y[top] ?? 1) ?? new Fraction(0);
      for (let k = 0; k <= top; k++) rest[at - top + k] = (rest[at - top + k] ?? new Fraction(0)).sub(factor.mul(y[k] ?? 0));
    }
    [x, y] = [y, trimmed(rest.slice(0, Math.max(0, top)))];
  }
  return Math.max(0, x.length - 1);
}
