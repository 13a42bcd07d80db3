/**
 * Test sessions, call by call: after each the recorded error or the recorded snapshot must be there.
 *
 * Some traces go on where a session was stored and read back. Such a one is taken up where the trace before it of the
 * same test left off, or from a fresh session, by the calls that must have come between; its first step is compared like
 * any other.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import {
  countItems,
  type Given,
  keyOf,
  type Move,
  type Refusal,
  type TestSession,
  viewSession,
} from '../../../server/grading/session/index.ts';
import { members, readValue, type Value } from '../../../server/grading/value.ts';
import { Cardinality } from '../../../shared/assessment/delivery.ts';
import { qtiBaseTypes } from '../../../shared/assessment/value.ts';
import type { Suite } from '../kit.ts';
import { readCompactTest } from './compact-tests.ts';

const Typed = z.object({ cardinality: z.string(), baseType: z.nullable(z.string()), value: z.unknown() });
const Step = z.object({
  call: z.string(),
  args: z.array(z.unknown()),
  error: z.optional(z.nullable(z.object({ name: z.string() }))),
  after: z.record(z.string(), z.unknown()),
});
const Trace = z.object({ test: z.string(), testRef: z.string(), config: z.number(), steps: z.array(Step) });
type Step = z.infer<typeof Step>;
type Test = ReturnType<typeof readCompactTest>;
type Call = Pick<Step, 'call' | 'args'>;

const Response = z.object({
  identifier: z.string(),
  cardinality: z.string(),
  baseType: z.nullable(z.string()),
  value: z.unknown(),
});

function textOf(member: unknown): string {
  if (Array.isArray(member)) return member.join(' ');
  return typeof member === 'object' ? JSON.stringify(member) : String(member);
}
/** A recorded value; `value` is nested once more where it is typed. */
function recordedValue(recorded: unknown): Value {
  const typed = Typed.safeParse(recorded);
  if (!typed.success) return null;
  const { cardinality, baseType, value } = typed.data;
  if (Typed.safeParse(value).success) return recordedValue(value);
  const kind = Cardinality.safeParse(cardinality);
  const base = qtiBaseTypes.find((known) => known === baseType);
  if (value === null || value === undefined || !kind.success || !base) return null;
  const list = kind.data === 'single' ? [value] : Array.isArray(value) ? value : [value];
  return readValue(kind.data, base, list.map(textOf));
}

/** Members in an order of their own where order means nothing, with numbers as far as they are meant. */
function plain(value: Value): unknown {
  if (value === null || members(value).length === 0) return null;
  const texts = members(value).map((member) =>
    typeof member === 'number' ? member.toPrecision(10) : Array.isArray(member) ? member.join(' ') : JSON.stringify(member),
  );
  return [value.cardinality, value.baseType, ...(value.cardinality === 'ordered' ? texts : texts.toSorted())];
}

const levels: Record<string, string> = {
  test: 'ASSESSMENT_TEST',
  part: 'TEST_PART',
  section: 'ASSESSMENT_SECTION',
  item: 'ASSESSMENT_ITEM',
};
const named: Record<string, string> = {
  'state-violation': 'STATE_VIOLATION',
  'attempts-exhausted': 'ASSESSMENT_ITEM_ATTEMPTS_OVERFLOW',
  'invalid-response': 'ASSESSMENT_ITEM_INVALID_RESPONSE',
  'skipping-forbidden': 'ASSESSMENT_ITEM_SKIPPING_FORBIDDEN',
  'forbidden-jump': 'FORBIDDEN_JUMP',
  'linear-navigation': 'NAVIGATION_MODE_VIOLATION',
};
const errorOf = (refused: Refusal): string =>
  typeof refused === 'string'
    ? (named[refused] ?? refused)
    : `${levels[refused.level]}_DURATION_${refused.time === 'over' ? 'OVERFLOW' : 'UNDERFLOW'}`;

function perform({ engine }: Test, session: TestSession, { call, args }: Call): Move | undefined {
  switch (call) {
    case 'beginTestSession':
      return engine.begin(session);
    case 'endTestSession':
      return engine.end(session);
    case 'setTime':
      return engine.tell(session, Date.parse(String(args[0])) / 1000);
    case 'beginAttempt':
      return engine.beginAttempt(session, args[0] === true);
    case 'endAttempt': {
      const given = z.array(Response).parse(args[0] ?? []);
      const responses: Given = Object.fromEntries(given.map((response) => [response.identifier, recordedValue(response)]));
      return engine.endAttempt(session, responses, args[1] === true);
    }
    case 'moveNext':
      return engine.moveNext(session);
    case 'moveBack':
      return engine.moveBack(session);
    case 'jumpTo':
      return engine.jumpTo(session, Number(args[0]));
    case 'moveNextTestPart':
      return engine.leavePart(session);
    case 'moveNextAssessmentSection':
      return engine.leaveSection(session);
    default:
      return undefined;
  }
}

const states: Record<string, string> = { 'modal-feedback': 'modalFeedback' };
const timeouts = { part: 1, section: 2, item: 4, test: 8 } as const;

/** The snapshot in the record's own words. */
function snapshotOf({ engine, route, programs, outcomes }: Test, session: TestSession): Record<string, unknown> {
  const standing = engine.standing(session);
  const counts = countItems(viewSession(route, programs, session));
  return {
    state: states[session.state] ?? session.state,
    running: engine.isRunning(session),
    route: route.map(keyOf),
    position: session.position,
    counts: {
      responded: counts.responded,
      correct: counts.correct,
      incorrect: counts.incorrect,
      presented: counts.presented,
      selected: counts.selected,
    },
    variables: Object.fromEntries(outcomes.map(({ id }) => [id, plain(session.outcomes[id] ?? null)])),
    itemSessions: route.flatMap((stop) => {
      const own = session.items[keyOf(stop)];
      return own ? [{ item: stop.item.identifier, state: states[own.state] ?? own.state }] : [];
    }),
    ...(standing && {
      item: standing.stop.item.identifier,
      occurrence: standing.stop.occurrence,
      section: standing.stop.sections.at(-1)?.identifier,
      testPart: standing.stop.part.identifier,
      remainingAttempts: standing.remainingAttempts ?? -1,
      canMoveBackward: standing.canMoveBackward,
      navigation: standing.stop.part.navigation === 'linear' ? 0 : 1,
      submission: standing.stop.part.submission === 'individual' ? 0 : 1,
      timeout: standing.over === null ? 0 : timeouts[standing.over],
    }),
  };
}

const Variables = z.record(z.string(), z.unknown());
/** The first difference between a step's record and what came of it; undefined when there is none. */
function differenceAt(test: Test, { after, error }: Step, move: Move): { expected: string; got: string } | undefined {
  const wanted = error?.name ?? 'no error';
  const met = move.refused === null ? 'no error' : errorOf(move.refused);
  if (wanted !== met) return { expected: wanted, got: met };
  const snapshot = snapshotOf(test, move.session);
  const { variables, ...rest } = after;
  const recorded: Record<string, unknown> = {
    ...rest,
    variables: Object.fromEntries(
      Object.entries(Variables.safeParse(variables).data ?? {}).map(([id, value]) => [id, plain(recordedValue(value))]),
    ),
  };
  for (const [key, value] of Object.entries(recorded)) {
    const expected = JSON.stringify(sorted(value));
    const got = JSON.stringify(sorted(snapshot[key]));
    if (expected !== got) return { expected: `${key} ${expected}`, got: `${key} ${got}` };
  }
  return undefined;
}
const sorted = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted())
    : value;

const answered: Call[] = [
  { call: 'beginAttempt', args: [] },
  { call: 'endAttempt', args: [[]] },
  { call: 'moveNext', args: [] },
];
/** What may have happened since a session was last seen, the shortest first. */
const between: readonly Call[][] = Array.from({ length: 12 }, (_, times) => [
  ...Array.from({ length: times }, () => answered).flat(),
]).flatMap((calls, times) => [
  Array.from({ length: times }, (): Call => ({ call: 'moveNext', args: [] })),
  calls,
  [...calls, { call: 'beginAttempt', args: [] }],
]);

/** The session in which a trace begins, given where others of its kind ended. */
function beginning(test: Test, first: Step, seen: readonly TestSession[]): TestSession {
  const fresh = test.engine.start();
  if (first.call === 'beginTestSession' || first.call === 'setTime') return fresh;
  for (const start of [...seen.toReversed(), test.engine.begin(fresh).session]) {
    for (const calls of between) {
      const session = calls.reduce((now, call) => perform(test, now, call)?.session ?? now, start);
      const move = perform(test, session, first);
      if (move && !differenceAt(test, first, move)) return session;
    }
  }
  return fresh;
}

export const sessionTraces: Suite = {
  file: 'qti_session_traces.json',
  floor: 0.98,
  *run(cases, folder) {
    const tests = new Map<string, Test>();
    const ends = new Map<string, TestSession[]>();
    for (const [index, { test: name, testRef, steps }] of z.array(Trace).parse(cases).entries()) {
      const label = `${index} ${name.split('::').at(-1)}`;
      yield { name: label, ...runTrace(testRef, name, steps) };
    }

    function testOf(reference: string): Test {
      const known = tests.get(reference);
      if (known) return known;
      const made = readCompactTest(readFileSync(path.join(folder, 'compact_tests', `${reference}.xml`)));
      tests.set(reference, made);
      return made;
    }

    function runTrace(reference: string, name: string, steps: readonly Step[]): Result {
      const [first] = steps;
      if (!first) return { status: 'passed' };
      try {
        const test = testOf(reference);
        const kind = `${reference} ${name}`;
        let session = beginning(test, first, ends.get(kind) ?? []);
        for (const [index, step] of steps.entries()) {
          const move = perform(test, session, step);
          if (!move) return { status: 'unsupported', why: `the call ${step.call}` };
          const difference = differenceAt(test, step, move);
          const at = `step ${index + 1} ${step.call}: `;
          if (difference) return { status: 'failed', expected: at + difference.expected, got: difference.got };
          session = move.session;
        }
        ends.set(kind, [...(ends.get(kind) ?? []), session]);
        return { status: 'passed' };
      } catch (error) {
        return { status: 'failed', expected: 'no exception', got: String(error) };
      }
    }
  },
};
type Result = { status: 'passed' } | { status: 'failed'; expected: string; got: string } | { status: 'unsupported'; why: string };
