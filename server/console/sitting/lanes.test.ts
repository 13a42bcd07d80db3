import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../../../shared/contract/console.ts';
import { lanesOf, networkGaps, reach, stacked } from './lanes.ts';

const own = (wall: number, kind: string, body: unknown, delay = 300): TimelineEntry => ({
  lane: 'candidate',
  seq: wall,
  kind,
  wall,
  storedAt: wall + delay,
  body,
});

describe('the lanes of a sitting', () => {
  const entries = [
    own(1000, 'question-shown', { item: 'a' }),
    own(3000, 'answered', { item: 'a', responses: { RESPONSE: ['x'] } }),
    own(5000, 'question-shown', { item: 'b' }),
    { ...own(6000, 'paused', { by: 'P', category: 'technical', reason: 'r' }), lane: 'server' as const },
    own(9000, 'signal', { signal: 'phone', detector: 'd', from: 7000, to: 8000, confidence: 1 }),
    own(10_000, 'submitted', { cause: 'candidate' }),
  ];

  it('close a question when the next is shown and when the sitting ends', () => {
    expect(lanesOf(entries, { a: 2, b: 1 }, 20_000)).toEqual({
      questions: [
        { from: 1000, to: 5000, question: 2 },
        { from: 5000, to: 10_000, question: 1 },
      ],
      answers: [{ at: 3000, question: 2 }],
      signals: [{ from: 7000, to: 8000, signal: 'phone' }],
      acts: [{ at: 6000, kind: 'paused' }],
      network: [],
    });
  });

  it('leave a body out that is not the journal’s', () => {
    const { questions, signals } = lanesOf([own(1, 'question-shown', { item: 7 }), own(2, 'signal', null)], {}, 10);
    expect([questions, signals]).toEqual([[], []]);
  });

  it('show where the network was away, however wrong the candidate’s clock is', () => {
    fc.assert(
      fc.property(fc.integer({ min: -86_400_000, max: 86_400_000 }), (skew) => {
        const late = [
          own(0, 'tick', {}, 200),
          own(10_000, 'tick', {}, 60_200),
          own(20_000, 'tick', {}, 50_200),
          own(80_000, 'tick', {}, 200),
        ];
        const skewed = late.map((entry) => ({ ...entry, wall: entry.wall + skew, storedAt: entry.storedAt }));
        expect(networkGaps(skewed)).toEqual([{ from: 10_000 + skew, to: 70_000 + skew }]);
      }),
    );
  });

  it('put overlapping spans below each other and never over each other', () => {
    const spans = fc.array(fc.tuple(fc.nat(1000), fc.nat(100)).map(([from, length]) => ({ from, to: from + length })));
    fc.assert(
      fc.property(spans, (list) => {
        const rows = stacked(list.toSorted((a, b) => a.from - b.from));
        for (const [at, a] of rows.entries())
          for (const b of rows.slice(at + 1)) if (a.row === b.row) expect(b.from).toBeGreaterThanOrEqual(a.to);
      }),
    );
  });

  it('reach from the first to the last entry', () => {
    expect(reach(entries)).toEqual({ from: 1000, to: 10_000 });
    expect(reach([])).toEqual({ from: 0, to: 1000 });
  });
});
