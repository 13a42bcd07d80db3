/** Intervals, quantiles and bins. Pure. */
import { mergeSmall, SMALLEST } from './suppress.ts';

const Z = 1.959963984540054;

/** Wilson's 95 % interval of a share (Wilson 1927), both ends 0..1. @returns null without anybody */
export function wilson(hits: number, of: number): { low: number; high: number } | null {
  if (!(of > 0) || hits < 0 || hits > of) return null;
  const share = hits / of;
  const middle = (share + Z ** 2 / (2 * of)) / (1 + Z ** 2 / of);
  const half = (Z / (1 + Z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** The value below which the share `at` of the values lies, by linear interpolation (type 7 of Hyndman and Fan). */
export function quantile(values: readonly number[], at: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * at;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (place - Math.floor(place));
}

export type Bin = { from: number; to: number; count: number };

/**
 * Counts in bins of `width` from 0 to `top`, neighbours put together until each holds nobody or enough people. Values at
 * a bin's end belong to the next one, at the top to the last.
 */
export function bins(values: readonly number[], width: number, top: number, smallest = SMALLEST): Bin[] {
  const many = Math.max(1, Math.ceil(top / width - 1e-9));
  const counts = Array.from({ length: many }, () => 0);
  for (const value of values) {
    const place = Math.min(many - 1, Math.max(0, Math.floor(value / width + 1e-9)));
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const groups = mergeSmall(counts, smallest);
  return groups.map((places) => ({
    from: (places[0] ?? 0) * width,
    to: Math.min(top, ((places.at(-1) ?? 0) + 1) * width),
    count: places.reduce((total, place) => total + (counts[place] ?? 0), 0),
  }));
}
