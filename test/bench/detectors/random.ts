/** Chance that is the same in every run. */

/** From 0 to 1, without both ends (a linear congruential generator, as in Numerical Recipes). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 1) / 4294967297;
  };
}

/** Of the normal distribution around 0 with deviation 1 (Box and Muller). */
export const normalFrom = (random: () => number): number => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
