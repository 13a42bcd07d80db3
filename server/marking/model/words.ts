/** Texts as words and as hashed counts. Languages without spaces are split by the platform's word rules. */

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** The words of a text in lower case, in their order. */
export const wordsOf = (text: string): string[] =>
  [...segmenter.segment(text.normalize('NFKC').toLowerCase())].flatMap(({ segment, isWordLike }) =>
    isWordLike ? [segment] : [],
  );

/** FNV-1a, 32 bits. */
export function hash32(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let i = 0; i < text.length; i += 1) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** Runs of `size` words, each once. A shorter text is one run. */
export function shinglesOf(words: readonly string[], size: number): Set<string> {
  if (words.length === 0) return new Set();
  if (words.length <= size) return new Set([words.join(' ')]);
  return new Set(Array.from({ length: words.length - size + 1 }, (_, at) => words.slice(at, at + size).join(' ')));
}

/** The share of two sets' union that they have in common. */
export function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let common = 0;
  for (const each of one) if (other.has(each)) common += 1;
  const union = one.size + other.size - common;
  return union === 0 ? 0 : common / union;
}
