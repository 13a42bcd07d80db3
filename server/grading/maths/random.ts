/** Repeatable draws: the same seed gives the same points on every machine, so a mark can be recomputed. */

/** FNV-1a over UTF-16 code units, 32 bits. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** Uniform draws from [0, 1) (Marsaglia's xorshift32, mixed); a function with its own state. */
export function drawsFrom(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return (Math.imul(state, 0x9e3779b1) >>> 0) / 4_294_967_296;
  };
}
