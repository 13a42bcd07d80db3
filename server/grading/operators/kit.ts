/** How the meaning of an operator is written down, and the shapes that many share. */
import type { Expression, Marking } from '../../exams/index.ts';
import type { Evaluate } from '../state.ts';
import { booleanOf, numberOf, truth, type Value } from '../value.ts';

/** Makes the closure of one operator from its attributes, its compiled operands and the item's declarations. */
export type Meaning = (expression: Expression, args: readonly Evaluate[], marking: Marking) => Evaluate;

const nothing: Evaluate = () => null;

/** An operator of one operand. */
export const unary =
  (apply: (value: Value, expression: Expression) => Value): Meaning =>
  (expression, [operand = nothing]) =>
  (state) =>
    apply(operand(state), expression);

/** An operator of two operands that is NULL as soon as one of them is. */
export const binary =
  (apply: (first: Exclude<Value, null>, second: Exclude<Value, null>) => Value): Meaning =>
  (_, [first = nothing, second = nothing]) =>
  (state) => {
    const a = first(state);
    const b = second(state);
    return a === null || b === null ? null : apply(a, b);
  };

/** An operator of any number of numbers; containers count as their members, and any NULL makes it NULL. */
export const numeric =
  (apply: (numbers: readonly number[], whole: boolean) => Value): Meaning =>
  (_, args) =>
  (state) => {
    const numbers: number[] = [];
    let whole = true;
    for (const operand of args) {
      const value = operand(state);
      if (value === null) return null;
      whole &&= value.baseType === 'integer';
      for (const member of value.cardinality === 'single' ? [value.value] : value.values) {
        if (typeof member !== 'number') return null;
        numbers.push(member);
      }
    }
    return apply(numbers, whole);
  };

/** An operator of exactly two single numbers. */
export const arithmetic = (apply: (a: number, b: number, whole: boolean) => Value): Meaning =>
  binary((first, second) => {
    const a = numberOf(first);
    const b = numberOf(second);
    const whole = first.baseType === 'integer' && second.baseType === 'integer';
    return a === undefined || b === undefined ? null : apply(a, b, whole);
  });

export const comparison = (holds: (a: number, b: number) => boolean): Meaning => arithmetic((a, b) => truth(holds(a, b)));

/** The operands as true, false or unknown. */
export const truths = (args: readonly Evaluate[], state: Parameters<Evaluate>[0]): (boolean | undefined)[] =>
  args.map((operand) => booleanOf(operand(state)));
