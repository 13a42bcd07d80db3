/**
 * The moments of recorded test sessions, for cases that ask about a session without holding its items: the recorded
 * attempts are made again, item by item, on the compact test that the record names.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readScoring } from '../../../server/exams/scoring.ts';
import { childrenNamed, elementsOf, type XmlElement } from '../../../server/exams/xml.ts';
import { correctOf, defaultOf } from '../../../server/grading/declared.ts';
import { compileItem, type ItemProcess } from '../../../server/grading/process.ts';
import type { State } from '../../../server/grading/state.ts';
import type { ItemView, TestView } from '../../../server/grading/test-view.ts';
import { equalValues, isNull, type Value } from '../../../server/grading/value.ts';
import { parse, type RecordedVariable, silent } from './recorded.ts';
import { recalled } from './values.ts';

type Snapshot = { running: boolean; route: string[]; item?: string; occurrence?: number; submission?: number; testPart?: string };
export type Trace = { test: string; testRef: string; steps: { call: string; args: unknown[]; after: Snapshot }[] };

type Scoring = ReturnType<typeof readScoring>;
type Reference = {
  scoring: Scoring;
  process: ItemProcess;
  sections: string[];
  categories: string[];
  weights: Map<string, number>;
};
type CompactTest = { identifier: string; items: Map<string, Reference> };
type Session = { state: State; presented: boolean; pending: Map<string, Value> | null };

const tests = new Map<string, CompactTest | undefined>();

/** The test that a trace names; undefined where the corpus does not hold it. */
export function compactTest(folder: string, ref: string): CompactTest | undefined {
  if (!tests.has(ref)) {
    try {
      tests.set(ref, read(parse(readFileSync(path.join(folder, 'compact_tests', `${ref}.xml`)))));
    } catch {
      tests.set(ref, undefined);
    }
  }
  return tests.get(ref);
}

function read(root: XmlElement): CompactTest {
  const items = new Map<string, Reference>();
  const walk = (element: XmlElement, sections: string[]): void => {
    for (const child of elementsOf(element)) {
      const id = child.attributes.identifier ?? '';
      if (child.name === 'qti-assessment-section' || child.name === 'qti-test-part') walk(child, [...sections, id]);
      if (child.name !== 'qti-assessment-item-ref') continue;
      const scoring = readScoring(silent(), child);
      items.set(id, {
        scoring,
        process: compileItem({ ...scoring, max: 0, min: 0 }),
        sections,
        categories: (child.attributes.category ?? '').split(/\s+/).filter(Boolean),
        weights: new Map(
          childrenNamed(child, 'qti-weight').map(({ attributes }) => [attributes.identifier ?? '', Number(attributes.value)]),
        ),
      });
    }
  };
  walk(root, []);
  return { identifier: root.attributes.identifier ?? '', items };
}

/**
 * A view after each step. A session that was stored and read back goes on in the next trace.
 * @param traces of one test, in their order
 */
export function* moments({ items }: CompactTest, traces: readonly Trace[]): Generator<TestView> {
  const sessions = new Map<string, Session>();
  const sessionOf = (key: string, reference: Reference): Session => {
    const known = sessions.get(key) ?? { state: reference.process.begin('conformance'), presented: false, pending: null };
    sessions.set(key, known);
    return known;
  };
  let before: Snapshot | undefined;
  for (const { call, args, after } of traces.flatMap(({ steps }) => steps)) {
    if (call === 'beginTestSession') sessions.clear();
    const at = call === 'beginAttempt' ? after : before;
    const key = `${at?.item}.${(at?.occurrence ?? 0) + 1}`;
    const reference = items.get(at?.item ?? '');
    if (reference && (call === 'beginAttempt' || call === 'endAttempt')) {
      const session = sessionOf(key, reference);
      session.presented = true;
      if (call === 'endAttempt') {
        const given = new Map((args[0] as RecordedVariable[]).map(({ identifier, value }) => [identifier, recalled(value)]));
        if (at?.submission === 1) session.pending = given;
        else reference.process.attempt(session.state, given);
      }
    }
    // What is submitted as a whole is processed when its part is left.
    if (!after.running || after.testPart !== before?.testPart)
      for (const [name, session] of sessions) {
        const own = items.get(name.replace(/\.\d+$/, ''));
        if (own && session.pending) own.process.attempt(session.state, session.pending);
        session.pending = null;
      }
    yield view(items, sessions, after.route);
    before = after;
  }
}

function view(items: CompactTest['items'], sessions: ReadonlyMap<string, Session>, route: readonly string[]): TestView {
  const look = (key: string): ItemView[] => {
    const identifier = key.replace(/\.\d+$/, '');
    const reference = items.get(identifier);
    const session = sessions.get(key);
    return reference ? [viewOf(identifier, Number(key.slice(identifier.length + 1)), reference, session)] : [];
  };
  return {
    items: ({ section, include, exclude }) =>
      route.flatMap(look).filter(({ identifier }) => {
        const { sections = [], categories = [] } = items.get(identifier) ?? {};
        return (
          (section === null || sections.includes(section)) &&
          (include.length === 0 || categories.some((category) => include.includes(category))) &&
          !categories.some((category) => exclude.includes(category))
        );
      }),
    item: (identifier, sequence) => look(`${identifier}.${sequence ?? 1}`)[0],
  };
}

function viewOf(identifier: string, sequence: number, { scoring, weights }: Reference, session: Session | undefined): ItemView {
  const { responses, outcomes } = scoring;
  const values = session?.state.variables;
  const correct = (id: string): Value => {
    const response = responses.find((known) => known.id === id);
    return session?.state.corrects.get(id) ?? (response ? correctOf(response) : null);
  };
  const isCorrect = (): boolean =>
    responses.length > 0 &&
    responses.every(({ id }) => {
      const [given, right] = [values?.get(id) ?? null, correct(id)];
      return given !== null && right !== null && equalValues(given, right);
    });
  const presented = session?.presented ?? false;
  return {
    identifier,
    sequence,
    variable: (id) => values?.get(id) ?? (outcomes.some((outcome) => outcome.id === id) ? null : undefined),
    outcome: (id) => {
      const found = outcomes.find((outcome) => outcome.id === id);
      return found?.baseType && found.cardinality !== 'record'
        ? { ...found, baseType: found.baseType, cardinality: found.cardinality }
        : undefined;
    },
    correct,
    default: (id) => {
      const found = responses.find((response) => response.id === id);
      return found && defaultOf(found);
    },
    weight: (id) => weights.get(id),
    isPresented: () => presented,
    isResponded: () => presented && responses.some(({ id }) => !isNull(values?.get(id) ?? null)),
    isCorrect: () => presented && isCorrect(),
    isIncorrect: () => presented && !isCorrect(),
  };
}
