/** What every statistic here works on: one row of item scores a candidate, with how often that row occurs. */

export type ScoreTable = {
  /** Largest possible score of each item. */
  max: readonly number[];
  /** `rows[person][item]`, in the order of `max`. */
  rows: readonly (readonly number[])[];
  /** How many candidates share a row; 1 each where it is absent. */
  weights?: readonly number[];
};

export const weightOf = (table: ScoreTable, row: number): number => table.weights?.[row] ?? 1;
export const peopleIn = (table: ScoreTable): number => table.rows.reduce((sum, _, row) => sum + weightOf(table, row), 0);
export const totalOf = (row: readonly number[]): number => row.reduce((sum, score) => sum + score, 0);
export const isDichotomous = (table: ScoreTable): boolean =>
  table.max.every((max) => max === 1) && table.rows.every((row) => row.every((score) => score === 0 || score === 1));

export type Weighted = readonly { value: number; weight: number }[];

/** Mean and population variance of weighted values. NaN when there are none. */
export function momentsOf(values: Weighted): { mean: number; variance: number; n: number } {
  let n = 0;
  let sum = 0;
  for (const { value, weight } of values) {
    n += weight;
    sum += value * weight;
  }
  const mean = sum / n;
  let squares = 0;
  for (const { value, weight } of values) squares += weight * (value - mean) ** 2;
  return { mean, variance: squares / n, n };
}

/** Below a billionth of a point, a spread is rounding. */
export const varies = (variance: number): boolean => variance > 1e-18;

/** Pearson's correlation; null when one of the two does not vary. */
export function correlation(pairs: readonly { x: number; y: number; weight: number }[]): number | null {
  const x = momentsOf(pairs.map(({ x: value, weight }) => ({ value, weight })));
  const y = momentsOf(pairs.map(({ y: value, weight }) => ({ value, weight })));
  if (!varies(x.variance) || !varies(y.variance)) return null;
  let cross = 0;
  for (const pair of pairs) cross += pair.weight * (pair.x - x.mean) * (pair.y - y.mean);
  return cross / x.n / Math.sqrt(x.variance * y.variance);
}

export const totalsOf = (table: ScoreTable): Weighted =>
  table.rows.map((row, index) => ({ value: totalOf(row), weight: weightOf(table, index) }));
