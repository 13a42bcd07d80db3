/** The rules of marking, driven by random people in random orders. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Levels, MarkingScheme } from '../../shared/contract/marking.ts';
import { type Acted, judge, mark, readmit, setScheme } from './acts.ts';
import { allocate, RESERVED_MS } from './allocate.ts';
import type { MarkingEvent, Numbered } from './events.ts';
import { figuresOf } from './figures.ts';
import { agree, levelsFault, meanOf, schemeFault, totalOf } from './scheme.ts';
import { settlementOf, standingMarks } from './settle.ts';
import { standingOf } from './standing.ts';
import { advance, emptyQueue, MODEL, project, type QueueState } from './state.ts';
import { testScheme } from './testing.ts';

/** A queue that is acted upon, with its events. */
class Bench {
  readonly events: Numbered[] = [];
  readonly state: QueueState = emptyQueue();
  now = 1_000;

  constructor(scheme: MarkingScheme, counts: { live?: number; seed?: number; practice?: number } = {}) {
    this.take({ ok: true, events: [{ kind: 'scheme-set', scheme }] });
    const known = (use: 'seed' | 'practice', count = 0) =>
      Array.from(
        { length: count },
        (_, i): MarkingEvent => ({ kind: 'known-added', script: `${use}${i}`, use, levels: good, flags: [] }),
      );
    const live = Array.from(
      { length: counts.live ?? 0 },
      (_, i): MarkingEvent => ({ kind: 'script-added', script: `live${i}`, flags: [] }),
    );
    this.take({ ok: true, events: [...live, ...known('seed', counts.seed), ...known('practice', counts.practice)] });
  }
  take(acted: Acted): void {
    if (!acted.ok) throw new Error(acted.message);
    for (const event of acted.events) {
      const numbered = { seq: this.state.seq + 1, at: this.now, event };
      this.events.push(numbered);
      advance(this.state, numbered);
    }
  }
  /** Opens the next response; null when there is none. */
  open(marker: string): string | null {
    const script = allocate(this.state, marker, this.now);
    if (script && (script.reserved.get(marker) ?? 0) <= this.now)
      this.take({ ok: true, events: [{ kind: 'reserved', script: script.id, marker, until: this.now + RESERVED_MS }] });
    return script?.id ?? null;
  }
  mark(marker: string, script: string, levels: Levels): void {
    this.take(mark(this.state, { id: marker, name: marker }, script, levels, this.now));
  }
  /** Opens and marks the next one. */
  next(marker: string, levels: (script: string) => Levels): string | null {
    const script = this.open(marker);
    if (script !== null) this.mark(marker, script, levels(script));
    return script;
  }
  settled(script: string) {
    const found = this.state.scripts.get(script);
    if (!found || !this.state.scheme) throw new Error(`no ${script}`);
    return settlementOf(this.state.scheme, found);
  }
}

const good: Levels = { content: 3, language: 3 };
const bad: Levels = { content: 0, language: 0 };
const people = ['ada', 'ben', 'cleo', 'dan'];
const levelsOf = fc.record({ content: fc.nat(4), language: fc.nat(4) });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('mark' as const), who: fc.constantFrom(...people), levels: levelsOf }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('open' as const), who: fc.constantFrom(...people) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('judge' as const), who: fc.constantFrom(...people, 'eva'), levels: levelsOf }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(2 * RESERVED_MS) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('model' as const), levels: levelsOf }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('readmit' as const), who: fc.constantFrom(...people) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function run(scheme: MarkingScheme, steps: readonly Step[]): Bench {
  const bench = new Bench(scheme, { live: 4, seed: 3, practice: 3 });
  for (const each of steps) {
    if (each.do === 'mark')
      bench.next(each.who, (script) =>
        script.startsWith('live') ? each.levels : script.startsWith('practice') ? good : each.levels,
      );
    if (each.do === 'open') bench.open(each.who);
    if (each.do === 'wait') bench.now += each.ms;
    if (each.do === 'judge') {
      for (const { id } of bench.state.scripts.values()) {
        const acted = judge(bench.state, { id: each.who, name: each.who }, id, {
          levels: each.levels,
          reason: 'other',
          note: '',
        });
        if (acted.ok) bench.take(acted);
      }
    }
    if (each.do === 'model') {
      const next = [...bench.state.scripts.values()].find(
        ({ use, marks }) => use === 'live' && !marks.some(({ marker }) => marker === MODEL),
      );
      if (next)
        bench.take({
          ok: true,
          events: [{ kind: 'model-marked', script: next.id, version: 'essay-1', hash: 'h', levels: each.levels }],
        });
    }
    if (each.do === 'readmit') {
      const acted = readmit(bench.state, each.who, 'talked');
      if (acted.ok) bench.take(acted);
    }
  }
  return bench;
}
const schemes = fc.constantFrom<MarkingScheme>(
  testScheme,
  { ...testScheme, marks: 1 },
  { ...testScheme, second: 'model' },
  { ...testScheme, practice: { inRow: 2 }, seeds: { every: 2, stopAfter: 1 } },
);
const always = (check: (bench: Bench) => void) =>
  fc.assert(
    fc.property(schemes, fc.array(step, { maxLength: 60 }), (scheme, steps) => check(run(scheme, steps))),
    { numRuns: 300 },
  );

describe('whatever people do', () => {
  test('nobody marks a live or seed response twice, and nobody judges what they marked', () =>
    always(({ state }) => {
      for (const { use, marks, judgements } of state.scripts.values()) {
        const by = marks.map(({ marker }) => marker);
        if (use !== 'practice') expect(new Set(by).size).toBe(by.length);
        for (const judgement of judgements) expect(by).not.toContain(judgement.by);
      }
    }));

  test('a settled mark always rests on a person, and two marks on two', () =>
    always(({ state }) => {
      const { scheme } = state;
      if (!scheme) throw new Error('no scheme');
      for (const script of state.scripts.values()) {
        if (script.use !== 'live' || settlementOf(scheme, script).state !== 'settled') continue;
        expect(script.judgements.every(({ by }) => by !== MODEL)).toBe(true);
        if (script.judgements.length > 0) continue;
        const marks = standingMarks(scheme, script);
        expect(marks.some(({ marker }) => marker !== MODEL)).toBe(true);
        expect(new Set(marks.map(({ marker }) => marker)).size).toBe(scheme.marks);
        expect(marks.every(({ voided }) => !voided)).toBe(true);
        if (marks[0] && marks[1]) expect(agree(scheme, marks[0].levels, marks[1].levels)).toBe(true);
      }
    }));

  test('no response gets more marks of people than it needs, save to replace those set aside', () =>
    always(({ state }) => {
      for (const { use, marks } of state.scripts.values()) {
        const standing = marks.filter(({ marker, voided }) => marker !== MODEL && !voided);
        if (use === 'live') expect(standing.length).toBeLessThanOrEqual(2);
      }
    }));

  test('the same events give the same state', () =>
    always(({ state, events }) => {
      expect(project(events)).toEqual(state);
    }));

  test('the states of the overview add up to all live responses', () =>
    always(({ state }) => {
      const { states } = figuresOf(state);
      const all = states.waiting + states.oneMark + states.toAdjudicate + states.settled;
      expect(all).toBe([...state.scripts.values()].filter(({ use }) => use === 'live').length);
    }));
});

describe('allocation', () => {
  const noSeeds = { ...testScheme, seeds: { every: 100, stopAfter: 5 } };

  test('every response has its first mark before any has its second', () => {
    const bench = new Bench(noSeeds, { live: 3 });
    const order = ['ada', 'ben', 'ada', 'cleo', 'ben', 'cleo'].map((who) => bench.next(who, () => good));
    expect(order.slice(0, 3)).toEqual(['live0', 'live1', 'live2']);
    expect(new Set(order.slice(3))).toEqual(new Set(['live0', 'live1', 'live2']));
    expect(people.map((who) => bench.open(who))).toEqual([null, null, null, null]);
  });

  test('an open response is the marker’s until the reservation ends; then somebody else gets it and the late mark is refused', () => {
    const bench = new Bench({ ...noSeeds, marks: 1 }, { live: 1 });
    expect(bench.open('ada')).toBe('live0');
    expect(bench.open('ada')).toBe('live0');
    expect(bench.open('ben')).toBeNull();
    bench.now += RESERVED_MS;
    expect(bench.open('ben')).toBe('live0');
    const late = mark(bench.state, { id: 'ada', name: 'ada' }, 'live0', good, bench.now);
    expect(late).toMatchObject({ ok: false, code: 'conflict' });
    bench.mark('ben', 'live0', good);
    expect(bench.settled('live0')).toMatchObject({ state: 'settled', total: 6 });
  });

  test('a response that was not given to a marker cannot be marked', () => {
    const bench = new Bench(noSeeds, { live: 2, seed: 1 });
    for (const script of ['live1', 'seed0', 'nothing']) {
      expect(mark(bench.state, { id: 'ada', name: 'ada' }, script, good, bench.now).ok).toBe(false);
    }
  });

  test('seeds come once in every so many, at places that differ, to everyone in another order', () => {
    const bench = new Bench({ ...testScheme, marks: 1 }, { live: 200, seed: 10 });
    const taken = Array.from({ length: 40 }, () => String(bench.next('ada', () => good)));
    const places = taken.flatMap((script, i) => (script.startsWith('seed') ? [i] : []));
    expect(places.map((place) => Math.floor(place / 4))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(new Set(places.map((place) => place % 4)).size).toBeGreaterThan(1);
    const others = Array.from({ length: 40 }, () => String(bench.next('ben', () => good)));
    const seeds = (list: string[]) => list.filter((script) => script.startsWith('seed'));
    expect(seeds(others)).not.toEqual(seeds(taken));
    expect(seeds(others).toSorted()).toEqual(seeds(taken).toSorted());
  });
});

describe('settlement', () => {
  const settle = (scheme: MarkingScheme, ...marks: [string, Levels][]) => {
    const bench = new Bench(scheme, { live: 1 });
    for (const [marker, levels] of marks) {
      const event: MarkingEvent =
        marker === MODEL
          ? { kind: 'model-marked', script: 'live0', version: 'essay-1', hash: 'h', levels }
          : { kind: 'marked', script: 'live0', marker, name: marker, levels };
      bench.take({ ok: true, events: [event] });
    }
    return bench;
  };
  const six: Levels = { content: 3, language: 3 };
  const seven: Levels = { content: 4, language: 3 };

  test('two marks within tolerance: their mean, and how it came about', () => {
    expect(settle(testScheme, ['ada', six], ['ben', seven]).settled('live0')).toMatchObject({
      state: 'settled',
      total: 6.5,
      levels: { content: 3.5, language: 3 },
      how: 'marked by two people: 6 and 7 of 8, mean 6.5',
    });
  });

  test.each<[string, Levels, Levels]>([
    ['totals too far apart', { content: 4, language: 4 }, { content: 3, language: 2 }],
    ['one criterion too far apart, with equal totals', { content: 4, language: 2 }, { content: 2, language: 4 }],
  ])('%s: a third person decides, who is neither of the two', (_, one, other) => {
    const bench = settle(testScheme, ['ada', one], ['ben', other]);
    expect(bench.settled('live0')).toEqual({ state: 'to-adjudicate' });
    const judged = { levels: { content: 1, language: 1 }, reason: 'scheme-misapplied' as const, note: '' };
    for (const who of ['ada', 'ben'])
      expect(judge(bench.state, { id: who, name: who }, 'live0', judged)).toMatchObject({ ok: false, code: 'conflict' });
    bench.take(judge(bench.state, { id: 'eva', name: 'eva' }, 'live0', judged));
    expect(bench.settled('live0')).toMatchObject({ state: 'settled', total: 2, levels: judged.levels });
    // Nobody reviews their own judgement.
    expect(judge(bench.state, { id: 'eva', name: 'eva' }, 'live0', judged)).toMatchObject({ ok: false });
  });

  test('the model is second only where the scheme says so, never alone, and a disagreement goes to a person', () => {
    const withModel: MarkingScheme = { ...testScheme, second: 'model' };
    expect(settle(testScheme, [MODEL, six], ['ada', six]).settled('live0')).toEqual({ state: 'one-mark' });
    expect(settle({ ...testScheme, marks: 1 }, [MODEL, six]).settled('live0')).toEqual({ state: 'waiting' });
    expect(settle(withModel, [MODEL, six]).settled('live0')).toEqual({ state: 'waiting' });
    expect(settle(withModel, [MODEL, six], ['ada', seven]).settled('live0')).toMatchObject({
      how: 'marked by one person and the model: 7 and 6 of 8, mean 6.5',
    });
    expect(settle(withModel, [MODEL, bad], ['ada', seven]).settled('live0')).toEqual({ state: 'to-adjudicate' });
  });

  test('a mean lies between its marks, whatever they are', () => {
    fc.assert(
      fc.property(levelsOf, levelsOf, (one, other) => {
        const total = totalOf(testScheme, meanOf(testScheme, [one, other]));
        expect(total * 2).toBeCloseTo(totalOf(testScheme, one) + totalOf(testScheme, other), 9);
        expect(agree(testScheme, one, other)).toBe(agree(testScheme, other, one));
      }),
    );
  });
});

describe('standing', () => {
  test('live marking begins after enough practice in a row', () => {
    const bench = new Bench({ ...testScheme, practice: { inRow: 2 } }, { live: 2, practice: 4 });
    expect(standingOf(bench.state, 'ada')).toBe('practice');
    for (const levels of [good, bad, good]) bench.next('ada', () => levels);
    expect(standingOf(bench.state, 'ada')).toBe('practice');
    bench.next('ada', () => good);
    expect(standingOf(bench.state, 'ada')).toBe('live');
    expect(bench.open('ada')).toBe('live0');
  });

  test('who runs out of practice waits for a senior marker, who may let them begin again', () => {
    const bench = new Bench({ ...testScheme, practice: { inRow: 2 } }, { live: 1, practice: 2 });
    for (const levels of [good, bad]) bench.next('ada', () => levels);
    expect(standingOf(bench.state, 'ada')).toBe('practice-failed');
    expect(bench.open('ada')).toBeNull();
    bench.take(readmit(bench.state, 'ada', 'talked it through'));
    expect(standingOf(bench.state, 'ada')).toBe('practice');
    expect(bench.open('ada')).toBe('practice0');
  });

  test('failed seeds in a row stop a marker; work since the last good seed is queued anew and stays on record', () => {
    const bench = new Bench({ ...testScheme, marks: 1, seeds: { every: 2, stopAfter: 2 } }, { live: 40, seed: 8 });
    const before: string[] = [];
    const since: string[] = [];
    let seeds = 0;
    while (standingOf(bench.state, 'ada') === 'live') {
      const script = String(bench.next('ada', (each) => (each.startsWith('seed') && seeds >= 2 ? bad : good)));
      if (script.startsWith('seed')) seeds += 1;
      else (seeds < 2 ? before : since).push(script);
    }
    expect(seeds).toBe(4);
    expect(since.length).toBeGreaterThan(0);
    expect(bench.events.at(-1)?.event).toEqual({ kind: 'stopped', marker: 'ada', voided: since });
    for (const script of before) expect(bench.settled(script).state).toBe('settled');
    for (const script of since) {
      expect(bench.settled(script).state).toBe('waiting');
      expect(bench.state.scripts.get(script)?.marks).toMatchObject([{ marker: 'ada', voided: true }]);
    }
    expect(bench.open('ada')).toBeNull();
    const redone = new Set(Array.from({ length: 60 }, () => bench.next('ben', () => good)));
    for (const script of since) expect(redone).toContain(script);
    // Once let back in, they don't meet their own old responses again.
    bench.take(readmit(bench.state, 'ada', 'again'));
    expect(since).not.toContain(bench.open('ada'));
  });

  test('one failed seed between good ones stops nobody', () => {
    const bench = new Bench({ ...testScheme, marks: 1, seeds: { every: 2, stopAfter: 2 } }, { live: 30, seed: 8 });
    let seeds = 0;
    for (let i = 0; i < 16; i += 1) bench.next('ada', (each) => (each.startsWith('seed') && seeds++ % 2 === 0 ? bad : good));
    expect(seeds).toBe(8);
    expect(standingOf(bench.state, 'ada')).toBe('live');
  });

  test('figures tell a hard marker from a generous one', () => {
    const bench = new Bench({ ...testScheme, seeds: { every: 100, stopAfter: 5 } }, { live: 6 });
    for (let i = 0; i < 6; i += 1) {
      bench.next('ada', (script) => ({ content: Number(script.slice(4)) % 5, language: 3 }));
      bench.next('ben', (script) => ({ content: Number(script.slice(4)) % 5, language: 2 }));
    }
    const { markers, total, criteria } = figuresOf(bench.state);
    expect(markers.map(({ marker, severity }) => [marker, severity])).toEqual([
      ['ada', 1],
      ['ben', -1],
    ]);
    expect(total).toMatchObject({ pairs: 6, exact: 0, adjacent: 1 });
    expect(criteria[0]?.agreement).toMatchObject({ exact: 1, kappa: 1 });
  });
});

describe('schemes', () => {
  test.each<[string, Partial<MarkingScheme>, RegExp]>([
    ['a criterion twice', { criteria: [...testScheme.criteria, ...testScheme.criteria].slice(0, 3) }, /twice/],
    [
      'levels that fall',
      { criteria: testScheme.criteria.map((each) => ({ ...each, levels: each.levels.toReversed() })) },
      /rise/,
    ],
    ['another best score than the item', { criteria: testScheme.criteria.slice(0, 1) }, /at most 8/],
    ['a model that is first', { marks: 1, second: 'model' }, /second mark/],
  ])('%s is told', (_, change, words) => expect(schemeFault({ ...testScheme, ...change }, 8)).toMatch(words));

  test.each<[string, Levels, RegExp]>([
    ['a missing criterion', { content: 2 }, /Language.*no mark/],
    ['points that are no level', { content: 2, language: 2.5 }, /no level of 2.5/],
    ['a foreign criterion', { content: 2, language: 2, style: 1 }, /no criterion "style"/],
    ['an inherited name', { content: 2, language: 2, constructor: 1 }, /no criterion "constructor"/],
  ])('%s is no mark', (_, levels, words) => expect(levelsFault(testScheme, levels)).toMatch(words));

  test('stand once marking has begun', () => {
    const bench = new Bench(testScheme, { live: 1 });
    expect(setScheme(bench.state, { ...testScheme, tolerance: 1 }, 8).ok).toBe(true);
    bench.next('ada', () => good);
    expect(setScheme(bench.state, { ...testScheme, tolerance: 1 }, 8)).toMatchObject({ ok: false, code: 'conflict' });
  });
});
