/**
 * What the server says, as data: an id of the message catalogues and its values. Pages say it in the reader's language;
 * records keep the English words beside it.
 */
import * as z from 'zod/mini';

/** Percentages 0..100, days as `YYYY-MM-DD` and moments in ms since 1970 are written as the reader's language does. */
export const SaidValue = z.union([
  z.string(),
  z.number(),
  z.object({ percent: z.number() }),
  z.object({ day: z.string() }),
  z.object({ at: z.number() }),
  z.object({ cents: z.number(), currency: z.string() }),
]);
export type SaidValue = z.infer<typeof SaidValue>;
export const Said = z.object({ id: z.string(), values: z.optional(z.record(z.string(), SaidValue)) });
export type Said = z.infer<typeof Said>;
