/** Single operators and expressions with recorded operands. */
import { compileExpression, compileOperator } from '../../../server/grading/compile.ts';
import { QtiError } from '../../../server/grading/qti-error.ts';
import type { Value } from '../../../server/grading/value.ts';
import type { Outcome, Suite } from '../kit.ts';
import { withMapping } from './known-mappings.ts';
import { expressionOf, isIncomplete, parse, type RecordedVariable, situation } from './recorded.ts';
import { type Recorded, recalled, sameValue, show } from './values.ts';

export type ExpressionCase = {
  test: string;
  op: string;
  xml: string;
  operands?: Recorded[];
  state?: RecordedVariable[];
  result?: Recorded;
  error?: { class: string; code: number; name?: string };
  random: boolean;
};

const INCOMPLETE = 'the record is incomplete';

/** What has no answer without the declaration that the recorder failed to write down. */
const lacksInput = ({ op, xml, state = [] }: ExpressionCase): boolean =>
  xml.startsWith('!') || (/^mapResponse/.test(op) && state.some(isIncomplete));

function run(one: ExpressionCase): { value: Value } | { error: QtiError } {
  const { scope, state } = situation(one.state ?? []);
  const element = parse(one.xml);
  try {
    const expression = expressionOf(element, scope);
    if (!expression) throw new QtiError('unsupported', `<${element.name}> is not known`);
    const evaluate =
      one.operands === undefined
        ? compileExpression(expression, scope)
        : compileOperator(
            expression,
            one.operands.map((operand) => {
              const value = recalled(operand);
              return () => value;
            }),
            scope,
          );
    return { value: evaluate(state) };
  } catch (error) {
    if (error instanceof QtiError) return { error };
    throw error;
  }
}

/** Two engines cannot draw the same numbers: what is drawn must be of the same type and among what may come. */
function drawnAlike(op: string, got: Value, expected: Value, operands: readonly Recorded[]): boolean {
  if (got === null || expected === null) return got === expected;
  if (got.cardinality !== expected.cardinality || got.baseType !== expected.baseType) return false;
  const [from] = operands;
  if (op !== 'random' || from === undefined) return true;
  const pool = recalled(from);
  return (
    pool !== null && 'values' in pool && got.cardinality === 'single' && pool.values.some((v) => String(v) === String(got.value))
  );
}

function judge(one: ExpressionCase): Outcome {
  const name = `${one.test} <${one.op}>`;
  if (lacksInput(one)) return { name, status: 'unsupported', why: INCOMPLETE };
  try {
    const outcome = run(one);
    if (one.error) {
      if ('error' in outcome && outcome.error.kind !== 'unsupported') return { name, status: 'passed' };
      const got = 'error' in outcome ? outcome.error.message : show(outcome.value);
      return { name, status: 'failed', expected: `an error (${one.error.name ?? one.error.code})`, got };
    }
    const expected = recalled(one.result ?? null);
    if ('error' in outcome) {
      if (outcome.error.kind === 'unsupported') return { name, status: 'unsupported', why: outcome.error.message };
      return { name, status: 'failed', expected: show(expected), got: outcome.error.message };
    }
    const same = one.random
      ? drawnAlike(one.op, outcome.value, expected, one.operands ?? [])
      : sameValue(outcome.value, expected);
    if (same) return { name, status: 'passed' };
    return {
      name: `${name} ${one.xml.slice(0, 80)} ${JSON.stringify(one.operands)}`,
      status: 'failed',
      expected: show(expected),
      got: show(outcome.value),
    };
  } catch (error) {
    return { name, status: 'unsupported', why: error instanceof Error ? error.message : String(error) };
  }
}

export const qtiExpressions: Suite = {
  file: 'qti_expressions.json',
  floor: 0.98,
  /** A mapping that is not in the record cannot be applied by anyone. */
  counts: (outcome) => !(outcome.status === 'unsupported' && outcome.why === INCOMPLETE),
  *run(cases, folder) {
    for (const one of cases as ExpressionCase[])
      yield judge({ ...one, ...(one.state && { state: one.state.map((variable) => withMapping(variable, folder)) }) });
  },
};
