/** How the meaning of an operator is written down, and the shapes that many share. */

import { parseFinite } from '../../../shared/assessment/value.ts';
import type { Expression, Scope } from '../../exams/index.ts';
import { QtiError, type QtiErrorKind } from '../qti-error.ts';
import type { Evaluate, State } from '../state.ts';
import { booleanOf, isNull, type Known, numberOf, truth, type Value } from '../value.ts';
import { readVariable } from './reading.ts';

/** Makes the closure of one operator from its attributes, its compiled operands and the declared variables. */
export type Meaning = (expression: Expression, args: readonly Evaluate[], scope: Scope) => Evaluate;

const nothing: Evaluate = () => null;

/** Stops processing with a reason that names the operator and its place. */
export function fail({ op, line }: Expression, kind: QtiErrorKind, message: string): never {
  throw new QtiError(kind, `<qti-${op}> in line ${line}: ${message}`);
}

const isNumeric = (value: Value): boolean => value?.baseType === 'integer' || value?.baseType === 'float';

const nameOf = (value: Known): string => (value.baseType === null ? 'a record' : `${value.cardinality} ${value.baseType}`);

/** The number of a single value. @throws QtiError when it is something else */
export function numberIn(value: Known, expression: Expression): number {
  if (value.cardinality !== 'single') return fail(expression, 'wrong-cardinality', `needs single numbers, not ${nameOf(value)}.`);
  if ((value.baseType !== 'integer' && value.baseType !== 'float') || typeof value.value !== 'number')
    return fail(expression, 'wrong-base-type', `needs numbers, not ${nameOf(value)}.`);
  return value.value;
}

/** The truth of a single value. @throws QtiError when it is something else */
export function booleanIn(value: Known, expression: Expression): boolean {
  if (value.cardinality !== 'single')
    return fail(expression, 'wrong-cardinality', `needs single booleans, not ${nameOf(value)}.`);
  return booleanOf(value) ?? fail(expression, 'wrong-base-type', `needs booleans, not ${nameOf(value)}.`);
}

/** The text of a single string. @throws QtiError when it is something else */
export function stringIn(value: Known, expression: Expression): string {
  if (value.cardinality !== 'single') return fail(expression, 'wrong-cardinality', `needs single strings, not ${nameOf(value)}.`);
  if (value.baseType !== 'string' || typeof value.value !== 'string')
    return fail(expression, 'wrong-base-type', `needs strings, not ${nameOf(value)}.`);
  return value.value;
}

/** Both values, told when their base types differ. */
export function sameBaseType(a: Known, b: Known, expression: Expression): void {
  if (a.baseType !== b.baseType) fail(expression, 'wrong-base-type', `compares ${nameOf(a)} with ${nameOf(b)}.`);
}

export const containerIn = (value: Known, expression: Expression): Extract<Known, { values: unknown }> =>
  'values' in value ? value : fail(expression, 'wrong-cardinality', `needs a container, not ${nameOf(value)}.`);

/** An operator of one operand, which may be NULL. */
export const unary =
  (apply: (value: Value, expression: Expression) => Value): Meaning =>
  (expression, [operand = nothing]) =>
  (state) =>
    apply(operand(state), expression);

/** An operator of one operand that is NULL as soon as it is; an empty text is (QTI 3.0, 2.2). */
export const known =
  (apply: (value: Known, expression: Expression) => Value): Meaning =>
  (expression, [operand = nothing]) =>
  (state) => {
    const value = operand(state);
    return value === null || isNull(value) ? null : apply(value, expression);
  };

/** An operator of two operands that is NULL as soon as one of them is. */
export const binary =
  (apply: (first: Known, second: Known, expression: Expression) => Value): Meaning =>
  (expression, [first = nothing, second = nothing]) =>
  (state) => {
    const a = first(state);
    const b = second(state);
    return a === null || b === null || isNull(a) || isNull(b) ? null : apply(a, b, expression);
  };

/**
 * An operator of any number of numbers; containers count as their members, and any NULL makes it NULL.
 * @param strict whether values that are no numbers are an error, or NULL too
 */
export const numeric =
  (apply: (numbers: readonly number[], whole: boolean) => Value, strict = true): Meaning =>
  (expression, args) =>
  (state) => {
    const values = args.map((operand) => operand(state));
    if (values.some(isNull)) return null;
    if (!strict && values.some((value) => value?.cardinality !== 'record' && !isNumeric(value))) return null;
    const numbers: number[] = [];
    let whole = true;
    for (const value of values) {
      if (value === null) continue;
      whole &&= value.baseType === 'integer';
      if (value.cardinality === 'single') numbers.push(numberIn(value, expression));
      else if (value.cardinality === 'record') fail(expression, 'wrong-cardinality', 'needs numbers, not a record.');
      else if (value.baseType === 'integer' || value.baseType === 'float')
        for (const member of value.values) numbers.push(typeof member === 'number' ? member : Number.NaN);
      else fail(expression, 'wrong-base-type', `needs numbers, not ${nameOf(value)}.`);
    }
    return apply(numbers, whole);
  };

/** An operator of exactly two single numbers. */
export const arithmetic = (apply: (a: number, b: number, whole: boolean) => Value): Meaning =>
  binary((first, second, expression) => {
    const a = numberIn(first, expression);
    const b = numberIn(second, expression);
    return apply(a, b, first.baseType === 'integer' && second.baseType === 'integer');
  });

export const comparison = (holds: (a: number, b: number) => boolean): Meaning => arithmetic((a, b) => truth(holds(a, b)));

/** The operands as true, false or unknown. */
export const truths = (args: readonly Evaluate[], state: State, expression: Expression): (boolean | undefined)[] =>
  args.map((operand) => {
    const value = operand(state);
    return value === null ? undefined : booleanIn(value, expression);
  });

/**
 * A number that an attribute writes out or names a variable for (QTI 3.0, IntOrVariableRef).
 * @returns undefined at run time when that variable is NULL
 */
export function numberFrom(
  expression: Expression,
  text: string,
  scope: Scope,
  whole = true,
): (state: State) => number | undefined {
  const written = parseFinite(text);
  if (written !== undefined) return () => written;
  const read = readVariable(text.replace(/^\{(.*)\}$/, '$1'), scope);
  return (state) => {
    const value = read(state);
    if (value === undefined) return fail(expression, 'unknown-variable', `names "${text}", which is not declared.`);
    if (value === null) return undefined;
    const number = numberOf(value);
    if (
      number === undefined ||
      (whole ? value.baseType !== 'integer' : value.baseType !== 'integer' && value.baseType !== 'float')
    )
      return fail(expression, 'wrong-variable', `names "${text}", which holds no ${whole ? 'whole number' : 'number'}.`);
    return number;
  };
}
