/**
 * The custom operators: `invigil:number`, `invigil:units`, `invigil:formula`, `invigil:text`. The first operand is the
 * response, an optional second one the expected answer in place of the attribute `expected`. They give a boolean, and NULL
 * for an answer that is blank or cannot be read: neither scores, and the trace says why.
 */
import type { Expression } from '../../exams/index.ts';
import type { CustomOperator } from '../custom.ts';
import { QtiError } from '../qti-error.ts';
import { truth, type Value, writeValue } from '../value.ts';
import type { Judge, Settings } from './answer.ts';
import { formulaJudge } from './formula-answer.ts';
import { numberJudge } from './number-answer.ts';
import { attempt } from './problem.ts';
import { textJudge } from './text-answer.ts';
import { unitsJudge } from './units-answer.ts';

type Compile = (settings: Settings) => (expected: string | undefined) => Judge;

const lexical = (value: Value): string | undefined =>
  value === null || value.cardinality === 'record' ? undefined : writeValue(value)[0];
/** The expected answer where it is written out, so that the import can look at it. */
const writtenOut = ({ args }: Expression): string | undefined => (args[1]?.op === 'base-value' ? args[1].text : undefined);
/** What only a run of the item can tell. */
const comesLater = ({ args }: Expression): boolean => args.length > 1 && args[1]?.op !== 'base-value';

function operator(name: string, compile: Compile): CustomOperator {
  return {
    class: name,
    check(expression) {
      if (expression.args.length < 1 || expression.args.length > 2)
        return `takes the response and perhaps the expected answer, not ${expression.args.length} operands`;
      const result = attempt(() => {
        const judges = compile(expression.attributes);
        if (!comesLater(expression)) judges(writtenOut(expression));
      });
      return 'problem' in result ? said(result.problem.message) : undefined;
    },
    compile(expression) {
      const result = attempt(() => {
        const judges = compile(expression.attributes);
        return { judges, fixed: comesLater(expression) ? undefined : judges(writtenOut(expression)) };
      });
      if ('problem' in result)
        throw new QtiError('logic', `The operator ${name} in line ${expression.line} ${said(result.problem.message)}.`);
      const { judges, fixed } = result.value;
      return ([given = null, expected = null], { state }) => {
        const text = lexical(given);
        if (text === undefined || text.trim() === '') return null;
        const judge = fixed ?? judgeFor(judges, expected, name, expression.line);
        const { verdict, note } = judge(text);
        state.trace?.push(`${name}: ${note}.`);
        return verdict === 'invalid' ? null : truth(verdict === 'right');
      };
    },
  };
}

function judgeFor(judges: (expected: string | undefined) => Judge, expected: Value, name: string, line: number): Judge {
  const result = attempt(() => judges(lexical(expected) ?? ''));
  if ('problem' in result)
    throw new QtiError('runtime', `The expected answer of ${name} in line ${line} cannot be used: ${result.problem.message}.`);
  return result.value;
}

const said = (message: string): string =>
  message.startsWith('has ') || message.startsWith('allows ') || message.startsWith('says ')
    ? message
    : `has a setting that cannot be used: ${message}`;

export const mathsOperators: readonly CustomOperator[] = [
  operator('invigil:number', numberJudge),
  operator('invigil:units', unitsJudge),
  operator('invigil:formula', formulaJudge),
  operator('invigil:text', textJudge),
];

/**
 * What an export writes for systems that do not know these classes: plain QTI that accepts the expected answer as it is
 * written, and nothing else. Undefined for what has no expected answer to write.
 */
export function plainFallback({ attributes, args, line }: Expression): Expression | undefined {
  const [response, operand] = args;
  const text = attributes.expected?.split('|')[0]?.trim();
  const expected =
    operand ??
    (text === undefined
      ? undefined
      : ({ op: 'base-value', attributes: { 'base-type': 'string' }, text, args: [], line } satisfies Expression));
  if (!response || !expected) return undefined;
  const caseSensitive = attributes.class !== 'invigil:text' || attributes.case !== 'ignored';
  return {
    op: 'string-match',
    attributes: { 'case-sensitive': String(caseSensitive) },
    text: '',
    args: [response, expected],
    line,
  };
}
