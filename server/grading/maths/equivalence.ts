/** Whether two answers mean the same, whatever their form: formulas, equations, inequalities, statements, lists, sets. */
import { type Budget, budgetOf } from './budget.ts';
import { compareValues, type Meaning, type Verdict } from './identity.ts';
import { sameReals } from './intervals.ts';
import { isEndless, kindOf } from './kinds.ts';
import { constantRatio } from './ratio.ts';
import { sameRational } from './rational.ts';
import { argsOf, isNode, node, number, rewrite, sameTree, some, type Tree } from './tree.ts';
import { sameStatement } from './truth.ts';

export type Equivalence = Meaning & {
  /** `form`: members of sets are compared after collecting terms only. `value`: as formulas are. */
  setMembers?: 'form' | 'value';
};

const yes = (note: string): Verdict => ({ equal: true, note });
const no = (note: string): Verdict => ({ equal: false, note });

/**
 * Compares two answers.
 * @throws MathsProblem as {@link compareValues} does
 */
export function equivalent(given: Tree, expected: Tree, meaning: Equivalence, budget: Budget = budgetOf()): Verdict {
  const [a, b] = [eachSign(given), eachSign(expected)];
  if (a.length === 2 || b.length === 2) return bothSigns(a, b, meaning, budget);
  const kind = kindOf(expected);
  const other = kindOf(given);
  if (isStatement(kind) && isStatement(other)) return statements(given, expected, meaning, budget);
  if (kind === 'reals' && (other === 'set' || other === 'reals' || other === 'logic'))
    return yesNo(sameReals(given, expected, meaning, budget), 'sets of numbers');
  if (kind !== other) return no(`${article(other)} where ${article(kind)} is asked for`);
  switch (kind) {
    case 'text':
      return yesNo(sameTree(given, expected), 'texts');
    case 'list':
      return eachOf(argsOf(given), argsOf(expected), 'the lists', meaning, budget);
    case 'matrix':
      return matrices(given, expected, meaning, budget);
    case 'set':
      return sets(argsOf(given), argsOf(expected), meaning, budget);
    case 'function':
      return functions(given, expected, meaning, budget);
    default:
      if (isEndless(given) || isEndless(expected)) return yesNo(sameTree(given, expected), 'infinite values');
      return compareValues(given, expected, meaning, budget);
  }
}

const isStatement = (kind: string): boolean => kind === 'equation' || kind === 'inequality' || kind === 'logic';
const article = (kind: string): string =>
  /^[aei]/.test(kind)
    ? `an ${kind}`
    : kind === 'reals'
      ? 'a set of real numbers'
      : kind === 'logic'
        ? 'a statement'
        : `a ${kind}`;
const yesNo = (equal: boolean | undefined, what: string): Verdict => ({
  equal,
  note: equal
    ? `the same ${what}`
    : equal === false
      ? `different ${what}`
      : `it could not be shown that the ${what} are the same`,
});

/** One tree, or with +- in it two: all signs up, all signs down. */
function eachSign(tree: Tree): Tree[] {
  if (!some(tree, (part) => isNode(part, '+-'))) return [tree];
  return (['+', '-'] as const).map((op) => rewrite(tree, (part) => (isNode(part, '+-') ? node(op, ...part.args) : part)));
}

function bothSigns(a: readonly Tree[], b: readonly Tree[], meaning: Equivalence, budget: Budget): Verdict {
  const [x, y = x] = a;
  const [p, q = p] = b;
  if (!x || !y || !p || !q) return no('nothing to compare');
  // An equation with +- is a choice of two.
  if (kindOf(x) === 'equation' || kindOf(p) === 'equation') {
    const choice = (parts: readonly Tree[], one: Tree, two: Tree): Tree => (parts.length === 2 ? node('or', one, two) : one);
    return statements(choice(a, x, y), choice(b, p, q), meaning, budget);
  }
  if (a.length !== b.length) return no('one has two values, the other one');
  const pairs = (one: Tree, two: Tree): boolean =>
    equivalent(x, one, meaning, budget).equal === true && equivalent(y, two, meaning, budget).equal === true;
  return yesNo(pairs(p, q) || pairs(q, p), 'pairs of values');
}

/** The product that is zero where one of several equations holds; undefined where it is no choice of equations. */
function asProduct(tree: Tree): Tree | undefined {
  const [a, b] = argsOf(tree);
  if (isNode(tree, '=') && a && b) return node('-', a, b);
  if (!isNode(tree, 'or') || !a || !b) return undefined;
  const [x, y] = [asProduct(a), asProduct(b)];
  return x && y && node('*', x, y);
}

/** True or false of everything, where that shows. */
function outright(tree: Tree, meaning: Meaning, budget: Budget): boolean | undefined {
  if (tree.kind === 'name')
    return ['true', 'all'].includes(tree.name) ? true : ['false', 'none'].includes(tree.name) ? false : undefined;
  const [a, b] = argsOf(tree);
  if (!isNode(tree, '=') || !a || !b) return undefined;
  const verdict = compareValues(a, b, meaning, budget);
  if (verdict.equal) return true;
  const constant = constantRatio(node('-', a, b), number(1), meaning, budget);
  return constant ? false : undefined;
}

function statements(given: Tree, expected: Tree, meaning: Equivalence, budget: Budget): Verdict {
  const simple = (tree: Tree): boolean => kindOf(tree) === 'inequality';
  if ((isEndless(given) || isEndless(expected)) && simple(given) && simple(expected))
    return yesNo(sameEndless(given, expected), 'inequalities');
  const [left, right] = [outright(given, meaning, budget), outright(expected, meaning, budget)];
  if (left !== undefined && right !== undefined) return yesNo(left === right, 'statements');
  const [a, b] = [asProduct(given), asProduct(expected)];
  if (a && b) return yesNo(constantRatio(a, b, meaning, budget) !== undefined, 'equations');
  // An equation is no inequality, even where both single out the same numbers.
  if ((a && simple(expected)) || (b && simple(given))) return no('an equation is no inequality');
  return yesNo(sameStatement(given, expected, meaning, budget), 'statements');
}

/** minf < x and x > minf. */
function sameEndless(a: Tree, b: Tree): boolean {
  const turned = (tree: Tree): Tree => {
    const [left, right] = argsOf(tree);
    return isNode(tree, '>', '>=') && left && right ? node(tree.op === '>' ? '<' : '<=', right, left) : tree;
  };
  return sameTree(turned(a), turned(b));
}

function eachOf(given: readonly Tree[], expected: readonly Tree[], what: string, meaning: Equivalence, budget: Budget): Verdict {
  if (given.length !== expected.length) return no(`${what} have different lengths`);
  const wrong = given.flatMap((part, index) => {
    const other = expected[index];
    return other && equivalent(part, other, meaning, budget).equal ? [] : [index + 1];
  });
  return wrong.length === 0 ? yes(`${what} agree`) : no(`${what} differ at ${wrong.join(', ')}`);
}

function matrices(given: Tree, expected: Tree, meaning: Equivalence, budget: Budget): Verdict {
  const [rows, others] = [argsOf(given), argsOf(expected)];
  if (rows.length !== others.length) return no('the matrices have different numbers of rows');
  for (const [index, row] of rows.entries()) {
    const verdict = eachOf(argsOf(row), argsOf(others[index] ?? row), `row ${index + 1} and its model`, meaning, budget);
    if (!verdict.equal) return verdict;
  }
  return yes('the matrices agree');
}

function sets(given: readonly Tree[], expected: readonly Tree[], meaning: Equivalence, budget: Budget): Verdict {
  const same = (x: Tree, y: Tree): boolean => {
    if (kindOf(x) !== 'expression' || kindOf(y) !== 'expression' || meaning.setMembers === 'value')
      return equivalent(x, y, meaning, budget).equal === true;
    return sameRational(x, y, budget);
  };
  const distinct = (list: readonly Tree[]): Tree[] => list.filter((x, index) => !list.slice(0, index).some((y) => same(x, y)));
  const [a, b] = [distinct(given), distinct(expected)];
  if (a.length !== b.length) return no('the sets have different numbers of members');
  return a.every((x) => b.some((y) => same(x, y))) ? yes('the sets agree') : no('the sets have different members');
}

function functions(given: Tree, expected: Tree, meaning: Equivalence, budget: Budget): Verdict {
  const [head, body] = argsOf(given);
  const [model, wanted] = argsOf(expected);
  if (!head || !model || !body || !wanted || !sameTree(head, model)) return no('the functions have different names or arguments');
  return equivalent(body, wanted, meaning, budget);
}
