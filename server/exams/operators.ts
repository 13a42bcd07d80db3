/**
 * The grammar of QTI expressions (QTI 3.0 Information Model, chapter 6): how many operands an operator takes and which
 * attributes. The import checks packages against it; the grading engine gives each name its meaning.
 */
import { qtiBaseTypes } from '../../shared/assessment/value.ts';
import { shapes } from './shapes.ts';

/** What an attribute may hold. `variable` names a declared variable, `response` a declared response. */
export type AttributeRule = {
  required: boolean;
  kind: 'variable' | 'response' | 'number' | 'integer' | 'text' | readonly string[];
};
export type Signature = { args: readonly [min: number, max: number]; attributes: Record<string, AttributeRule> };

const required = (kind: AttributeRule['kind']): AttributeRule => ({ required: true, kind });
const optional = (kind: AttributeRule['kind']): AttributeRule => ({ required: false, kind });
const takes = (min: number, max = min, attributes: Record<string, AttributeRule> = {}): Signature => ({
  args: [min, max],
  attributes,
});
const ANY = Number.POSITIVE_INFINITY;
const boolean = ['true', 'false'] as const;
const roundingModes = ['significantFigures', 'decimalPlaces'] as const;

export const operators = {
  'base-value': takes(0, 0, { 'base-type': required(qtiBaseTypes) }),
  variable: takes(0, 0, { identifier: required('variable') }),
  correct: takes(0, 0, { identifier: required('response') }),
  default: takes(0, 0, { identifier: required('variable') }),
  null: takes(0),
  'map-response': takes(0, 0, { identifier: required('response') }),
  'map-response-point': takes(0, 0, { identifier: required('response') }),

  multiple: takes(0, ANY),
  ordered: takes(0, ANY),
  'container-size': takes(1),
  contains: takes(2),
  member: takes(2),
  index: takes(1, 1, { n: required('integer') }),
  delete: takes(2),

  'is-null': takes(1),
  not: takes(1),
  and: takes(1, ANY),
  or: takes(1, ANY),
  'any-n': takes(1, ANY, { min: required('integer'), max: required('integer') }),
  match: takes(2),

  sum: takes(1, ANY),
  product: takes(1, ANY),
  subtract: takes(2),
  divide: takes(2),
  power: takes(2),
  'integer-divide': takes(2),
  'integer-modulus': takes(2),
  truncate: takes(1),
  round: takes(1),
  'integer-to-float': takes(1),
  'round-to': takes(1, 1, { 'rounding-mode': required(roundingModes), figures: required('integer') }),
  min: takes(1, ANY),
  max: takes(1, ANY),
  gt: takes(2),
  gte: takes(2),
  lt: takes(2),
  lte: takes(2),
  equal: takes(2, 2, {
    'tolerance-mode': optional(['exact', 'absolute', 'relative']),
    tolerance: optional('text'),
    'include-lower-bound': optional(boolean),
    'include-upper-bound': optional(boolean),
  }),
  'equal-rounded': takes(2, 2, { 'rounding-mode': optional(roundingModes), figures: required('integer') }),

  'string-match': takes(2, 2, { 'case-sensitive': required(boolean), substring: optional(boolean) }),
  substring: takes(2, 2, { 'case-sensitive': required(boolean) }),
  inside: takes(1, 1, { shape: required(shapes), coords: required('text') }),
} as const satisfies Record<string, Signature>;

export type OperatorName = keyof typeof operators;
export const isOperator = (name: string): name is OperatorName => Object.hasOwn(operators, name);
