/** STACK's tests of form and of calculus. */
import {
  compareValues,
  derivative,
  equivalent,
  exactValue,
  isNode,
  kindOf,
  node,
  notCompletedSquare,
  notExpanded,
  notFactored,
  notLowestNumbers,
  notSingleFraction,
  number,
  some,
  type Tree,
  type Verdict,
} from '../../../../server/grading/maths/index.ts';
import { type Case, invalid, meaningOf, optionList, read } from './reading.ts';

const wrong = (note: string): Verdict => ({ equal: false, note });
const formed = (fault: string | undefined, right: Verdict): Verdict => (fault === undefined ? right : wrong(fault));

/** The name that the options put first. */
function nameIn(options: string): string {
  const [first] = optionList(options);
  if (!first) return invalid('the option is missing');
  return first.kind === 'name' ? first.name : '';
}

function both(one: Case, fault: (given: Tree, name: string) => string | undefined, name = ''): Verdict {
  const [a, b] = [read(one.student), read(one.teacher)];
  if (kindOf(a.tree) !== 'expression') return wrong('not a formula');
  const same = equivalent(a.tree, b.tree, meaningOf(a, b));
  return same.equal ? formed(fault(a.tree, name), same) : wrong(same.note);
}

/** Whether two formulas differ by a constant: what integration leaves open. */
function antiderivative(one: Case): Verdict {
  const options = optionList(one.options);
  if (options.length !== 1) return invalid('the option is not one name');
  const name = nameIn(one.options);
  const [a, b] = [read(one.student), read(one.teacher)];
  if (kindOf(a.tree) !== 'expression') return wrong('not a formula');
  const slope = derivative(node('-', a.tree, b.tree), name);
  if (!slope) return wrong('its derivative is not known');
  return compareValues(slope, number(0), meaningOf(a, b));
}

export const FORM_TESTS: Record<string, (one: Case) => Verdict> = {
  Expanded: (one) => {
    const { tree } = read(one.student);
    return formed(notExpanded(tree), { equal: true, note: 'expanded' });
  },
  FacForm: (one) => {
    const [first] = optionList(one.options);
    if (!first || (exactValue(first) && !isNode(first, 'neg'))) return invalid('the option is no name');
    return both(one, (given) => notFactored(given));
  },
  SingleFrac: (one) => both(one, (given) => notSingleFraction(given)),
  LowestTerms: (one) => {
    const [{ tree }] = [read(one.student), read(one.teacher)];
    return formed(notLowestNumbers(tree), { equal: true, note: 'in lowest terms' });
  },
  CompSquare: (one) => {
    const name = nameIn(one.options);
    return both(one, (given) => {
      const occurs = some(given, (part) => part.kind === 'name' && part.name === name);
      return occurs ? notCompletedSquare(given, name) : `${name} does not occur`;
    });
  },
  Diff: (one) => {
    nameIn(one.options);
    return both(one, () => undefined);
  },
  Antidiff: antiderivative,
};
