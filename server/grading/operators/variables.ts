/** Expressions that stand at the leaves: values, variables and their mappings. */

import { qtiBaseTypes } from '../../../shared/assessment/value.ts';
import type { Expression, Scope } from '../../exams/index.ts';
import { correctOf, defaultOf } from '../declared.ts';
import { mapPoints, mapValue } from '../mapping.ts';
import type { Evaluate } from '../state.ts';
import { float, numberOf, readValue } from '../value.ts';
import { fail, type Meaning } from './kit.ts';
import { itemOf, readVariable } from './reading.ts';

const baseValue: Meaning = ({ attributes, text }) => {
  const baseType = qtiBaseTypes.find((known) => known === attributes['base-type']) ?? 'string';
  const value = readValue('single', baseType, [baseType === 'string' ? text : text.trim()]);
  return () => value;
};

const named = ({ attributes }: Expression): string => attributes.identifier ?? '';

/** A weight applies to numeric variables of a test's items (QTI 3.0, 5.159); an unknown one counts as 1. */
const variable: Meaning = (expression, _, scope) => {
  const id = named(expression);
  const weight = expression.attributes['weight-identifier'];
  const read = readVariable(id, scope);
  if (weight === undefined || scope.level !== 'test') return (state) => read(state) ?? null;
  return (state) => {
    const value = read(state) ?? null;
    const factor = itemOf(id, state.test)?.view.weight(weight);
    const number = numberOf(value);
    return factor === undefined || number === undefined || value?.baseType === 'duration' ? value : float(number * factor);
  };
};

const correct: Meaning = (expression, _, scope) => {
  const id = named(expression);
  const declaration = scope.responses.get(id);
  if (!declaration) {
    if (scope.outcomes.has(id) || scope.templates.has(id))
      return () => fail(expression, 'wrong-variable', `names "${id}", which is not a response.`);
    return ofItem(expression, scope, 'correct');
  }
  const value = correctOf(declaration);
  return (state) => state.corrects.get(id) ?? value;
};

const defaultValue: Meaning = (expression, _, scope) => {
  const id = named(expression);
  const declaration = scope.responses.get(id) ?? scope.outcomes.get(id) ?? scope.templates.get(id);
  if (!declaration) return ofItem(expression, scope, 'default');
  const value = defaultOf(declaration);
  return (state) => state.defaults.get(id) ?? value;
};

const ofItem =
  (expression: Expression, _: Scope, what: 'correct' | 'default'): Evaluate =>
  (state) => {
    const found = itemOf(named(expression), state.test);
    return found?.view[what](found.variable) ?? null;
  };

/** A response without a map is worth 0. */
const mapped =
  (make: (id: string, scope: Scope, expression: Expression) => Evaluate | undefined): Meaning =>
  (expression, _, scope) => {
    const id = named(expression);
    if (!scope.responses.has(id) && (scope.outcomes.has(id) || scope.templates.has(id)))
      return () => fail(expression, 'wrong-variable', `names "${id}", which is not a response.`);
    return make(id, scope, expression) ?? (() => float(0));
  };

const mapResponse = mapped((id, { responses }) => {
  const declaration = responses.get(id);
  return declaration?.mapping && declaration.baseType
    ? mapValue(id, declaration.baseType, declaration.mapping, declaration.cardinality === 'single')
    : undefined;
});

const mapResponsePoint = mapped((id, { responses }, expression) => {
  const declaration = responses.get(id);
  if (declaration?.cardinality === 'record') return () => fail(expression, 'wrong-variable', `names "${id}", which is a record.`);
  return declaration?.areaMapping ? mapPoints(id, declaration.areaMapping) : undefined;
});

export const variables = {
  'base-value': baseValue,
  variable,
  correct,
  default: defaultValue,
  null: () => () => null,
  'map-response': mapResponse,
  'map-response-point': mapResponsePoint,
} satisfies Record<string, Meaning>;
