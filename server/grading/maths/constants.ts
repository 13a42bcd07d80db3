/** Names with a fixed value, and which author's setting makes them known. */
import type { Complex, Complexes } from './complex.ts';

/** The value of a constant of the language: pi, e, the imaginary unit (i, and j where the author says so). */
export function constant<T>(name: string, c: Complexes<T>): Complex<T> | undefined {
  switch (name) {
    case 'pi':
    case '%pi':
      return c.real(c.reals.pi);
    case 'e':
    case '%e':
      return c.exp(c.one);
    case 'i':
    case 'j':
    case '%i':
    case '%j':
      return c.i;
    case '%phi':
      return c.div(c.add(c.one, c.sqrt(c.of(5))), c.of(2));
    default:
      return undefined;
  }
}
