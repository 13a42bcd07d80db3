import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expression } from '../../exams/index.ts';
import { single, truth } from '../value.ts';
import {
  createTestEngine,
  type ItemControl,
  type ItemProgram,
  type ItemReference,
  type Move,
  planRoute,
  type Section,
  type TestDefinition,
  type TestPart,
  type TestSession,
  type TimeLimits,
} from './index.ts';

const node = { control: {}, limits: null, preConditions: [], branchRules: [] };
const item = (identifier: string, more: Partial<ItemReference> = {}): ItemReference => ({
  ...node,
  kind: 'item',
  identifier,
  required: false,
  fixed: false,
  categories: [],
  weights: {},
  mappings: {},
  templateDefaults: [],
  ...more,
});
const section = (identifier: string, children: Section['children'], more: Partial<Section> = {}): Section => ({
  ...node,
  kind: 'section',
  identifier,
  required: false,
  fixed: false,
  title: identifier,
  visible: true,
  keepTogether: true,
  selection: null,
  shuffle: false,
  children,
  ...more,
});
const part = (identifier: string, sections: Section[], more: Partial<TestPart> = {}): TestPart => ({
  ...node,
  identifier,
  navigation: 'nonlinear',
  submission: 'individual',
  sections,
  feedback: [],
  ...more,
});
const test = (parts: TestPart[], limits: TimeLimits | null = null): TestDefinition => ({
  identifier: 'T',
  limits,
  parts,
  outcomeProcessing: [],
  feedback: [],
});

/** One response whose key is "right" and which asks for a lower-case word. */
const program: ItemProgram = {
  adaptive: false,
  variables: [
    {
      kind: 'response',
      id: 'R',
      cardinality: 'single',
      baseType: 'string',
      initial: null,
      correct: single('string', 'right'),
      normalMaximum: null,
      normalMinimum: null,
    },
    {
      kind: 'outcome',
      id: 'SCORE',
      cardinality: 'single',
      baseType: 'float',
      initial: single('float', 0),
      correct: null,
      normalMaximum: 1,
      normalMinimum: 0,
    },
  ],
  prepare: (values) => values,
  respond: (given) => {
    const answer = given.values.R;
    const score = answer?.cardinality === 'single' && answer.value === 'right' ? 1 : 0;
    return { ...given, values: { ...given.values, SCORE: single('float', score) } };
  },
  endAttempts: [],
  validity: [{ response: 'R', min: 1, max: 1, pattern: (text) => /^[a-z]+$/.test(text), associations: [] }],
  modalFeedback: [],
};
const refsOf = (sections: readonly Section[]): string[] =>
  sections.flatMap(({ children }) => children.flatMap((child) => (child.kind === 'item' ? [child.identifier] : refsOf([child]))));
const always: Expression = { op: 'null', attributes: { holds: 'true' }, text: '', args: [], line: 1 };
const never: Expression = { ...always, attributes: {} };

function engineOf(definition: TestDefinition, extraTime = 1, random = () => 0.5) {
  const programs = new Map(definition.parts.flatMap((one) => refsOf(one.sections)).map((id) => [id, program]));
  return createTestEngine({
    test: definition,
    route: planRoute(definition, random),
    programs,
    outcomes: {},
    evaluate: (expression) => truth(expression.attributes.holds === 'true'),
    processOutcomes: ({ outcomes }) => outcomes,
    randomFor: () => random,
    extraTime,
  });
}
type Engine = ReturnType<typeof engineOf>;
/** Goes through calls none of which may be refused. */
const go = (engine: Engine, ...calls: ((session: TestSession) => Move)[]): TestSession =>
  calls.reduce((session, call) => {
    const { session: next, refused } = call(session);
    expect(refused).toBeNull();
    return next;
  }, engine.start());
const word = (text: string) => ({ R: single('string', text) });
const scoreOf = ({ items }: TestSession, key: string): unknown => items[key]?.values.SCORE;

const numbers = (seed: number) => {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
};

describe('a route', () => {
  const pool = ['a', 'b', 'c', 'd', 'e', 'f'];
  it('holds what is required, as many as are asked for, each once, and fixed ones in their places', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 6 }), (seed, select) => {
        const children = pool.map((id) => item(id, { required: id === 'd', fixed: id === 'a' }));
        const whole = test([
          part('P', [section('S', children, { selection: { select, withReplacement: false }, shuffle: true })]),
        ]);
        const route = planRoute(whole, numbers(seed)).map((stop) => stop.item.identifier);
        expect(route).toHaveLength(select);
        expect(new Set(route).size).toBe(select);
        expect(route).toContain('d');
        if (route.includes('a')) expect(route[0]).toBe('a');
        expect(planRoute(whole, numbers(seed)).map((stop) => stop.item.identifier)).toEqual(route);
      }),
    );
  });

  it('with replacement counts every meeting of the same item', () => {
    const whole = test([part('P', [section('S', [item('a')], { selection: { select: 3, withReplacement: true } })])]);
    expect(planRoute(whole, () => 0).map(({ occurrence }) => occurrence)).toEqual([0, 1, 2]);
  });

  it('keeps the items of a section together unless they may be mixed in', () => {
    const inner = (keepTogether: boolean) => section('I', [item('x'), item('y'), item('z')], { keepTogether });
    const places = (keepTogether: boolean, seed: number): number[] => {
      const outer = section('O', [item('a'), item('b'), inner(keepTogether), item('c')], { shuffle: true });
      const route = planRoute(test([part('P', [outer])]), numbers(seed)).map((stop) => stop.item.identifier);
      return ['x', 'y', 'z'].map((id) => route.indexOf(id));
    };
    const seeds = Array.from({ length: 60 }, (_, index) => index * 7_919 + 1);
    const isBlock = ([x = 0, y = 0, z = 0]: number[]): boolean => y === x + 1 && z === y + 1;
    expect(seeds.every((seed) => isBlock(places(true, seed)))).toBe(true);
    expect(seeds.every((seed) => isBlock(places(false, seed)))).toBe(false);
  });
});

describe('time', () => {
  const timed = (limits: TimeLimits, control: Partial<ItemControl> = {}) =>
    test([part('P', [section('S', [item('a', { control }), item('b')])], { limits, navigation: 'linear' })]);
  const strict = { validateResponses: true, allowSkipping: false };

  it('that is over turns what stands there into a late submission, whatever validation and skipping ask for', () => {
    fc.assert(
      fc.property(fc.constantFrom('', 'NOT VALID', 'right'), fc.integer({ min: 10, max: 90 }), (text, second) => {
        const engine = engineOf(timed({ min: null, max: 10, allowLate: true }, strict));
        const open = go(
          engine,
          engine.begin,
          (s) => engine.tell(s, 0),
          engine.beginAttempt,
          (s) => engine.tell(s, second),
        );
        const late = engine.endAttempt(open, text === '' ? {} : word(text));
        expect(late.refused).toBeNull();
        expect(scoreOf(late.session, 'a.1')).toEqual(single('float', text === 'right' ? 1 : 0));
      }),
    );
  });

  it('refuses a late submission where none is allowed, and takes it when forced', () => {
    const engine = engineOf(timed({ min: null, max: 10, allowLate: false }));
    const open = go(
      engine,
      engine.begin,
      (s) => engine.tell(s, 0),
      engine.beginAttempt,
      (s) => engine.tell(s, 11),
    );
    expect(engine.endAttempt(open, word('right')).refused).toEqual({ time: 'over', level: 'part', identifier: 'P' });
    expect(engine.endAttempt(open, word('right'), true).refused).toBeNull();
  });

  it('is longer for a candidate with extra time', () => {
    for (const [factor, second, over] of [
      [1, 10, 'part'],
      [1.5, 14, null],
      [1.5, 15, 'part'],
    ] as const) {
      const engine = engineOf(timed({ min: null, max: 10, allowLate: false }), factor);
      const session = go(
        engine,
        engine.begin,
        (s) => engine.tell(s, 0),
        (s) => engine.tell(s, second),
      );
      expect(engine.standing(session)?.over ?? null).toBe(over);
    }
  });

  it('of the whole test ends it with all that was handed in', () => {
    const whole = test([part('P', [section('S', [item('a'), item('b')])], { submission: 'simultaneous' })], {
      min: null,
      max: 60,
      allowLate: false,
    });
    const engine = engineOf(whole);
    const ended = go(
      engine,
      engine.begin,
      (s) => engine.tell(s, 100),
      engine.beginAttempt,
      (s) => engine.endAttempt(s, word('right')),
      (s) => engine.tell(s, 160),
    );
    expect(ended.state).toBe('closed');
    expect(scoreOf(ended, 'a.1')).toEqual(single('float', 1));
  });

  it('that is too short keeps a linear attempt open', () => {
    const engine = engineOf(
      test([
        part('P', [section('S', [item('a', { limits: { min: 5, max: null, allowLate: false } })])], { navigation: 'linear' }),
      ]),
    );
    const open = go(
      engine,
      engine.begin,
      (s) => engine.tell(s, 0),
      engine.beginAttempt,
      (s) => engine.tell(s, 4),
    );
    const early = engine.endAttempt(open, word('right'));
    expect(early.refused).toEqual({ time: 'too-early', level: 'item', identifier: 'a' });
    expect(
      engine.endAttempt(engine.tell(engine.beginAttempt(early.session).session, 6).session, word('right')).refused,
    ).toBeNull();
  });
});

describe('rules', () => {
  const linear = (sections: Section[]) => part('P', sections, { navigation: 'linear' });
  const route = (parts: TestPart[]): string[] => {
    const engine = engineOf(test(parts));
    const met: string[] = [];
    for (let session = go(engine, engine.begin); session.state !== 'closed'; session = engine.moveNext(session).session)
      met.push(engine.standing(session)?.stop.item.identifier ?? '?');
    return met;
  };

  it.each([
    ['EXIT_SECTION', ['a', 'c', 'd', 'e']],
    ['EXIT_TESTPART', ['a', 'e']],
    ['EXIT_TEST', ['a']],
    ['d', ['a', 'd', 'e']],
    ['S2', ['a', 'c', 'd', 'e']],
    ['Q', ['a', 'e']],
    ['a', ['a', 'b', 'c', 'd', 'e']],
    ['unknown', ['a', 'b', 'c', 'd', 'e']],
  ])('that branch to %s lead there, and never back', (target, expected) => {
    const first = item('a', {
      branchRules: [
        { when: never, target: 'EXIT_TEST' },
        { when: always, target },
      ],
    });
    expect(
      route([
        linear([section('S1', [first, item('b')]), section('S2', [item('c'), item('d')])]),
        part('Q', [section('S3', [item('e')])]),
      ]),
    ).toEqual(expected);
  });

  it('leave out what has a condition that does not hold', () => {
    const shut = { preConditions: [never] };
    expect(
      route([
        linear([section('S1', [item('a', shut), item('b')]), section('S2', [item('c')], shut)]),
        part('Q', [section('S3', [item('e')])], shut),
      ]),
    ).toEqual(['b']);
  });
});

describe('attempts', () => {
  it('are as many as the control allows; a skip and an invalid answer are no attempt where they are forbidden', () => {
    const control = { maxAttempts: 2, allowSkipping: false, validateResponses: true };
    const engine = engineOf(test([part('P', [section('S', [item('a', { control })])])]));
    const open = go(engine, engine.begin, engine.beginAttempt);
    expect(engine.endAttempt(open, {}).refused).toBe('invalid-response');
    expect(engine.endAttempt(open, word('UPPER')).refused).toBe('invalid-response');
    const once = engine.endAttempt(open, word('wrong')).session;
    const twice = engine.endAttempt(engine.beginAttempt(once).session, word('right')).session;
    expect(twice.items['a.1']).toMatchObject({ state: 'closed', attempts: 2 });
    expect(engine.beginAttempt(twice).refused).toBe('attempts-exhausted');
  });

  it('never change the session that was given, whatever is called in whatever order', () => {
    const calls = ['begin', 'beginAttempt', 'moveNext', 'moveBack', 'leavePart', 'leaveSection', 'end'] as const;
    const limits = { min: null, max: 30, allowLate: false };
    const whole = test([
      part('P', [section('S', [item('a'), item('b')])], { limits }),
      part('Q', [section('U', [item('c')])], { submission: 'simultaneous' }),
    ]);
    const engine = engineOf(whole);
    const act = fc.oneof(
      fc.constantFrom(...calls).map((name) => (s: TestSession) => engine[name](s)),
      fc.integer({ min: -1, max: 4 }).map((at) => (s: TestSession) => engine.jumpTo(s, at)),
      fc.integer({ min: 0, max: 60 }).map((second) => (s: TestSession) => engine.tell(s, second)),
      fc.constantFrom('right', 'NO', '').map((text) => (s: TestSession) => engine.endAttempt(s, word(text))),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        let session = engine.start();
        for (const one of acts) {
          const before = structuredClone(session);
          const { session: next } = one(session);
          expect(session).toEqual(before);
          expect(next.position).toBeGreaterThanOrEqual(0);
          for (const own of Object.values(next.items)) expect(own.attempts).toBeLessThanOrEqual(1);
          session = next;
        }
      }),
    );
  });
});
