/**
 * Whether two formulas have the same values. Rational functions are compared in a prime field, constants to forty digits,
 * everything else at seeded points in doubles and then to forty digits at some of them. Equality at points is no proof, but
 * a chance agreement is out of the question; inequality at one point is a proof.
 */
import { type Big, bigfloats } from './bigfloat.ts';
import { type Budget, budgetOf } from './budget.ts';
import { type Complex, Complexes } from './complex.ts';
import { constant } from './constants.ts';
import { evaluate, type Scope } from './evaluate.ts';
import { functionOf } from './functions.ts';
import { standIn } from './opaque.ts';
import { type Domain, pointsFor } from './points.ts';
import { attempt, type MathsProblem } from './problem.ts';
import { drawsFrom, seedOf } from './random.ts';
import { doubles } from './reals.ts';
import { fieldElement, residueOf } from './residue.ts';
import { namesOf, type Tree } from './tree.ts';

export type Meaning = {
  /** Which names are constants, and which constant each is: pi, e or i. */
  constants: ReadonlyMap<string, 'pi' | 'e' | 'i'>;
  /** What is known of names: above a bound, whole. */
  domains?: ReadonlyMap<string, Domain>;
  /** Unknown functions are allowed: f(x) equals f(x) and nothing else. */
  unknownFunctions?: boolean;
  seed?: string;
};

/** `equal` is undefined where neither could be shown. */
export type Verdict = { equal: boolean | undefined; note: string };

const WANTED = 9;
const ENOUGH = 4;

const double = new Complexes(doubles);
/** Growing precision: what rounding left over shrinks from one to the next, what is really there does not. */
const PRECISIONS = [160, 224, 288].map((bits) => new Complexes(bigfloats(bits)));
/** Binary digits by which a difference must shrink to be rounding; it shrinks by some 64. */
const SHRINKS = 40;

/** Names that stand for values to be chosen. */
export const variablesOf = (meaning: Meaning, ...trees: readonly Tree[]): string[] =>
  namesOf(...trees).filter((name) => !meaning.constants.has(name));

/** The value of a formula at a point, in the given strength. */
export function valueAt<T>(
  tree: Tree,
  complexes: Complexes<T>,
  point: ReadonlyMap<string, number>,
  meaning: Meaning,
  budget: Budget,
  peak?: { size: number },
): Complex<T> {
  const scope: Scope<T> = {
    complexes,
    budget,
    ...(peak ? { peak } : {}),
    valueOf(name) {
      const value = point.get(name);
      if (value !== undefined) return complexes.of(value);
      const known = meaning.constants.get(name);
      return known && constant(known, complexes);
    },
    ...(meaning.unknownFunctions
      ? { functionOf: (name: string) => (functionOf(name) ? undefined : standIn(name, complexes)) }
      : {}),
  };
  return evaluate(tree, scope);
}

/**
 * Compares the values of two formulas.
 * @throws MathsProblem of kind `budget` when the work gets too much, of kind `name` and others where one cannot be read as a
 * formula of numbers
 */
export function compareValues(a: Tree, b: Tree, meaning: Meaning, budget: Budget = budgetOf()): Verdict {
  const names = variablesOf(meaning, a, b);
  const seed = seedOf(meaning.seed ?? '');
  const rational = inField(a, b, names, seed, meaning, budget);
  if (rational) return rational;
  if (names.length === 0) return asConstants(a, b, meaning, budget);
  return atPoints(a, b, names, seed, meaning, budget);
}

function inField(
  a: Tree,
  b: Tree,
  names: readonly string[],
  seed: number,
  meaning: Meaning,
  budget: Budget,
): Verdict | undefined {
  const draw = drawsFrom(seed);
  let agreed = 0;
  for (let turn = 0; turn < 6 && agreed < 3; turn++) {
    const point = new Map(names.map((name) => [name, fieldElement(draw)]));
    const scope = {
      budget,
      valueOf: (name: string) => point.get(name),
      isImaginary: (name: string) => meaning.constants.get(name) === 'i',
    };
    const left = residueOf(a, scope);
    const right = left === undefined ? undefined : residueOf(b, scope);
    if (left === undefined || right === undefined) return undefined;
    if (left === null || right === null) continue;
    if (left !== right) return { equal: false, note: 'not equal: the values differ at a seeded point, exactly' };
    agreed += 1;
  }
  return agreed > 0 ? { equal: true, note: 'equal in exact arithmetic' } : { equal: undefined, note: 'it divides by zero' };
}

function asConstants(a: Tree, b: Tree, meaning: Meaning, budget: Budget): Verdict {
  const outcome = attempt(() => agreePrecisely(a, b, new Map(), meaning, budget));
  if ('value' in outcome) return asVerdict(outcome.value, 'equal to forty digits');
  if (outcome.problem.kind !== 'unsupported') throw outcome.problem;
  const peak = { size: 0 };
  const [left, right] = [
    valueAt(a, double, new Map(), meaning, budget, peak),
    valueAt(b, double, new Map(), meaning, budget, peak),
  ];
  return asVerdict(closeness(left, right, peak.size), 'equal to nine digits');
}

const asVerdict = (agreement: Agreement, equal: string): Verdict =>
  agreement === 'unsure'
    ? { equal: undefined, note: 'too close to tell' }
    : { equal: agreement === 'yes', note: agreement === 'yes' ? equal : 'the values differ' };

type Agreement = 'yes' | 'no' | 'unsure';

/** Agreement in doubles; unsure where nothing but what cancelling or underflow left may differ. */
function closeness(left: Complex<number>, right: Complex<number>, peak: number): Agreement {
  const gap = double.abs(double.sub(left, right));
  const large = Math.max(double.abs(left), double.abs(right));
  if (large === 0) return 'unsure';
  if (gap <= NEAR * large) return 'yes';
  return gap <= NEAR * peak ? 'unsure' : 'no';
}
const NEAR = 1e-9;

/** Agreement to forty digits. */
function agreePrecisely(a: Tree, b: Tree, point: ReadonlyMap<string, number>, meaning: Meaning, budget: Budget): Agreement {
  let before: Big | undefined;
  for (const c of PRECISIONS) {
    const gap = c.abs(c.sub(valueAt(a, c, point, meaning, budget), valueAt(b, c, point, meaning, budget)));
    if (before && gap.m === 0n) return 'yes';
    if (before && before.m !== 0n) return exponent(before) - exponent(gap) >= SHRINKS ? 'yes' : 'no';
    before = gap;
  }
  return 'unsure';
}

/** Of the leading binary digit of a positive number, up to three too large. */
const exponent = ({ m, e }: Big): number => e + m.toString(16).length * 4;

type Seen = { point: ReadonlyMap<string, number>; agreement: Agreement; real: number };

function atPoints(a: Tree, b: Tree, names: readonly string[], seed: number, meaning: Meaning, budget: Budget): Verdict {
  const seen: Seen[] = [];
  let last: MathsProblem | undefined;
  for (const point of pointsFor(names, seed, meaning.domains ?? new Map())) {
    const outcome = attempt((): Seen => {
      const peak = { size: 0 };
      const [left, right] = [valueAt(a, double, point, meaning, budget, peak), valueAt(b, double, point, meaning, budget, peak)];
      const real = Number(nearlyReal(left)) + Number(nearlyReal(right));
      return { point, agreement: closeness(left, right, peak.size), real };
    });
    // Where one side is real, a difference settles it: such points are judged whatever the others show.
    if ('value' in outcome && outcome.value.agreement === 'no' && outcome.value.real > 0)
      return { equal: false, note: `not equal at seeded point ${seen.length + 1}` };
    if ('value' in outcome) seen.push(outcome.value);
    else if (outcome.problem.kind === 'domain') last = outcome.problem;
    else throw outcome.problem;
    if (seen.filter(({ real }) => real === 2).length >= WANTED || seen.length >= 3 * WANTED) break;
  }
  // As real functions where both are real somewhere; a point where one alone is real still counts.
  const real = seen.filter(({ real: count }) => count === 2).length >= ENOUGH;
  const judged = real ? seen.filter(({ real: count }) => count > 0) : seen;
  if (judged.length < ENOUGH) return { equal: undefined, note: last?.message ?? 'it is undefined nearly everywhere' };
  return settled(a, b, judged, meaning, budget);
}

const nearlyReal = (z: Complex<number>): boolean => Math.abs(z.im) <= 1e-12 * Math.abs(z.re);

/** Points in doubles decide where they are clear; fifty digits decide the rest and confirm equality. */
function settled(a: Tree, b: Tree, judged: readonly Seen[], meaning: Meaning, budget: Budget): Verdict {
  const no = judged.findIndex(({ agreement }) => agreement === 'no');
  if (no >= 0) return { equal: false, note: `not equal at seeded point ${no + 1} of ${judged.length}` };
  const unsure = judged.filter(({ agreement }) => agreement === 'unsure');
  const confirm = unsure.length > 0 ? unsure.slice(0, 4) : judged.slice(0, 1);
  let confirmed = 0;
  for (const { point } of confirm) {
    const outcome = attempt(() => agreePrecisely(a, b, point, meaning, budget));
    if ('problem' in outcome) {
      if (outcome.problem.kind === 'budget') throw outcome.problem;
      if (unsure.length > 0) return { equal: undefined, note: 'too close to tell' };
      continue;
    }
    if (outcome.value === 'no') return { equal: false, note: 'not equal: the values differ after many digits' };
    if (outcome.value === 'unsure') return { equal: undefined, note: 'too close to tell' };
    confirmed += 1;
  }
  const digits = confirmed > 0 ? `, to forty digits at ${confirmed}` : '';
  return { equal: true, note: `equal at ${judged.length} of ${judged.length} seeded points${digits}` };
}
