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
export type Value = Single | Container | null;

export const single = (baseType: QtiBaseType, value: Scalar): Single => ({ cardinality: 'single', baseType, value });
export const container = (cardinality: Container['cardinality'], baseType: QtiBaseType, values: readonly Scalar[]): Value =>
  values.length === 0 ? null : { cardinality, baseType, values };
export const truth = (value: boolean): Single => single('boolean', value);
export const float = (value: number): Single => single('float', value);
/** NULL where the number has no integer form. */
export const integer = (value: number): Value => (Number.isFinite(value) ? single('integer', value) : null);

/** The members of a value, whatever its cardinality. */
export const members = (value: Value): readonly Scalar[] =>
  value === null ? [] : value.cardinality === 'single' ? [value.value] : value.values;

/** NULL, and the empty string that QTI treats alike. */
export const isNull = (value: Value): boolean => value === null || (value.cardinality === 'single' && value.value === '');

/** The number of a numeric single value; undefined for NULL and everything else. */
export const numberOf = (value: Value): number | undefined =>
  value?.cardinality === 'single' && typeof value.value === 'number' ? value.value : undefined;
export const booleanOf = (value: Value): boolean | undefined =>
  value?.cardinality === 'single' && typeof value.value === 'boolean' ? value.value : undefined;
export const textOf = (value: Value): string | undefined =>
  value?.cardinality === 'single' && typeof value.value === 'string' ? value.value : undefined;

export const isPoint = (value: Scalar): value is Point => typeof value === 'object' && 'x' in value;
const isPair = (value: Scalar): value is Pair => Array.isArray(value);

/** A text that equal members share and different ones don't; the two ways round of an undirected pair are equal. */
export function keyOf(baseType: QtiBaseType, value: Scalar): string {
  if (baseType === 'pair' && isPair(value)) return value.toSorted().join(' ');
  return formatScalar(baseType, value);
}

/** Equality of `match`: same cardinality, same members, in order where the container is ordered. */
export function equalValues(a: Exclude<Value, null>, b: Exclude<Value, null>): boolean {
  if (a.cardinality !== b.cardinality) return false;
  const left = members(a).map((value) => keyOf(a.baseType, value));
  const right = members(b).map((value) => keyOf(b.baseType, value));
  if (left.length !== right.length) return false;
  if (a.cardinality === 'multiple') {
    left.sort();
    right.sort();
  }
  return left.every((key, index) => key === right[index]);
}

/** Lexical values into a typed value; members that are not of the base type are left out. */
export function readValue(
  cardinality: 'single' | Container['cardinality'],
  baseType: QtiBaseType,
  texts: readonly string[],
): Value {
  const scalars = texts.map((text) => parseScalar(baseType, text)).filter((scalar) => scalar !== undefined);
  if (cardinality !== 'single') return container(cardinality, baseType, scalars);
  const [first] = scalars;
  return first === undefined ? null : single(baseType, first);
}

/** The lexical form of a value's members, for outcomes and traces. */
export const writeValue = (value: Value): string[] =>
  members(value).map((member) => formatScalar(value?.baseType ?? 'string', member));
