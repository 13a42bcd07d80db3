import fc from 'fast-check';
import { expect, test } from 'vitest';
import { enrolled, likenessOver, MATCH, nearest, otherFace, UNSURE } from './identity.ts';

const near = fc.array(fc.double({ min: 0, max: MATCH, noNaN: true }), { minLength: 3, maxLength: 9 });

test('one bad frame among good ones changes nothing', () => {
  fc.assert(
    fc.property(near, (distances) => {
      expect(likenessOver([...distances, 1.2])?.likeness).toBe('match');
    }),
  );
});

test('between match and other nothing is said: more frames are taken', () => {
  expect(otherFace([0.55, 0.58, 0.56])).toBeNull();
  expect(otherFace([])).toBeNull();
  expect(otherFace([UNSURE + 0.01, 0.8, 0.75])).toMatchObject({ signal: 'other-face', seen: true });
  expect(otherFace([0.3, 0.35, 0.8])).toMatchObject({ seen: false });
});

test('the nearest of several references counts, and the mean of one is itself', () => {
  expect(
    nearest(
      [0, 0, 0],
      [
        [3, 4, 0],
        [0, 0.1, 0],
      ],
    ),
  ).toBeCloseTo(0.1);
  expect([...enrolled([[0.5, 0.25]])]).toEqual([0.5, 0.25]);
  expect(nearest([0], [])).toBe(Number.POSITIVE_INFINITY);
});
