import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatNumber, parseFormat } from './number-format.ts';

const print = (format: string, value: number, base?: number): string => {
  const parsed = parseFormat(format);
  if (!parsed) throw new Error(`${format} is no format`);
  return formatNumber(value, parsed, base);
};

test.each([
  ['%d', 42, '42'],
  ['%5d', 42, '   42'],
  ['%-5d', 42, '42   '],
  ['%05d', -42, '-0042'],
  ['%+d', 42, '+42'],
  ['%.3d', 7, '007'],
  ['%x', 255, 'ff'],
  ['%#X', 255, '0XFF'],
  ['%o', 8, '10'],
  ['%f', 1.5, '1.500000'],
  ['%.2f', 2.345678, '2.35'],
  ['%.0f', -0.2, '0'],
  ['%e', 12345.678, '1.234568e+04'],
  ['%.2E', 0.00012, '1.20E-04'],
  ['%g', 0.0001, '0.0001'],
  ['%g', 0.00001, '1e-05'],
  ['%g', 1234567, '1.23457e+06'],
  ['%g', 100000, '100000'],
  ['%.3g', 2.5, '2.5'],
  ['%.3r', 2.5, '2.50'],
  ['%.3r', 0, '0.00'],
  ['%.3R', 1234567, '1.23E+06'],
  ['.1f', 2.25, '2.3'],
])('%s of %d is %s', (format, value, expected) => {
  expect(print(format, value)).toBe(expected);
});

test('i writes in any base', () => {
  expect(print('%i', 10, 2)).toBe('1010');
  expect(print('%i', -35, 36)).toBe('-z');
});

test.each(['%s', '%q', 'two', '%.999f', '%99999d', '%d%d', ''])('%s is no conversion', (format) => {
  expect(parseFormat(format)).toBeUndefined();
});

test('r keeps as many significant figures as it is told, and they read back as the rounded number', () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-4, max: 1e9 }),
      fc.integer({ min: 1, max: 12 }),
      (value, figures) => {
        const text = print(`%.${figures}r`, value);
        expect(Number(text)).toBeCloseTo(Number(value.toPrecision(figures)), 12);
        const digits = text.replace(/e.*$/, '').replace('.', '').replace(/^0+/, '');
        expect(digits.length).toBe(figures);
      },
    ),
  );
});
