/** Remarks for whoever marks: empty, copied from the question, off topic. They never change a mark. Pure. */
import type { ScriptFlag } from '../../../shared/contract/marking.ts';
import { hash32, shinglesOf, wordsOf } from './words.ts';

const FEWEST_WORDS = 5;
const RUN = 4;
/** More than this share of the text's runs of four words stands in the question. */
const COPIED = 0.5;
/** Fewer other texts tell nothing about what is usual. */
const ENOUGH_OTHERS = 30;
const ENOUGH_WORDS = 20;
const DIMENSIONS = 4096;

type Profile = Float64Array;

function profileOf(text: string): Profile {
  const counts = new Float64Array(DIMENSIONS);
  for (const word of new Set(wordsOf(text))) {
    const place = hash32(word) % DIMENSIONS;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

/** A word that half of all texts use tells little about the topic, one that nobody else uses tells nothing. */
const weightsOf = (profiles: readonly Profile[]): Profile =>
  Float64Array.from({ length: DIMENSIONS }, (_, at) => {
    const share = profiles.filter((profile) => (profile[at] ?? 0) > 0).length / profiles.length;
    return share * Math.log(1 + 1 / (share + 0.05));
  });

function closeness(profile: Profile, weights: Profile): number {
  let inside = 0;
  let all = 0;
  for (let i = 0; i < DIMENSIONS; i += 1) {
    inside += (profile[i] ?? 0) * (weights[i] ?? 0);
    all += profile[i] ?? 0;
  }
  return all === 0 ? 0 : inside / all;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * Flags of one text.
 * @param question what candidates were shown, stimulus included
 * @param others texts of other candidates; off-topic is told apart only where there are enough of them
 */
export function flagsOf(text: string, question: string, others: readonly string[]): ScriptFlag[] {
  const words = wordsOf(text);
  if (words.length < FEWEST_WORDS) return ['empty'];
  const flags: ScriptFlag[] = [];
  const asked = shinglesOf(wordsOf(question), RUN);
  const runs = [...shinglesOf(words, RUN)];
  if (runs.filter((run) => asked.has(run)).length / runs.length > COPIED) flags.push('copied-question');
  if (words.length >= ENOUGH_WORDS && others.length >= ENOUGH_OTHERS) {
    const profiles = others.map(profileOf);
    const weights = weightsOf(profiles);
    const usual = median(profiles.map((profile) => closeness(profile, weights)));
    if (closeness(profileOf(text), weights) < 0.35 * usual) flags.push('off-topic');
  }
  return flags;
}
