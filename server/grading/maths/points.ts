/** Points at which two formulas are compared: positive, of either sign, small, and whole, in turn. */
import { drawsFrom } from './random.ts';

/** How many points are tried before a formula counts as undefined nearly everywhere. */
export const TRIES = 40;

/** What is known of a name besides that it is a number: it is above a bound, it is whole. */
export type Domain = { above?: number; whole?: boolean };

/** The points for some names, in an order that depends on the seed alone. */
export function* pointsFor(
  names: readonly string[],
  seed: number,
  domains: ReadonlyMap<string, Domain>,
): Generator<Map<string, number>> {
  const draw = drawsFrom(seed);
  for (let turn = 0; turn < TRIES; turn++) {
    const point = new Map<string, number>();
    names.forEach((name, index) => {
      const domain = domains.get(name);
      const value = drawn(domain?.whole ? 3 : turn % 4, draw, index);
      point.set(
        name,
        domain?.above === undefined ? value : domain.above + (domain.whole ? Math.ceil(Math.abs(value)) : Math.abs(value)),
      );
    });
    yield point;
  }
}

function drawn(kind: number, draw: () => number, index: number): number {
  if (kind === 0) return 0.4 + 2.2 * draw();
  if (kind === 1) return 6 * draw() - 3;
  if (kind === 2) return 1.9 * draw() - 0.95;
  return 1 + Math.floor(draw() * 7) + (index % 3);
}
