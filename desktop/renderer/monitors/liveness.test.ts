import fc from 'fast-check';
import { expect, test } from 'vitest';
import { after, type Challenge, challengeFrom, type Moment, type Step } from './liveness.ts';

const baseline = { yaw: 3, openness: 0.3 };
const look = (yaw: number, openness = 0.3): Omit<Moment, 'at'> => ({ face: true, yaw: baseline.yaw + yaw, openness });
/** What a living person does for a step, at ten looks a second. */
const done: Record<Step, readonly Omit<Moment, 'at'>[]> = {
  'turn-left': [0, 7, 13, 19, 24, 26].map((yaw) => look(yaw)),
  'turn-right': [0, -7, -13, -19, -24, -26].map((yaw) => look(yaw)),
  blink: [look(0), look(0, 0.1), look(0, 0.29)],
};
const play = (challenge: Challenge, looks: readonly Omit<Moment, 'at'>[], from: number): Challenge =>
  looks.reduce((state, one, i) => after(state, baseline, { ...one, at: from + i * 100 }), challenge);
const seeded = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 3, maxLength: 3 });
const from = (values: readonly number[]) => {
  let i = 0;
  return challengeFrom(() => values[i++] ?? 0, 0);
};

test('every order of the steps holds each once, and a person who does them passes', () => {
  fc.assert(
    fc.property(seeded, (values) => {
      const challenge = from(values);
      expect(challenge.steps.toSorted()).toEqual(['blink', 'turn-left', 'turn-right']);
      let end = challenge;
      challenge.steps.forEach((step, i) => {
        end = play(end, done[step], i * 2000);
      });
      expect(end.state).toBe('passed');
    }),
  );
});

test('the wrong movement passes nothing', () => {
  const challenge: Challenge = { ...from([0, 0, 0]), steps: ['turn-left', 'blink', 'turn-right'] };
  expect(play(challenge, done['turn-right'], 0).done).toBe(0);
  expect(play(challenge, done.blink, 0).done).toBe(0);
});

test('a face that jumps to the side, as a swapped photo does, has not turned', () => {
  const challenge: Challenge = { ...from([0, 0, 0]), steps: ['turn-left'] };
  expect(
    play(
      challenge,
      [0, 0, 25, 25, 25, 25].map((yaw) => look(yaw)),
      0,
    ).state,
  ).toBe('running');
});

test('a still photo never passes, whatever its noise', () => {
  const noise = fc.array(
    fc.record({ yaw: fc.double({ min: -4, max: 4, noNaN: true }), open: fc.double({ min: 0.26, max: 0.34, noNaN: true }) }),
  );
  fc.assert(
    fc.property(seeded, noise, (values, moments) => {
      expect(
        play(
          from(values),
          moments.map(({ yaw, open }) => look(yaw, open)),
          0,
        ).done,
      ).toBe(0);
    }),
  );
});

test('a face gone for longer than a blink ends it, and so does waiting', () => {
  const gone = { face: false, yaw: 0, openness: 0 };
  expect(play(from([0, 0, 0]), [look(0), ...Array(9).fill(gone)], 0).state).toBe('face-lost');
  expect(
    play(
      from([0, 0, 0]),
      Array.from({ length: 130 }, () => look(0)),
      0,
    ).state,
  ).toBe('timed-out');
});
