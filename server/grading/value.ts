/**
 * Typed QTI values (QTI 3.0 Information Model, 2.2). NULL is `null`; an empty container is NULL as well, so it is never
 * made.
 */
import {
  formatScalar,
  type Pair,
  type Point,
  parseScalar,
  type QtiBaseType,
  type Scalar,
} from '../../shared/assessment/value.ts';

export type Single = { cardinality: 'single'; baseType: QtiBaseType; value: Scalar };
export type Container = { cardinality: 'multiple' | 'ordered'; baseType: QtiBaseType; values: readonly Scalar[] };
/** Fields that are NULL are left out. */
export type RecordValue = { cardinality: 'record'; baseType: null; fields: ReadonlyMap<string, Single> };
export type Known = Single | Container | RecordValue;
export type Value = Known | null;

export const single = (baseType: QtiBaseType, value: Scalar): Single => ({ cardinality: 'single', baseType, value });
export const container = (cardinality: Container['cardinality'], baseType: QtiBaseType, values: readonly Scalar[]): Value =>
  values.length === 0 ? null : { cardinality, baseType, values };
export const record = (fields: ReadonlyMap<string, Single>): Value =>
  fields.size === 0 ? null : { cardinality: 'record', baseType: null, fields };

const YES: Single = single('boolean', true);
const NO: Single = single('boolean', false);
export const truth = (value: boolean): Single => (value ? YES : NO);
export const float = (value: number): Single => single('float', value);
/** NULL where the number has no integer form. */
export const integer = (value: number): Value => (Number.isFinite(value) ? single('integer', value) : null);

const NONE: readonly Scalar[] = [];
/** The members of a value, whatever its cardinality; a record has none. */
export const members = (value: Value): readonly Scalar[] =>
  value === null || value.cardinality === 'record' ? NONE : value.cardinality === 'single' ? [value.value] : value.values;

/** NULL, and the empty string that QTI treats alike. */
export const isNull = (value: Value): boolean => value === null || (value.cardinality === 'single' && value.value === '');

/** The number of a numeric single value; undefined for NULL and everything else. */
export const numberOf = (value: Value): number | undefined =>
  value?.cardinality === 'single' && typeof value.value === 'number' ? value.value : undefined;
export const booleanOf = (value: Value): boolean | undefined =>
  value?.cardinality === 'single' && typeof value.value === 'boolean' ? value.value : undefined;
/**
 * Whether a condition holds. Conditions are booleans; the import refuses others. Where none is checked a number holds
 * unless it is 0, and text and containers hold unless they are empty.
 */
export function isTrue(value: Value): boolean {
  if (value === null || isNull(value)) return false;
  if (value.cardinality !== 'single') return true;
  return typeof value.value === 'boolean' ? value.value : typeof value.value !== 'number' || value.value !== 0;
}
export const textOf = (value: Value): string | undefined =>
  value?.cardinality === 'single' && typeof value.value === 'string' ? value.value : undefined;

export const isPoint = (value: Scalar): value is Point => typeof value === 'object' && 'x' in value;
const isPair = (value: Scalar): value is Pair => Array.isArray(value);

/** A text that equal members share and different ones don't; the two ways round of an undirected pair are equal. */
export function keyOf(baseType: QtiBaseType, value: Scalar): string {
  if (typeof value === 'string') return value;
  if (baseType === 'pair' && isPair(value)) return value[0] < value[1] ? `${value[0]} ${value[1]}` : `${value[1]} ${value[0]}`;
  return formatScalar(baseType, value);
}

/** Equality of `match`: same cardinality, same members, in order where the container is ordered. */
export function equalValues(a: Known, b: Known): boolean {
  if (a.cardinality === 'single' && b.cardinality === 'single') {
    if (typeof a.value !== 'object') return a.value === b.value;
    return keyOf(a.baseType, a.value) === keyOf(b.baseType, b.value);
  }
  if (a.cardinality === 'record' && b.cardinality === 'record') return equalFields(a.fields, b.fields);
  if (a.cardinality !== b.cardinality || a.cardinality === 'record' || b.cardinality === 'record') return false;
  const left = members(a).map((value) => keyOf(a.baseType, value));
  const right = members(b).map((value) => keyOf(b.baseType, value));
  if (left.length !== right.length) return false;
  if (a.cardinality === 'multiple') {
    left.sort();
    right.sort();
  }
  return left.every((key, index) => key === right[index]);
}

function equalFields(a: RecordValue['fields'], b: RecordValue['fields']): boolean {
  if (a.size !== b.size) return false;
  return [...a].every(([name, value]) => {
    const other = b.get(name);
    return other !== undefined && value.baseType === other.baseType && equalValues(value, other);
  });
}

/** Lexical values into a typed value; members that are not of the base type are left out. */
export function readValue(
  cardinality: 'single' | Container['cardinality'],
  baseType: QtiBaseType,
  texts: readonly string[],
): Value {
  if (cardinality === 'single') {
    const [text] = texts;
    const first = text === undefined ? undefined : parseScalar(baseType, text);
    return first === undefined ? null : single(baseType, first);
  }
  const scalars = texts.map((text) => parseScalar(baseType, text)).filter((scalar) => scalar !== undefined);
  return container(cardinality, baseType, scalars);
}

/** The lexical form of a value's members, for outcomes and traces; fields of a record as `name=value`. */
export const writeValue = (value: Value): string[] => {
  if (value === null) return [];
  if (value.cardinality === 'record')
    return [...value.fields].map(([name, field]) => `${name}=${formatScalar(field.baseType, field.value)}`);
  return members(value).map((member) => formatScalar(value.baseType, member));
};

/** A value as a reader of a trace sees it. */
export const describe = (value: Value): string =>
  value === null
    ? 'NULL'
    : writeValue(value)
        .map((text) => `"${text}"`)
        .join(', ');
