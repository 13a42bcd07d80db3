/** Whether two answers are the same but for the names of their variables. */
import { type Budget, budgetOf, spend } from './budget.ts';
import { type Equivalence, equivalent } from './equivalence.ts';
import { type Verdict, variablesOf } from './identity.ts';
import { MathsProblem } from './problem.ts';
import { rewrite, type Tree } from './tree.ts';

const MOST_NAMES = 6;

function* permutations(items: readonly string[]): Generator<readonly string[]> {
  if (items.length === 0) yield [];
  for (const [index, item] of items.entries())
    for (const rest of permutations([...items.slice(0, index), ...items.slice(index + 1)])) yield [item, ...rest];
}

/**
 * Looks for names to put in the place of the given answer's, so that it becomes equivalent to the expected one.
 * @param fixed names that stay
 * @throws MathsProblem of kind `budget` for more than six names
 */
export function equivalentByRenaming(
  given: Tree,
  expected: Tree,
  fixed: ReadonlySet<string>,
  meaning: Equivalence,
  budget: Budget = budgetOf(),
): Verdict {
  const free = (tree: Tree): string[] => variablesOf(meaning, tree).filter((name) => !fixed.has(name));
  const [own, others] = [free(given), free(expected)];
  if (own.length !== others.length) return { equal: false, note: 'different numbers of names' };
  if (own.length > MOST_NAMES) throw new MathsProblem('budget', `more than ${MOST_NAMES} names to exchange`);
  for (const order of permutations(others)) {
    spend(budget, 10);
    const replacement = new Map(own.map((name, index) => [name, order[index] ?? name]));
    const renamed = rewrite(given, (part) =>
      part.kind === 'name' ? { ...part, name: replacement.get(part.name) ?? part.name } : part,
    );
    if (equivalent(renamed, expected, meaning, budget).equal)
      return {
        equal: true,
        note: `equal with ${own.map((name, index) => `${name} = ${order[index]}`).join(', ') || 'the same names'}`,
      };
  }
  return { equal: false, note: 'equal with no exchange of names' };
}
