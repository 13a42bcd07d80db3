/** Formulas of Open edX's calculator with their values. */
import { z } from 'zod';
import {
  attempt,
  budgetOf,
  CALCULATOR,
  parse,
  type Quantity,
  quantityOf,
  rewrite,
  SUFFIXES,
} from '../../../server/grading/maths/index.ts';
import type { Outcome, Suite } from '../kit.ts';
import { closeTo, complexes, quantityFrom, show, why } from './maths/recorded.ts';

const schema = z.array(
  z.looseObject({
    formula: z.string(),
    variables: z.record(z.string(), z.unknown()),
    functions: z.record(z.string(), z.unknown()),
    kwargs: z.looseObject({ case_sensitive: z.boolean().optional() }),
    value: z.unknown().optional(),
    error: z.string().optional(),
    test: z.string(),
  }),
);
const CONSTANTS: [string, Quantity][] = [
  ['pi', complexes.of(Math.PI)],
  ['e', complexes.of(Math.E)],
  ['i', complexes.i],
  ['j', complexes.i],
  ['k', complexes.of(1.3806488e-23)],
  ['c', complexes.of(299_792_458)],
  ['T', complexes.of(298.15)],
  ['q', complexes.of(1.602176565e-19)],
];

/** A function that the recording took from Python code: the identity is all that its cases use. */
const given = (args: readonly { re: number; im: number }[]) => args[0] ?? complexes.zero;

function work(one: z.infer<typeof schema>[number]): Quantity {
  if (one.formula.trim() === '') return complexes.of(Number.NaN);
  const exactCase = one.kwargs.case_sensitive === true;
  const fold = (name: string): string => (exactCase ? name : name.toLowerCase());
  const names = new Map(CONSTANTS.map(([name, value]) => [fold(name), value]));
  for (const [key, value] of Object.entries(one.variables)) {
    const known = quantityFrom(value);
    if (known) names.set(fold(key), known);
  }
  const tree = rewrite(parse(one.formula, { ...CALCULATOR, suffixes: new Set(Object.keys(SUFFIXES)) }), (part) =>
    part.kind === 'name' || part.kind === 'call' ? { ...part, name: part.name === 'suffix' ? part.name : fold(part.name) } : part,
  );
  const own = new Set(Object.keys(one.functions).map(fold));
  return quantityOf(tree, {
    budget: budgetOf(),
    valueOf: (name) => names.get(name),
    functionOf: (name) => (own.has(name) ? given : undefined),
  });
}

function outcomeOf(one: z.infer<typeof schema>[number], index: number): Outcome {
  const name = `${index} ${one.formula}`;
  const result = attempt(() => work(one));
  const got = 'value' in result ? show(result.value) : why(result.problem);
  if (one.error) return 'problem' in result ? { name, status: 'passed' } : { name, status: 'failed', expected: one.error, got };
  const expected = quantityFrom(one.value);
  if (!expected) return { name, status: 'unsupported', why: 'the recorded value is no number' };
  // What has no value is refused here, where Python computes with "not a number".
  const undefinedThere = Number.isNaN('re' in expected ? expected.re : 0);
  const passed = 'value' in result ? closeTo(result.value, expected) : undefinedThere && result.problem.kind === 'domain';
  return passed ? { name, status: 'passed' } : { name, status: 'failed', expected: show(expected), got };
}

export const openedxCalc: Suite = {
  file: 'openedx_calc.json',
  floor: 0.95,
  *run(cases) {
    for (const [index, one] of schema.parse(cases).entries()) yield outcomeOf(one, index);
  },
};
