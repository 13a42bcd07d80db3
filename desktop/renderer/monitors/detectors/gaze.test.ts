import fc from 'fast-check';
import { expect, test } from 'vitest';
import { baselineOf, type Look, lookingAway } from './gaze.ts';

const look = (yaw: number, pitch = 0, x: number | null = 0): Look => ({
  pose: { yaw, pitch, roll: 0 },
  openness: 0.3,
  gaze: x === null ? null : { x, y: 0 },
});
const looks = (yaw: number, pitch: number, x: number) => Array.from({ length: 12 }, (_, i) => look(yaw + (i % 3), pitch, x));

test('whoever sits as at check-in looks at the screen, wherever the camera stands', () => {
  const angle = fc.double({ min: -25, max: 25, noNaN: true });
  fc.assert(
    fc.property(angle, angle, fc.double({ min: -0.3, max: 0.3, noNaN: true }), (yaw, pitch, x) => {
      const baseline = baselineOf(looks(yaw, pitch, x));
      if (!baseline) throw new Error('a steady face has a baseline');
      expect(lookingAway(look(yaw + 8, pitch - 10, x + 0.1), baseline).seen).toBe(false);
      expect(lookingAway(look(yaw + 40, pitch, x), baseline).seen).toBe(true);
      expect(lookingAway(look(yaw, pitch + 30, x), baseline).seen).toBe(true);
      expect(lookingAway(look(yaw, pitch, x + 0.5), baseline).seen).toBe(true);
    }),
  );
});

test('down to the keyboard is not away, and closed eyes say nothing', () => {
  const baseline = baselineOf(looks(0, 0, 0));
  if (!baseline) throw new Error('a steady face has a baseline');
  expect(lookingAway(look(0, -25), baseline).seen).toBe(false);
  expect(lookingAway(look(0, 0, null), baseline).seen).toBe(false);
});

test('without enough looks, or while the head wanders, there is no baseline', () => {
  expect(baselineOf(looks(0, 0, 0).slice(0, 7))).toBeNull();
  expect(baselineOf(Array.from({ length: 12 }, (_, i) => look(i * 6)))).toBeNull();
});
