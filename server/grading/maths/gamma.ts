/** The gamma function at real arguments, by Lanczos' approximation (g = 7, nine terms; relative error below 1e-14). */
import type { Complex, Complexes } from './complex.ts';
import { MathsProblem } from './problem.ts';

const TERMS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

function gamma(x: number): number {
  if (x < 0.5) return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
  const shifted = x - 1;
  const sum = TERMS.reduce((total, term, index) => (index === 0 ? term : total + term / (shifted + index)), 0);
  const t = shifted + 7.5;
  return Math.sqrt(2 * Math.PI) * t ** (shifted + 0.5) * Math.exp(-t) * sum;
}

/** Gamma half-way between whole numbers, from the square root of pi. */
function halfWay<T>(c: Complexes<T>, doubled: number): Complex<T> {
  const r = c.reals;
  let value = r.sqrt(r.pi);
  for (let k = 1; k < doubled; k += 2) value = r.mul(value, r.of(k / 2));
  for (let k = -1; k >= doubled; k -= 2) value = r.div(value, r.of(k / 2));
  return c.real(value);
}

/**
 * Gamma of `z`, to doubles' precision only.
 * @throws MathsProblem at the poles, off the real line, and where more digits are asked for
 */
export function gammaOf<T>(c: Complexes<T>, z: Complex<T>): Complex<T> {
  if (!c.isReal(z)) throw new MathsProblem('unsupported', 'the gamma function of a complex number');
  const whole = c.whole(z);
  if (whole !== undefined && whole <= 0) throw new MathsProblem('domain', 'the gamma function has a pole there');
  if (whole !== undefined && whole <= 170) {
    let product = c.reals.of(1);
    for (let factor = 2; factor < whole; factor++) product = c.reals.mul(product, c.reals.of(factor));
    return c.real(product);
  }
  const doubled = c.whole(c.add(z, z));
  if (doubled !== undefined && Math.abs(doubled) <= 300) return halfWay(c, doubled);
  if (c.reals.digits > 15) throw new MathsProblem('unsupported', 'the gamma function to many digits');
  return c.checked(c.of(gamma(c.reals.toNumber(z.re))));
}
