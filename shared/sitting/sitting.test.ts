import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appendCandidate, appendServer, emptyHead, headOf } from '../journal/chain.ts';
import type { CandidateEntry, CandidateNote, Entry, ServerEntry, ServerNote } from '../journal/entry.ts';
import { remainingMs, restoredMs, usedMs } from './clock.ts';
import { foldAll } from './fold.ts';
import { newSitting } from './state.ts';

const MINUTE = 60_000;
const policy = { allowedMs: 60 * MINUTE, restoreMs: 10 * MINUTE };

/** Writes a journal as a client and a server would: `wait` passes time, `crash` starts a new boot after a gap. */
function script() {
  const entries: Entry[] = [];
  let heads = { candidate: emptyHead('s', 'candidate'), server: emptyHead('s', 'server') };
  let wall = 1_000_000;
  let mono = 0;
  let boot = 1;
  const now = () => ({ wall, mono, boot: `b${boot}` });
  const self = {
    entries,
    now,
    say(note: CandidateNote) {
      const entry = appendCandidate('s', heads.candidate, now(), note);
      heads = { ...heads, candidate: headOf(entry) };
      entries.push(entry);
      return self;
    },
    act(note: ServerNote) {
      const entry = appendServer('s', heads.server, { wall, mono: 0, boot: 'server' }, note);
      heads = { ...heads, server: headOf(entry) };
      entries.push(entry);
      return self;
    },
    receive() {
      return self.say({ kind: 'act-received', body: { seq: heads.server.seq } });
    },
    wait(ms: number) {
      wall += ms;
      mono += ms;
      return self;
    },
    crash(gapMs: number) {
      wall += gapMs;
      mono = 0;
      boot += 1;
      return self.say({ kind: 'client-started', body: { app: 'test', os: 'test', standIn: true } });
    },
    state: () => foldAll(newSitting(policy), entries),
  };
  return self;
}
const picture = (purpose: 'portrait' | 'document'): CandidateNote => ({
  kind: 'picture-taken',
  body: { purpose, blob: 'a'.repeat(64), bytes: 1 },
});
const checkedIn = () =>
  script()
    .say({ kind: 'capability-reported', body: { tier: 'monitored', measures: [] } })
    .say({ kind: 'consented', body: { textVersion: '1', locale: 'en' } })
    .say(picture('portrait'))
    .say(picture('document'))
    .say({ kind: 'check-in-finished', body: {} });
const started = () =>
  checkedIn()
    .act({ kind: 'released', body: { by: 'policy' } })
    .receive()
    .say({ kind: 'exam-started', body: { form: 'b'.repeat(64) } });
const answer = (item: string, value: string): CandidateNote => ({
  kind: 'answered',
  body: { item, responses: { RESPONSE: [value] } },
});

describe('the way through a sitting', () => {
  test('check-in, release, exam, submission', () => {
    expect(script().state().stage).toBe('check-in');
    expect(checkedIn().state().stage).toBe('waiting');
    const s = started()
      .say({ kind: 'question-shown', body: { item: 'q1' } })
      .say(answer('q1', 'a'))
      .say(answer('q1', 'b'));
    expect(s.state()).toMatchObject({ stage: 'running', current: 'q1', answers: { q1: { responses: { RESPONSE: ['b'] } } } });
    s.say({ kind: 'submitted', body: { cause: 'candidate' } }).say(answer('q1', 'too late'));
    expect(s.state()).toMatchObject({
      stage: 'submitted',
      answers: { q1: { responses: { RESPONSE: ['b'] } } },
      refused: [{ kind: 'answered' }],
    });
  });

  test('a comment is kept beside the answer, may be changed, and is taken neither before the exam nor after it', () => {
    const comment = (text: string): CandidateNote => ({ kind: 'commented', body: { item: 'q1', text } });
    expect(checkedIn().say(comment('early')).state()).toMatchObject({ comments: {}, refused: [{ kind: 'commented' }] });
    const s = started().say(answer('q1', 'a')).say(comment('One')).say(comment('Two'));
    s.say({ kind: 'submitted', body: { cause: 'candidate' } }).say(comment('late'));
    expect(s.state()).toMatchObject({ comments: { q1: 'Two' }, answers: { q1: {} }, refused: [{ kind: 'commented' }] });
  });

  test('nothing begins before consent, both pictures and release', () => {
    const hasty = script()
      .say({ kind: 'exam-started', body: { form: 'b'.repeat(64) } })
      .say(picture('portrait'))
      .say({ kind: 'check-in-finished', body: {} });
    expect(hasty.state()).toMatchObject({ stage: 'check-in', pictures: {} });
    expect(hasty.state().refused.map((entry) => entry.kind)).toEqual(['exam-started', 'picture-taken', 'check-in-finished']);
  });

  test('a proctor may ask for new pictures; then check-in goes on from there', () => {
    const s = checkedIn().act({ kind: 'check-in-returned', body: { by: 'p', reason: 'Too dark' } });
    expect(s.state()).toMatchObject({ stage: 'check-in', pictures: {}, returned: 'Too dark', consented: true });
    s.say(picture('portrait')).say(picture('document')).say({ kind: 'check-in-finished', body: {} });
    expect(s.state()).toMatchObject({ stage: 'waiting', returned: null });
  });
});

describe('the clock', () => {
  test('counts monotonic time, stops at a pause from its receipt on, and ends with the exam', () => {
    const s = started()
      .wait(10 * MINUTE)
      .act({ kind: 'paused', body: { by: 'p', category: 'technical', reason: 'x' } })
      .wait(MINUTE);
    expect(remainingMs(s.state().clock, s.now())).toBe(49 * MINUTE);
    s.receive().wait(20 * MINUTE);
    expect(s.state().stage).toBe('paused');
    expect(remainingMs(s.state().clock, s.now())).toBe(49 * MINUTE);
    s.act({ kind: 'resumed', body: { by: 'p' } })
      .receive()
      .wait(9 * MINUTE)
      .say({ kind: 'submitted', body: { cause: 'candidate' } })
      .wait(MINUTE);
    expect(remainingMs(s.state().clock, s.now())).toBe(40 * MINUTE);
  });

  const settled = (boot: string, gapMs: number, restored: number): ServerNote => ({
    kind: 'time-restored',
    body: { boot, gapMs, restoredMs: restored },
  });

  test('an interruption costs nothing until the server has settled it, whatever the clock of the computer says', () => {
    const s = started()
      .wait(5 * MINUTE)
      .say({ kind: 'tick', body: {} })
      .crash(180 * MINUTE)
      .wait(MINUTE);
    expect(remainingMs(s.state().clock, s.now())).toBe(54 * MINUTE);
  });

  test('the settlement holds from its receipt on, and takes what exceeds the limit', () => {
    const s = started()
      .wait(MINUTE)
      .say({ kind: 'tick', body: {} })
      .crash(30 * MINUTE)
      .act(settled('b2', 25 * MINUTE, 10 * MINUTE));
    expect(remainingMs(s.state().clock, s.now())).toBe(59 * MINUTE);
    s.receive();
    expect(remainingMs(s.state().clock, s.now())).toBe(44 * MINUTE);
    expect(restoredMs(s.state().clock)).toBe(10 * MINUTE);
  });

  test('an answer after the end of time does not count, one within the grace does', () => {
    const s = started()
      .wait(60 * MINUTE + 4_000)
      .say(answer('q1', 'just'))
      .wait(2_000)
      .say(answer('q2', 'late'));
    expect(Object.keys(s.state().answers)).toEqual(['q1']);
    const extended = started()
      .act({ kind: 'extended', body: { by: 'p', ms: 5 * MINUTE, category: 'technical', reason: 'x' } })
      .receive()
      .wait(64 * MINUTE)
      .say(answer('q1', 'in time'));
    expect(Object.keys(extended.state().answers)).toEqual(['q1']);
  });
});

type Step =
  | { kind: 'wait'; ms: number }
  | { kind: 'crash'; ms: number }
  | { kind: 'say'; note: CandidateNote }
  | { kind: 'act'; note: ServerNote; receive: boolean };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.nat(20 * MINUTE).map((ms): Step => ({ kind: 'wait', ms })),
  fc.nat(20 * MINUTE).map((ms): Step => ({ kind: 'crash', ms })),
  fc.constantFrom('q1', 'q2').chain((item) => fc.string().map((value): Step => ({ kind: 'say', note: answer(item, value) }))),
  fc
    .constantFrom<CandidateNote>(
      { kind: 'tick', body: {} },
      { kind: 'submitted', body: { cause: 'candidate' } },
      { kind: 'marked', body: { item: 'q1', marked: true } },
    )
    .map((note): Step => ({ kind: 'say', note })),
  fc
    .tuple(
      fc.constantFrom<ServerNote>(
        { kind: 'paused', body: { by: 'p', category: 'staff', reason: 'x' } },
        { kind: 'resumed', body: { by: 'p' } },
        { kind: 'messaged', body: { by: 'p', text: 'x' } },
        { kind: 'time-restored', body: { boot: 'b2', gapMs: 30 * MINUTE, restoredMs: 9 * MINUTE } },
        { kind: 'time-restored', body: { boot: 'b3', gapMs: MINUTE, restoredMs: MINUTE } },
        { kind: 'extended', body: { by: 'p', ms: MINUTE, category: 'staff', reason: 'x' } },
      ),
      fc.boolean(),
    )
    .map(([note, receive]): Step => ({ kind: 'act', note, receive })),
);
const played = (steps: readonly Step[]) => {
  const s = started();
  for (const one of steps) {
    if (one.kind === 'wait') s.wait(one.ms);
    else if (one.kind === 'crash') s.crash(one.ms);
    else if (one.kind === 'say') s.say(one.note);
    else {
      s.act(one.note);
      if (one.receive) s.receive();
    }
  }
  return s;
};

/** Another order that keeps each lane's order and every act before its receipt: acts move as far forward as they may. */
const actsFirst = (entries: readonly Entry[], keep: number): Entry[] => {
  const candidate = entries.filter((entry): entry is CandidateEntry => entry.lane === 'candidate');
  const acts = entries.filter((entry): entry is ServerEntry => entry.lane === 'server');
  const order: Entry[] = [];
  let next = 0;
  for (const entry of candidate) {
    const needed = entry.kind === 'act-received' ? entry.body.seq : 0;
    // The release needs the check-in before it, as in life.
    const free = order.length >= keep ? acts.length : needed;
    while (next < acts.length && (acts[next] as ServerEntry).seq <= Math.max(needed, free))
      order.push(acts[next++] as ServerEntry);
    order.push(entry);
  }
  return [...order, ...acts.slice(next)];
};

describe('for any course of events', () => {
  test('every causal interleaving of the two lanes gives the same sitting', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), fc.integer({ min: 5, max: 40 }), (steps, keep) => {
        const { entries } = played(steps);
        const other = foldAll(newSitting(policy), actsFirst(entries, keep));
        expect(other).toEqual(foldAll(newSitting(policy), entries));
      }),
    );
  });

  test('time is never negative, never more than allowed plus extensions, and never given back beyond the limit', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const s = played(steps);
        const { clock } = s.state();
        expect(usedMs(clock)).toBeGreaterThanOrEqual(0);
        expect(remainingMs(clock, s.now())).toBeGreaterThanOrEqual(0);
        expect(remainingMs(clock)).toBeLessThanOrEqual(clock.allowedMs + clock.extendedMs);
        expect(restoredMs(clock)).toBeLessThanOrEqual(policy.restoreMs);
      }),
    );
  });

  test('folding on from a former state equals folding all', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.nat(), (steps, cut) => {
        const { entries } = played(steps);
        const at = cut % (entries.length + 1);
        const first = foldAll(newSitting(policy), entries.slice(0, at));
        expect(foldAll(JSON.parse(JSON.stringify(first)), entries.slice(at))).toEqual(foldAll(newSitting(policy), entries));
      }),
    );
  });
});
