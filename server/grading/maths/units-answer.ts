/** `invigil:units`: a number with a unit, converted before it is compared. */
import { type Answer, type Judge, judged, right, type Settings, wrong } from './answer.ts';
import { EXAM } from './dialect.ts';
import { agreesToFigures } from './digits.ts';
import { exactValue, type Fraction } from './exact.ts';
import { exactTolerance, withinExactly } from './numerals.ts';
import { parse } from './parser.ts';
import { MathsProblem } from './problem.ts';
import { choiceSetting, onlyKnown, wholeSetting } from './settings.ts';
import { amountWritten, checkUnits, conversion, type Measured, measured } from './units.ts';

const KNOWN = ['expected', 'tolerance', 'figures', 'accuracy', 'unit', 'decimal', 'no-unit'];

type Reading = { amount: Fraction; measured: Measured };

/**
 * Compiles the settings. `expected` is such as 9.81 m/s^2.
 * @throws MathsProblem that says which setting is wrong or why the expected answer cannot be read
 */
export function unitsJudge(settings: Settings): (expected: string | undefined) => Judge {
  onlyKnown(settings, KNOWN);
  const strict = choiceSetting(settings, 'unit', ['any', 'same'], 'any') === 'same';
  const comma = choiceSetting(settings, 'decimal', ['point', 'comma'], 'point') === 'comma';
  const bare = choiceSetting(settings, 'no-unit', ['wrong', 'right'], 'wrong') === 'right';
  const figures = wholeSetting(settings, 'figures', 1, 30);
  const accuracy = wholeSetting(settings, 'accuracy', 1, 30) ?? figures;
  const { tolerance, unit: toleranceUnit } = toleranceOf(settings.tolerance);
  return (text) => {
    const expected = readMeasured(text ?? settings.expected ?? '', false);
    if (!expected.measured.hasUnit) throw new MathsProblem('shape', 'has an expected answer without a unit');
    if (toleranceUnit && !checkUnits(toleranceUnit, expected.measured, false).equal)
      throw new MathsProblem('shape', `has tolerance="${settings.tolerance}" in a unit that does not fit`);
    const scale = toleranceUnit ? conversion(toleranceUnit.unit, expected.measured.unit) : undefined;
    const allowed = scale ? { ...tolerance, size: tolerance.size.mul(scale) } : tolerance;
    const close = (value: Fraction): boolean =>
      settings.tolerance === undefined && accuracy !== undefined
        ? agreesToFigures(value, expected.amount, accuracy)
        : withinExactly(value, expected.amount, allowed);
    return (given) => judged(() => compared(readMeasured(given, comma), expected, { strict, bare, figures, close }));
  };
}

type Rules = { strict: boolean; bare: boolean; figures: number | undefined; close(value: Fraction): boolean };

function compared(given: Reading, expected: Reading, { strict, bare, figures, close }: Rules): Answer {
  if (!given.measured.hasUnit) {
    const valued = close(given.amount);
    if (bare && valued) return right('the value is right, the unit is left out');
    return wrong(valued ? 'right value, unit missing' : 'the unit is missing');
  }
  const units = checkUnits(given.measured, expected.measured, strict);
  if (!units.equal) return wrong(units.note);
  const value = given.amount.mul(conversion(given.measured.unit, expected.measured.unit));
  if (!close(value)) return wrong(`the value is wrong; ${units.note}`);
  const written = amountWritten(given.measured);
  if (figures !== undefined && (!written || written.least > figures || written.most < figures))
    return wrong(`right value, not written with ${figures} significant figures`);
  return right(`the value is right; ${units.note}`);
}

function readMeasured(text: string, decimalComma: boolean): Reading {
  const found = measured(parse(joined(text), { ...EXAM, decimalComma }));
  if (!found.amount) throw new MathsProblem('shape', 'a unit without a number');
  const amount = exactValue(found.amount);
  if (!amount) throw new MathsProblem('shape', 'the number is no plain number');
  return { amount, measured: found };
}

/** 1 234 m with its groups joined, and ×10^3 as what it is. */
const joined = (text: string): string =>
  text.replace(/(\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))/g, '$1').replace(/(\d)\s*[x×]\s*10\s*\^/g, '$1*10^');

/** 0.1, 2%, or 5 kJ. */
function toleranceOf(text: string | undefined): { tolerance: ReturnType<typeof exactTolerance>; unit: Measured | undefined } {
  if (text === undefined) return { tolerance: exactTolerance('0.001%'), unit: undefined };
  if (!/\p{L}/u.test(text.replace(/[eE][+-]?\d/, ''))) return { tolerance: exactTolerance(text), unit: undefined };
  const { amount, measured: unit } = readMeasured(text, false);
  return { tolerance: { kind: 'absolute', size: amount.abs() }, unit };
}
