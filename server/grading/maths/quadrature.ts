/** Definite integrals by the tanh-sinh rule (Takahasi and Mori 1974): ends may be infinite, or poles of low order. */
import { type Complex, Complexes } from './complex.ts';
import { attempt, MathsProblem } from './problem.ts';
import { doubles } from './reals.ts';

const c = new Complexes(doubles);
const REACH = 4.2;

/** Maps an infinite range to a finite one: x = t / (1 - t^2), or one half of it. */
function finitely(f: (x: number) => Complex<number>, from: number, to: number): [(t: number) => Complex<number>, number, number] {
  const inner = (t: number): Complex<number> => {
    const below = (1 - t) * (1 + t);
    return c.scale(f(t / below), (1 + t * t) / (below * below));
  };
  const back = (x: number): number =>
    Number.isFinite(x) ? (x === 0 ? 0 : (Math.sqrt(1 + 4 * x * x) - 1) / (2 * x)) : Math.sign(x);
  return [inner, back(from), back(to)];
}

/**
 * The integral of `f` from `from` to `to`.
 * @throws MathsProblem of kind `domain` where it does not settle, and whatever `f` throws besides `domain`
 */
export function integral(f: (x: number) => Complex<number>, from: number, to: number): Complex<number> {
  if (from === to) return c.zero;
  const finite = Number.isFinite(from) && Number.isFinite(to);
  const [g, a, b] = finite ? ([f, from, to] as const) : finitely(f, from, to);
  const half = (b - a) / 2;
  const at = (u: number): Complex<number> => {
    const s = (Math.PI / 2) * Math.sinh(u);
    const weight = ((Math.PI / 2) * Math.cosh(u)) / Math.cosh(s) ** 2;
    // Distance from the nearer end, so that a pole there is met without cancellation.
    const near = (2 * half) / (1 + Math.exp(2 * Math.abs(s)));
    const x = u < 0 ? a + near : b - near;
    if (weight < 1e-300 || x === a || x === b) return c.zero;
    const value = attempt(() => g(x));
    if ('problem' in value) {
      if (value.problem.kind === 'domain' && Math.abs(u) > 2) return c.zero;
      throw value.problem;
    }
    return c.scale(value.value, weight);
  };
  let last: Complex<number> | undefined;
  let gap = Number.POSITIVE_INFINITY;
  for (let step = 0.25; step > 0.003; step /= 2) {
    let sum = c.zero;
    for (let k = -Math.floor(REACH / step); k * step <= REACH; k++) sum = c.add(sum, at(k * step));
    const value = c.scale(sum, step * half);
    if (last) gap = c.abs(c.sub(value, last)) / Math.max(c.abs(value), 1e-9);
    if (gap <= 1e-9) return c.checked(value);
    last = value;
  }
  if (!last || !(gap <= 1e-3)) throw new MathsProblem('domain', 'the integral does not settle');
  return c.checked(last);
}
