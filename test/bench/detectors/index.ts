/** All measurements, in the order in which they are told. Another detector's goes into this list. */
import { benchDocuments } from './documents.ts';
import { faces } from './faces.ts';
import { identity } from './identity.ts';
import { type Measurement, mark } from './kit.ts';
import { hearing } from './speech.ts';
import { things } from './things.ts';

/** Identity documents have a short version of their own (`documents.test.ts`). */
const documents: Measurement = async ({ folder, quick }) => {
  const title = 'Identity documents';
  if (!folder || quick) return { title, lines: ['not measured here'], marks: [] };
  const { lines, misses } = await benchDocuments(folder);
  return {
    title,
    lines,
    marks: [mark('every mark of documents and names', misses.length === 0, misses.join('; ') || 'none missed')],
  };
};

/** Seen and heard during the exam: what the short version runs. */
export const watched: Record<string, Measurement> = { faces, identity, things, speech: hearing };
export const measurements: Record<string, Measurement> = { ...watched, documents };
