/**
 * Polynomials over the rationals in any number of atoms. An atom is a name, or whatever else is no sum, product or power: its
 * canonical text stands for it.
 */
import { type Budget, spend } from './budget.ts';
import { Fraction } from './exact.ts';
import { MathsProblem } from './problem.ts';

/** Atoms with their powers, sorted; the text is what tells terms apart. */
export type Term = { powers: readonly (readonly [string, number])[]; coefficient: Fraction };
export type Polynomial = ReadonlyMap<string, Term>;

export const MOST_TERMS = 400;

const keyOf = (powers: readonly (readonly [string, number])[]): string =>
  powers.map(([atom, power]) => `${atom}^${power}`).join('*');

const fromTerms = (terms: Iterable<Term>): Polynomial => {
  const result = new Map<string, Term>();
  for (const term of terms) {
    const key = keyOf(term.powers);
    const before = result.get(key);
    const coefficient = before ? before.coefficient.add(term.coefficient) : term.coefficient;
    if (coefficient.n === 0n) result.delete(key);
    else result.set(key, { powers: term.powers, coefficient });
  }
  if (result.size > MOST_TERMS) throw new MathsProblem('budget', `more than ${MOST_TERMS} terms when multiplied out`);
  return result;
};

export const constantPolynomial = (value: Fraction): Polynomial => fromTerms([{ powers: [], coefficient: value }]);
export const atomPolynomial = (atom: string): Polynomial => fromTerms([{ powers: [[atom, 1]], coefficient: new Fraction(1) }]);
export const ZERO: Polynomial = new Map();
export const ONE = constantPolynomial(new Fraction(1));

export const isZero = (p: Polynomial): boolean => p.size === 0;
/** The value of a constant polynomial. */
export const constantOf = (p: Polynomial): Fraction | undefined =>
  p.size === 0 ? new Fraction(0) : p.size === 1 ? p.get('')?.coefficient : undefined;

export const addPolynomials = (a: Polynomial, b: Polynomial): Polynomial => fromTerms([...a.values(), ...b.values()]);
export const scalePolynomial = (a: Polynomial, by: Fraction): Polynomial =>
  fromTerms([...a.values()].map((term) => ({ ...term, coefficient: term.coefficient.mul(by) })));

function multiplied(a: Term, b: Term): Term {
  const powers = new Map(a.powers);
  for (const [atom, power] of b.powers) powers.set(atom, (powers.get(atom) ?? 0) + power);
  return { powers: [...powers].sort(([x], [y]) => (x < y ? -1 : 1)), coefficient: a.coefficient.mul(b.coefficient) };
}

export function multiplyPolynomials(a: Polynomial, b: Polynomial, budget: Budget): Polynomial {
  spend(budget, a.size * b.size * 4);
  const products: Term[] = [];
  for (const x of a.values()) for (const y of b.values()) products.push(multiplied(x, y));
  return fromTerms(products);
}

export function powerPolynomial(a: Polynomial, power: number, budget: Budget): Polynomial {
  let result = ONE;
  for (let turn = 0; turn < power; turn++) result = multiplyPolynomials(result, a, budget);
  return result;
}

export const samePolynomial = (a: Polynomial, b: Polynomial): boolean =>
  a.size === b.size && [...a].every(([key, term]) => b.get(key)?.coefficient.equals(term.coefficient) === true);

/** Every atom that occurs, sorted. */
export const atomsOf = (p: Polynomial): string[] =>
  [...new Set([...p.values()].flatMap(({ powers }) => powers.map(([atom]) => atom)))].sort();

/** Coefficients by power of one atom, lowest first; undefined where another atom occurs. */
export function univariate(p: Polynomial, atom: string): Fraction[] | undefined {
  const result: Fraction[] = [];
  for (const { powers, coefficient } of p.values()) {
    if (powers.some(([other]) => other !== atom)) return undefined;
    const power = powers[0]?.[1] ?? 0;
    if (power > 200) return undefined;
    while (result.length <= power) result.push(new Fraction(0));
    result[power] = coefficient;
  }
  return result;
}

/** Coefficients by power of one atom, each a polynomial in the others, lowest first. */
export function collected(p: Polynomial, atom: string): Polynomial[] {
  const parts: Term[][] = [];
  for (const { powers, coefficient } of p.values()) {
    const power = powers.find(([other]) => other === atom)?.[1] ?? 0;
    if (power > 200) throw new MathsProblem('budget', 'a power of more than two hundred');
    while (parts.length <= power) parts.push([]);
    parts[power]?.push({ powers: powers.filter(([other]) => other !== atom), coefficient });
  }
  return parts.map(fromTerms);
}

/** Sum of powers of the term where that is largest. */
export const degreeOf = (p: Polynomial): number =>
  Math.max(0, ...[...p.values()].map(({ powers }) => powers.reduce((sum, [, power]) => sum + power, 0)));
