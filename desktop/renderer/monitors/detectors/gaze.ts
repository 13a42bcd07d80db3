/** Head and eyes against this person's own baseline: global thresholds call one person in ten conspicuous. */
import type { Pose } from '../nets/face-mesh.ts';
import type { Gaze } from '../nets/iris.ts';
import type { Observation } from './detector.ts';

export const gazeVersion = 'gaze@1';

/** One look at a face. `gaze` is null where the eyes could not be read (closed, or hidden behind glasses). */
export type Look = { pose: Pose; openness: number; gaze: Gaze | null };
/** Medians over a few seconds of looking at the screen, and how much they vary (median absolute deviation). */
export type Baseline = { yaw: number; pitch: number; openness: number; gazeX: number; gazeY: number; gazeSpread: number };

export const BASELINE_LOOKS = 8;
/** Degrees and gaze units away from the baseline. Down (to paper and keyboard) is allowed further than aside. */
const YAW = 28;
const UP = 20;
const DOWN = 32;
const GAZE = 0.3;
/** Eyes turned away count from this many of the person's own deviations on. */
const GAZE_DEVIATIONS = 5;

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
};

/** The personal baseline, or null while there are too few looks or they wander too much. */
export function baselineOf(looks: readonly Look[]): Baseline | null {
  if (looks.length < BASELINE_LOOKS) return null;
  const of = (read: (look: Look) => number) => median(looks.map(read));
  const yaw = of(({ pose }) => pose.yaw);
  const pitch = of(({ pose }) => pose.pitch);
  const wanders = of(({ pose }) => Math.abs(pose.yaw - yaw) + Math.abs(pose.pitch - pitch));
  if (wanders > 8) return null;
  const gazes = looks.flatMap(({ gaze }) => (gaze ? [gaze] : []));
  const gazeX = median(gazes.map(({ x }) => x));
  return {
    yaw,
    pitch,
    openness: of(({ openness }) => openness),
    gazeX,
    gazeY: median(gazes.map(({ y }) => y)),
    gazeSpread: median(gazes.map(({ x }) => Math.abs(x - gazeX))),
  };
}

/** Observation of `looking-away`; confidence grows with how far beyond the limit. */
export function lookingAway({ pose, gaze }: Look, baseline: Baseline): Observation {
  const yaw = Math.abs(pose.yaw - baseline.yaw) / YAW;
  const nod = pose.pitch - baseline.pitch;
  const pitch = nod > 0 ? nod / UP : -nod / DOWN;
  const limit = Math.max(GAZE, baseline.gazeSpread * GAZE_DEVIATIONS);
  // A head that turns takes the iris along the other way; eyes count alone while the head is near its baseline.
  const eyes = gaze && yaw < 0.5 ? Math.abs(gaze.x - baseline.gazeX) / limit : 0;
  const most = Math.max(yaw, pitch, eyes);
  return { signal: 'looking-away', seen: most > 1, confidence: Math.min(1, most > 1 ? 0.5 + (most - 1) : 1 - most / 2) };
}
