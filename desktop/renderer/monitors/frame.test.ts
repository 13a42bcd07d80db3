import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cut, type Frame, letterbox, overlap, similarity, squareAt, unmap } from './frame.ts';

/** Each pixel says where it lies: red is x, green is y. */
const map = (width: number, height: number): Frame => {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set([x, y, 7, 255], (y * width + x) * 4);
  return { data, width, height };
};
const place = fc.record({
  x: fc.integer({ min: 60, max: 140 }),
  y: fc.integer({ min: 60, max: 140 }),
  side: fc.integer({ min: 20, max: 80 }),
  angle: fc.double({ min: -3, max: 3, noNaN: true }),
});

test('what is cut out lies where the transform says, at any place, size and angle', () => {
  const frame = map(200, 200);
  fc.assert(
    fc.property(place, ({ x, y, side, angle }) => {
      const transform = squareAt(x, y, side, angle, 32);
      const pixels = cut(frame, transform, 32, 32);
      for (const [px, py] of [
        [4, 4],
        [16, 16],
        [27, 9],
      ] as const) {
        const [fx, fy] = unmap(transform, px + 0.5, py + 0.5);
        expect(Math.abs((pixels[(py * 32 + px) * 3] ?? 0) - (fx - 0.5))).toBeLessThan(1.5);
        expect(Math.abs((pixels[(py * 32 + px) * 3 + 1] ?? 0) - (fy - 0.5))).toBeLessThan(1.5);
      }
    }),
  );
});

test('a wide picture is fitted without squashing, and what lies outside is black', () => {
  const frame = map(240, 60);
  const pixels = cut(frame, letterbox(frame, 60), 60, 60);
  const at = (x: number, y: number) => [...pixels.subarray((y * 60 + x) * 3, (y * 60 + x) * 3 + 3)];
  expect(at(30, 5)).toEqual([0, 0, 0]);
  const [red = 0, green = 0] = at(30, 30);
  expect(Math.abs(red - 122)).toBeLessThan(3);
  expect(Math.abs(green - 30)).toBeLessThan(3);
});

test('a similarity is found again from the points it moved', () => {
  fc.assert(
    fc.property(place, ({ x, y, side, angle }) => {
      const truth = squareAt(x, y, side, angle, 150);
      const moved = [
        [0, 0],
        [100, 20],
        [40, 130],
      ] as const;
      const found = similarity(
        moved.map(([px, py]) => unmap(truth, px, py)),
        moved,
      );
      found.forEach((value, i) => {
        expect(Math.abs(value - (truth[i] ?? 0))).toBeLessThan(1e-6 * (1 + Math.abs(value)));
      });
    }),
  );
});

test('boxes overlap wholly with themselves and not at all apart', () => {
  expect(overlap([1, 2, 10, 10], [1, 2, 10, 10])).toBeCloseTo(1);
  expect(overlap([0, 0, 10, 10], [20, 0, 10, 10])).toBe(0);
  expect(overlap([0, 0, 10, 10], [5, 0, 10, 10])).toBeCloseTo(1 / 3);
});
