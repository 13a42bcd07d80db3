import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newTrack, observe, type Rule, type Told } from './debounce.ts';
import { rules } from './rules.ts';

/** Plays sightings, one every `every` ms. */
function play(rule: Rule, seen: readonly boolean[], every: number): Told[] {
  let track = newTrack;
  return seen.flatMap((one, i) => {
    const step = observe(track, rule, { signal: 'phone', seen: one, confidence: 0.8 }, i * every);
    track = step.track;
    return step.told ? [step.told] : [];
  });
}
const anyRule = fc.constantFrom(...Object.values(rules).filter(({ least }) => least > 1));
const every = fc.integer({ min: 200, max: 3000 });

test('a single frame never speaks', () => {
  fc.assert(
    fc.property(anyRule, every, fc.nat(30), (rule, ms, at) => {
      expect(
        play(
          rule,
          Array.from({ length: 40 }, (_, i) => i === at),
          ms,
        ),
      ).toEqual([]);
    }),
  );
});

test('what is never seen is never told, and what lasts is told at whatever pace it is looked at', () => {
  fc.assert(
    fc.property(anyRule, every, (rule, ms) => {
      expect(play(rule, Array(60).fill(false), ms)).toEqual([]);
      const looks = Math.ceil(Math.max(rule.lastsMs, rule.least * ms) / ms) + 2;
      // A machine too slow for the rule's window sees too little to speak.
      fc.pre((rule.least + 1) * ms <= rule.windowMs);
      expect(play(rule, Array(looks).fill(true), ms).length).toBeGreaterThan(0);
    }),
  );
});

test('each signal begins, lasts and ends in order; its end is told once, with the last sighting', () => {
  fc.assert(
    fc.property(anyRule, every, fc.array(fc.boolean(), { maxLength: 200 }), (rule, ms, seen) => {
      let open: Told | null = null;
      for (const told of play(rule, seen, ms)) {
        expect(told.to).toBeGreaterThanOrEqual(told.from);
        expect(told.confidence).toBeLessThanOrEqual(1);
        if (open) expect(told.from).toBe(open.from);
        else expect(told.over).toBe(false);
        open = told.over ? null : told;
      }
    }),
  );
});
