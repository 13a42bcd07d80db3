/** decimal.js to ninety digits says independently what the functions are worth. */
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bigfloats } from './bigfloat.ts';

const Digits = Decimal.clone({ precision: 90, maxE: 1e7, minE: -1e7 });
const real = bigfloats(224);
type Big = typeof real.pi;
const exactly = ({ m, e }: Big): Decimal => new Digits(m.toString()).mul(new Digits(2).pow(e));
const close = (ours: Big, theirs: Decimal, scale: Decimal.Value = 0): void => {
  const size = Digits.max(theirs.abs(), scale, '1e-60');
  expect(
    exactly(ours).sub(theirs).abs().div(size).lessThan('1e-58'),
    `${exactly(ours).toString()} is not ${theirs.toString()}`,
  ).toBe(true);
};
const finite = fc.double({ min: -1e3, max: 1e3, noNaN: true, noDefaultInfinity: true });
const positive = fc.double({ min: 1e-12, max: 1e12, noNaN: true });

test('sums, products, quotients and roots', () => {
  fc.assert(
    fc.property(finite, positive, (x, y) => {
      const [a, b] = [real.of(x), real.of(y)];
      const [p, q] = [exactly(a), exactly(b)];
      close(real.add(a, b), p.add(q), Math.max(Math.abs(x), y));
      close(real.mul(a, b), p.mul(q));
      close(real.div(a, b), p.div(q));
      close(real.sqrt(b), q.sqrt());
      close(real.floor(a), p.floor());
      expect(Math.sign(real.compare(a, b))).toBe(Math.sign(x - y));
      expect(real.toNumber(a)).toBe(x + 0);
    }),
  );
});

test('exponentials, logarithms and circular functions', () => {
  fc.assert(
    fc.property(finite, positive, (x, y) => {
      const [a, b] = [real.of(x), real.of(y)];
      const [p, q] = [exactly(a), exactly(b)];
      close(real.exp(a), p.exp());
      close(real.ln(b), q.ln(), 1);
      close(real.sin(a), p.sin(), 1);
      close(real.cos(a), p.cos(), 1);
      if (x !== 0) close(real.atan2(a, b), Digits.atan2(p, q), '1e-12');
    }),
    { numRuns: 60 },
  );
});

test('pi, and numbers as they are written', () => {
  close(real.pi, Digits.acos(-1));
  close(real.read('0.1'), new Digits('0.1'));
  close(real.read('6.02214076e23'), new Digits('6.02214076e23'));
});
