/** Comparing numbers: order, and equality within a tolerance. */
import { truth } from '../value.ts';
import { arithmetic, comparison, type Meaning } from './kit.ts';
import { roundTo } from './rounding.ts';

/** Decimal tolerances such as 0.1 have no exact binary form; an answer on the very bound must not fail for that. */
const EPSILON = 1e-12;

/** The interval around the first operand in which the second counts as equal (QTI 3.0, `qti-equal`). */
const equal: Meaning = (expression, args, marking) => {
  const { attributes } = expression;
  const mode = attributes['tolerance-mode'] ?? 'exact';
  if (mode === 'exact') return comparison((a, b) => a === b)(expression, args, marking);
  const [below = 0, above = below] = (attributes.tolerance ?? '').split(/\s+/).filter(Boolean).map(Number);
  const withLower = attributes['include-lower-bound'] !== 'false';
  const withUpper = attributes['include-upper-bound'] !== 'false';
  return comparison((x, y) => {
    const first = mode === 'absolute' ? x - below : x * (1 - below / 100);
    const second = mode === 'absolute' ? x + above : x * (1 + above / 100);
    const lower = Math.min(first, second);
    const upper = Math.max(first, second);
    const slack = EPSILON * Math.max(1, Math.abs(x));
    const aboveLower = withLower ? y >= lower - slack : y > lower + slack;
    const belowUpper = withUpper ? y <= upper + slack : y < upper - slack;
    return aboveLower && belowUpper;
  })(expression, args, marking);
};

const equalRounded: Meaning = (expression, args, marking) => {
  const { attributes } = expression;
  const round = (value: number): number | undefined => roundTo(value, attributes['rounding-mode'], Number(attributes.figures));
  return arithmetic((a, b) => {
    const [left, right] = [round(a), round(b)];
    return left === undefined || right === undefined ? null : truth(left === right);
  })(expression, args, marking);
};

export const comparisons = {
  gt: comparison((a, b) => a > b),
  gte: comparison((a, b) => a >= b),
  lt: comparison((a, b) => a < b),
  lte: comparison((a, b) => a <= b),
  equal,
  'equal-rounded': equalRounded,
} satisfies Record<string, Meaning>;
