/** Systems of equations as answers: [x + y = 3, x - y = 1] and [x = 2, y = 1] are the same. */
import { type Budget, budgetOf } from './budget.ts';
import { sameSystem } from './groebner.ts';
import { type Meaning, type Verdict, variablesOf } from './identity.ts';
import { atomsOf, constantOf, type Polynomial } from './polynomial.ts';
import { rationalOf } from './rational.ts';
import { argsOf, isNode, node, type Tree } from './tree.ts';

/** The equations of a list as polynomials that must be zero; otherwise why they are none. */
function polynomialsOf(tree: Tree, meaning: Meaning, budget: Budget): Polynomial[] | string {
  if (!isNode(tree, 'list')) return 'not a list of equations';
  const names = new Set(variablesOf(meaning, tree));
  const result: Polynomial[] = [];
  for (const equation of tree.args) {
    const [left, right] = argsOf(equation);
    if (!isNode(equation, '=') || !left || !right) return 'not a list of equations';
    const { top, below } = rationalOf(node('-', left, right), budget);
    if (constantOf(below) === undefined || atomsOf(top).some((atom) => !names.has(atom)))
      return 'not a list of polynomial equations';
    result.push(top);
  }
  return result;
}

/** Whether two lists of polynomial equations have the same solutions, with multiplicity. */
export function equivalentSystems(given: Tree, expected: Tree, meaning: Meaning, budget: Budget = budgetOf()): Verdict {
  const [a, b] = [polynomialsOf(given, meaning, budget), polynomialsOf(expected, meaning, budget)];
  if (typeof a === 'string') return { equal: false, note: a };
  if (typeof b === 'string') return { equal: false, note: `the expected answer is ${b}` };
  const same = sameSystem(a, b, budget);
  return { equal: same, note: same ? 'the same solutions' : 'different solutions' };
}
