/** Dimensions as powers of the base units, and the products of units that answers are given in. */
import { Fraction } from './exact.ts';

/** Powers of base units by symbol (m, kg, s, A, K, mol, cd); a power of zero is left out. */
export type Dimension = ReadonlyMap<string, number>;

export const NONE: Dimension = new Map();
export const base = (symbol: string, power = 1): Dimension => new Map([[symbol, power]]);

export function times(a: Dimension, b: Dimension, sign = 1): Dimension {
  const result = new Map(a);
  for (const [symbol, power] of b) {
    const sum = (result.get(symbol) ?? 0) + sign * power;
    if (sum === 0) result.delete(symbol);
    else result.set(symbol, sum);
  }
  return result;
}
export const raisedTo = (a: Dimension, power: number): Dimension =>
  power === 0 ? NONE : new Map([...a].map(([symbol, own]) => [symbol, own * power]));
export const sameDimension = (a: Dimension, b: Dimension): boolean =>
  a.size === b.size && [...a].every(([symbol, power]) => b.get(symbol) === power);

/** `kg m^2 s^-2`. */
export const dimensionText = (a: Dimension): string =>
  [...a]
    .sort(([x], [y]) => (x < y ? -1 : 1))
    .map(([symbol, power]) => (power === 1 ? symbol : `${symbol}^${power}`))
    .join(' ') || 'no unit';

/** A product of units: the factor to base units, the dimension, and the units as they were named. */
export type UnitProduct = {
  factor: Fraction;
  dimension: Dimension;
  /** Powers of the named units, for telling g from kg. */
  named: Dimension;
};
export const NO_UNIT: UnitProduct = { factor: new Fraction(1), dimension: NONE, named: NONE };
