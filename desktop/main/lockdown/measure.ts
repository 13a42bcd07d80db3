/** What each measure of the lockdown can do, per operating system (docs/lockdown.md). */
import type * as z from 'zod/mini';
import type { candidateBodies, MeasureState } from '../../../shared/journal/entry.ts';
import type { MeasureId } from '../../../shared/preflight/measures.ts';

export type { MeasureId } from '../../../shared/preflight/measures.ts';
export { measureIds } from '../../../shared/preflight/measures.ts';

export const platforms = ['win32', 'darwin', 'linux'] as const;
export type Platform = (typeof platforms)[number];
/** The best a measure reaches on each system, when it works there. */
export type States = Record<Platform, MeasureState>;
export const everywhere = (state: MeasureState): States => ({ win32: state, darwin: state, linux: state });

/** Every file of a measure exports one: its name, and what it reaches where. */
export type Measure = { id: MeasureId; states: States };

export type MeasureReport = { id: MeasureId; state: MeasureState };
export type Signal = z.infer<typeof candidateBodies.signal>;
/** Hears what main itself observed. */
export type Observe = (signal: Signal) => void;

/** Hears at once of something that is observed in full only when it is over. */
export type OnBegin = (signal: Signal['signal'], at: number) => void;

/** A signal that main saw with its own eyes. Times are wall-clock milliseconds. */
export const observed = (signal: Signal['signal'], rule: string, from: number, to: number, note?: string): Signal => ({
  signal,
  detector: `lockdown-${rule}@1`,
  from,
  to,
  confidence: 1,
  ...(note !== undefined && { note: note.slice(0, 200) }),
});
