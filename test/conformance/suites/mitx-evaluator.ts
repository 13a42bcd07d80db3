/** Formulas of the MITx grading library with their values: numbers, complex numbers, vectors, and what must be refused. */
import { z } from 'zod';
import {
  attempt,
  budgetOf,
  CALCULATOR,
  itemsOf,
  MathsProblem,
  parse,
  type Quantity,
  quantityOf,
  some,
  type Tree,
} from '../../../server/grading/maths/index.ts';
import type { Outcome, Suite } from '../kit.ts';
import { closeTo, complexes, quantityFrom, show, why } from './maths/recorded.ts';

const schema = z.array(
  z.looseObject({
    formula: z.string(),
    variables: z.record(z.string(), z.unknown()),
    suffixes: z.record(z.string(), z.unknown()),
    max_array_dim: z.union([z.number(), z.string(), z.null()]),
    allow_inf: z.boolean(),
    value: z.unknown().optional(),
    error: z.string().optional(),
    error_msg: z.string().optional(),
    test: z.string(),
  }),
);

/** How deep lists stand in lists. */
const depthOf = (tree: Tree): number =>
  tree.kind === 'node' || tree.kind === 'call'
    ? Math.max(0, ...tree.args.map(depthOf)) + (tree.kind === 'node' && tree.op === 'list' ? 1 : 0)
    : 0;

export const evaluated = (
  formula: string,
  variables: ReadonlyMap<string, Quantity>,
  settings: { suffixes: ReadonlySet<string>; deepest: number; infinite: boolean },
): Quantity => {
  if (formula.trim() === '') return complexes.of(Number.NaN);
  const tree = parse(formula, { ...CALCULATOR, suffixes: settings.suffixes });
  if (depthOf(tree) > settings.deepest) throw new MathsProblem('shape', 'vectors are not allowed here');
  const budget = budgetOf();
  const value = quantityOf(tree, { budget, infinite: settings.infinite, valueOf: (name) => variables.get(name) });
  if (!settings.infinite && itemsOf(value).some((item) => Number.isNaN(item.re)) && !some(tree, (part) => part.kind === 'name'))
    throw new MathsProblem('domain', 'the value is undefined');
  return value;
};

function outcomeOf(one: z.infer<typeof schema>[number], index: number): Outcome {
  const name = `${index} ${one.formula}`;
  const variables = new Map<string, Quantity>();
  for (const [key, value] of Object.entries(one.variables)) {
    const known = quantityFrom(value);
    if (known) variables.set(key, known);
  }
  const deepest = typeof one.max_array_dim === 'number' ? one.max_array_dim : Number.POSITIVE_INFINITY;
  const result = attempt(() =>
    evaluated(one.formula, variables, { suffixes: new Set(Object.keys(one.suffixes)), deepest, infinite: one.allow_inf }),
  );
  const got = 'value' in result ? show(result.value) : why(result.problem);
  if (one.error)
    return 'problem' in result
      ? { name, status: 'passed' }
      : { name, status: 'failed', expected: one.error_msg ?? one.error, got };
  const expected = quantityFrom(one.value);
  if (!expected) return { name, status: 'unsupported', why: 'the recorded value is no number' };
  const passed = 'value' in result && closeTo(result.value, expected);
  return passed ? { name, status: 'passed' } : { name, status: 'failed', expected: show(expected), got };
}

export const mitxEvaluator: Suite = {
  file: 'mitx_evaluator.json',
  floor: 0.95,
  *run(cases) {
    for (const [index, one] of schema.parse(cases).entries()) yield outcomeOf(one, index);
  },
};
