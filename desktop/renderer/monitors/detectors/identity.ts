/** Whether the face is the one enrolled at check-in, by the distance of descriptors. */
import { distance } from '../nets/face-descriptor.ts';
import type { Observation } from './detector.ts';

export const identityVersion = 'identity@1';

/** Up to here it is the same person: false matches at most 0.1 % in every group measured (docs/model-card.md). */
export const MATCH = 0.5;
/** Up to here nobody can say: more frames are taken. Beyond, and lasting, a person looks. */
export const UNSURE = 0.62;

export type Likeness = 'match' | 'unsure' | 'other';
export const likenessAt = (distance: number): Likeness => (distance <= MATCH ? 'match' : distance <= UNSURE ? 'unsure' : 'other');

/** The mean of several descriptors of one person: steadier than any of them. @throws Error without any */
export function enrolled(descriptors: readonly ArrayLike<number>[]): Float32Array {
  const [first] = descriptors;
  if (!first) throw new Error('There is no descriptor to enrol.');
  const mean = new Float32Array(first.length);
  for (const one of descriptors)
    for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] ?? 0) + (one[i] ?? 0) / descriptors.length;
  return mean;
}

/** The least distance of a descriptor to those of the enrolled person (portrait, document, frames of the check-in). */
export const nearest = (descriptor: ArrayLike<number>, references: readonly ArrayLike<number>[]): number =>
  Math.min(Number.POSITIVE_INFINITY, ...references.map((reference) => distance(descriptor, reference)));

/**
 * Over the frames of one look (three or more): the median distance decides, so that no single bad frame does.
 * @returns null without frames
 */
export function likenessOver(distances: readonly number[]): { likeness: Likeness; distance: number } | null {
  const sorted = distances.toSorted((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  return middle === undefined ? null : { likeness: likenessAt(middle), distance: middle };
}

/** Observation of `other-face`. Unsure is neither: null, take more frames. */
export function otherFace(distances: readonly number[]): Observation | null {
  const over = likenessOver(distances);
  if (!over || over.likeness === 'unsure') return null;
  const seen = over.likeness === 'other';
  const confidence = seen ? Math.min(1, 0.5 + (over.distance - UNSURE) * 2) : Math.min(1, 0.5 + (MATCH - over.distance) * 2);
  return { signal: 'other-face', seen, confidence, note: `distance ${over.distance.toFixed(2)}` };
}
