/**
 * `map-response` and `map-response-point` (QTI 3.0, 5.84 and 5.11): each value, or area, counts once, however often it
 * is given.
 */
import { formatScalar, parseScalar, type QtiBaseType } from '../../shared/assessment/value.ts';
import type { AreaMapping, Bounds, Mapping } from '../exams/index.ts';
import { inArea } from './geometry.ts';
import type { Evaluate } from './state.ts';
import { float, isPoint, keyOf, members } from './value.ts';

const clamp = (value: number, { lower, upper }: Bounds): number =>
  Math.min(upper ?? Number.POSITIVE_INFINITY, Math.max(lower ?? Number.NEGATIVE_INFINITY, value));

/** Floats add up to 0.30000000000000004; a score is what people would write. */
export const tidy = (value: number): number => (Number.isInteger(value) ? value : Number(value.toFixed(9)));

const bounded = (sum: number, bounds: Bounds, trace: string[] | null): number => {
  const kept = tidy(clamp(sum, bounds));
  if (trace && kept !== tidy(sum)) trace.push(`The map's bound turns ${tidy(sum)} into ${kept}.`);
  return kept;
};

/** The most that a map can give: its best entry, or all good ones together, within its bounds. */
function bestOf(mapping: Mapping, isSingle: boolean): number {
  const values = mapping.entries.map(({ value }) => value);
  const most = isSingle ? Math.max(mapping.default, ...values) : values.reduce((sum, value) => sum + Math.max(0, value), 0);
  return tidy(clamp(most, mapping));
}

/** Compiles the mapping of a response; no response at all gives the default. */
export function mapValue(id: string, baseType: QtiBaseType, mapping: Mapping, isSingle: boolean): Evaluate {
  const exact = new Map<string, number>();
  const folded = new Map<string, number>();
  for (const { key, value, caseSensitive } of mapping.entries) {
    const scalar = parseScalar(baseType, key);
    if (scalar === undefined) continue;
    const target = caseSensitive ? exact : folded;
    const known = caseSensitive ? keyOf(baseType, scalar) : keyOf(baseType, scalar).toLowerCase();
    if (!target.has(known)) target.set(known, value);
  }
  const best = bestOf(mapping, isSingle);
  return (state) => {
    const response = state.variables.get(id) ?? null;
    if (response === null) return float(clamp(mapping.default, mapping));
    const seen = new Set<string>();
    let sum = 0;
    for (const member of members(response)) {
      const key = keyOf(baseType, member);
      if (seen.has(key)) continue;
      seen.add(key);
      const mapped = exact.get(key) ?? folded.get(key.toLowerCase());
      const value = mapped ?? mapping.default;
      state.trace?.push(
        `${id}: "${formatScalar(baseType, member)}" gives ${value}${mapped === undefined ? ', the default' : ''}.`,
      );
      sum += value;
    }
    const given = bounded(sum, mapping, state.trace);
    state.trace?.push(`${id}: the map gives ${given} of ${best}.`);
    return float(given);
  };
}

/**
 * Compiles the area mapping of a response. Every area that holds a point counts once, overlapping ones too; the default
 * counts when no area holds any.
 */
export function mapPoints(id: string, mapping: AreaMapping): Evaluate {
  return (state) => {
    const points = members(state.variables.get(id) ?? null).filter(isPoint);
    const hit = mapping.areas.filter(({ shape, coords }) => points.some((point) => inArea(point, shape, coords)));
    for (const area of state.trace ? hit : [])
      state.trace?.push(`${id}: area ${mapping.areas.indexOf(area) + 1} is hit and gives ${area.value}.`);
    if (hit.length === 0) state.trace?.push(`${id}: no area is hit, which gives ${mapping.default}, the default.`);
    const sum = hit.length === 0 ? mapping.default : hit.reduce((total, area) => total + area.value, 0);
    return float(bounded(sum, mapping, state.trace));
  };
}
