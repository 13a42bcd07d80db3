/** Functions nobody has defined, such as f in f(x): equal arguments give equal values, and nothing else is known of them. */
import type { Complex, Complexes } from './complex.ts';
import { drawsFrom, seedOf } from './random.ts';

/** A smooth function that stands in for an unknown one. It satisfies no identity that a formula could state. */
export function standIn<T>(name: string, c: Complexes<T>): (args: readonly Complex<T>[]) => Complex<T> {
  return (args) => {
    const draw = drawsFrom(seedOf(`${name}/${args.length}`));
    let [straight, curved] = [c.of(draw() + 0.5), c.of(draw())];
    for (const arg of args) {
      straight = c.add(straight, c.mul(c.of(draw() + 0.2), arg));
      curved = c.add(curved, c.mul(c.of(draw() + 0.3), arg));
    }
    return c.add(straight, c.sin(curved));
  };
}
