/** Logic of three values: true, false and NULL (unknown). */
import { booleanOf, equalValues, isNull, truth } from '../value.ts';
import { binary, type Meaning, truths, unary } from './kit.ts';

/** Decided by the first `decisive` operand; NULL when none is and one is unknown. */
const junction =
  (decisive: boolean): Meaning =>
  (_, args) =>
  (state) => {
    const values = truths(args, state);
    if (values.includes(decisive)) return truth(decisive);
    return values.includes(undefined) ? null : truth(!decisive);
  };

const anyN: Meaning = ({ attributes }, args) => {
  const min = Number(attributes.min);
  const max = Number(attributes.max);
  return (state) => {
    const values = truths(args, state);
    const yes = values.filter((value) => value === true).length;
    const possible = yes + values.filter((value) => value === undefined).length;
    if (yes > max || possible < min) return truth(false);
    return yes >= min && possible <= max ? truth(true) : null;
  };
};

export const logic = {
  'is-null': unary((value) => truth(isNull(value))),
  not: unary((value) => {
    const known = booleanOf(value);
    return known === undefined ? null : truth(!known);
  }),
  and: junction(false),
  or: junction(true),
  'any-n': anyN,
  match: binary((first, second) => truth(equalValues(first, second))),
} satisfies Record<string, Meaning>;
