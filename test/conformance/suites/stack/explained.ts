/** Where this product says "right" and STACK does not, by a difference that is meant. See docs/conformance-maths.md. */
import { attempt, compareValues, kindOf, some, type Tree, variablesOf } from '../../../../server/grading/maths/index.ts';
import { type Case, MEANING, read } from './reading.ts';

const hasDecimals = (tree: Tree): boolean => some(tree, (part) => part.kind === 'number' && /[.eE]/.test(part.text));

/** The reason, or undefined where there is none. */
export function explained(one: Case): string | undefined {
  const reason = attempt((): string | undefined => {
    const [a, b] = [read(one.student).tree, read(one.teacher).tree];
    const formulas = kindOf(a) === 'expression' && kindOf(b) === 'expression';
    if (formulas && (hasDecimals(a) || hasDecimals(b)) && compareValues(a, b, MEANING).note === 'equal in exact arithmetic')
      return 'STACK works with doubles, where 0.1 + 0.2 is not 0.3; here decimals are exact, and the equality is proved';
    const numbers = formulas && variablesOf(MEANING, a, b).length === 0;
    if (one.test === 'EqualComAssRules' && numbers && one.options.includes('ratAdd'))
      return 'all rational numbers are added up, 1/-1 with them, of which STACK makes a sign without a number';
    return undefined;
  });
  return 'value' in reason ? reason.value : undefined;
}
