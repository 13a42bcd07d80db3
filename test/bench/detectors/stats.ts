/** Rates with their confidence, and error rates of comparisons. Pure. */

export type Share = { count: number; of: number };
export const share = (count: number, of: number): Share => ({ count, of });

/** Wilson's interval of a share at 95 %, 0..1. Without cases it is everything. */
export function wilson({ count, of }: Share, z = 1.96): [low: number, high: number] {
  if (of === 0) return [0, 1];
  const p = count / of;
  const base = 1 + (z * z) / of;
  const centre = (p + (z * z) / (2 * of)) / base;
  const half = (z * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of))) / base;
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

const percent = (value: number): string => `${(value * 100).toFixed(value > 1e-9 && value < 0.01 ? 2 : 1)} %`;

/** `173 of 174: 99.4 % (96.8 to 99.9)`. */
export function told(value: Share): string {
  if (value.of === 0) return 'no cases';
  const [low, high] = wilson(value);
  return `${value.count} of ${value.of}: ${percent(value.count / value.of)} (${percent(low)} to ${percent(high)})`;
}

/** Shares of impostors at or below a distance, and of genuine ones above it. */
export function errorsAt(genuine: readonly number[], impostor: readonly number[], distance: number): { fmr: Share; fnmr: Share } {
  return {
    fmr: share(impostor.filter((one) => one <= distance).length, impostor.length),
    fnmr: share(genuine.filter((one) => one > distance).length, genuine.length),
  };
}

/** The error rate where both are equal, 0..1, and the distance it lies at. */
export function equalError(genuine: readonly number[], impostor: readonly number[]): { rate: number; distance: number } {
  let best = { rate: 1, distance: 0, gap: Number.POSITIVE_INFINITY };
  for (let distance = 0; distance <= 1.5; distance += 0.005) {
    const { fmr, fnmr } = errorsAt(genuine, impostor, distance);
    const [a, b] = [fmr.count / Math.max(1, fmr.of), fnmr.count / Math.max(1, fnmr.of)];
    if (Math.abs(a - b) < best.gap) best = { rate: (a + b) / 2, distance, gap: Math.abs(a - b) };
  }
  return { rate: best.rate, distance: best.distance };
}
