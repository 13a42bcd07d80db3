/** How the speech net wants its sound; apart from the net, so that a page can know it without loading one. */

/** Hz, and samples a step. */
export const SAMPLE_RATE = 16_000;
export const STEP_SAMPLES = 512;
