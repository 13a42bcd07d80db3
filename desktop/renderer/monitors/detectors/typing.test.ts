import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OWN_INTERVALS, paceOf, paste, typing, WINDOW_INTERVALS } from './typing.ts';

/** Intervals as hands make them: logarithms vary by about half around `median` ms. */
const hands = (median: number, count: number, seed: number): number[] => {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 1) / 4294967297;
  };
  return Array.from(
    { length: count },
    () => median * Math.exp(0.5 * Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())),
  );
};

test("a person's own typing is no news, at any pace", () => {
  fc.assert(
    fc.property(fc.integer({ min: 80, max: 500 }), fc.nat(), (median, seed) => {
      const own = paceOf(hands(median, OWN_INTERVALS * 3, seed));
      expect(own).not.toBeNull();
      expect(typing(hands(median * 1.15, WINDOW_INTERVALS * 2, seed + 1), own)?.seen).toBe(false);
    }),
  );
});

test('a device that types is told by its evenness or its speed, also before the own pace is known', () => {
  expect(typing(Array(WINDOW_INTERVALS).fill(90), null)).toMatchObject({ seen: true });
  expect(typing(hands(12, WINDOW_INTERVALS, 4), null)).toMatchObject({ seen: true, note: 'faster than hands' });
});

test('another pace than the own one is told, and pauses for thought count for nothing', () => {
  const own = paceOf(hands(300, OWN_INTERVALS * 2, 1));
  expect(typing(hands(90, WINDOW_INTERVALS * 2, 2), own)).toMatchObject({ seen: true, note: 'another pace' });
  const thoughtful = hands(300, WINDOW_INTERVALS * 2, 3).flatMap((ms) => [ms, 20_000]);
  expect(typing(thoughtful, own)?.seen).toBe(false);
  expect(typing([120, 130], own)).toBeNull();
});

test('a long text at once is told by its length; a short one, or one from the own answer, is not', () => {
  expect(paste(400, false)).toMatchObject({ signal: 'paste', seen: true, note: '400 characters at once' });
  expect(paste(400, true).seen).toBe(false);
  expect(paste(8, false).seen).toBe(false);
});
