/** Comparing numbers and durations: order, and equality within a tolerance. */

import { parseFinite } from '../../../shared/assessment/value.ts';
import type { Expression, Scope } from '../../exams/index.ts';
import type { Known } from '../value.ts';
import { isNull, truth } from '../value.ts';
import { binary, comparison, fail, type Meaning, numberFrom, numberIn } from './kit.ts';
import { roundTo } from './rounding.ts';

/** Decimal tolerances such as 0.1 have no exact binary form; an answer on the very bound must not fail for that. */
const EPSILON = 1e-12;

/** The interval around the first operand in which the second counts as equal (QTI 3.0, `qti-equal`). */
const equal: Meaning = (expression, args, scope) => {
  const { attributes } = expression;
  const mode = attributes['tolerance-mode'] ?? 'exact';
  if (mode === 'exact') return comparison((a, b) => a === b)(expression, args, scope);
  const [lowText = '0', highText = lowText] = (attributes.tolerance ?? '').split(/\s+/).filter(Boolean);
  const under = numberFrom(expression, lowText, scope, false);
  // A second tolerance that names nothing counts as not given.
  const over = isKnown(highText, scope) ? numberFrom(expression, highText, scope, false) : under;
  const withLower = attributes['include-lower-bound'] !== 'false';
  const withUpper = attributes['include-upper-bound'] !== 'false';
  const [first = () => null, second = () => null] = args;
  return (state) => {
    const a = first(state);
    const b = second(state);
    if (a === null || b === null || isNull(a) || isNull(b)) return null;
    const x = numberIn(a, expression);
    const y = numberIn(b, expression);
    const below = under(state);
    const above = over(state);
    if (below === undefined || above === undefined) return null;
    const left = mode === 'absolute' ? x - below : x * (1 - below / 100);
    const right = mode === 'absolute' ? x + above : x * (1 + above / 100);
    const lower = Math.min(left, right);
    const upper = Math.max(left, right);
    const slack = EPSILON * Math.max(1, Math.abs(x));
    const aboveLower = withLower ? y >= lower - slack : y > lower + slack;
    const belowUpper = withUpper ? y <= upper + slack : y < upper - slack;
    return truth(aboveLower && belowUpper);
  };
};

const isKnown = (text: string, { responses, outcomes, templates, level }: Scope): boolean =>
  parseFinite(text) !== undefined || level === 'test' || responses.has(text) || outcomes.has(text) || templates.has(text);

const equalRounded: Meaning = (expression, [first = () => null, second = () => null], scope) => {
  const mode = expression.attributes['rounding-mode'] ?? 'significantFigures';
  const figures = numberFrom(expression, expression.attributes.figures ?? '', scope);
  return (state) => {
    const a = first(state);
    const b = second(state);
    const count = figures(state);
    if (a === null || b === null || count === undefined) return null;
    if (count < (mode === 'significantFigures' ? 1 : 0)) fail(expression, 'logic', `cannot round to ${count} figures.`);
    const left = roundTo(numberIn(a, expression), mode, count);
    const right = roundTo(numberIn(b, expression), mode, count);
    return left === undefined || right === undefined ? null : truth(left === right);
  };
};

function secondsIn(value: Known, expression: Expression): number {
  if (value.cardinality !== 'single') return fail(expression, 'wrong-cardinality', 'needs single durations.');
  if (value.baseType !== 'duration' || typeof value.value !== 'number')
    return fail(expression, 'wrong-base-type', `needs durations, not ${value.baseType}.`);
  return value.value;
}

const durations = (holds: (a: number, b: number) => boolean): Meaning =>
  binary((first, second, expression) => truth(holds(secondsIn(first, expression), secondsIn(second, expression))));

export const comparisons = {
  gt: comparison((a, b) => a > b),
  gte: comparison((a, b) => a >= b),
  lt: comparison((a, b) => a < b),
  lte: comparison((a, b) => a <= b),
  equal,
  'equal-rounded': equalRounded,
  'duration-lt': durations((a, b) => a < b),
  'duration-gte': durations((a, b) => a >= b),
} satisfies Record<string, Meaning>;
