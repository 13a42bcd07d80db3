import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BUDGET, budgetBeside, type Costs, costAfter, firstCosts, intervalsFor, jobs, loadOf, WHOLE_BUDGET } from './cadence.ts';

const cost = fc.double({ min: 1, max: 2000, noNaN: true });
const costs: fc.Arbitrary<Costs> = fc.record({ faces: cost, gaze: cost, identity: cost, things: cost });
const idle = intervalsFor({ faces: 1, gaze: 1, identity: 1, things: 1 });
const slowest = intervalsFor({ faces: 1e6, gaze: 1e6, identity: 1e6, things: 1e6 });

test('the jobs stay within their share of a core, unless each already runs as seldom as it may', () => {
  fc.assert(
    fc.property(costs, (given) => {
      const intervals = intervalsFor(given);
      const isSlowest = jobs.every((job) => intervals[job] >= slowest[job] - 1e-6);
      expect(isSlowest || loadOf(given, intervals) <= BUDGET * 1.01).toBe(true);
      for (const job of jobs) expect(intervals[job]).toBeGreaterThanOrEqual(idle[job]);
    }),
  );
});

test('a slower machine never looks more often', () => {
  fc.assert(
    fc.property(costs, fc.double({ min: 1, max: 5, noNaN: true }), (given, factor) => {
      const slower = intervalsFor(Object.fromEntries(jobs.map((job) => [job, given[job] * factor])) as Costs);
      for (const job of jobs) expect(slower[job]).toBeGreaterThanOrEqual(intervalsFor(given)[job] - 1e-6);
    }),
  );
});

test('one slow frame does not change the pace by much, many do', () => {
  const once = costAfter(firstCosts, 'faces', 400);
  expect(intervalsFor(once).faces).toBeLessThan(intervalsFor(firstCosts).faces * 2);
  let costs = firstCosts;
  for (let i = 0; i < 50; i++) costs = costAfter(costs, 'faces', 400);
  expect(intervalsFor(costs).faces).toBeGreaterThan(intervalsFor(firstCosts).faces * 2);
});

test('camera and sound together stay within the quarter of a core, and dear sound leaves the camera some of it', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (sound) => {
      const camera = budgetBeside(sound);
      expect(camera).toBeGreaterThanOrEqual(0.1);
      expect(camera).toBeLessThanOrEqual(BUDGET);
      if (camera > 0.1) expect(camera + sound).toBeLessThanOrEqual(WHOLE_BUDGET);
    }),
  );
});
