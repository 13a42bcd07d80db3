/**
 * Whole runs of response, outcome and template processing. A case of a test session holds the test's variables and not its
 * items: it passes when some moment of the recorded session gives what it gives.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Rule, Scope } from '../../../server/exams/index.ts';
import { processingRules, readRules } from '../../../server/exams/processing.ts';
import { compileExpression, compileRules } from '../../../server/grading/compile.ts';
import { QtiError } from '../../../server/grading/qti-error.ts';
import type { State } from '../../../server/grading/state.ts';
import type { TestView } from '../../../server/grading/test-view.ts';
import type { Outcome, Suite } from '../kit.ts';
import { withMapping } from './known-mappings.ts';
import { expressionOf, isIncomplete, parse, type RecordedVariable, silent, situation } from './recorded.ts';
import { compactTest, moments, type Trace } from './sessions.ts';
import { type Recorded, recalled, sameValue, show } from './values.ts';

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

type Answer = { same: boolean; expected: string; got: string };

/** Runs a case in a state, and compares. @throws QtiError */
function answer(one: EngineCase, scope: Scope, state: State): Answer {
  if (one.kind === 'expressionTree') {
    const expression = expressionOf(parse(one.xml), scope);
    if (!expression) throw new QtiError('unsupported', 'an unknown expression');
    const value = compileExpression(expression, scope)(state);
    const expected = recalled(one.result ?? null);
    return { same: sameValue(value, expected), expected: show(expected), got: show(value) };
  }
  const ended = compileRules(rulesOf(one, scope), scope)(state);
  // There an early end travels as an exception; here it is what running the rules answers.
  if (one.error)
    return { same: one.error.name?.startsWith('EXIT_') === true && ended, expected: one.error.name ?? 'an error', got: 'none' };
  for (const { identifier, value } of one.after) {
    const expected = recalled(value);
    const got = state.variables.get(identifier) ?? null;
    if (!sameValue(got, expected)) return { same: false, expected: `${identifier} ${show(expected)}`, got: show(got) };
  }
  return { same: true, expected: '', got: '' };
}

const atTestLevel = ({ kind, testSession }: EngineCase): boolean => kind === 'outcomeProcessing' || testSession !== undefined;

function judgeAt(one: EngineCase, test: TestView | null): Outcome {
  const name = `${one.test} ${one.kind} ${one.xml.slice(0, 60)}`;
  const { scope: own, state } = situation(one.before);
  const scope: Scope = atTestLevel(one) ? { ...own, level: 'test' } : own;
  try {
    const { same, expected, got } = answer(one, scope, { ...state, test });
    return same ? { name, status: 'passed' } : { name, status: 'failed', expected, got };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (one.error && error instanceof QtiError) return { name, status: 'passed' };
    return { name, status: 'unsupported', why };
  }
}

/** The traces of the same recording, or else those of the same test, grouped by the compact test that they name. */
function recordingsOf({ test, testSession }: EngineCase, traces: readonly Trace[], folder: string) {
  const own = traces.filter((trace) => trace.test === test);
  const taken = own.length > 0 ? own : traces.filter(({ testRef }) => compactTest(folder, testRef)?.identifier === testSession);
  const refs = [...new Set(taken.map(({ testRef }) => testRef))];
  return { own: own.length > 0, groups: refs.map((ref) => ({ ref, traces: taken.filter(({ testRef }) => testRef === ref) })) };
}

function judge(one: EngineCase, traces: readonly Trace[], folder: string): Outcome {
  const filled = {
    ...one,
    before: one.before.map((variable) =>
      isIncomplete(variable) ? withMapping(completed(variable, one, traces, folder), folder) : variable,
    ),
  };
  const name = `${one.test} ${one.kind} ${one.xml.slice(0, 60)}`;
  if (/map_response"/.test(one.xml) && filled.before.some(isIncomplete)) return { name, status: 'unsupported', why: INCOMPLETE };
  if (one.testSession === undefined) return judgeAt(filled, null);
  const alone = judgeAt(filled, { items: () => [], item: () => undefined });
  if (alone.status === 'passed') return alone;
  const { own, groups } = recordingsOf(one, traces, folder);
  let last: Outcome = { name, status: 'unsupported', why: INCOMPLETE };
  for (const group of groups) {
    const test = compactTest(folder, group.ref);
    for (const moment of test ? moments(test, group.traces) : []) {
      const outcome = judgeAt(filled, moment);
      if (outcome.status === 'passed') return outcome;
      if (own) last = outcome;
    }
  }
  return last;
}

/** A mapping that the recorder could not write down stands in the compact test, where the record names its item. */
function completed(
  variable: RecordedVariable,
  { test, item }: EngineCase,
  traces: readonly Trace[],
  folder: string,
): RecordedVariable {
  const refs = traces.filter((trace) => trace.test === test).map(({ testRef }) => testRef);
  for (const ref of refs) {
    const xml = readFileSync(path.join(folder, 'compact_tests', `${ref}.xml`), 'utf8');
    const element = new RegExp(`<assessmentItemRef identifier="${item}"[\\s\\S]*?</assessmentItemRef>`).exec(xml)?.[0];
    const mapping = element && /<mapping[\s\S]*?<\/mapping>/.exec(element)?.[0];
    if (mapping) return { ...variable, mappingXml: mapping };
  }
  return variable;
}

const INCOMPLETE = 'the record is incomplete';

export const qtiEngineCases: Suite = {
  file: 'qti_engine_cases.json',
  floor: 0.98,
  /** What the file does not hold, and no recorded session either, nobody can compute. */
  counts: (outcome) => !(outcome.status === 'unsupported' && outcome.why === INCOMPLETE),
  *run(cases, folder) {
    const file = path.join(folder, 'qti_session_traces.json');
    const traces = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Trace[]) : [];
    for (const one of cases as EngineCase[]) yield judge(one, traces, folder);
  },
};
