/** Complex arithmetic over either strength of reals. Branch cuts are those of C99, Annex G. */
import { MathsProblem } from './problem.ts';
import type { Reals } from './reals.ts';

export type Complex<T> = { re: T; im: T };

const tooLarge = (): MathsProblem => new MathsProblem('domain', 'the value is too large to work with');
const byZero = (): MathsProblem => new MathsProblem('domain', 'it divides by zero');

/** Largest whole exponent that is worked out by multiplying. */
const WHOLE = 1_000_000_000;

export class Complexes<T> {
  readonly reals: Reals<T>;
  readonly zero: Complex<T>;
  readonly one: Complex<T>;
  readonly i: Complex<T>;
  constructor(reals: Reals<T>) {
    this.reals = reals;
    this.zero = this.of(0);
    this.one = this.of(1);
    this.i = { re: reals.of(0), im: reals.of(1) };
  }

  of(re: number, im = 0): Complex<T> {
    return { re: this.reals.of(re), im: this.reals.of(im) };
  }
  real(re: T): Complex<T> {
    return { re, im: this.zero.im };
  }
  isReal(z: Complex<T>): boolean {
    return this.reals.sign(z.im) === 0;
  }
  isZero(z: Complex<T>): boolean {
    return this.reals.sign(z.re) === 0 && this.reals.sign(z.im) === 0;
  }
  /** @throws MathsProblem where a part is infinite or undefined */
  checked(z: Complex<T>): Complex<T> {
    if (!this.reals.finite(z.re) || !this.reals.finite(z.im)) throw tooLarge();
    return z;
  }
  /** The value as a whole number, where it is one of less than sixteen digits. */
  whole(z: Complex<T>): number | undefined {
    if (!this.isReal(z)) return undefined;
    const near = this.reals.toNumber(z.re);
    return Number.isSafeInteger(near) && this.reals.compare(z.re, this.reals.of(near)) === 0 ? near : undefined;
  }

  add(a: Complex<T>, b: Complex<T>): Complex<T> {
    return { re: this.reals.add(a.re, b.re), im: this.reals.add(a.im, b.im) };
  }
  sub(a: Complex<T>, b: Complex<T>): Complex<T> {
    return { re: this.reals.sub(a.re, b.re), im: this.reals.sub(a.im, b.im) };
  }
  neg(a: Complex<T>): Complex<T> {
    return { re: this.reals.sub(this.zero.re, a.re), im: this.reals.sub(this.zero.im, a.im) };
  }
  mul(a: Complex<T>, b: Complex<T>): Complex<T> {
    const r = this.reals;
    if (this.isReal(a)) return this.isReal(b) ? this.real(r.mul(a.re, b.re)) : this.scale(b, a.re);
    if (this.isReal(b)) return this.scale(a, b.re);
    return { re: r.sub(r.mul(a.re, b.re), r.mul(a.im, b.im)), im: r.add(r.mul(a.re, b.im), r.mul(a.im, b.re)) };
  }
  scale(a: Complex<T>, by: T): Complex<T> {
    return { re: this.reals.mul(a.re, by), im: this.reals.mul(a.im, by) };
  }
  div(a: Complex<T>, b: Complex<T>): Complex<T> {
    const r = this.reals;
    if (this.isZero(b)) throw byZero();
    if (this.isReal(b)) return this.isReal(a) ? this.real(r.div(a.re, b.re)) : { re: r.div(a.re, b.re), im: r.div(a.im, b.re) };
    const size = r.add(r.mul(b.re, b.re), r.mul(b.im, b.im));
    const top = this.mul(a, { re: b.re, im: r.neg(b.im) });
    return { re: r.div(top.re, size), im: r.div(top.im, size) };
  }
  abs(z: Complex<T>): T {
    const r = this.reals;
    if (this.isReal(z)) return r.abs(z.re);
    if (r.sign(z.re) === 0) return r.abs(z.im);
    const [a, b] = [r.abs(z.re), r.abs(z.im)];
    const [large, small] = r.compare(a, b) >= 0 ? [a, b] : [b, a];
    const ratio = r.div(small, large);
    return r.mul(large, r.sqrt(r.add(r.of(1), r.mul(ratio, ratio))));
  }
  arg(z: Complex<T>): T {
    const r = this.reals;
    if (this.isReal(z)) return r.sign(z.re) < 0 ? r.pi : r.of(0);
    return r.atan2(z.im, z.re);
  }
  sqrt(z: Complex<T>): Complex<T> {
    const r = this.reals;
    if (this.isReal(z)) return r.sign(z.re) < 0 ? { re: r.of(0), im: r.sqrt(r.neg(z.re)) } : this.real(r.sqrt(z.re));
    const size = this.abs(z);
    const half = r.of(0.5);
    const re = r.sqrt(r.mul(half, r.add(size, r.abs(z.re))));
    const im = r.div(r.mul(half, r.abs(z.im)), re);
    const up = r.sign(z.im) > 0;
    return r.sign(z.re) >= 0 ? { re, im: up ? im : r.neg(im) } : { re: im, im: up ? re : r.neg(re) };
  }
  exp(z: Complex<T>): Complex<T> {
    const size = this.reals.exp(z.re);
    if (this.isReal(z)) return this.real(size);
    return { re: this.reals.mul(size, this.reals.cos(z.im)), im: this.reals.mul(size, this.reals.sin(z.im)) };
  }
  log(z: Complex<T>): Complex<T> {
    if (this.isZero(z)) throw new MathsProblem('domain', 'the logarithm of zero');
    return { re: this.reals.ln(this.abs(z)), im: this.arg(z) };
  }
  pow(a: Complex<T>, b: Complex<T>): Complex<T> {
    const whole = this.whole(b);
    if (whole !== undefined && Math.abs(whole) <= WHOLE) return this.times(a, whole);
    if (this.isZero(a)) {
      if (this.reals.sign(b.re) > 0) return this.zero;
      throw byZero();
    }
    return this.exp(this.mul(b, this.log(a)));
  }
  /** `a` to a whole power. */
  times(a: Complex<T>, power: number): Complex<T> {
    if (power < 0) return this.div(this.one, this.times(a, -power));
    let result = this.one;
    let square = a;
    for (let rest = power; rest > 0; rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) result = this.mul(result, square);
      if (rest > 1) square = this.mul(square, square);
    }
    return this.checked(result);
  }
  sin(z: Complex<T>): Complex<T> {
    const r = this.reals;
    if (this.isReal(z)) return this.real(r.sin(z.re));
    const { sinh, cosh } = this.hyperbolic(z.im);
    return { re: r.mul(r.sin(z.re), cosh), im: r.mul(r.cos(z.re), sinh) };
  }
  cos(z: Complex<T>): Complex<T> {
    const r = this.reals;
    if (this.isReal(z)) return this.real(r.cos(z.re));
    const { sinh, cosh } = this.hyperbolic(z.im);
    return { re: r.mul(r.cos(z.re), cosh), im: r.neg(r.mul(r.sin(z.re), sinh)) };
  }
  sinh(z: Complex<T>): Complex<T> {
    const r = this.reals;
    const { sinh, cosh } = this.hyperbolic(z.re);
    return this.isReal(z) ? this.real(sinh) : { re: r.mul(sinh, r.cos(z.im)), im: r.mul(cosh, r.sin(z.im)) };
  }
  cosh(z: Complex<T>): Complex<T> {
    const r = this.reals;
    const { sinh, cosh } = this.hyperbolic(z.re);
    return this.isReal(z) ? this.real(cosh) : { re: r.mul(cosh, r.cos(z.im)), im: r.mul(sinh, r.sin(z.im)) };
  }
  private hyperbolic(x: T): { sinh: T; cosh: T } {
    const r = this.reals;
    const [up, down, half] = [r.exp(x), r.exp(r.neg(x)), r.of(0.5)];
    if (!r.finite(up) || !r.finite(down)) throw tooLarge();
    return { sinh: r.mul(half, r.sub(up, down)), cosh: r.mul(half, r.add(up, down)) };
  }
  asin(z: Complex<T>): Complex<T> {
    const r = this.reals;
    if (this.isReal(z) && r.compare(r.abs(z.re), r.of(1)) <= 0)
      return this.real(r.atan2(z.re, r.sqrt(r.mul(r.sub(r.of(1), z.re), r.add(r.of(1), z.re)))));
    const root = this.sqrt(this.sub(this.one, z));
    // On the cut beyond 1 the value is that from above.
    const below = this.isReal(z) && r.sign(z.re) > 0 ? { re: root.re, im: r.neg(root.im) } : root;
    const inner = this.add(this.mul(this.i, z), this.mul(below, this.sqrt(this.add(this.one, z))));
    const log = this.log(inner);
    return { re: log.im, im: r.neg(log.re) };
  }
  acos(z: Complex<T>): Complex<T> {
    return this.sub(this.real(this.reals.mul(this.reals.pi, this.reals.of(0.5))), this.asin(z));
  }
  atan(z: Complex<T>): Complex<T> {
    if (this.isReal(z)) return this.real(this.reals.atan2(z.re, this.reals.of(1)));
    const turned = this.mul(this.i, z);
    const difference = this.sub(this.log(this.sub(this.one, turned)), this.log(this.add(this.one, turned)));
    return this.mul(this.of(0, 0.5), difference);
  }
  asinh(z: Complex<T>): Complex<T> {
    if (this.isReal(z) && this.reals.sign(z.re) < 0) return this.neg(this.asinh(this.neg(z)));
    return this.log(this.add(z, this.sqrt(this.add(this.mul(z, z), this.one))));
  }
  acosh(z: Complex<T>): Complex<T> {
    return this.log(this.add(z, this.mul(this.sqrt(this.add(z, this.one)), this.sqrt(this.sub(z, this.one)))));
  }
  atanh(z: Complex<T>): Complex<T> {
    return this.scale(this.sub(this.log(this.add(this.one, z)), this.log(this.sub(this.one, z))), this.reals.of(0.5));
  }
}
