/** All measurements, in the order in which they are told. Another detector's goes into this list. */
import { documents } from './documents.ts';
import { faces } from './faces.ts';
import { gaze } from './gaze.ts';
import { identity } from './identity.ts';
import type { Measurement } from './kit.ts';
import { liveness } from './liveness.ts';
import { hearing } from './speech.ts';
import { things } from './things.ts';
import { typists } from './typing.ts';

/** Seen and heard during the exam: what the short version runs. Documents have one of their own (`documents.test.ts`). */
export const watched: Record<string, Measurement> = {
  faces,
  identity,
  gaze,
  liveness,
  things,
  speech: hearing,
  typing: typists,
};
export const measurements: Record<string, Measurement> = { ...watched, documents };
