/**
 * The MITx grading library's graders with their grades. Its random samples are not reproduced, only its verdicts; messages
 * are not compared.
 */
import { z } from 'zod';
import { MathsProblem } from '../../../server/grading/maths/index.ts';
import type { Outcome, Suite } from '../kit.ts';
import { gradeFormula } from './mitx/formula.ts';
import { type GradeOne, gradeInterval, gradeList, gradeSingleList } from './mitx/lists.ts';
import { pythonObject } from './mitx/python.ts';
import { gradeSeries } from './mitx/series.ts';
import { type Grades, Refused, Unsupported } from './mitx/shapes.ts';
import { gradeString } from './mitx/strings.ts';

const single = z.looseObject({ grade_decimal: z.number() });
const schema = z.array(
  z.looseObject({
    grader: z.string(),
    config: z.record(z.string(), z.unknown()),
    expect: z.string().nullable(),
    input: z.union([z.string(), z.array(z.string()), z.unknown()]),
    attempt: z.number().nullable(),
    result: z.union([single, z.looseObject({ input_list: z.array(single) })]).optional(),
    error: z.string().optional(),
    error_msg: z.string().optional(),
    test: z.string(),
  }),
);
type Case = z.infer<typeof schema>[number];

const grade: GradeOne = ({ grader, config }, expect, input, siblings) => {
  const text = (): string => {
    if (Array.isArray(input)) throw new Refused('one input is needed');
    return input;
  };
  switch (grader) {
    case 'StringGrader':
      return gradeString(config, expect, text());
    case 'FormulaGrader':
    case 'MatrixGrader':
      return gradeFormula(grader === 'MatrixGrader' ? { max_array_dim: 1, ...config } : config, expect, text(), false, siblings);
    case 'NumericalGrader':
      return gradeFormula(config, expect, text(), true, siblings);
    case 'IntegralGrader':
    case 'SumGrader':
      return gradeSeries(config, Array.isArray(input) ? input : [input], grader === 'SumGrader' ? 'sum' : 'integral');
    case 'ListGrader':
      return gradeList(config, input, grade);
    case 'SingleListGrader':
      return gradeSingleList(config, expect, text(), grade);
    case 'IntervalGrader':
      return gradeInterval(config, expect, text(), grade);
    default:
      throw new Unsupported(`the grader ${grader}`);
  }
};

/** Credit that falls with the number of attempts. */
function creditAt(config: Case['config'], attempts: number | null): number {
  const rule = z.looseObject({ repr: z.string() }).safeParse(config.attempt_based_credit);
  if (!rule.success) return 1;
  if (attempts === null) throw new Refused('the number of the attempt is missing');
  const object = pythonObject(rule.data.repr);
  const [fields] = z.array(z.record(z.string(), z.number())).parse(object?.args ?? []);
  if (object?.name === 'LinearCredit' && fields) {
    const { decrease_credit_after: after = 1, decrease_credit_steps: steps = 4, minimum_credit: least = 0.2 } = fields;
    const late = Math.min(Math.max(0, attempts - after), steps);
    return 1 - ((1 - least) * late) / steps;
  }
  if (object?.name === 'GeometricCredit' && fields) return (fields.factor ?? 1) ** Math.max(0, attempts - 1);
  if (object?.name === 'ReciprocalCredit') return 1 / Math.max(1, attempts);
  throw new Unsupported(rule.data.repr);
}

function outcomeOf(one: Case, index: number): Outcome {
  const name = `${index} ${one.grader} ${JSON.stringify(one.input)}`;
  const expected = one.result
    ? 'input_list' in one.result
      ? z.array(single).parse(one.result.input_list)
      : [single.parse(one.result)]
    : [];
  const wanted = expected.map(({ grade_decimal: value }) => value);
  const told = one.error ? `${one.error} ${one.error_msg ?? ''}` : wanted.join(', ');
  try {
    const input = z.union([z.string(), z.array(z.string())]).parse(one.input);
    const found: Grades = grade({ grader: one.grader, config: one.config }, one.expect, input);
    const credit = creditAt(one.config, one.attempt);
    const grades = found.grades.map((value) => value * credit);
    const same =
      !one.error && grades.length === wanted.length && grades.every((value, at) => Math.abs(value - (wanted[at] ?? -1)) <= 1e-4);
    return same ? { name, status: 'passed' } : { name, status: 'failed', expected: told, got: grades.join(', ') };
  } catch (error) {
    if (error instanceof Unsupported) return { name, status: 'unsupported', why: error.message };
    if (!(error instanceof Refused || error instanceof MathsProblem)) throw error;
    return one.error ? { name, status: 'passed' } : { name, status: 'failed', expected: told, got: `refused: ${error.message}` };
  }
}

export const mitxGraders: Suite = {
  file: 'mitx_graders.json',
  floor: 0.95,
  *run(cases) {
    for (const [index, one] of schema.parse(cases).entries()) yield outcomeOf(one, index);
  },
};
