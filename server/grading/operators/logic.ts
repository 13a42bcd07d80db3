/** Logic of three values: true, false and NULL (unknown). */
import { equalValues, isNull, type Known, truth } from '../value.ts';
import { binary, booleanIn, fail, known, type Meaning, numberFrom, sameBaseType, truths, unary } from './kit.ts';

/** Decided by the first `decisive` operand; NULL when none is and one is unknown. */
const junction =
  (decisive: boolean): Meaning =>
  (expression, args) =>
  (state) => {
    const values = truths(args, state, expression);
    if (values.includes(decisive)) return truth(decisive);
    return values.includes(undefined) ? null : truth(!decisive);
  };

const anyN: Meaning = (expression, args, scope) => {
  const least = numberFrom(expression, expression.attributes.min ?? '', scope);
  const most = numberFrom(expression, expression.attributes.max ?? '', scope);
  return (state) => {
    const min = least(state);
    const max = most(state);
    if (min === undefined || max === undefined) return null;
    const values = truths(args, state, expression);
    const yes = values.filter((value) => value === true).length;
    const possible = yes + values.filter((value) => value === undefined).length;
    if (yes > max || possible < min) return truth(false);
    return yes >= min && possible <= max ? truth(true) : null;
  };
};

const isNumber = ({ baseType }: Known): boolean => baseType === 'integer' || baseType === 'float';

/** Numbers of either type can be compared singly; whole and decimal containers are two kinds. */
const match = binary((first, second, expression) => {
  if (first.cardinality !== second.cardinality)
    return fail(expression, 'wrong-cardinality', `compares ${first.cardinality} with ${second.cardinality} values.`);
  const numbers = first.cardinality === 'single' && isNumber(first) && isNumber(second);
  if (!numbers) sameBaseType(first, second, expression);
  return truth(equalValues(first, second));
});

export const logic = {
  'is-null': unary((value) => truth(isNull(value))),
  not: known((value, expression) => truth(!booleanIn(value, expression))),
  and: junction(false),
  or: junction(true),
  'any-n': anyN,
  match,
} satisfies Record<string, Meaning>;
