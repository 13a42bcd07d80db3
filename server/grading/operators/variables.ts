/** Expressions that stand at the leaves: values, variables and their mappings. */
import { qtiBaseTypes } from '../../../shared/assessment/value.ts';
import { mapPoints, mapValue } from '../mapping.ts';
import { readValue } from '../value.ts';
import type { Meaning } from './kit.ts';

const baseValue: Meaning = ({ attributes, text }) => {
  const baseType = qtiBaseTypes.find((known) => known === attributes['base-type']) ?? 'string';
  const value = readValue('single', baseType, [baseType === 'string' ? text : text.trim()]);
  return () => value;
};

const variable: Meaning = ({ attributes }) => {
  const id = attributes.identifier ?? '';
  return (state) => state.variables.get(id) ?? null;
};

const correct: Meaning = ({ attributes }, _, { responses }) => {
  const declaration = responses.find(({ id }) => id === attributes.identifier);
  const value = declaration?.correct ? readValue(declaration.cardinality, declaration.baseType, declaration.correct) : null;
  return () => value;
};

const defaultValue: Meaning = ({ attributes }, _, { outcomes }) => {
  const declaration = outcomes.find(({ id }) => id === attributes.identifier);
  const value = declaration?.default ? readValue(declaration.cardinality, declaration.baseType, declaration.default) : null;
  return () => value;
};

const mapResponse: Meaning = ({ attributes }, _, { responses }) => {
  const declaration = responses.find(({ id }) => id === attributes.identifier);
  return declaration?.mapping ? mapValue(declaration.id, declaration.baseType, declaration.mapping) : () => null;
};

const mapResponsePoint: Meaning = ({ attributes }, _, { responses }) => {
  const declaration = responses.find(({ id }) => id === attributes.identifier);
  return declaration?.areaMapping ? mapPoints(declaration.id, declaration.areaMapping) : () => null;
};

export const variables = {
  'base-value': baseValue,
  variable,
  correct,
  default: defaultValue,
  null: () => () => null,
  'map-response': mapResponse,
  'map-response-point': mapResponsePoint,
} satisfies Record<string, Meaning>;
