/** How long an interruption between two boots of the client really was, by the server's own clock. Pure. */
import type { At } from '../../shared/journal/entry.ts';
import { type Clock, type Gap, restorable, restoredMs } from '../../shared/sitting/clock.ts';

/**
 * Per boot of the client, in the order of the boots: the least seen difference between the server's clock at storing and
 * the client's wall clock, in ms. The fastest delivery comes nearest to the true difference of the clocks.
 */
export type Offsets = ReadonlyMap<string, number>;

export const withOffset = (offsets: Offsets, boot: string, storedAt: number, wall: number): Offsets =>
  new Map(offsets).set(boot, Math.min(offsets.get(boot) ?? Number.POSITIVE_INFINITY, storedAt - wall));

/** An interruption that waits for its settlement: the last moment before it, and the first wall time of the new boot. */
export type Interruption = { boot: string; last: At; first: number };

/** The interruption that ends with an entry at `at`, if the clock was running before it on another boot. */
export function interruptionBefore(clock: Clock, at: At): Interruption | null {
  if (!clock.running || !clock.last || clock.last.boot === at.boot) return null;
  return { boot: at.boot, last: clock.last, first: at.wall };
}

/**
 * Settles an interruption. The client's wall clock may have been set while the machine was off, so both ends are put on
 * the server's clock first. Call it once the client's backlog is stored: the offset of a boot that came late with its
 * backlog is too large by the delay, which later entries and boots put right. What remains uncertain favours the candidate.
 */
export function settlement(clock: Clock, offsets: Offsets, { boot, last, first }: Interruption): Omit<Gap, 'settled'> {
  const boots = [...offsets.keys()];
  const since = boots.slice(boots.indexOf(boot)).map((one) => offsets.get(one) ?? 0);
  const from = last.wall + (offsets.get(last.boot) ?? 0);
  const to = first + Math.min(...since);
  const gapMs = Math.max(0, Math.round(to - from));
  return { boot, gapMs, restoredMs: restorable(gapMs, restoredMs(clock), clock.restoreMs) };
}
