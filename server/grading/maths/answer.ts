/** What judging an answer gives: a verdict and a sentence for the trace. `invalid` is neither right nor wrong: it was not readable. */
import { attempt } from './problem.ts';

export type Answer = { verdict: 'right' | 'wrong' | 'invalid'; note: string };
/** Judges what a candidate wrote against what the author expects. Never throws. */
export type Judge = (given: string) => Answer;

export const right = (note: string): Answer => ({ verdict: 'right', note });
export const wrong = (note: string): Answer => ({ verdict: 'wrong', note });
export const invalid = (note: string): Answer => ({ verdict: 'invalid', note });

/** Runs a judgement; whatever stops it makes the answer invalid, with the reason. */
export function judged(work: () => Answer): Answer {
  const result = attempt(work);
  return 'value' in result ? result.value : invalid(result.problem.message);
}

/** The author's settings of one operator, by attribute name. Unknown and malformed ones are problems. */
export type Settings = Readonly<Record<string, string>>;
