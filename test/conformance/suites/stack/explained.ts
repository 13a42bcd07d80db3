/** Where this product says "right" and STACK does not, by a difference that is meant. See docs/conformance-maths.md. */
import {
  attempt,
  budgetOf,
  Complexes,
  compareValues,
  doubles,
  kindOf,
  some,
  type Tree,
  valueAt,
  variablesOf,
} from '../../../../server/grading/maths/index.ts';
import { type Case, MEANING, read } from './reading.ts';

const c = new Complexes(doubles);
const hasDecimals = (tree: Tree): boolean => some(tree, (part) => part.kind === 'number' && /[.eE]/.test(part.text));

/** The reason, or undefined where there is none. */
export function explained(one: Case): string | undefined {
  const reason = attempt((): string | undefined => {
    const [a, b] = [read(one.student).tree, read(one.teacher).tree];
    const numbers = kindOf(a) === 'expression' && kindOf(b) === 'expression' && variablesOf(MEANING, a, b).length === 0;
    if (numbers && (hasDecimals(a) || hasDecimals(b)) && compareValues(a, b, MEANING).equal) {
      const [x, y] = [a, b].map((tree) => valueAt(tree, c, new Map(), MEANING, budgetOf()).re);
      if (x !== y) return 'STACK works with doubles, where 0.1 + 0.2 is not 0.3; here decimals are exact';
    }
    if (one.test === 'EqualComAssRules' && numbers && one.options.includes('ratAdd'))
      return 'all rational numbers are added up, 1/-1 with them, of which STACK makes a sign without a number';
    return undefined;
  });
  return 'value' in reason ? reason.value : undefined;
}
