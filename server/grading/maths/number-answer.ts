/** `invigil:number`: a number within a tolerance or range, to so many figures or places. */
import { type Answer, type Judge, judged, right, type Settings, wrong } from './answer.ts';
import { agreesToFigures, toPlaces } from './digits.ts';
import { type Fraction, fractionText } from './exact.ts';
import {
  DEFAULT_NOTATIONS,
  exactTolerance,
  inInterval,
  intervalFrom,
  type Notation,
  type Numeral,
  notations,
  readNumeral,
  withinExactly,
} from './numerals.ts';
import { MathsProblem } from './problem.ts';
import { alternatives, choicesSetting, onlyKnown, wholeSetting } from './settings.ts';

const KNOWN = ['expected', 'tolerance', 'range', 'figures', 'accuracy', 'places', 'notations', 'also'];
/** Open edX's default. */
const TOLERANCE = '0.001%';
/** How the expected value itself may be written. */
const AUTHOR: readonly Notation[] = ['percent', 'power', 'fraction'];

/**
 * Compiles the settings; `expected` in them is the answer, unless it comes as an operand.
 * @throws MathsProblem that says which setting is wrong
 */
export function numberJudge(settings: Settings): (expected: string | undefined) => Judge {
  onlyKnown(settings, KNOWN);
  const allowed = choicesSetting(settings, 'notations', notations, DEFAULT_NOTATIONS);
  const range = settings.range === undefined ? undefined : intervalFrom(settings.range);
  const figures = wholeSetting(settings, 'figures', 1, 30);
  const accuracy = wholeSetting(settings, 'accuracy', 1, 30) ?? figures;
  const places = wholeSetting(settings, 'places', 0, 30);
  const tolerance = exactTolerance(settings.tolerance ?? TOLERANCE);
  if (range && (settings.tolerance ?? settings.expected))
    throw new MathsProblem('shape', 'has a range beside a tolerance or an expected value; choose one');
  const also = alternatives(settings.also ?? '').map((text) => readNumeral(text, AUTHOR).value);
  const written = (given: Numeral): string | undefined => {
    if (figures === undefined && places === undefined) return undefined;
    if (!given.written) return 'not written in decimals';
    if (places !== undefined && given.written.places !== places)
      return `written with ${given.written.places} decimal places where ${places} are asked for`;
    if (figures !== undefined && (given.written.least > figures || given.written.most < figures))
      return `not written with ${figures} significant figures`;
    return undefined;
  };
  const close = (value: Fraction, expected: Fraction): boolean => {
    if (settings.tolerance === undefined && accuracy !== undefined) return agreesToFigures(value, expected, accuracy);
    if (settings.tolerance === undefined && places !== undefined)
      return toPlaces(value, places).equals(toPlaces(expected, places));
    return withinExactly(value, expected, tolerance);
  };
  return (text) => {
    if (range) return (given) => judged(() => inRange(readNumeral(given, allowed), range, written));
    const expected = alternatives(text ?? settings.expected ?? '').map((one) => readNumeral(one, AUTHOR).value);
    const [main] = expected;
    if (!main)
      throw new MathsProblem('missing', 'has no expected value; give the attribute expected or range, or a second operand');
    return (given) =>
      judged(() => {
        const numeral = readNumeral(given, allowed);
        const fault = written(numeral);
        const found = also.some((one) => one.equals(numeral.value)) || expected.some((one) => close(numeral.value, one));
        if (!found) return wrong(told(numeral, main));
        return fault ? wrong(`right value, ${fault}`) : right('the value is right');
      });
  };
}

function inRange(
  numeral: Numeral,
  range: ReturnType<typeof intervalFrom>,
  written: (given: Numeral) => string | undefined,
): Answer {
  const fault = written(numeral);
  if (!inInterval(numeral.value, range)) return wrong('outside of the range');
  return fault ? wrong(`in the range, ${fault}`) : right('in the range');
}

function told({ value }: Numeral, expected: Fraction): string {
  if (expected.n !== 0n && value.equals(expected.neg())) return 'the sign is wrong';
  if (expected.n === 0n || value.n === 0n) return 'the value is wrong';
  const off = Math.abs(value.div(expected).valueOf() - 1);
  return off < 1 ? `the value is off by ${(off * 100).toPrecision(2)} %` : `the value is wrong: ${short(value)}`;
}
const short = (value: Fraction): string => {
  const text = fractionText(value);
  return text.length > 30 ? value.valueOf().toPrecision(6) : text;
};
