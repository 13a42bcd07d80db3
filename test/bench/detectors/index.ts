/** All measurements, in the order in which they are told. Another detector's goes into this list. */
import { documents } from './documents.ts';
import { faces } from './faces.ts';
import { identity } from './identity.ts';
import type { Measurement } from './kit.ts';
import { hearing } from './speech.ts';
import { things } from './things.ts';

export const measurements: Record<string, Measurement> = { faces, identity, things, speech: hearing, documents };
