/**
 * The camera's watch during the exam: decides which detectors are due, looks, and turns what they say into signals. Free of
 * timers and devices: a frame and a time go in, a report comes out. Runs in the worker, and in Node with simulated time.
 */
import type { SignalKind } from '../../../shared/journal/entry.ts';
import { budgetBeside, type Costs, costAfter, firstCosts, intervalsFor, type Job, SOUND_SHARE } from './cadence.ts';
import { close, newTrack, observe, type Told, type Track } from './debounce.ts';
import { fingerprint, frozen } from './detectors/camera.ts';
import type { Observation } from './detectors/detector.ts';
import { type Baseline, baselineOf, type Look, lookingAway } from './detectors/gaze.ts';
import { enrolled, MATCH, nearest, otherFace } from './detectors/identity.ts';
import { lightOf, type PictureState, pictureState } from './detectors/light.ts';
import { countedFaces, presence } from './detectors/presence.ts';
import { thingsSeen, zoomsFor } from './detectors/things.ts';
import type { Eyes, Face } from './eyes.ts';
import type { Frame } from './frame.ts';
import { ruleFor } from './rules.ts';

export type WatchSettings = {
  /** Signals that an accommodation explains: what only serves them is not even looked for. */
  muted: readonly string[];
  /** Descriptors of the check-in; without any, the face of the first quiet looks is enrolled. */
  references: readonly (readonly number[])[];
  baseline: Baseline | null;
};
export type Signal = Told & { detector: string };
export type Report = {
  at: number;
  faces: number;
  picture: PictureState;
  /** The state that the candidate should do something about, once it lasts. */
  notice: Exclude<PictureState, 'good'> | null;
  signals: Signal[];
  /** ms spent. */
  cost: number;
};

/** Distances in one verdict of identity, and looks from which a first face is enrolled. */
const IDENTITY_LOOKS = 3;
const ENROL_LOOKS = 5;
/** While a face is in doubt, or not enrolled, it is looked at this many times as often. */
const DOUBT = 4;
const KEPT_PRINTS = 120;
/** A state is shown to the candidate once it has filled this time, and goes as soon as a picture is good again. */
const NOTICE_MS = 3_000;
/** Seen this well and this squarely, a face may be compared. */
const SQUARE_YAW = 25;
const technical: Partial<Record<PictureState, SignalKind>> = {
  'too-dark': 'too-dark',
  backlit: 'backlit',
  'too-far': 'too-far',
  covered: 'camera-covered',
};

/** The state that all of the last `ms` show, if they do and it is not good. */
export function noticeFrom(states: readonly { at: number; picture: PictureState }[], ms: number): Report['notice'] {
  const last = states.at(-1);
  const first = states[0];
  if (!last || !first || last.picture === 'good' || last.at - first.at < ms * 0.6) return null;
  return states.every(({ picture }) => picture === last.picture) ? last.picture : null;
}

export function createWatch(eyes: Eyes, settings: WatchSettings, clock: () => number = () => performance.now()) {
  const muted = new Set(settings.muted);
  const seeksThings = (['phone', 'book', 'second-person'] as const).some((signal) => !muted.has(signal));
  const tracks = new Map<SignalKind, Track>();
  const last = new Map<Job, number>();
  let references: ArrayLike<number>[] = [...settings.references];
  let candidates: Float32Array[] = [];
  let baseline = settings.baseline;
  let looks: Look[] = [];
  let distances: number[] = [];
  let prints: number[] = [];
  let costs: Costs = firstCosts;
  let sound = SOUND_SHARE;
  const intervals = (): Costs => intervalsFor(costs, budgetBeside(sound));
  let states: { at: number; picture: PictureState }[] = [];
  let zoom = 0;

  const timed = <T>(job: Job, work: () => T): T => {
    const start = clock();
    const result = work();
    costs = costAfter(costs, job, clock() - start);
    return result;
  };
  /** `hurry` divides the interval: what is in doubt is looked at more often for a while. */
  const isDue = (job: Job, at: number, hurry = 1): boolean => {
    const before = last.get(job);
    if (before !== undefined && at - before < (intervals()[job] * 0.95) / hurry) return false;
    last.set(job, at);
    return true;
  };
  const take = (observation: Observation, at: number): Signal[] => {
    const known = muted.has(observation.signal) ? null : ruleFor(observation.signal);
    if (!known) return [];
    const { track, told } = observe(tracks.get(observation.signal) ?? newTrack, known.rule, observation, at);
    tracks.set(observation.signal, track);
    return told ? [{ ...told, detector: known.detector }] : [];
  };

  /** Head and eyes of the only face; its first looks become the baseline where the check-in left none. */
  const gazeOf = (frame: Frame, face: Face): Observation[] => {
    const look = { pose: face.pose, openness: face.openness, gaze: eyes.gaze(frame, face) };
    if (!baseline) {
      looks = [...looks.slice(-40), look];
      baseline = baselineOf(looks);
      return [];
    }
    return [lookingAway(look, baseline)];
  };
  const identityOf = (frame: Frame, face: Face): Observation[] => {
    if (Math.abs(face.pose.yaw - (baseline?.yaw ?? 0)) > SQUARE_YAW) return [];
    const descriptor = eyes.descriptor(frame, face);
    if (references.length === 0) {
      candidates = [...candidates, descriptor];
      if (candidates.length >= ENROL_LOOKS) references = [enrolled(candidates)];
      return [];
    }
    distances = [...distances, nearest(descriptor, references)].slice(-IDENTITY_LOOKS);
    if (distances.length < IDENTITY_LOOKS) return [];
    const verdict = otherFace(distances);
    return verdict ? [verdict] : [];
  };
  const stateObservations = (picture: PictureState): Observation[] =>
    (['too-dark', 'backlit', 'too-far', 'covered'] as const).flatMap((state) => {
      const signal = technical[state];
      return signal ? [{ signal, seen: picture === state, confidence: 0.8 }] : [];
    });

  return {
    /** ms until the next frame is worth handing in. */
    interval: (): number => intervals().faces,
    /** `share` of a core that hearing takes here: the camera has the rest. */
    hears(share: number): void {
      sound = share;
    },
    /** `at`: ms of the wall clock, as signals carry it. */
    look(frame: Frame, at: number): Report {
      const start = clock();
      const found = timed('faces', () => countedFaces(eyes.faces(frame)));
      const [face] = found;
      const light = face ? { light: lightOf(frame, face.box), height: face.box[3] } : null;
      const picture = pictureState(lightOf(frame), light, frame.height);
      // Black and white pixels are the same in every picture: a dark one says nothing about the camera.
      prints = picture === 'good' ? [...prints, fingerprint(frame)].slice(-KEPT_PRINTS) : [];
      const canSee = picture === 'good' || (face !== undefined && picture !== 'covered');
      const observations = [...stateObservations(picture), ...presence(found, canSee)];
      if (prints.length > 0) observations.push(frozen(prints));
      const alone = found.length === 1 && face && picture !== 'too-dark' ? face : null;
      if (alone && !muted.has('looking-away') && isDue('gaze', at))
        observations.push(...timed('gaze', () => gazeOf(frame, alone)));
      if (
        alone &&
        picture === 'good' &&
        isDue('identity', at, references.length === 0 || distances.some((one) => one > MATCH) ? DOUBT : 1)
      )
        observations.push(...timed('identity', () => identityOf(frame, alone)));
      if (seeksThings && picture === 'good' && isDue('things', at)) {
        const zooms = zoomsFor(frame, face ?? null);
        zoom = (zoom + 1) % zooms.length;
        observations.push(...timed('things', () => thingsSeen(eyes.things(frame, zooms.slice(zoom, zoom + 1)), frame)));
      }
      const signals = observations.flatMap((observation) => take(observation, at));
      states = [...states.filter((one) => at - one.at <= NOTICE_MS), { at, picture }];
      return { at, faces: found.length, picture, notice: noticeFrom(states, NOTICE_MS), signals, cost: clock() - start };
    },
    /** What is still open, with its length so far. */
    end: (): Signal[] =>
      [...tracks].flatMap(([signal, track]) => {
        const told = close(track, signal);
        const known = ruleFor(signal);
        return told && known ? [{ ...told, detector: known.detector }] : [];
      }),
    /** Takes an observation of a detector that is not the camera's: speech, typing, the camera's name. */
    take,
  };
}
export type Watch = ReturnType<typeof createWatch>;
