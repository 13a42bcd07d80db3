import fc from 'fast-check';
import { expect, it } from 'vitest';
import { announcementDue, clockParts, remainingNow, untilNextSecond } from './remaining.ts';

it('announces each threshold once, however the seconds fall', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 200, maxLength: 1500 }), (steps) => {
      let left = 40 * 60_000;
      const said: number[] = [];
      for (const step of steps) {
        const next = Math.max(0, left - step);
        const due = announcementDue(left, next);
        if (due !== null) said.push(due);
        left = next;
      }
      expect(said).toEqual([30, 10, 5, 1].filter((minutes) => left <= minutes * 60_000));
    }),
  );
});

it('says only the lowest when a laptop slept through several, and nothing when time was added', () => {
  expect(announcementDue(31 * 60_000, 4 * 60_000)).toBe(5);
  expect(announcementDue(4 * 60_000, 14 * 60_000)).toBeNull();
});

it('counts on from the last push while the clock runs, and stands still otherwise', () => {
  expect(remainingNow(60_000, true, 1_500)).toBe(58_500);
  expect(remainingNow(60_000, false, 1_500)).toBe(60_000);
  expect(remainingNow(1_000, true, 1_500)).toBe(0);
});

it('shows a started second until it is over', () => {
  expect(clockParts(1)).toEqual({ hours: 0, minutes: 0, seconds: 1 });
  expect(clockParts(3_600_000)).toEqual({ hours: 1, minutes: 0, seconds: 0 });
  expect(clockParts(0)).toEqual({ hours: 0, minutes: 0, seconds: 0 });
});

it('is drawn again when any of the shown times has another second or has ended, and no more often than they need', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9_000_000 }), { maxLength: 4 }), (lefts) => {
      const wait = untilNextSecond(lefts);
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(1_001);
      const shown = (after: number) => lefts.map((left) => clockParts(Math.max(0, left - after)).seconds);
      expect(shown(wait - 2 < 0 ? 0 : wait - 2)).toEqual(shown(0));
      if (lefts.some((left) => left > 0)) expect(shown(wait)).not.toEqual(shown(0));
    }),
  );
});
