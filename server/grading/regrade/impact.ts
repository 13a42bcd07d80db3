/** What a change of the key does to whom: old and new grades side by side. Pure. */

import type * as z from 'zod/mini';
import type { ItemScore, ResultState } from '../../../shared/contract/console.ts';
import type { Crossing, Impact, ImpactItem, ImpactRow } from '../../../shared/contract/regrade.ts';
import { instanceOf } from '../../exams/index.ts';
import { tidy } from '../mapping.ts';

export type Graded = { score: number; max: number; items: readonly ItemScore[] };
export type Regraded = {
  result: string;
  sitting: string;
  learner: string;
  name: string;
  state: z.infer<typeof ResultState>;
  /** A share of the maximum, 0..1. */
  passMark: number;
  before: Graded;
  after: Graded;
};

const standing = ({ score, max }: Graded, passMark: number): ImpactRow['before'] => {
  const share = tidy(score / max);
  return { score, max, share, passed: share >= passMark };
};

export function rowOf({ before: old, after: fresh, ...facts }: Regraded): ImpactRow {
  const before = standing(old, facts.passMark);
  const after = standing(fresh, facts.passMark);
  const crosses: Crossing = before.passed === after.passed ? 'none' : after.passed ? 'up' : 'down';
  const { result, sitting, learner, name, state, passMark } = facts;
  return {
    result,
    sitting,
    learner,
    name,
    state,
    passMark,
    before,
    after,
    difference: tidy(after.share - before.share),
    crosses,
  };
}

const changes = ({ before, after }: ImpactRow): boolean => before.score !== after.score || before.max !== after.max;
const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : tidy(values.reduce((sum, value) => sum + value, 0) / values.length);

/** Items in the order in which they first appear, all their instances together; those that stay the same are left out. */
function itemsOf(sittings: readonly Regraded[]): ImpactItem[] {
  const side = (pick: (sitting: Regraded) => Graded) =>
    Map.groupBy(
      sittings.flatMap((sitting) => pick(sitting).items),
      ({ item }) => instanceOf(item).item,
    );
  const after = side((sitting) => sitting.after);
  const meanOf = (scores: readonly ItemScore[]) => ({
    mean: mean(scores.map(({ score }) => score)),
    max: mean(scores.map(({ max }) => max)),
  });
  return [...side((sitting) => sitting.before)]
    .map(([item, scores]) => ({
      item,
      title: scores[0]?.title ?? item,
      before: meanOf(scores),
      after: meanOf(after.get(item) ?? []),
    }))
    .filter((one) => one.before.mean !== one.after.mean || one.before.max !== one.after.max);
}

/** Gains and losses are of the share, not of points: whoever had a dropped item right loses by it. */
export function impactOf(given: readonly Regraded[]): Impact {
  const sittings = given.toSorted((a, b) => (a.sitting < b.sitting ? -1 : a.sitting > b.sitting ? 1 : 0));
  const all = sittings.map(rowOf);
  const count = (test: (row: ImpactRow) => boolean): number => all.filter(test).length;
  const byDifference = Map.groupBy(
    all.filter(({ difference }) => difference !== 0),
    ({ difference }) => difference,
  );
  return {
    candidates: all.length,
    gain: count(({ difference }) => difference > 0),
    lose: count(({ difference }) => difference < 0),
    same: count(({ difference }) => difference === 0),
    up: count(({ crosses }) => crosses === 'up'),
    down: count(({ crosses }) => crosses === 'down'),
    meanBefore: mean(all.map(({ before }) => before.share)),
    meanAfter: mean(all.map(({ after }) => after.share)),
    differences: [...byDifference]
      .map(([difference, rows]) => ({ difference, count: rows.length }))
      .toSorted((a, b) => a.difference - b.difference),
    items: itemsOf(sittings),
    rows: all.filter(changes),
  };
}
