/** Whole minutes of a duration, rounded up so that no lost time is spoken smaller than it was. */
export const minutesOf = (ms: number): number => Math.ceil(ms / 60_000);
