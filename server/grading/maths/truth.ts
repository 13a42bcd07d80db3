/** Logic: statements built of equations, inequalities and names with and, or, not, implies, xor, xnor. */
import { type Budget, spend } from './budget.ts';
import { Complexes } from './complex.ts';
import { compareValues, type Meaning, valueAt, variablesOf } from './identity.ts';
import { endOf } from './kinds.ts';
import { univariate } from './polynomial.ts';
import { MathsProblem } from './problem.ts';
import { constantRatio } from './ratio.ts';
import { rationalOf } from './rational.ts';
import { doubles } from './reals.ts';
import { realRoots } from './roots.ts';
import { isNode, node, type Tree } from './tree.ts';

export type Relation = '=' | '#' | '<' | '<=';
/** A relation of `gap` to zero; x > 1 is 1 - x < 0. */
export type Atom = { relation: Relation; gap: Tree } | { name: Tree };

const c = new Complexes(doubles);

/** The statement about zero that a relation makes. */
export function atomOf(tree: Tree): Atom {
  if (tree.kind === 'node') {
    const [a, b] = tree.args;
    if (a && b) {
      if (tree.op === '=' || tree.op === '#' || tree.op === '<' || tree.op === '<=')
        return { relation: tree.op, gap: node('-', a, b) };
      if (tree.op === '>' || tree.op === '>=') return { relation: tree.op === '>' ? '<' : '<=', gap: node('-', b, a) };
    }
  }
  return { name: tree };
}

const CONNECTIVES = ['and', 'or', 'not', 'implies', 'xor', 'xnor'] as const;

const atomsIn = (tree: Tree): Tree[] =>
  isNode(tree, ...CONNECTIVES) ? tree.args.flatMap(atomsIn) : constantTruth(tree) === undefined ? [tree] : [];

const constantTruth = (tree: Tree): boolean | undefined => {
  if (tree.kind === 'name')
    return tree.name === 'true' || tree.name === 'all' ? true : tree.name === 'false' || tree.name === 'none' ? false : undefined;
  return tree.kind === 'node' ? endlessTruth(tree) : undefined;
};

/** x < inf and the like, which hold for every number. */
function endlessTruth(tree: Extract<Tree, { kind: 'node' }>): boolean | undefined {
  const [a, b] = tree.args;
  if (!a || !b || !['<', '>', '<=', '>='].includes(tree.op)) return undefined;
  const [left, right] = [endOf(a), endOf(b)];
  if (left === undefined && right === undefined) return undefined;
  const difference = (left ?? 0) - (right ?? 0);
  return tree.op.startsWith('<') ? difference < 0 : difference > 0;
}

/** The truth of a statement, given that of its atoms. */
function holds(tree: Tree, truthOf: (atom: Tree) => boolean): boolean {
  const known = constantTruth(tree);
  if (known !== undefined) return known;
  if (tree.kind !== 'node' || !CONNECTIVES.some((op) => op === tree.op)) return truthOf(tree);
  const [a = false, b = false] = tree.args.map((part) => holds(part, truthOf));
  switch (tree.op) {
    case 'and':
      return a && b;
    case 'or':
      return a || b;
    case 'not':
      return !a;
    case 'implies':
      return !a || b;
    case 'xor':
      return a !== b;
    default:
      return a === b;
  }
}

/** Whether two statements are true of the same things. Undefined where that cannot be shown either way. */
export function sameStatement(a: Tree, b: Tree, meaning: Meaning, budget: Budget): boolean | undefined {
  const atoms = [...atomsIn(a), ...atomsIn(b)];
  const names = variablesOf(meaning, ...atoms);
  const related = atoms.every((atom) => 'relation' in atomOf(atom));
  if (related && names.length <= 1) {
    const decided = onTheLine(a, b, atoms, names[0], meaning, budget);
    if (decided !== undefined) return decided;
  }
  return byTable(a, b, atoms, meaning, budget);
}

/** In one variable a statement changes at roots only: it is enough to look at these and between them. */
function onTheLine(
  a: Tree,
  b: Tree,
  atoms: readonly Tree[],
  name: string | undefined,
  meaning: Meaning,
  budget: Budget,
): boolean | undefined {
  const roots: number[] = [];
  for (const atom of atoms) {
    const parsed = atomOf(atom);
    if (!('relation' in parsed)) return undefined;
    const coefficients = name === undefined ? [] : polynomialIn(parsed.gap, name, meaning, budget);
    if (!coefficients) return undefined;
    roots.push(...realRoots(coefficients));
  }
  const marks = [...roots].sort((x, y) => x - y).filter((x, index, all) => index === 0 || x - (all[index - 1] ?? 0) > 1e-7);
  const places = [
    (marks[0] ?? 0) - 1,
    ...marks.flatMap((x, index) => [x, index + 1 < marks.length ? (x + (marks[index + 1] ?? x)) / 2 : x + 1]),
  ];
  return places.every((x) => {
    const truthOf = (atom: Tree): boolean => trueAt(atom, new Map(name === undefined ? [] : [[name, x]]), meaning, budget);
    return holds(a, truthOf) === holds(b, truthOf);
  });
}

function polynomialIn(gap: Tree, name: string, meaning: Meaning, budget: Budget) {
  if (variablesOf(meaning, gap).length === 0) return [];
  const { top, below } = rationalOf(gap, budget);
  return below.size === 1 && below.has('') ? univariate(top, name) : undefined;
}

function trueAt(atom: Tree, point: ReadonlyMap<string, number>, meaning: Meaning, budget: Budget): boolean {
  const parsed = atomOf(atom);
  if (!('relation' in parsed)) throw new MathsProblem('shape', 'not a relation');
  const peak = { size: 0 };
  const value = valueAt(parsed.gap, c, point, meaning, budget, peak).re;
  const zero = Math.abs(value) <= 1e-8 * Math.max(peak.size, 1e-6);
  if (parsed.relation === '=') return zero;
  if (parsed.relation === '#') return !zero;
  return parsed.relation === '<' ? value < 0 && !zero : value < 0 || zero;
}

const MOST_ATOMS = 10;

/** Truth table over atoms, those that say the same (or the opposite) counted once. */
function byTable(a: Tree, b: Tree, atoms: readonly Tree[], meaning: Meaning, budget: Budget): boolean | undefined {
  const classes: Tree[] = [];
  const place = new Map<Tree, { index: number; negated: boolean }>();
  for (const atom of atoms) {
    let found = false;
    for (const [index, other] of classes.entries()) {
      const relation = howRelated(atom, other, meaning, budget);
      if (relation === undefined) continue;
      place.set(atom, { index, negated: relation === 'opposite' });
      found = true;
      break;
    }
    if (!found) place.set(atom, { index: classes.push(atom) - 1, negated: false });
  }
  if (classes.length > MOST_ATOMS) throw new MathsProblem('budget', `more than ${MOST_ATOMS} statements in one`);
  for (let row = 0; row < 1 << classes.length; row++) {
    spend(budget, atoms.length);
    const truthOf = (atom: Tree): boolean => {
      const seat = place.get(atom);
      return seat !== undefined && (((row >> seat.index) & 1) === 1) !== seat.negated;
    };
    if (holds(a, truthOf) !== holds(b, truthOf)) return false;
  }
  return true;
}

/** Whether two atoms say the same or the opposite. */
export function howRelated(a: Tree, b: Tree, meaning: Meaning, budget: Budget): 'same' | 'opposite' | undefined {
  const [x, y] = [atomOf(a), atomOf(b)];
  if (!('relation' in x) || !('relation' in y)) {
    if ('relation' in x || 'relation' in y) return undefined;
    return compareValues(x.name, y.name, meaning, budget).equal ? 'same' : undefined;
  }
  const ratio = constantRatio(x.gap, y.gap, meaning, budget);
  if (!ratio) return undefined;
  const equation = (relation: Relation): boolean => relation === '=' || relation === '#';
  if (equation(x.relation) || equation(y.relation)) {
    if (!(equation(x.relation) && equation(y.relation))) return undefined;
    return x.relation === y.relation ? 'same' : 'opposite';
  }
  const sign = Math.abs(ratio.im) <= 1e-9 * Math.abs(ratio.re) ? Math.sign(ratio.re) : 0;
  if (sign > 0) return x.relation === y.relation ? 'same' : undefined;
  // not (f < 0) is -f <= 0.
  return sign < 0 && x.relation !== y.relation ? 'opposite' : undefined;
}
