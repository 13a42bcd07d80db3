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
      const value = drawn(domain?.whole ? WHOLE : turn % 4, draw, index, turn >> 2);
      point.set(
        name,
        domain?.above === undefined ? value : domain.above + (domain.whole ? Math.ceil(Math.abs(value)) : Math.abs(value)),
      );
    });
    yield point;
  }
}

const WHOLE = 3;

/**
 * Signs are not left to chance: of every eight points one at least has each name negative, one all names negative, and one
 * every other name.
 */
function drawn(kind: number, draw: () => number, index: number, round: number): number {
  if (kind === 0) return 0.4 + 2.2 * draw();
  if (kind === 1) return (0.2 + 2.8 * draw()) * (index % 2 === round % 2 ? -1 : 1);
  if (kind === 2) return (0.05 + 0.9 * draw()) * (round % 2 === 0 || draw() < 0.5 ? -1 : 1);
  return 1 + Math.floor(draw() * 7) + (index % 3);
}
