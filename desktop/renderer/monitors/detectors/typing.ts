/**
 * Typing unlike this person's own: by times between keys alone. Which keys, and what text, never comes here. Text that
 * appears at once is `paste`'s matter.
 */
import type { Observation } from './detector.ts';

export const typingVersion = 'typing@2';

/** Times between consecutive keys of one answer, in ms. Pauses for thought are cut out. */
const PAUSE_MS = 1_500;
/** The person's own pace is known after this many intervals; judged are windows of this many. */
export const OWN_INTERVALS = 120;
export const WINDOW_INTERVALS = 40;
/** Nobody types with intervals this even: a program or a device does. Coefficient of variation, people lie above 0.4. */
const EVEN = 0.2;
/** Distance of the logarithmic paces, in deviations of the person's own, at which somebody else may sit there. */
const OTHER_DEVIATIONS = 3;
/** Faster than this (ms a key, median) no hand is. */
const FASTEST = 25;

export type Pace = { mean: number; deviation: number; intervals: number };

const kept = (intervals: readonly number[]) => intervals.filter((ms) => ms > 0 && ms < PAUSE_MS);

/** The person's own pace in logarithms of ms, or null while too little was typed. */
export function paceOf(intervals: readonly number[]): Pace | null {
  const own = kept(intervals);
  if (own.length < OWN_INTERVALS) return null;
  const { mean, deviation } = momentsOf(own.map(Math.log));
  return { mean, deviation: Math.max(0.15, deviation), intervals: own.length };
}

const momentsOf = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
};

/** Observation of `typing` over the newest intervals, or null while there are too few. Assistive input is for policy to mute. */
export function typing(window: readonly number[], own: Pace | null): Observation | null {
  const recent = kept(window);
  if (recent.length < WINDOW_INTERVALS) return null;
  const { mean, deviation } = momentsOf(recent);
  const sorted = recent.toSorted((a, b) => a - b);
  const median = sorted[sorted.length >> 1] ?? mean;
  if (median < FASTEST) return { signal: 'typing', seen: true, confidence: 0.9, note: 'faster than hands' };
  if (deviation / mean < EVEN) return { signal: 'typing', seen: true, confidence: 0.8, note: 'as even as a machine' };
  if (!own) return { signal: 'typing', seen: false, confidence: 0.5 };
  const logs = momentsOf(recent.map(Math.log));
  const away = Math.abs(logs.mean - own.mean) / (own.deviation / Math.sqrt(WINDOW_INTERVALS / 8));
  return away > OTHER_DEVIATIONS
    ? { signal: 'typing', seen: true, confidence: Math.min(0.7, away / (OTHER_DEVIATIONS * 3)), note: 'another pace' }
    : { signal: 'typing', seen: false, confidence: 1 - away / (OTHER_DEVIATIONS * 2) };
}

/** Length, in characters, from which text that came at once is worth a look. A name or a number is not. */
const PASTE_LEAST = 25;

/** Observation of `paste` for one insertion of `characters` that no key typed; copying from the own answer explains it. */
export const paste = (characters: number, fromOwnAnswer: boolean): Observation => ({
  signal: 'paste',
  seen: characters >= PASTE_LEAST && !fromOwnAnswer,
  confidence: Math.min(0.95, 0.5 + characters / 1000),
  note: `${characters} characters at once`,
});
