/** The shown clock, as pure functions over milliseconds. */

/** Minutes left at which the time is announced. */
export const announcedMinutes = [30, 10, 5, 1] as const;
/** Below this the timer can no longer be hidden. */
export const alwaysShownMs = 5 * 60_000;

/** Time left now, from what main last pushed `sinceMs` ago. */
export const remainingNow = (pushedMs: number, running: boolean, sinceMs: number): number =>
  Math.max(0, pushedMs - (running ? sinceMs : 0));

/** Milliseconds until one of these times left shows another second, or ends: between 1 and 1,001. */
export function untilNextSecond(lefts: readonly number[]): number {
  const waits = lefts.filter((left) => left > 0).map((left) => left % 1000 || 1000);
  // One more, so that the second is surely over when the timer calls.
  return Math.ceil(Math.min(1000, ...waits)) + 1;
}

/** The announcement due when the time left fell from `before` to `after`; the lowest, when several were passed. */
export function announcementDue(before: number, after: number): number | null {
  const passed = announcedMinutes.filter((minutes) => before > minutes * 60_000 && after <= minutes * 60_000);
  return passed.at(-1) ?? null;
}

/** Whole hours, minutes and seconds, rounded up: "0:01" lasts until the end. */
export function clockParts(ms: number): { hours: number; minutes: number; seconds: number } {
  const total = Math.ceil(ms / 1000);
  return { hours: Math.floor(total / 3600), minutes: Math.floor((total % 3600) / 60), seconds: total % 60 };
}
