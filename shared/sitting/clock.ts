/**
 * The exam clock, as a pure function over journal entries.
 *
 * Time counts only while the client demonstrably ran: between two entries of one boot by the monotonic timer. Between two
 * boots (crash, power cut) the time lost is given back up to a limit. How long that was, only the server can say: it
 * settles each interruption with a `time-restored` act, which holds from its receipt on. Until then an interruption costs
 * nothing, because a computer's clock that jumped must never end an exam.
 */
import type { At } from '../journal/entry.ts';

/** An interruption between two boots of the client while the clock ran. Times in ms. */
export type Gap = { boot: string; gapMs: number; restoredMs: number; settled: boolean };

export type Clock = {
  allowedMs: number;
  /** Most that interruptions may give back without a person. */
  restoreMs: number;
  extendedMs: number;
  /** Counted from monotonic timers alone; interruptions are in `gaps`. */
  countedMs: number;
  gaps: Gap[];
  running: boolean;
  /** The last moment counted, from which the running clock goes on. */
  last: At | null;
};

export const newClock = (allowedMs: number, restoreMs: number): Clock => ({
  allowedMs,
  restoreMs,
  extendedMs: 0,
  countedMs: 0,
  gaps: [],
  running: false,
  last: null,
});

/** How much an interruption of `gapMs` gives back when `restoredMs` was given back before. */
export const restorable = (gapMs: number, restoredMs: number, limitMs: number): number =>
  Math.max(0, Math.min(gapMs, limitMs - restoredMs));

/** What the server has given back for interruptions, in ms. */
export const restoredMs = (clock: Clock): number => clock.gaps.reduce((sum, gap) => sum + (gap.settled ? gap.restoredMs : 0), 0);

/** Counts the time up to `at`. Call it for every candidate entry, in order, before the entry's own effect. */
export function advance(clock: Clock, at: At): Clock {
  if (!clock.running || !clock.last) return clock;
  if (clock.last.boot === at.boot) {
    const passed = Math.max(0, at.mono - clock.last.mono);
    return { ...clock, countedMs: clock.countedMs + passed, last: passed > 0 ? at : clock.last };
  }
  const known = clock.gaps.find((gap) => gap.boot === at.boot);
  const gapMs = Math.max(0, at.wall - clock.last.wall);
  const estimate: Gap = { boot: at.boot, gapMs, restoredMs: gapMs, settled: false };
  return { ...clock, gaps: known ? clock.gaps : [...clock.gaps, estimate], last: at };
}

/** Puts the server's settlement of one interruption in place of the estimate, in whichever order the two arrive. */
export function settle(clock: Clock, gap: Omit<Gap, 'settled'>): Clock {
  const settled = { ...gap, settled: true };
  const known = clock.gaps.some((g) => g.boot === gap.boot);
  return { ...clock, gaps: known ? clock.gaps.map((g) => (g.boot === gap.boot ? settled : g)) : [...clock.gaps, settled] };
}

export const start = (clock: Clock, at: At): Clock => ({ ...clock, running: true, last: at });
export const stop = (clock: Clock): Clock => ({ ...clock, running: false });
export const extend = (clock: Clock, ms: number): Clock => ({ ...clock, extendedMs: clock.extendedMs + ms });

/** Time used so far: what the timers counted, plus what interruptions took and did not give back. */
export const usedMs = (clock: Clock): number =>
  clock.countedMs + clock.gaps.reduce((sum, gap) => sum + gap.gapMs - gap.restoredMs, 0);

/**
 * Time left, never below zero.
 * @param now the present on the same boot as the last entry; without it, the time left at that entry
 */
export function remainingMs(clock: Clock, now?: At): number {
  const present = now ? advance(clock, now) : clock;
  return Math.max(0, present.allowedMs + present.extendedMs - usedMs(present));
}
