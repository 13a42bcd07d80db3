/** A text as a vector: how it is written, and hashed runs of words and letters. Nothing depends on a dictionary. */
import { hash32, wordsOf } from './words.ts';

/** Places for hashed runs. */
export const DIMENSIONS = 4096;

/** Length, sentences, vocabulary: 9 numbers of very different size, to be put on one scale by whoever trains. */
export function styleOf(text: string): number[] {
  const words = wordsOf(text);
  const count = Math.max(1, words.length);
  const sentences = Math.max(1, (text.match(/[.!?؟。…]+(?=\s|$)/gu) ?? []).length);
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  const kinds = new Set(words).size;
  return [
    Math.log1p(text.length),
    Math.log1p(words.length),
    Math.sqrt(words.length),
    Math.log1p(sentences),
    Math.log1p(words.length / sentences),
    letters / count,
    Math.log1p(kinds) / Math.log1p(count),
    words.filter((word) => word.length >= 8).length / count,
    (text.match(/[,;:،؛]/gu) ?? []).length / count,
  ];
}

/** Counts of single words, pairs of words, and runs of 3 and 4 letters, in `DIMENSIONS` places. */
export function runsOf(text: string): Float64Array {
  const counts = new Float64Array(DIMENSIONS);
  const add = (run: string) => {
    const place = hash32(run) % DIMENSIONS;
    counts[place] = (counts[place] ?? 0) + 1;
  };
  const words = wordsOf(text);
  words.forEach((word, at) => {
    add(`w ${word}`);
    const next = words[at + 1];
    if (next !== undefined) add(`p ${word} ${next}`);
  });
  const line = ` ${words.join(' ')} `;
  for (const size of [3, 4]) for (let at = 0; at + size <= line.length; at += 1) add(line.slice(at, at + size));
  return counts.map((value) => (value === 0 ? 0 : 1 + Math.log(value)));
}
