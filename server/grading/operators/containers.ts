/** Operators that make containers and look into them. */
import type { Scalar } from '../../../shared/assessment/value.ts';
import type { Evaluate } from '../state.ts';
import { type Container, container, integer, keyOf, members, single, truth, type Value } from '../value.ts';
import { binary, type Meaning, unary } from './kit.ts';

/** The members of all operands that are not NULL; of mixed base types nothing can be made. */
const gather =
  (cardinality: Container['cardinality']): Meaning =>
  (_, args: readonly Evaluate[]) =>
  (state) => {
    const values = args.map((operand) => operand(state)).filter((value) => value !== null);
    const baseType = values[0]?.baseType;
    if (baseType === undefined || values.some((value) => value.baseType !== baseType)) return null;
    return container(cardinality, baseType, values.flatMap(members));
  };

const keysOf = (value: Value): string[] => members(value).map((member) => keyOf(value?.baseType ?? 'string', member));

/** Ordered: the second as one unbroken run in the first. Multiple: every member of the second, as often as it stands there. */
function holds(first: Value, second: Value): boolean {
  const whole = keysOf(first);
  const part = keysOf(second);
  if (first?.cardinality === 'ordered') return whole.some((_, start) => part.every((key, i) => whole[start + i] === key));
  for (const key of part) {
    const at = whole.indexOf(key);
    if (at === -1) return false;
    whole.splice(at, 1);
  }
  return true;
}

export const containers = {
  multiple: gather('multiple'),
  ordered: gather('ordered'),
  'container-size': unary((value) => integer(members(value).length)),
  contains: binary((first, second) => truth(holds(first, second))),
  member: binary((first, second) => truth(keysOf(second).includes(keysOf(first)[0] ?? ''))),
  index: unary((value, { attributes }) => {
    const member: Scalar | undefined = members(value)[Number(attributes.n) - 1];
    return value === null || member === undefined ? null : single(value.baseType, member);
  }),
  delete: binary((first, second) => {
    const gone = keysOf(first)[0];
    if (second.cardinality === 'single') return null;
    const kept = second.values.filter((value) => keyOf(second.baseType, value) !== gone);
    return container(second.cardinality, second.baseType, kept);
  }),
} satisfies Record<string, Meaning>;
