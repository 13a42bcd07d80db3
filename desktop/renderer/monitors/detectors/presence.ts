/** How many people are in view: nobody, the candidate, or somebody else too. */
import type { Face } from '../eyes.ts';
import type { Observation } from './detector.ts';

export const presenceVersion = 'presence@1';

/** The candidate counts from the score at which the net says "face"; a second person must be plain to see. */
export const FIRST_SCORE = 0.5;
export const FIRST_FLAG = 0.3;
export const FURTHER_SCORE = 0.75;
export const FURTHER_FLAG = 0.5;
/** A head far back in the room, a picture on the wall: shorter than this share of the largest face it is not reported. */
const LEAST_SIZE = 0.2;

/** The faces that count, largest first. */
export function countedFaces(faces: readonly Face[]): Face[] {
  const sure = faces.filter((face) => face.score >= FURTHER_SCORE && face.flag > FURTHER_FLAG);
  const counted = sure.length > 0 ? sure : bestOf(faces);
  const largest = Math.max(0, ...counted.map(({ box }) => box[3]));
  return counted.filter(({ box }) => box[3] >= largest * LEAST_SIZE).toSorted((a, b) => b.box[3] - a.box[3]);
}

const bestOf = (faces: readonly Face[]): Face[] =>
  faces
    .filter((face) => face.score >= FIRST_SCORE && face.flag > FIRST_FLAG)
    .toSorted((a, b) => b.score * b.flag - a.score * a.flag)
    .slice(0, 1);

/** Observations of `no-face` and `several-faces`. Of a picture that nothing can be seen in, nothing is said. */
export function presence(counted: readonly Face[], canSee: boolean): Observation[] {
  if (!canSee) return [];
  const second = counted[1];
  const best = Math.max(0, ...counted.map(({ score }) => score));
  return [
    { signal: 'no-face', seen: counted.length === 0, confidence: counted.length === 0 ? 0.9 : best },
    { signal: 'several-faces', seen: second !== undefined, confidence: second ? Math.min(second.score, second.flag) : 0.9 },
  ];
}
