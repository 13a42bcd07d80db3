/**
 * Near copies among many texts by MinHash (Broder 1997): the share of equal minima estimates the Jaccard similarity of
 * the shingle sets, so that one pass over signatures finds the few pairs worth an exact look.
 */
import { hash32, jaccard, shinglesOf, wordsOf } from './words.ts';

const HASHES = 64;
const SHINGLE = 5;
/** Texts that share this much of their runs of five words are near copies. */
export const NEAR_COPY = 0.5;
/** Shorter texts coincide by chance. */
const ENOUGH_WORDS = 20;

export type Print = { shingles: ReadonlySet<string>; signature: Uint32Array };

/** Null for a text that is too short to compare. */
export function printOf(text: string): Print | null {
  const words = wordsOf(text);
  if (words.length < ENOUGH_WORDS) return null;
  const shingles = shinglesOf(words, SHINGLE);
  const signature = new Uint32Array(HASHES).fill(0xffffffff);
  for (const shingle of shingles) {
    const base = hash32(shingle);
    const step = hash32(shingle, 0x9747b28c) | 1;
    for (let i = 0; i < HASHES; i += 1) {
      const value = (base + Math.imul(i, step)) >>> 0;
      if (value < (signature[i] ?? 0)) signature[i] = value;
    }
  }
  return { shingles, signature };
}

/** The estimated similarity, 0..1. */
export function estimate(one: Print, other: Print): number {
  let equal = 0;
  for (let i = 0; i < HASHES; i += 1) if (one.signature[i] === other.signature[i]) equal += 1;
  return equal / HASHES;
}

/** Whether two texts are near copies: the estimate first, with a margin for its error, then exactly. */
export const isNearCopy = (one: Print, other: Print): boolean =>
  estimate(one, other) >= NEAR_COPY - 0.2 && jaccard(one.shingles, other.shingles) >= NEAR_COPY;
