/** From what the detectors see to one piece of advice, in words, and not too often: pure. */
import type { Seen } from '../monitors/protocol.ts';

export type Advice =
  | 'nobody'
  | 'several'
  | 'covered'
  | 'too-dark'
  | 'backlit'
  | 'closer'
  | 'further'
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'straight'
  | 'good';

/** Height of the face as a share of the picture's. */
const SMALL = 0.22;
const LARGE = 0.75;
const OFF_CENTRE = 0.2;
const TURNED = 22;

/** The one thing to do next. Left and right are the candidate's own, as in a mirror. */
export function adviceFor({ faces, picture, width, height }: Seen): Advice {
  if (picture === 'covered' || picture === 'too-dark' || picture === 'backlit') return picture;
  const [face] = faces;
  if (!face) return 'nobody';
  if (faces.length > 1) return 'several';
  const [x, y, w, h] = face.box;
  if (picture === 'too-far' || h / height < SMALL) return 'closer';
  if (h / height > LARGE) return 'further';
  const aside = (x + w / 2) / width - 0.5;
  const above = (y + h / 2) / height - 0.5;
  // The camera's picture is not mirrored: what is on its left is on the candidate's right.
  if (Math.abs(aside) > OFF_CENTRE) return aside < 0 ? 'left' : 'right';
  if (Math.abs(above) > OFF_CENTRE) return above < 0 ? 'down' : 'up';
  return Math.abs(face.pose.yaw) > TURNED ? 'straight' : 'good';
}

/** What is on screen and was said, and what has been seen since. */
export type Guide<A extends string> = { shown: A | null; since: number; next: A | null; times: number };
export const newGuide = <A extends string>(): Guide<A> => ({ shown: null, since: 0, next: null, times: 0 });

/** Seen this often in a row it is said; what was said stays at least this long. */
const TIMES = 3;
const STAYS_MS = 3_000;

/** The guide after one more look at `at` ms. One blurred frame changes nothing, and nobody is talked at without a pause. */
export function guided<A extends string>(guide: Guide<A>, advice: A, at: number): Guide<A> {
  if (advice === guide.shown) return { ...guide, next: null, times: 0 };
  const times = advice === guide.next ? guide.times + 1 : 1;
  const due = guide.shown === null ? times >= 2 : times >= TIMES && at - guide.since >= STAYS_MS;
  return due ? { shown: advice, since: at, next: null, times: 0 } : { ...guide, next: advice, times };
}
