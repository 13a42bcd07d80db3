/** Which clips belong to an incident, from the journal: what is named there but has not arrived is said to be waiting. */
import type { TimelineEntry } from '../../shared/contract/console.ts';
import type { ClipRef } from '../../shared/contract/evidence.ts';
import { candidateBodies } from '../../shared/journal/entry.ts';

/** Pieces of clips near an incident, in the order of their beginnings; each once, though several signals may share it. */
export function clipsAround(
  timeline: readonly TimelineEntry[],
  here: ReadonlySet<string>,
  near: (wall: number) => boolean,
): ClipRef[] {
  const found = new Map<string, ClipRef>();
  for (const { kind, body } of timeline) {
    const clip = kind === 'clip-taken' ? candidateBodies['clip-taken'].safeParse(body) : null;
    if (!clip?.success) continue;
    const { blob, signal, from, to } = clip.data;
    if (near(from) || near(to)) found.set(blob, { hash: blob, signal, from, to, state: here.has(blob) ? 'here' : 'waiting' });
  }
  return [...found.values()].toSorted((a, b) => a.from - b.from);
}
