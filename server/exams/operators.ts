/**
 * The grammar of QTI expressions (QTI 3.0 Information Model, chapter 6): how many operands an operator takes, of what
 * kind, with which attributes, and what it gives. The import checks packages against it; the grading engine gives each
 * name its meaning.
 */
import { qtiBaseTypes } from '../../shared/assessment/value.ts';
import { shapes } from './shapes.ts';

/**
 * What an attribute may hold. `variable` names a declared variable, `response` a declared response; `integer` and
 * `number` are written out or name a variable that holds one.
 */
export type AttributeRule = {
  required: boolean;
  kind: 'variable' | 'response' | 'number' | 'integer' | 'text' | readonly string[];
};
/** Which operands fit: `number` and `numbers` differ in whether containers are taken. */
export type OperandKind = 'any' | 'boolean' | 'number' | 'numbers' | 'integers' | 'string' | 'point' | 'duration' | 'container';
/** What comes out; `same` is the type of the operands, `declared` that of the variable that is named. */
export type ResultKind = 'boolean' | 'integer' | 'float' | 'number' | 'same' | 'declared' | 'any';
export type Signature = {
  args: readonly [min: number, max: number];
  operands: OperandKind;
  gives: ResultKind;
  attributes: Record<string, AttributeRule>;
};

const required = (kind: AttributeRule['kind']): AttributeRule => ({ required: true, kind });
const optional = (kind: AttributeRule['kind']): AttributeRule => ({ required: false, kind });
const ANY = Number.POSITIVE_INFINITY;
type Count = number | readonly [number, number];
const takes = (
  count: Count,
  operands: OperandKind,
  gives: ResultKind,
  attributes: Record<string, AttributeRule> = {},
): Signature => ({ args: typeof count === 'number' ? [count, count] : count, operands, gives, attributes });
const leaf = (gives: ResultKind, attributes: Record<string, AttributeRule> = {}): Signature => takes(0, 'any', gives, attributes);

const SOME = [1, ANY] as const;
const boolean = ['true', 'false'] as const;
const rounding = {
  'rounding-mode': optional(['significantFigures', 'decimalPlaces']),
  figures: required('integer'),
};
/** Which items of a test are looked at. */
const subset = {
  'section-identifier': optional('text'),
  'include-category': optional('text'),
  'exclude-category': optional('text'),
};
export const mathFunctions = [
  ...['sin', 'cos', 'tan', 'sec', 'csc', 'cot', 'asin', 'acos', 'atan', 'atan2', 'asec', 'acsc', 'acot'],
  ...['sinh', 'cosh', 'tanh', 'sech', 'csch', 'coth', 'log', 'ln', 'exp', 'abs', 'signum', 'floor', 'ceil'],
  ...['toDegrees', 'toRadians'],
] as const;
export const statistics = ['mean', 'sampleVariance', 'sampleSD', 'popVariance', 'popSD'] as const;

export const operators = {
  'base-value': leaf('any', { 'base-type': required(qtiBaseTypes) }),
  variable: leaf('declared', { identifier: required('variable'), 'weight-identifier': optional('text') }),
  correct: leaf('declared', { identifier: required('response') }),
  default: leaf('declared', { identifier: required('variable') }),
  null: leaf('any'),
  'map-response': leaf('float', { identifier: required('response') }),
  'map-response-point': leaf('float', { identifier: required('response') }),
  'math-constant': leaf('float', { name: required(['pi', 'e']) }),

  random: takes(1, 'container', 'any'),
  'random-integer': leaf('integer', { min: required('integer'), max: required('integer'), step: optional('integer') }),
  'random-float': leaf('float', { min: required('number'), max: required('number') }),

  multiple: takes([0, ANY], 'any', 'any'),
  ordered: takes([0, ANY], 'any', 'any'),
  repeat: takes(SOME, 'any', 'any', { 'number-repeats': required('integer') }),
  'container-size': takes(1, 'container', 'integer'),
  contains: takes(2, 'container', 'boolean'),
  member: takes(2, 'any', 'boolean'),
  /** Some systems write the place as a second operand. */
  index: takes([1, 2], 'any', 'any', { n: optional('integer') }),
  delete: takes(2, 'any', 'any'),
  'field-value': takes(1, 'any', 'any', { 'field-identifier': required('text') }),

  'is-null': takes(1, 'any', 'boolean'),
  not: takes(1, 'boolean', 'boolean'),
  and: takes(SOME, 'boolean', 'boolean'),
  or: takes(SOME, 'boolean', 'boolean'),
  'any-n': takes(SOME, 'boolean', 'boolean', { min: required('integer'), max: required('integer') }),
  match: takes(2, 'any', 'boolean'),

  sum: takes(SOME, 'numbers', 'number'),
  product: takes(SOME, 'numbers', 'number'),
  subtract: takes(2, 'number', 'number'),
  divide: takes(2, 'number', 'float'),
  power: takes(2, 'number', 'float'),
  'integer-divide': takes(2, 'number', 'integer'),
  'integer-modulus': takes(2, 'number', 'integer'),
  truncate: takes(1, 'number', 'integer'),
  round: takes(1, 'number', 'integer'),
  'integer-to-float': takes(1, 'numbers', 'any'),
  'round-to': takes(1, 'number', 'float', rounding),
  min: takes(SOME, 'numbers', 'number'),
  max: takes(SOME, 'numbers', 'number'),
  gcd: takes(SOME, 'integers', 'integer'),
  lcm: takes(SOME, 'integers', 'integer'),
  'math-operator': takes([1, 2], 'number', 'number', { name: required(mathFunctions) }),
  'stats-operator': takes(1, 'numbers', 'float', { name: required(statistics) }),

  gt: takes(2, 'number', 'boolean'),
  gte: takes(2, 'number', 'boolean'),
  lt: takes(2, 'number', 'boolean'),
  lte: takes(2, 'number', 'boolean'),
  equal: takes(2, 'number', 'boolean', {
    'tolerance-mode': optional(['exact', 'absolute', 'relative']),
    tolerance: optional('text'),
    'include-lower-bound': optional(boolean),
    'include-upper-bound': optional(boolean),
  }),
  'equal-rounded': takes(2, 'number', 'boolean', rounding),
  'duration-lt': takes(2, 'duration', 'boolean'),
  'duration-gte': takes(2, 'duration', 'boolean'),

  'string-match': takes(2, 'string', 'boolean', { 'case-sensitive': required(boolean), substring: optional(boolean) }),
  substring: takes(2, 'string', 'boolean', { 'case-sensitive': required(boolean) }),
  'pattern-match': takes(1, 'string', 'boolean', { pattern: required('text') }),
  inside: takes(1, 'point', 'boolean', { shape: required(shapes), coords: required('text') }),

  // Not QTI's own, but written by systems in use: see docs/exam-authoring.md.
  record: takes([0, ANY], 'any', 'any'),
  'pre-condition': takes(1, 'any', 'boolean'),
  'lookup-table': takes(1, 'any', 'any'),

  'custom-operator': takes([0, ANY], 'any', 'any', { class: optional('text'), definition: optional('text') }),

  'test-variables': leaf('any', {
    ...subset,
    'variable-identifier': required('text'),
    'base-type': optional(qtiBaseTypes),
    'weight-identifier': optional('text'),
  }),
  'outcome-minimum': leaf('any', {
    ...subset,
    'outcome-identifier': required('text'),
    'weight-identifier': optional('text'),
  }),
  'outcome-maximum': leaf('any', {
    ...subset,
    'outcome-identifier': required('text'),
    'weight-identifier': optional('text'),
  }),
  'number-correct': leaf('integer', subset),
  'number-incorrect': leaf('integer', subset),
  'number-presented': leaf('integer', subset),
  'number-responded': leaf('integer', subset),
  'number-selected': leaf('integer', subset),
} as const satisfies Record<string, Signature>;

export type OperatorName = keyof typeof operators;
export const isOperator = (name: string): name is OperatorName => Object.hasOwn(operators, name);

/** Operators that ask about the items of a test, and so belong to its own rules. */
export const testOperators: ReadonlySet<OperatorName> = new Set<OperatorName>([
  'test-variables',
  'outcome-minimum',
  'outcome-maximum',
  'number-correct',
  'number-incorrect',
  'number-presented',
  'number-responded',
  'number-selected',
]);
