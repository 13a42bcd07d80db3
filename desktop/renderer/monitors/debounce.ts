/**
 * From observations to signals: K of N within a window, so that no single frame speaks. Pure. A signal is told when it is
 * sure, again every minute while it lasts, and with its whole length when it is over.
 */
import type { SignalKind } from '../../../shared/journal/entry.ts';
import type { Observation } from './detectors/detector.ts';

/** Times in ms. */
export type Rule = {
  /** Observations this old are forgotten. */
  windowMs: number;
  /** Share of the window's observations that must have seen it, and how many of them at least. */
  share: number;
  least: number;
  /** It must have been seen over at least this time. */
  lastsMs: number;
  /** Not seen for this long, it is over. */
  clearMs: number;
};
/** What is told of one signal; `over` once it has ended. */
export type Told = { signal: SignalKind; from: number; to: number; confidence: number; note?: string; over: boolean };

type Kept = { at: number; seen: boolean; confidence: number; note: string | undefined };
type Open = { from: number; to: number; confidence: number; toldAt: number; note: string | undefined };
export type Track = { recent: readonly Kept[]; open: Open | null };
export const newTrack: Track = { recent: [], open: null };

const AGAIN_MS = 60_000;

/** One more observation at `at` ms. The answer's `told` is null while there is nothing new to say. */
export function observe(track: Track, rule: Rule, observation: Observation, at: number): { track: Track; told: Told | null } {
  const { signal, seen, confidence, note } = observation;
  const recent = [...track.recent.filter((one) => at - one.at <= rule.windowMs), { at, seen, confidence, note }];
  const tell = (open: Open, over: boolean): Told => {
    const { from, to, confidence: sure } = open;
    return { signal, from, to, confidence: sure, over, ...(open.note && { note: open.note }) };
  };
  if (track.open) {
    const open = seen
      ? { ...track.open, to: at, confidence: Math.max(track.open.confidence, confidence), note: note ?? track.open.note }
      : track.open;
    if (at - open.to > rule.clearMs) return { track: { recent: [], open: null }, told: tell(open, true) };
    if (seen && at - open.toldAt >= AGAIN_MS) {
      const again = { ...open, toldAt: at };
      return { track: { recent, open: again }, told: tell(again, false) };
    }
    return { track: { recent, open }, told: null };
  }
  const sightings = recent.filter((one) => one.seen);
  const first = sightings[0];
  const last = sightings.at(-1);
  const isSure =
    first !== undefined &&
    last !== undefined &&
    sightings.length >= rule.least &&
    sightings.length >= rule.share * recent.filter((one) => one.at >= first.at).length &&
    last.at - first.at >= rule.lastsMs;
  if (!isSure) return { track: { recent, open: null }, told: null };
  const mean = sightings.reduce((sum, one) => sum + one.confidence, 0) / sightings.length;
  const open = { from: first.at, to: last.at, confidence: mean, toldAt: at, note: last.note };
  return { track: { recent, open }, told: tell(open, false) };
}

/** Ends what is open, as when the exam ends: told with its length so far. */
export function close(track: Track, signal: SignalKind): Told | null {
  if (!track.open) return null;
  const { from, to, confidence, note } = track.open;
  return { signal, from, to, confidence, over: true, ...(note && { note }) };
}
