/** Classical test theory: what items are like, and how far a total score can be trusted (Lord and Novick 1968). */
import {
  correlation,
  isDichotomous,
  momentsOf,
  peopleIn,
  type ScoreTable,
  totalOf,
  totalsOf,
  varies,
  weightOf,
} from './scores.ts';

export type ItemStatistics = {
  /** Mean share of the item's maximum, 0 to 1. */
  difficulty: number;
  /** Correlation with the total of the other items; null where one of them does not vary. */
  discrimination: number | null;
  /** Cronbach's alpha of the test without this item. */
  alphaWithout: number | null;
};

/** One entry an item, in the table's order. */
export function itemStatistics(table: ScoreTable): ItemStatistics[] {
  return table.max.map((max, item) => {
    const scores = table.rows.map((row, index) => ({ value: row[item] ?? 0, weight: weightOf(table, index) }));
    const pairs = table.rows.map((row, index) => {
      const x = row[item] ?? 0;
      return { x, y: totalOf(row) - x, weight: weightOf(table, index) };
    });
    return {
      difficulty: momentsOf(scores).mean / max,
      discrimination: correlation(pairs),
      alphaWithout: table.max.length > 2 ? alpha(without(table, item)) : null,
    };
  });
}

const without = (table: ScoreTable, item: number): ScoreTable => ({
  ...table,
  max: table.max.toSpliced(item, 1),
  rows: table.rows.map((row) => row.toSpliced(item, 1)),
});

/** Cronbach's alpha; KR-20 where items are 0 or 1 (Kuder and Richardson 1937). Null when totals do not vary. */
export function alpha(table: ScoreTable): number | null {
  const k = table.max.length;
  const total = momentsOf(totalsOf(table));
  if (k < 2 || !varies(total.variance)) return null;
  const within = table.max.reduce((sum, _, item) => {
    const scores = table.rows.map((row, index) => ({ value: row[item] ?? 0, weight: weightOf(table, index) }));
    return sum + momentsOf(scores).variance;
  }, 0);
  return (k / (k - 1)) * (1 - within / total.variance);
}

/** KR-21, which takes all items for equally hard. Null where items are not 0 or 1, or totals do not vary. */
export function kr21(table: ScoreTable): number | null {
  const k = table.max.length;
  const { mean, variance } = momentsOf(totalsOf(table));
  if (!isDichotomous(table) || k < 2 || !varies(variance)) return null;
  return (k / (k - 1)) * (1 - (mean * (k - mean)) / (k * variance));
}

export type TestStatistics = {
  people: number;
  mean: number;
  /** Standard deviation over these candidates (population form). */
  deviation: number;
  alpha: number | null;
  kr21: number | null;
  /** Standard error of measurement, in points of the total. */
  sem: number | null;
};

/** The whole test's figures. The SEM follows from alpha and the sample's own spread (n - 1), as published tables give it. */
export function testStatistics(table: ScoreTable): TestStatistics {
  const { mean, variance } = momentsOf(totalsOf(table));
  const people = peopleIn(table);
  const reliability = alpha(table);
  const sample = people > 1 ? Math.sqrt((variance * people) / (people - 1)) : Number.NaN;
  return {
    people,
    mean,
    deviation: Math.sqrt(variance),
    alpha: reliability,
    kr21: kr21(table),
    sem: reliability === null ? null : sample * Math.sqrt(Math.max(0, 1 - reliability)),
  };
}
