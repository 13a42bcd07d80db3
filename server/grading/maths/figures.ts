/** Number tests that look at how a number was written. */
import { agreesToFigures, toPlaces, type Written, writtenNumber } from './digits.ts';
import type { Fraction } from './exact.ts';
import type { Verdict } from './identity.ts';
import type { Tree } from './tree.ts';

export type FiguresRule = {
  /** Significant figures that must be written. */
  figures: number;
  /** To how many the value must be right; `none` leaves the value alone. */
  accuracy: number | 'none';
  /** More figures than asked for are no fault. */
  more?: boolean;
};

const verdict = (wrongs: readonly (string | false)[], right: string): Verdict => {
  const told = wrongs.filter((wrong) => wrong !== false);
  return { equal: told.length === 0, note: told.length === 0 ? right : told.join('; ') };
};

const countNote = ({ least, most }: Written, wanted: number): string =>
  `written with ${least === most ? least : `${least} to ${most}`} significant figures where ${wanted} are asked for`;

/** Figures and value of a written number. */
export function checkFigures(written: Written | undefined, expected: Fraction, rule: FiguresRule, given?: Fraction): Verdict {
  if (!written) return { equal: false, note: 'not a number in decimals' };
  const { figures, accuracy } = rule;
  const value = given ?? written.value;
  const count = rule.more ? written.most >= figures : written.least <= figures && figures <= written.most;
  const opposed = accuracy !== 'none' && value.s * value.n !== 0n && expected.n !== 0n && value.s !== expected.s;
  const off = accuracy !== 'none' && (expected.n === 0n ? value.n !== 0n : !agreesToFigures(value, expected, accuracy));
  return verdict(
    [
      !count && countNote(written, figures),
      opposed && 'the sign is wrong',
      off && !opposed && `the value is not right to ${accuracy} significant figures`,
    ],
    `right to ${accuracy} significant figures`,
  );
}

/** Exactly that many significant figures, trailing zeros of a whole number not counting. */
export function checkStrictFigures(tree: Tree, figures: number): Verdict {
  const written = writtenNumber(tree);
  if (!written) return { equal: false, note: 'not a number in decimals' };
  return verdict(
    [written.least !== figures && countNote({ ...written, most: written.least }, figures)],
    `${figures} significant figures`,
  );
}

/** Exactly that many decimal places, and the value right to as many. */
export function checkPlaces(tree: Tree, expected: Fraction, places: number): Verdict {
  const written = writtenNumber(tree);
  if (!written) return { equal: false, note: 'not a number in decimals' };
  const same = toPlaces(expected, places).equals(toPlaces(written.value, places));
  return verdict(
    [
      written.places !== places && `written with ${written.places} decimal places where ${places} are asked for`,
      !same && 'the value is wrong',
    ],
    `right to ${places} decimal places`,
  );
}

/** The first significant figures agree, wherever the decimal point is: for telling a slip of the point from a wrong value. */
export function checkFiguresWithoutPoint(given: Tree, expected: string, figures: number): Verdict {
  if (!writtenNumber(given)) return { equal: false, note: 'not a number in decimals' };
  const literal =
    given.kind === 'number' ? given.text : given.kind === 'node' && given.args[0]?.kind === 'number' ? given.args[0].text : '';
  const leading = (text: string): string =>
    (text.split(/[eE]/)[0] ?? '').replace('.', '').replace(/^0+/, '').padEnd(figures, '0').slice(0, figures);
  return verdict([leading(literal) !== leading(expected) && 'the figures differ'], 'the figures agree, the point aside');
}
