/** Recorded values into the engine's and back, and when two of them are the same. */

import { container, keyOf, members, record, type Single, single, type Value } from '../../../server/grading/value.ts';
import { formatScalar, parseScalar, type QtiBaseType, qtiBaseTypes, type Scalar } from '../../../shared/assessment/value.ts';

/** As the recorders wrote them: points and pairs as arrays or with a blank, NaN and infinities as words. */
export type Recorded = {
  cardinality: string;
  baseType?: string | null;
  value?: unknown;
  fields?: Record<string, Recorded | null>;
} | null;

const baseTypeOf = (text: string | null | undefined): QtiBaseType => qtiBaseTypes.find((known) => known === text) ?? 'string';

function scalarOf(baseType: QtiBaseType, raw: unknown): Scalar | undefined {
  if (raw === null || raw === undefined) return undefined;
  if (Array.isArray(raw)) return parseScalar(baseType, raw.join(' '));
  if (typeof raw === 'object') return JSON.stringify(raw);
  return parseScalar(baseType, String(raw));
}

/** A recorded value in the engine's form. @throws Error when it holds a member that the engine has no form for */
export function recalled(recorded: Recorded): Value {
  if (recorded === null) return null;
  if (recorded.cardinality === 'record') {
    const fields = new Map<string, Single>();
    for (const [name, field] of Object.entries(recorded.fields ?? {})) {
      const value = recalled(field);
      if (value?.cardinality === 'single') fields.set(name, value);
    }
    // A record without fields is an empty container, and so NULL.
    return record(fields);
  }
  const baseType = baseTypeOf(recorded.baseType);
  if (recorded.value === null || recorded.value === undefined) return null;
  if (recorded.cardinality === 'single') {
    const scalar = scalarOf(baseType, recorded.value);
    if (scalar === undefined) throw new Error(`${JSON.stringify(recorded.value)} is no ${baseType}`);
    return single(baseType, scalar);
  }
  const list = Array.isArray(recorded.value) ? recorded.value : [recorded.value];
  const scalars = list.map((raw) => scalarOf(baseType, raw));
  const known = scalars.filter((scalar) => scalar !== undefined);
  // QTI has no container with a NULL among its members: operators are given NULL in its place.
  if (known.length < scalars.length) return null;
  return container(recorded.cardinality === 'ordered' ? 'ordered' : 'multiple', baseType, known);
}

const close = (a: number, b: number): boolean =>
  Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

function sameScalar(baseType: QtiBaseType, a: Scalar, b: Scalar): boolean {
  if (typeof a === 'number' && typeof b === 'number') return close(a, b);
  return keyOf(baseType, a) === keyOf(baseType, b);
}

/** Equal as the corpus counts it: numbers up to rounding, multiple containers as multisets. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === null || b === null) return a === b;
  if (a.cardinality !== b.cardinality || a.baseType !== b.baseType) return false;
  if (a.cardinality === 'record' || b.cardinality === 'record') return show(a) === show(b);
  const left = [...members(a)];
  const right = [...members(b)];
  if (left.length !== right.length) return false;
  if (a.cardinality !== 'multiple') return left.every((member, i) => sameScalar(a.baseType, member, right[i] ?? ''));
  return left.every((member) => {
    const at = right.findIndex((other) => sameScalar(a.baseType, member, other));
    if (at >= 0) right.splice(at, 1);
    return at >= 0;
  });
}

export function show(value: Value): string {
  if (value === null) return 'NULL';
  if (value.cardinality === 'record')
    return `record ${[...value.fields]
      .map(([name, field]) => `${name}=${show(field)}`)
      .toSorted()
      .join(', ')}`;
  return `${value.cardinality} ${value.baseType} ${members(value)
    .map((member) => formatScalar(value.baseType, member))
    .join(', ')}`;
}
