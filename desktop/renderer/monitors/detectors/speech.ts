/** Whether somebody speaks in the room, over half a second of 32 ms steps. Words are neither understood nor kept. */
import type { Observation } from './detector.ts';

export const speechVersion = 'speech@1';

/** Probability from which a step counts as voice. */
export const VOICE = 0.5;
/** Steps in one observation (about half a second), and how many of them must be voice. */
export const SPEECH_STEPS = 16;
const LEAST_VOICED = 6;

/** Observation of `speech` from the probabilities of one window. */
export function speech(probabilities: readonly number[]): Observation {
  const voiced = probabilities.filter((probability) => probability >= VOICE);
  const mean = voiced.reduce((sum, probability) => sum + probability, 0) / Math.max(1, voiced.length);
  const seen = voiced.length >= LEAST_VOICED;
  return { signal: 'speech', seen, confidence: seen ? mean : 1 - voiced.length / Math.max(1, probabilities.length) };
}
