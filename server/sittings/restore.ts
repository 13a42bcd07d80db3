/** How long an interruption between two boots of the client really was, by the server's own clock. Pure. */
import { type Clock, type Gap, restorable, restoredMs } from '../../shared/sitting/clock.ts';

/** Per boot of the client: the least seen difference between the server's clock at storing and the client's wall clock. */
export type Offsets = Record<string, number>;

/** The fastest delivery comes nearest to the true difference of the clocks, so the least offset is kept. */
export const withOffset = (offsets: Offsets, boot: string, storedAt: number, wall: number): Offsets => ({
  ...offsets,
  [boot]: Math.min(offsets[boot] ?? Number.POSITIVE_INFINITY, storedAt - wall),
});

/**
 * Settles the interruption before `boot`: the client's wall clock may have been set while the machine was off, so both
 * ends are put on the server's clock first.
 * @param before the clock just before the first entry of the new boot
 * @param first wall time of that entry, on the client
 */
export function settlement(before: Clock, offsets: Offsets, boot: string, first: number): Omit<Gap, 'settled'> | null {
  if (!before.running || !before.last || before.last.boot === boot) return null;
  const from = before.last.wall + (offsets[before.last.boot] ?? 0);
  const to = first + (offsets[boot] ?? 0);
  const gapMs = Math.max(0, Math.round(to - from));
  return { boot, gapMs, restoredMs: restorable(gapMs, restoredMs(before), before.restoreMs) };
}
