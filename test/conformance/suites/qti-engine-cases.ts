/** Whole runs of response, outcome and template processing. */
import type { Rule, Scope } from '../../../server/exams/index.ts';
import { processingRules, readRules } from '../../../server/exams/processing.ts';
import { compileExpression, compileRules } from '../../../server/grading/compile.ts';
import { QtiError } from '../../../server/grading/qti-error.ts';
import type { Outcome, Suite } from '../kit.ts';
import { expressionOf, isIncomplete, parse, type RecordedVariable, silent, situation } from './recorded.ts';
import { type Recorded, sameValue, show, valueOf } from './values.ts';

type EngineCase = {
  test: string;
  kind: string;
  xml: string;
  before: RecordedVariable[];
  after: RecordedVariable[];
  result?: Recorded;
  error?: { class: string; name?: string };
  item?: string;
  testSession?: string;
};

function rulesOf({ kind, xml }: EngineCase, scope: Scope): Rule[] {
  const source = silent();
  if (kind === 'rule') return readRules(source, parse(`<responseProcessing>${xml}</responseProcessing>`), scope);
  const root = parse(xml);
  return kind === 'responseProcessing' ? processingRules(source, root, scope) : readRules(source, root, scope);
}

function judge(one: EngineCase): Outcome {
  const name = `${one.test} ${one.kind} ${one.xml.slice(0, 60)}`;
  const { scope: item, state } = situation(one.before);
  const scope: Scope = one.kind === 'outcomeProcessing' ? { ...item, level: 'test' } : item;
  try {
    if (one.kind === 'expressionTree') {
      const expression = expressionOf(parse(one.xml), scope);
      if (!expression) return { name, status: 'unsupported', why: 'an unknown expression' };
      const value = compileExpression(expression, scope)(state);
      const expected = valueOf(one.result ?? null);
      return sameValue(value, expected)
        ? { name, status: 'passed' }
        : { name, status: 'failed', expected: show(expected), got: show(value) };
    }
    const ended = compileRules(rulesOf(one, scope), scope)(state);
    // There an early end travels as an exception; here it is what running the rules answers.
    if (one.error)
      return one.error.name?.startsWith('EXIT_') && ended
        ? { name, status: 'passed' }
        : { name, status: 'failed', expected: `an error (${one.error.name})`, got: 'none' };
    for (const { identifier, value } of one.after) {
      const expected = valueOf(value);
      const got = state.variables.get(identifier) ?? null;
      if (!sameValue(got, expected))
        return { name, status: 'failed', expected: `${identifier} ${show(expected)}`, got: show(got) };
    }
    return { name, status: 'passed' };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (one.error && error instanceof QtiError) return { name, status: 'passed' };
    return { name, status: 'unsupported', why };
  }
}
void isIncomplete;

export const qtiEngineCases: Suite = {
  file: 'qti_engine_cases.json',
  floor: 0.98,
  *run(cases) {
    for (const one of cases as EngineCase[]) yield judge(one);
  },
};
