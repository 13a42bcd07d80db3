/** STACK's tests of answers with units. */
import {
  amountWritten,
  checkFigures,
  checkUnits,
  conversion,
  exactValue,
  kindOf,
  MathsProblem,
  type Measured,
  measured,
  number,
  type Tree,
  type Verdict,
} from '../../../../server/grading/maths/index.ts';
import { type Case, figuresRule, fractionFor, read } from './reading.ts';

const READING = { unknownUnits: true, isConstant: (name: string): boolean => name === 'pi' || name === 'e' };
const wrong = (note: string): Verdict => ({ equal: false, note });

const amountOf = (tree: Measured, fallback?: Tree) => {
  const amount = tree.amount ?? fallback;
  return amount ? fractionFor(amount) : undefined;
};

function close(given: number, expected: number, size: number): Verdict {
  return { equal: Math.abs(given - expected) <= size * (1 + 1e-9), note: 'compared after conversion' };
}

export function unitTest(one: Case): Verdict {
  const kind = one.test.replace(/^Units(Strict)?/, '');
  const strict = one.test.startsWith('UnitsStrict');
  if (one.options.trim() === '' && kind === '') throw new MathsProblem('syntax', 'the option is missing');
  const option = one.options.trim() === '' ? undefined : read(one.options).tree;
  const rule = kind === '' ? figuresRule(one.options) : undefined;
  const [given, expected] = [read(one.student).tree, read(one.teacher).tree];
  if (kindOf(expected) !== 'expression') throw new MathsProblem('shape', 'the expected answer is no number with a unit');
  if (kindOf(given) !== 'expression') return wrong('not a number with a unit');
  const [a, b] = [measured(given, READING), measured(expected, READING)];
  if (!b.hasUnit) throw new MathsProblem('shape', 'the expected answer has no unit');
  const units = checkUnits(a, b, strict);
  if (!units.equal) return units;
  const [value, wanted] = [amountOf(a), amountOf(b, number(1))];
  if (!value || !wanted) return wrong('no number');
  const inUnits = value.mul(conversion(a.unit, b.unit));
  if (rule) return checkFigures(amountWritten(a), wanted, rule, inUnits);
  const tolerance = option ?? number('0.05');
  if (kind === 'Relative') {
    const share = exactValue(tolerance);
    return share
      ? close(inUnits.valueOf(), wanted.valueOf(), Math.abs(share.valueOf() * wanted.valueOf()))
      : wrong('the option is no number');
  }
  return absolute(tolerance, inUnits.valueOf(), wanted.valueOf(), b);
}

/** The tolerance may have a unit, which must be the expected one's; without, it is in that. */
function absolute(tolerance: Tree, inUnits: number, wanted: number, b: Measured): Verdict {
  const size = measured(tolerance, READING);
  const amount = size.amount ? fractionFor(size.amount) : undefined;
  if (!amount) return wrong('the option is no number');
  if (size.hasUnit) {
    if (!checkUnits(size, b, true).equal) return wrong('the option has another unit');
    return close(inUnits, wanted, amount.valueOf());
  }
  return close(inUnits, wanted, amount.valueOf());
}
