/**
 * What an expression gives, as far as the package tells: what is surely of the wrong kind is a problem at import and not a
 * surprise when a candidate answers.
 */
import { type QtiBaseType, qtiBaseTypes } from '../../shared/assessment/value.ts';
import type { Expression, QtiCardinality, Scope } from './marking.ts';
import { type OperandKind, operators, type Signature } from './operators.ts';

/** Null where it cannot be known before it runs. */
export type Type = { cardinality: QtiCardinality | null; baseType: QtiBaseType | 'number' | null };
const UNKNOWN: Type = { cardinality: null, baseType: null };
const single = (baseType: Type['baseType']): Type => ({ cardinality: 'single', baseType });

export function typeOf(expression: Expression, scope: Scope): Type {
  const { op, attributes, args } = expression;
  switch (op) {
    case 'base-value':
      return single(qtiBaseTypes.find((known) => known === attributes['base-type']) ?? null);
    case 'variable':
    case 'correct':
    case 'default': {
      const id = attributes.identifier ?? '';
      const found = scope.responses.get(id) ?? scope.outcomes.get(id) ?? scope.templates.get(id);
      return found ? { cardinality: found.cardinality, baseType: found.baseType } : UNKNOWN;
    }
    case 'multiple':
    case 'ordered':
    case 'repeat':
      return {
        cardinality: op === 'multiple' ? 'multiple' : 'ordered',
        baseType: args.map((operand) => typeOf(operand, scope).baseType).find((type) => type !== null) ?? null,
      };
    case 'index':
    case 'random':
      return args[0] ? single(typeOf(args[0], scope).baseType) : UNKNOWN;
    case 'delete':
      return args[1] ? typeOf(args[1], scope) : UNKNOWN;
    case 'integer-to-float':
      return { cardinality: args[0] ? typeOf(args[0], scope).cardinality : null, baseType: 'float' };
    case 'record':
      return { cardinality: 'record', baseType: null };
    default:
      return resultOf(operators[op], args, scope);
  }
}

function resultOf({ gives }: Signature, args: readonly Expression[], scope: Scope): Type {
  if (gives === 'boolean' || gives === 'integer' || gives === 'float') return single(gives);
  if (gives !== 'number') return UNKNOWN;
  const types = args.map((operand) => typeOf(operand, scope).baseType);
  if (types.includes('float')) return single('float');
  return single(types.every((type) => type === 'integer') ? 'integer' : 'number');
}

const isNumeric = (baseType: Type['baseType']): boolean =>
  baseType === 'integer' || baseType === 'float' || baseType === 'number';

/** Whether an operand may be of this type. */
function fits(kind: OperandKind, { cardinality, baseType }: Type): boolean {
  const isOne = cardinality === null || cardinality === 'single';
  const is = (...types: Type['baseType'][]): boolean => baseType === null || types.includes(baseType);
  switch (kind) {
    case 'any':
      return true;
    case 'boolean':
      return isOne && is('boolean');
    case 'number':
      return isOne && is('integer', 'float', 'number');
    case 'numbers':
      return cardinality !== 'record' && is('integer', 'float', 'number');
    case 'integers':
      return cardinality !== 'record' && is('integer', 'number');
    case 'string':
      return isOne && is('string');
    case 'duration':
      return isOne && is('duration');
    case 'point':
      return cardinality !== 'record' && is('point');
    case 'container':
      return cardinality === null || cardinality === 'multiple' || cardinality === 'ordered';
  }
}

const needs: Record<OperandKind, string> = {
  any: 'anything',
  boolean: 'single booleans',
  number: 'single numbers',
  numbers: 'numbers',
  integers: 'whole numbers',
  string: 'single strings',
  duration: 'single durations',
  point: 'points',
  container: 'a multiple or ordered container',
};

export const nameOf = ({ cardinality, baseType }: Type): string =>
  cardinality === 'record' ? 'a record' : [cardinality, baseType].filter((word) => word !== null).join(' ');

/** Whether two types can be compared; whole and decimal single numbers can. */
const comparable = (a: Type, b: Type): boolean =>
  (a.cardinality === null || b.cardinality === null || a.cardinality === b.cardinality) &&
  (a.baseType === null || b.baseType === null || a.baseType === b.baseType || (isNumeric(a.baseType) && isNumeric(b.baseType)));

/** What is surely wrong with the operands of one operator; undefined when nothing is. */
export function operandFault({ op, args }: Expression, scope: Scope): string | undefined {
  const signature: Signature = operators[op];
  const types = args.map((operand) => typeOf(operand, scope));
  const wrong = types.find((type) => !fits(signature.operands, type));
  if (wrong) return `needs ${needs[signature.operands]}, not ${nameOf(wrong)}`;
  const [first, second] = types;
  if ((op === 'match' || op === 'contains') && first && second && !comparable(first, second))
    return `compares ${nameOf(first)} with ${nameOf(second)}`;
  if (op === 'multiple' || op === 'ordered' || op === 'repeat') {
    const known = types.filter(({ baseType }) => baseType !== null);
    const odd = known.find(({ baseType }) => baseType !== known[0]?.baseType && !(isNumeric(baseType) && baseType === 'number'));
    if (odd && known[0]) return `mixes ${nameOf(known[0])} and ${nameOf(odd)}`;
  }
  return undefined;
}

/** What is surely wrong with setting a variable to this; undefined when nothing is. */
export function assignmentFault(value: Type, target: Type): string | undefined {
  const oneOf = target.cardinality === 'single' && value.cardinality !== 'record';
  const sameCardinality = value.cardinality === null || value.cardinality === target.cardinality || oneOf;
  const sameType =
    value.baseType === null || value.baseType === target.baseType || (isNumeric(value.baseType) && isNumeric(target.baseType));
  return sameCardinality && sameType ? undefined : `is ${nameOf(target)} and cannot hold ${nameOf(value)}`;
}
