/**
 * The active challenge of the check-in: turn the head, blink, in an order that nobody knows before. A still photo cannot do
 * it, and one that is moved by hand does not turn on its own axis. The nets that score "liveness" of a picture separate
 * nothing (docs/model-card.md), so none is used. A pure state machine over looks.
 */
import type { Baseline } from './detectors/gaze.ts';

export type Step = 'turn-left' | 'turn-right' | 'blink';
/** One look at the only face: time in ms, degrees, openness of the eyes. `face` is false when not exactly one was seen. */
export type Moment = { at: number; face: boolean; yaw: number; openness: number };
export type Challenge = {
  steps: readonly Step[];
  /** Index of the step that is due. */
  done: number;
  /** When the present step began, in ms. */
  since: number;
  moments: readonly Moment[];
  state: 'running' | 'passed' | 'timed-out' | 'face-lost';
};

/** Time for each step, and how long the face may be out of view: a swap of faces takes longer. */
const STEP_MS = 12_000;
const LOST_MS = 700;
const TURN = 18;
/** The head passes through here on its way; a picture that is swapped jumps. */
const BETWEEN = [5, 14] as const;
const TURN_LOOKS = 3;
const SHUT = 0.6;
const OPEN = 0.85;
const BLINK_MS = 800;

/** Three steps, both turns and a blink, in an order that `random` (0..1) gives. */
export function challengeFrom(random: () => number, now: number): Challenge {
  const left: Step[] = ['turn-left', 'turn-right', 'blink'];
  const steps: Step[] = [];
  while (left.length > 0) steps.push(...left.splice(Math.min(left.length - 1, Math.floor(random() * left.length)), 1));
  return { steps, done: 0, since: now, moments: [], state: 'running' };
}

/** The challenge after one more look. A finished one stays as it is. */
export function after(challenge: Challenge, baseline: Pick<Baseline, 'yaw' | 'openness'>, moment: Moment): Challenge {
  const step = challenge.steps[challenge.done];
  if (challenge.state !== 'running' || !step) return challenge;
  const moments = [...challenge.moments, moment];
  const lastSeen = moments.findLast(({ face }) => face)?.at ?? challenge.since;
  if (moment.at - lastSeen > LOST_MS) return { ...challenge, moments, state: 'face-lost' };
  if (
    isDone(
      step,
      baseline,
      moments.filter(({ face }) => face),
    )
  ) {
    const done = challenge.done + 1;
    return { ...challenge, done, since: moment.at, moments: [], state: done === challenge.steps.length ? 'passed' : 'running' };
  }
  if (moment.at - challenge.since > STEP_MS) return { ...challenge, moments, state: 'timed-out' };
  return { ...challenge, moments };
}

/** Left and right are the candidate's own; the picture of a camera that is not mirrored shows them the other way round. */
function isDone(step: Step, { yaw, openness }: Pick<Baseline, 'yaw' | 'openness'>, moments: readonly Moment[]): boolean {
  if (step === 'blink') {
    return moments.some(
      (shut, i) =>
        shut.openness < openness * SHUT &&
        moments.slice(0, i).some((before) => before.openness > openness * OPEN) &&
        moments.slice(i).some((later) => later.openness > openness * OPEN && later.at - shut.at < BLINK_MS),
    );
  }
  const sign = step === 'turn-left' ? 1 : -1;
  const turned = moments.map((moment) => (moment.yaw - yaw) * sign);
  const reached = turned.findIndex((angle) => angle > TURN);
  const passed = turned.slice(0, Math.max(0, reached)).some((angle) => angle > BETWEEN[0] && angle < BETWEEN[1]);
  return passed && turned.filter((angle) => angle > TURN).length >= TURN_LOOKS;
}
