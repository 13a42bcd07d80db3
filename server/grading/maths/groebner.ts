/** Systems of polynomial equations: two have the same solutions, with multiplicity, when their ideals are equal. */
import { type Budget, spend } from './budget.ts';
import { Fraction } from './exact.ts';
import { addPolynomials, isZero, multiplyPolynomials, type Polynomial, scalePolynomial, type Term } from './polynomial.ts';
import { MathsProblem } from './problem.ts';

const MOST_MEMBERS = 40;

type Powers = ReadonlyMap<string, number>;
const powersOf = (term: Term): Powers => new Map(term.powers);
const total = (powers: Powers): number => [...powers.values()].reduce((sum, power) => sum + power, 0);

/** By degree, then by the names in alphabetical order. */
function compareTerms(a: Term, b: Term): number {
  const [x, y] = [powersOf(a), powersOf(b)];
  const gap = total(x) - total(y);
  if (gap !== 0) return gap;
  for (const name of [...new Set([...x.keys(), ...y.keys()])].sort()) {
    const difference = (x.get(name) ?? 0) - (y.get(name) ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function leadOf(p: Polynomial): Term {
  const [first, ...rest] = p.values();
  if (!first) throw new MathsProblem('shape', 'nothing leads zero');
  return rest.reduce((best, term) => (compareTerms(term, best) > 0 ? term : best), first);
}

const monomial = (powers: Powers, coefficient: Fraction): Polynomial => {
  const list = [...powers].filter(([, power]) => power > 0).sort(([x], [y]) => (x < y ? -1 : 1));
  return new Map([[list.map(([name, power]) => `${name}^${power}`).join('*'), { powers: list, coefficient }]]);
};
/** What `by` is multiplied with to give `term`; undefined where it does not divide. */
function quotient(term: Term, by: Term): Polynomial | undefined {
  const powers = new Map(term.powers);
  for (const [name, power] of by.powers) {
    const left = (powers.get(name) ?? 0) - power;
    if (left < 0) return undefined;
    powers.set(name, left);
  }
  return monomial(powers, term.coefficient.div(by.coefficient));
}

const minus = (a: Polynomial, b: Polynomial): Polynomial => addPolynomials(a, scalePolynomial(b, new Fraction(-1)));

/** What is left of a polynomial after division by others. */
export function remainder(p: Polynomial, by: readonly Polynomial[], budget: Budget): Polynomial {
  const leads = by.map(leadOf);
  let rest = p;
  let kept: Polynomial = new Map();
  while (!isZero(rest)) {
    spend(budget, 20 + rest.size * 4);
    const lead = leadOf(rest);
    const at = leads.findIndex((one) => quotient(lead, one) !== undefined);
    const [factor, divisor] = [at < 0 ? undefined : quotient(lead, leads[at] ?? lead), by[at]];
    if (factor && divisor) rest = minus(rest, multiplyPolynomials(factor, divisor, budget));
    else {
      const top = monomial(powersOf(lead), lead.coefficient);
      kept = addPolynomials(kept, top);
      rest = minus(rest, top);
    }
  }
  return kept;
}

function spair(a: Polynomial, b: Polynomial, budget: Budget): Polynomial {
  const [x, y] = [leadOf(a), leadOf(b)];
  const common = new Map(x.powers);
  for (const [name, power] of y.powers) common.set(name, Math.max(power, common.get(name) ?? 0));
  const [top] = monomial(common, new Fraction(1)).values();
  const [p, q] = [top && quotient(top, x), top && quotient(top, y)];
  if (!p || !q) throw new MathsProblem('shape', 'no common multiple');
  return minus(multiplyPolynomials(p, a, budget), multiplyPolynomials(q, b, budget));
}

/**
 * A Groebner basis (Buchberger 1965) of what the polynomials generate.
 * @throws MathsProblem of kind `budget` when it grows too large
 */
export function groebnerBasis(polynomials: readonly Polynomial[], budget: Budget): Polynomial[] {
  const basis = polynomials.filter((p) => !isZero(p));
  for (let i = 1; i < basis.length; i++)
    for (let j = 0; j < i; j++) {
      const [a, b] = [basis[i], basis[j]];
      if (!a || !b) continue;
      const rest = remainder(spair(a, b, budget), basis, budget);
      if (isZero(rest)) continue;
      if (basis.push(rest) > MOST_MEMBERS) throw new MathsProblem('budget', 'the system of equations is too large');
    }
  return basis;
}

/** Whether two systems generate the same ideal. */
export function sameSystem(a: readonly Polynomial[], b: readonly Polynomial[], budget: Budget): boolean {
  const [x, y] = [groebnerBasis(a, budget), groebnerBasis(b, budget)];
  const inside = (list: readonly Polynomial[], basis: readonly Polynomial[]): boolean =>
    list.every((p) => isZero(remainder(p, basis, budget)));
  return inside(x, y) && inside(y, x);
}
