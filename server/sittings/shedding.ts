/** What the server refuses first when it is behind: clips, then stills. Check-in pictures, answers and the journal never. */

const shedAt = new Map([
  ['clip', 0.25],
  ['still', 0.5],
]);

/** Whether a picture of this purpose has to wait at this load. */
export const mustWait = (purpose: string, load: number): boolean => load >= (shedAt.get(purpose) ?? Number.POSITIVE_INFINITY);

/** Units waiting for a commit, and pictures being stored, at which the server counts as full. */
const FULL_QUEUE = 4_000;
const FULL_UPLOADS = 64;

/** How full the server is, 0..1 and beyond. */
export const loadOf = (waiting: number, uploads: number): number => Math.max(waiting / FULL_QUEUE, uploads / FULL_UPLOADS);
