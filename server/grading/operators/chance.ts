/** Operators that draw from the seeded numbers of the run. */

import { float, integer, single, type Value } from '../value.ts';
import { containerIn, fail, type Meaning, numberFrom } from './kit.ts';

const random: Meaning =
  (expression, [operand = () => null]) =>
  (state): Value => {
    const value = operand(state);
    if (value === null) return null;
    const { values, baseType } = containerIn(value, expression);
    const picked = values[Math.floor(state.random() * values.length)];
    return picked === undefined ? null : single(baseType, picked);
  };

const randomInteger: Meaning = (expression, _, scope) => {
  const { attributes } = expression;
  const from = numberFrom(expression, attributes.min ?? '0', scope);
  const to = numberFrom(expression, attributes.max ?? '', scope);
  const by = numberFrom(expression, attributes.step ?? '1', scope);
  return (state) => {
    const [min, max, step] = [from(state), to(state), by(state)];
    if (min === undefined || max === undefined || step === undefined) return null;
    if (min > max || step < 1) return fail(expression, 'logic', `has nothing to draw between ${min} and ${max} by ${step}.`);
    return integer(min + step * Math.floor(state.random() * (Math.floor((max - min) / step) + 1)));
  };
};

const randomFloat: Meaning = (expression, _, scope) => {
  const from = numberFrom(expression, expression.attributes.min ?? '0', scope, false);
  const to = numberFrom(expression, expression.attributes.max ?? '', scope, false);
  return (state) => {
    const [min, max] = [from(state), to(state)];
    if (min === undefined || max === undefined) return null;
    if (min > max) return fail(expression, 'logic', `has nothing to draw between ${min} and ${max}.`);
    return float(min + state.random() * (max - min));
  };
};

export const chance = { random, 'random-integer': randomInteger, 'random-float': randomFloat } satisfies Record<string, Meaning>;
