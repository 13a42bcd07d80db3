/** What candidates of each strength chose: a wrong choice that the strong prefer, or that nobody takes, needs its author. */
import { correlation } from './scores.ts';

export type Chooser = {
  /** The choices taken, under the author's identifiers; none for a blank. */
  choices: readonly string[];
  /** Total score without this item. */
  rest: number;
};
export type ChoiceUse = {
  choice: string;
  count: number;
  /** Of all candidates, 0 to 1. */
  share: number;
  /** Correlation of taking it with the rest of the score; a key's should be above 0, a distractor's below. */
  discrimination: number | null;
  /** Share that took it in each group of strength, weakest first. */
  byGroup: number[];
};

/** Candidates in groups of near equal size by their rest score, weakest first; ties stay together where that can be. */
export function strengthGroups(rests: readonly number[], groups: number): number[] {
  const sorted = rests.toSorted((a, b) => a - b);
  const bounds = Array.from({ length: groups - 1 }, (_, g) => sorted[Math.floor(((g + 1) * sorted.length) / groups)] ?? 0);
  return rests.map((rest) => bounds.filter((bound) => rest >= bound).length);
}

/** One entry for each of `known` (also those nobody took), and one for a blank as `''` when somebody left it so. */
export function choiceUses(choosers: readonly Chooser[], known: readonly string[], groups = 5): ChoiceUse[] {
  const group = strengthGroups(
    choosers.map(({ rest }) => rest),
    groups,
  );
  const sizes = Array.from({ length: groups }, (_, g) => group.filter((own) => own === g).length);
  const blank = choosers.some(({ choices }) => choices.length === 0) ? [''] : [];
  return [...known, ...blank].map((choice) => {
    const took = choosers.map(({ choices }) => (choice === '' ? choices.length === 0 : choices.includes(choice)));
    const count = took.filter(Boolean).length;
    return {
      choice,
      count,
      share: choosers.length === 0 ? 0 : count / choosers.length,
      discrimination: correlation(choosers.map(({ rest }, i) => ({ x: took[i] ? 1 : 0, y: rest, weight: 1 }))),
      byGroup: sizes.map((size, g) => (size === 0 ? 0 : took.filter((own, i) => own && group[i] === g).length / size)),
    };
  });
}
