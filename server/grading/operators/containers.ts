/** Operators that make containers and look into them. */

import type { QtiBaseType, Scalar } from '../../../shared/assessment/value.ts';
import type { Expression } from '../../exams/index.ts';
import type { Evaluate, State } from '../state.ts';
import {
  type Container,
  container,
  equalValues,
  integer,
  type Known,
  keyOf,
  members,
  numberOf,
  single,
  truth,
  type Value,
} from '../value.ts';
import { binary, containerIn, fail, known, type Meaning, numberFrom, sameBaseType } from './kit.ts';

type Gathered = { baseType: QtiBaseType; values: Scalar[] } | undefined;

/** The members of all operands that are not NULL, which must be of one base type. */
function gather(
  expression: Expression,
  args: readonly Evaluate[],
  state: State,
  taken: readonly Known['cardinality'][],
): Gathered {
  let gathered: Gathered;
  for (const operand of args) {
    const value = operand(state);
    if (value === null) continue;
    if (value.cardinality === 'record' || !taken.includes(value.cardinality))
      return fail(expression, 'wrong-cardinality', `takes no ${value.cardinality} values.`);
    gathered ??= { baseType: value.baseType, values: [] };
    if (gathered.baseType !== value.baseType)
      return fail(expression, 'wrong-base-type', `mixes ${gathered.baseType} and ${value.baseType}.`);
    for (const member of members(value)) gathered.values.push(member);
  }
  return gathered;
}

const gathering =
  (cardinality: Container['cardinality']): Meaning =>
  (expression, args) =>
  (state) => {
    const gathered = gather(expression, args, state, ['single', cardinality]);
    return gathered === undefined ? null : container(cardinality, gathered.baseType, gathered.values);
  };

/** More copies than any exam needs; beyond them an author's slip would eat memory. */
const MAX_MEMBERS = 10_000;

const repeat: Meaning = (expression, args, scope) => {
  const times = numberFrom(expression, expression.attributes['number-repeats'] ?? '', scope);
  return (state) => {
    const count = times(state);
    const gathered = gather(expression, args, state, ['single', 'ordered']);
    if (count === undefined || count < 1 || gathered === undefined) return null;
    if (count * gathered.values.length > MAX_MEMBERS) return fail(expression, 'logic', `makes more than ${MAX_MEMBERS} values.`);
    return container('ordered', gathered.baseType, Array.from({ length: count }, () => gathered.values).flat());
  };
};

const keysOf = (value: Known): string[] => members(value).map((member) => keyOf(value.baseType ?? 'string', member));

/** Ordered: the second as one unbroken run in the first. Multiple: every member of the second, as often as it stands there. */
function holds(first: Known, second: Known): boolean {
  const whole = keysOf(first);
  const part = keysOf(second);
  if (first.cardinality === 'ordered') return whole.some((_, start) => part.every((key, i) => whole[start + i] === key));
  for (const key of part) {
    const at = whole.indexOf(key);
    if (at === -1) return false;
    whole.splice(at, 1);
  }
  return true;
}

const contains = binary((first, second, expression) => {
  containerIn(first, expression);
  containerIn(second, expression);
  if (first.cardinality !== second.cardinality)
    fail(expression, 'wrong-cardinality', 'compares a multiple with an ordered container.');
  sameBaseType(first, second, expression);
  return truth(holds(first, second));
});

/** The first operand as a single value and the second as a container of its base type. */
function singleAndContainer(first: Known, second: Known, expression: Expression): { key: string; within: Container } {
  if (first.cardinality !== 'single') return fail(expression, 'wrong-cardinality', 'needs a single value first.');
  const within = containerIn(second, expression);
  sameBaseType(first, within, expression);
  return { key: keyOf(first.baseType, first.value), within };
}

const index: Meaning = (expression, [operand = () => null, place], scope) => {
  const { n: written } = expression.attributes;
  const n =
    written === undefined && place ? (state: State) => numberOf(place(state)) : numberFrom(expression, written ?? '', scope);
  return (state) => {
    const at = n(state);
    const value = operand(state);
    if (value === null || at === undefined) return null;
    if (value.cardinality !== 'ordered') return fail(expression, 'wrong-cardinality', 'needs an ordered container.');
    const member = value.values[at - 1];
    return member === undefined ? null : single(value.baseType, member);
  };
};

const fieldValue = known((value, expression): Value => {
  if (value.cardinality !== 'record') return fail(expression, 'wrong-cardinality', 'needs a record.');
  return value.fields.get(expression.attributes['field-identifier'] ?? '') ?? null;
});

export const containers = {
  multiple: gathering('multiple'),
  ordered: gathering('ordered'),
  repeat,
  'container-size':
    (expression, [operand = () => null]) =>
    (state) => {
      const value = operand(state);
      return value === null ? integer(0) : integer(containerIn(value, expression).values.length);
    },
  contains,
  member: binary((first, second, expression) => {
    if (first.cardinality === 'single' && second.cardinality === 'single') {
      sameBaseType(first, second, expression);
      return truth(equalValues(first, second));
    }
    const { key, within } = singleAndContainer(first, second, expression);
    return truth(within.values.some((value) => keyOf(within.baseType, value) === key));
  }),
  index,
  delete: binary((a, b, expression) => {
    // The value to take out stands first; the other way round leaves no doubt either.
    const [first, second] = 'values' in a && b.cardinality === 'single' ? [b, a] : [a, b];
    const { key, within } = singleAndContainer(first, second, expression);
    const kept = within.values.filter((value) => keyOf(within.baseType, value) !== key);
    return container(within.cardinality, within.baseType, kept);
  }),
  'field-value': fieldValue,
} satisfies Record<string, Meaning>;
