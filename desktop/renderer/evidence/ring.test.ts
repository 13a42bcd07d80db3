import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sorted } from './ring.ts';

const pieces = Array.from({ length: 8 }, (_, i) => ({ from: i * 4600, to: i * 4600 + 5000 }));

test('a clip is every piece that touches it, and none is both sent and kept', () => {
  fc.assert(
    fc.property(fc.nat(40_000), fc.nat(20_000), (from, length) => {
      const { asked, kept } = sorted(pieces, [{ from, to: from + length }], 40_000, 15_000);
      const touching = pieces.filter((piece) => piece.to > from && piece.from < from + length);
      expect(asked).toEqual(touching);
      expect(kept.some((piece) => asked.includes(piece))).toBe(false);
    }),
  );
});

test('what nobody asked for is forgotten', () => {
  const { asked, kept } = sorted(pieces, [], 60_000, 15_000);
  expect(asked).toEqual([]);
  expect(kept).toEqual([]);
  expect(sorted(pieces, [], 37_200, 15_000).kept.map(({ to }) => to)).toEqual([23_400, 28_000, 32_600, 37_200]);
});
