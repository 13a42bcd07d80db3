import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appendCandidate, appendServer, emptyHead, headOf } from '../journal/chain.ts';
import type { CandidateEntry, CandidateNote, Entry, ServerEntry, ServerNote } from '../journal/entry.ts';
import type { Plan, PlannedItem, PlannedLimit } from '../journal/plan.ts';
import { remainingMs } from './clock.ts';
import { closedBy, endHindrance, forcedStep, isWaiting, leftOf, nextStep, spentOf, type Underway } from './course.ts';
import { viewCourse } from './course-view.ts';
import { foldAll } from './fold.ts';
import { newSitting, type Sitting } from './state.ts';

const MINUTE = 60_000;
const FORM = 'b'.repeat(64);
const policy = { allowedMs: 60 * MINUTE, restoreMs: 10 * MINUTE };

const item = (id: string, part: number, more: Partial<PlannedItem> = {}): PlannedItem => ({
  id,
  part,
  stretch: 1,
  skip: true,
  validate: false,
  review: true,
  ...more,
});
const limit = (id: string, items: string[], more: Partial<PlannedLimit> = {}): PlannedLimit => ({
  id,
  level: 'section',
  title: '',
  items,
  minMs: null,
  maxMs: null,
  late: false,
  ...more,
});
const LINEAR = { linear: true, together: false };
const FREE = { linear: false, together: false };
const plan = (more: Partial<Plan>): Plan => ({
  stretch: 1,
  complete: true,
  midPart: false,
  minMs: null,
  parts: [LINEAR],
  items: [item('q1', 0), item('q2', 0), item('q3', 0)],
  limits: [],
  ...more,
});

/** Writes both lanes of a sitting that has begun under a plan. */
function script(first: Plan) {
  const entries: Entry[] = [];
  let heads = { candidate: emptyHead('s', 'candidate'), server: emptyHead('s', 'server') };
  let wall = 1_000_000;
  let mono = 0;
  let boot = 1;
  const self = {
    entries,
    now: () => ({ wall, mono, boot: `b${boot}` }),
    say(...notes: CandidateNote[]) {
      for (const note of notes) {
        const entry = appendCandidate('s', heads.candidate, self.now(), note);
        heads = { ...heads, candidate: headOf(entry) };
        entries.push(entry);
      }
      return self;
    },
    act(note: ServerNote, receive = true) {
      const entry = appendServer('s', heads.server, { wall, mono: 0, boot: 'server' }, note);
      heads = { ...heads, server: headOf(entry) };
      entries.push(entry);
      return receive ? self.say({ kind: 'act-received', body: { seq: heads.server.seq } }) : self;
    },
    receive: () => self.say({ kind: 'act-received', body: { seq: heads.server.seq } }),
    wait(ms: number) {
      wall += ms;
      mono += ms;
      return self;
    },
    crash(gapMs: number) {
      wall += gapMs;
      mono = 0;
      boot += 1;
      return self.say({ kind: 'client-started', body: { app: 't', os: 't', standIn: true } });
    },
    show: (id: string) => self.say({ kind: 'question-shown', body: { item: id } }),
    answer: (id: string, value = 'a') => self.say({ kind: 'answered', body: { item: id, responses: { R: [value] } } }),
    state: () => foldAll(newSitting(policy), entries),
    underway: () => way(self.state()),
  };
  self
    .say({ kind: 'capability-reported', body: { tier: 'monitored', measures: [] } })
    .say({ kind: 'consented', body: { textVersion: '1', locale: 'en' } })
    .say({ kind: 'picture-taken', body: { purpose: 'portrait', blob: 'a'.repeat(64), bytes: 1 } })
    .say({ kind: 'picture-taken', body: { purpose: 'document', blob: 'a'.repeat(64), bytes: 1 } })
    .say({ kind: 'check-in-finished', body: {} })
    .act({ kind: 'planned', body: first })
    .act({ kind: 'released', body: { by: 'policy' } })
    .say({ kind: 'exam-started', body: { form: FORM } });
  return self;
}
const way = (state: Sitting): Underway => {
  if (!state.course) throw new Error('no course');
  return { ...state, course: state.course };
};
const refusals = (state: Sitting) => state.refused.map(({ kind }) => kind);

describe('a linear part', () => {
  test('goes forward one question at a time, and never back', () => {
    const s = script(plan({})).show('q1').answer('q1').show('q3').show('q2').answer('q1', 'changed').answer('q2').show('q1');
    expect(s.state()).toMatchObject({ current: 'q2', answers: { q1: { responses: { R: ['a'] } }, q2: {} } });
    expect(refusals(s.state())).toEqual(['question-shown', 'answered', 'question-shown']);
    expect(nextStep(s.underway())).toEqual({ kind: 'question', item: 'q3' });
  });

  test('a question that may not be skipped is left with an answer only', () => {
    const s = script(plan({ items: [item('q1', 0, { skip: false }), item('q2', 0)] }))
      .show('q1')
      .show('q2');
    expect(s.state().current).toBe('q1');
    expect(s.answer('q1', ' ').show('q2').state().current).toBe('q1');
    expect(s.answer('q1').show('q2').state().current).toBe('q2');
  });

  test('a least time holds a question, until it is spent', () => {
    const s = script(plan({ limits: [limit('i', ['q1'], { level: 'item', minMs: MINUTE })] }))
      .show('q1')
      .wait(MINUTE - 1);
    expect(s.show('q2').state().current).toBe('q1');
    expect(s.wait(1).show('q2').state().current).toBe('q2');
  });

  test('questions of a section whose time is over are passed over, and the last end is the end', () => {
    const s = script(plan({ limits: [limit('s', ['q1', 'q2'], { maxMs: MINUTE })] }))
      .show('q1')
      .wait(MINUTE);
    expect(forcedStep(s.underway(), s.now())).toEqual({ kind: 'question', item: 'q3' });
    expect(s.wait(6_000).answer('q1').show('q3').state()).toMatchObject({ current: 'q3', answers: {} });
    expect(nextStep(s.underway())).toEqual({ kind: 'end' });
  });
});

describe('parts', () => {
  const two = plan({ parts: [FREE, LINEAR], items: [item('q1', 0), item('q2', 0), item('q3', 1), item('q4', 1)] });

  test('one moves freely within a part, and leaves it for good', () => {
    const s = script(two).show('q2').answer('q2').show('q1').answer('q1').show('q4');
    expect(s.state().current).toBe('q1');
    expect(s.show('q3').show('q1').answer('q1', 'late').state()).toMatchObject({
      current: 'q3',
      answers: { q1: { responses: { R: ['a'] } } },
    });
  });

  test('an answer counts for the question that is before the candidate, so that no section is worked on in the time of another', () => {
    const s = script(two).show('q1').answer('q2');
    expect(s.state().answers).toEqual({});
  });

  test('the time of a part ends it with all that is in it', () => {
    const limits = [limit('p', ['q1', 'q2'], { level: 'part', maxMs: MINUTE })];
    const s = script({ ...two, limits })
      .show('q1')
      .wait(MINUTE / 2)
      .show('q2')
      .wait(MINUTE / 2);
    expect(forcedStep(s.underway(), s.now())).toEqual({ kind: 'part', item: 'q3' });
    expect(s.show('q3').state().current).toBe('q3');
  });

  test('a time that takes late answers closes nothing', () => {
    const limits = [limit('p', ['q1', 'q2'], { level: 'part', maxMs: MINUTE, late: true })];
    const s = script({ ...two, limits })
      .show('q1')
      .wait(2 * MINUTE);
    expect(forcedStep(s.underway(), s.now())).toBeNull();
    expect(s.answer('q1').state().answers).toMatchObject({ q1: {} });
  });
});

describe('time of a section', () => {
  const one = plan({ limits: [limit('s', ['q1', 'q2'], { maxMs: 10 * MINUTE })] });
  const left = (s: ReturnType<typeof script>) => leftOf(s.underway(), one.limits[0] as PlannedLimit, s.now());

  test('an interruption costs it nothing until settled, and then what was not given back', () => {
    const s = script(one)
      .show('q1')
      .wait(MINUTE)
      .say({ kind: 'tick', body: {} })
      .crash(20 * MINUTE);
    expect(left(s)).toBe(9 * MINUTE);
    s.act({ kind: 'time-restored', body: { boot: 'b2', gapMs: 12 * MINUTE, restoredMs: 10 * MINUTE } });
    expect(left(s)).toBe(7 * MINUTE);
    expect(remainingMs(s.state().clock, s.now())).toBe(57 * MINUTE);
  });

  test('time that a proctor gives counts for every limit that runs, and for no other', () => {
    const extended: ServerNote = { kind: 'extended', body: { by: 'p', ms: 5 * MINUTE, category: 'staff', reason: 'x' } };
    expect(left(script(one).show('q1').act(extended))).toBe(15 * MINUTE);
    expect(left(script(one).show('q1').show('q2').show('q3').act(extended))).toBe(10 * MINUTE);
  });

  test('a pause stops it', () => {
    const s = script(one)
      .show('q1')
      .act({ kind: 'paused', body: { by: 'p', category: 'staff', reason: 'x' } })
      .wait(MINUTE);
    expect(left(s)).toBe(10 * MINUTE);
  });
});

describe('attempts', () => {
  const press = (id: string, on: boolean, value = 'a'): CandidateNote => ({
    kind: 'answered',
    body: { item: id, responses: { R: [value], END: on ? ['true'] : [] } },
  });
  const bound = (most: number, more: Partial<PlannedItem> = {}) =>
    plan({ parts: [FREE], items: [item('q1', 0, { attempts: { most, ends: ['END'] }, ...more }), item('q2', 0)] });

  test('the last one that is ended closes its question, and the answer stands', () => {
    const s = script(bound(1))
      .show('q1')
      .answer('q1')
      .say(press('q1', false, 'b'), press('q1', true, 'c'));
    s.say(press('q1', false, 'd'), press('q1', true, 'e'));
    expect(s.state().answers.q1?.responses).toEqual({ R: ['c'], END: ['true'] });
    expect(refusals(s.state())).toEqual(['answered', 'answered']);
    expect(viewCourse(s.underway(), s.now()).items.map(({ state }) => state)).toEqual(['spent', 'open']);
    // The other questions are not touched by it.
    expect(s.show('q2').answer('q2').state().answers.q2).toBeDefined();
  });

  test('there are as many as the author gives', () => {
    const s = script(bound(2))
      .show('q1')
      .say(press('q1', true), press('q1', true, 'still the same attempt'));
    s.say(press('q1', false, 'second'), press('q1', true, 'end'), press('q1', false, 'third'));
    expect(s.state().answers.q1?.responses.R).toEqual(['end']);
    expect(refusals(s.state())).toEqual(['answered']);
  });

  test('nobody is held by a question that has none left', () => {
    const s = script(bound(1, { skip: false, validate: true, asks: [{ response: 'R', min: 3, number: null }] })).show('q1');
    s.say(press('q1', true)).say({ kind: 'submitted', body: { cause: 'candidate' } });
    expect(s.state().stage).toBe('submitted');
  });
});

describe('handing in', () => {
  const submit = (cause: 'candidate' | 'time-over'): CandidateNote => ({ kind: 'submitted', body: { cause } });
  const asks = [{ response: 'R', min: 2, number: null }];

  test('waits for the least time of the exam', () => {
    const s = script(plan({ minMs: MINUTE }))
      .show('q1')
      .wait(MINUTE - 1);
    expect(endHindrance(s.underway(), s.now())).toBe('too-early');
    expect(s.say(submit('candidate')).state().stage).toBe('running');
    expect(s.wait(1).say(submit('candidate')).state().stage).toBe('submitted');
  });

  test.each([
    ['a question that must be answered', { skip: false }, 'unanswered'],
    ['an answer that must be complete', { validate: true, asks }, 'incomplete'],
  ] as const)('waits for %s, whatever the client says of time', (_, more, hindered) => {
    const s = script(plan({ parts: [FREE], items: [item('q1', 0), item('q2', 0, more)] }));
    expect(endHindrance(s.underway())).toBe(hindered);
    s.say(submit('candidate')).show('q1').answer('q1').say(submit('candidate')).say(submit('time-over'));
    expect(s.state().stage).toBe('running');
    expect(refusals(s.state())).toEqual(['submitted', 'submitted', 'submitted']);
    s.show('q2').say({ kind: 'answered', body: { item: 'q2', responses: { R: ['a', 'b'] } } });
    expect(s.say(submit('candidate')).state().stage).toBe('submitted');
  });

  test('an incomplete answer keeps from going on in a linear part as well, and a number must be one', () => {
    const number = [{ response: 'R', min: 1, number: 'float' as const }];
    const s = script(plan({ items: [item('q1', 0, { validate: true, asks: number }), item('q2', 0)] })).show('q1');
    expect(s.answer('q1', 'many').show('q2').state().current).toBe('q1');
    expect(s.answer('q1', '2.5').show('q2').state().current).toBe('q2');
  });

  test('holds nobody whose time is over, in a pause, or whom a limit has closed out', () => {
    const must = plan({ parts: [FREE], items: [item('q1', 0, { skip: false })], minMs: 2 * 60 * MINUTE });
    const over = script(must).show('q1').wait(policy.allowedMs).say(submit('time-over'));
    expect(over.state().stage).toBe('submitted');
    const paused = script(must)
      .show('q1')
      .act({ kind: 'paused', body: { by: 'p', reason: 'r' } });
    expect(paused.say(submit('candidate')).state().stage).toBe('submitted');
    const closed = script(
      plan({ parts: [FREE], items: [item('q1', 0, { skip: false })], limits: [limit('l', ['q1'], { maxMs: MINUTE })] }),
    )
      .show('q1')
      .wait(MINUTE);
    expect(closed.say(submit('time-over')).state().stage).toBe('submitted');
  });
});

describe('stretches', () => {
  const first = plan({ complete: false, items: [item('q1', 0)] });
  const second = plan({ stretch: 2, items: [item('q1', 0), item('q2', 0, { stretch: 2 })] });
  const started: CandidateNote = { kind: 'stretch-started', body: { stretch: 2, form: FORM } };
  const ended: CandidateNote = { kind: 'stretch-ended', body: { stretch: 1 } };

  test('the clock stands while the server decides what comes next', () => {
    const s = script(first)
      .show('q1')
      .answer('q1')
      .wait(MINUTE)
      .say(ended)
      .wait(30 * MINUTE);
    expect(isWaiting(s.underway().course)).toBe(true);
    expect(remainingMs(s.state().clock, s.now())).toBe(59 * MINUTE);
    s.answer('q1', 'b').say(started);
    expect(refusals(s.state())).toEqual(['answered', 'stretch-started']);
    s.act({ kind: 'planned', body: second }).say(started).show('q2').wait(MINUTE).answer('q2').show('q1');
    expect(s.state()).toMatchObject({ current: 'q2', answers: { q1: { responses: { R: ['a'] } }, q2: {} } });
    expect(remainingMs(s.state().clock, s.now())).toBe(58 * MINUTE);
  });

  test('a resume does not start the clock of somebody who waits', () => {
    const s = script(first)
      .show('q1')
      .say(ended)
      .act({ kind: 'paused', body: { by: 'p', category: 'staff', reason: 'x' } })
      .act({ kind: 'planned', body: second })
      .say(started)
      .act({ kind: 'resumed', body: { by: 'p' } })
      .wait(MINUTE);
    expect(remainingMs(s.state().clock, s.now())).toBe(60 * MINUTE);
    expect(s.say(started).wait(MINUTE).state()).toMatchObject({ stage: 'running', clock: { running: true } });
  });
});

type Step =
  | { kind: 'wait' | 'crash'; ms: number }
  | { kind: 'say'; note: CandidateNote }
  | { kind: 'act'; note: ServerNote; receive: boolean };
const ids = ['q1', 'q2', 'q3', 'q4'];
const long = plan({
  complete: false,
  parts: [FREE, LINEAR],
  items: [item('q1', 0), item('q2', 0), item('q3', 1)],
  limits: [
    limit('p', ['q1', 'q2'], { level: 'part', maxMs: 20 * MINUTE }),
    limit('i', ['q2'], { level: 'item', maxMs: 5 * MINUTE }),
  ],
});
const longer = plan({
  ...long,
  stretch: 2,
  complete: true,
  items: [...long.items, item('q4', 1, { stretch: 2 })],
  limits: [...long.limits, limit('s', ['q3', 'q4'], { maxMs: 3 * MINUTE })],
});
const say = (note: CandidateNote): Step => ({ kind: 'say', note });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.nat(8 * MINUTE).map((ms): Step => ({ kind: 'wait', ms })),
  fc.nat(20 * MINUTE).map((ms): Step => ({ kind: 'crash', ms })),
  fc.constantFrom(...ids).map((id) => say({ kind: 'question-shown', body: { item: id } })),
  fc.constantFrom(...ids).map((id) => say({ kind: 'answered', body: { item: id, responses: { R: ['x'] } } })),
  fc.constantFrom(...ids).map((id) => say({ kind: 'commented', body: { item: id, text: 'x' } })),
  fc
    .constantFrom<CandidateNote>(
      { kind: 'tick', body: {} },
      { kind: 'stretch-ended', body: { stretch: 1 } },
      { kind: 'stretch-started', body: { stretch: 2, form: FORM } },
    )
    .map(say),
  fc
    .constantFrom<ServerNote>(
      { kind: 'paused', body: { by: 'p', category: 'staff', reason: 'x' } },
      { kind: 'resumed', body: { by: 'p' } },
      { kind: 'extended', body: { by: 'p', ms: MINUTE, category: 'staff', reason: 'x' } },
      { kind: 'time-restored', body: { boot: 'b2', gapMs: 30 * MINUTE, restoredMs: 9 * MINUTE } },
    )
    .chain((note) => fc.boolean().map((receive): Step => ({ kind: 'act', note, receive }))),
);
function played(steps: readonly Step[], first: Plan = long) {
  const s = script(first);
  let planned = false;
  for (const one of steps) {
    if (one.kind === 'wait') s.wait(one.ms);
    else if (one.kind === 'crash') s.crash(one.ms);
    else if (one.kind === 'act') s.act(one.note, one.receive);
    else s.say(one.note);
    // As the server does: once the first stretch is ended, the second is opened.
    const { course } = s.state();
    if (course && isWaiting(course) && !planned) {
      planned = true;
      s.act({ kind: 'planned', body: longer });
    }
  }
  return s;
}
/** Acts as early as they may be known: those that follow from what the candidate did, after that. */
function actsEarly(entries: readonly Entry[]): Entry[] {
  const acts = entries.filter((entry): entry is ServerEntry => entry.lane === 'server');
  const causes = new Map(acts.map((act) => [act.seq, entries.slice(0, entries.indexOf(act)).findLastIndex(isCause)]));
  const order: Entry[] = [];
  let next = 0;
  entries.forEach((entry, index) => {
    if (entry.lane === 'server') return;
    order.push(entry as CandidateEntry);
    while (next < acts.length && (causes.get((acts[next] as ServerEntry).seq) ?? -1) <= index && order.length > 4)
      order.push(acts[next++] as ServerEntry);
  });
  return [...order, ...acts.slice(next)];
}
const isCause = ({ kind }: Entry): boolean =>
  kind === 'stretch-ended' || kind === 'check-in-finished' || kind === 'client-started';

describe('for any course of events', () => {
  test('the order in which the lanes are folded does not matter', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { entries } = played(steps);
        expect(foldAll(newSitting(policy), actsEarly(entries))).toEqual(foldAll(newSitting(policy), entries));
      }),
    );
  });

  test('no limit is ever below zero or above what it was with what was given, and spending never goes back while nothing is given back', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const s = played(steps);
        const now = s.underway();
        for (const one of now.course.plan.limits) {
          const left = leftOf(now, one, s.now()) ?? 0;
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left).toBeLessThanOrEqual((one.maxMs ?? 0) + (now.course.given[one.id] ?? 0));
          expect(spentOf(now, one, s.now())).toBeGreaterThanOrEqual(spentOf(now, one));
        }
        const total = Object.values(now.spent).reduce((sum, ms) => sum + ms, 0);
        expect(total).toBeLessThanOrEqual(now.clock.countedMs);
      }),
    );
  });

  test('the present item never moves back in a linear part, and nothing is answered after its time and grace', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { entries } = played(steps);
        let state = newSitting(policy);
        for (const entry of entries) {
          const before = state;
          state = foldAll(state, [entry]);
          const at = state.course?.at ?? -1;
          if (state.course?.plan.parts[state.course.plan.items[at]?.part ?? 0]?.linear)
            expect(at).toBeGreaterThanOrEqual(before.course?.at ?? -1);
          if (entry.kind === 'answered' && state.answers !== before.answers)
            expect(closedBy(way(state), entry.body.item, undefined, 5_001)).toBeUndefined();
        }
      }),
    );
  });

  test('folding on from a former state equals folding all', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.nat(), (steps, cut) => {
        const { entries } = played(steps);
        const first = foldAll(newSitting(policy), entries.slice(0, cut % (entries.length + 1)));
        const rest = entries.slice(cut % (entries.length + 1));
        expect(foldAll(JSON.parse(JSON.stringify(first)), rest)).toEqual(foldAll(newSitting(policy), entries));
      }),
    );
  });
});
