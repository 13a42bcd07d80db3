/**
 * The plan of a sitting: which questions are open, in which order, under which rules and time limits. The server writes
 * it (`planned`) before the exam begins. Where rules depend on answers it opens stretch after stretch, each with a newer
 * plan that holds all of the one before. It names nothing that an author wrote but the titles of sections.
 */
import * as z from 'zod/mini';
import { Id } from './names.ts';

const Count = z.number().check(z.int(), z.nonnegative(), z.maximum(100_000));
const Millis = z.number().check(z.int(), z.nonnegative());

/** A test part (QTI 3.0, 5.140). `linear`: nobody goes back. `together`: handed in as a whole, when it is left. */
export const PlannedPart = z.object({ linear: z.boolean(), together: z.boolean() });
export type PlannedPart = z.infer<typeof PlannedPart>;

/** What a whole answer holds at least, in the names of the form. `number`: it is one, or one without a fraction. */
export const Asked = z.object({
  response: z.string().check(z.maxLength(64)),
  min: Count,
  number: z.nullable(z.enum(['integer', 'float'])),
});
export type Asked = z.infer<typeof Asked>;

export const PlannedItem = z.object({
  id: Id,
  /** Its place in `parts`. */
  part: Count,
  /** From 1. A stretch is what is opened at once. */
  stretch: Count,
  /** May be left without an answer. */
  skip: z.boolean(),
  /** May only be left with an answer that is complete. */
  validate: z.boolean(),
  /**
   * How many attempts there are, where the author bounds them: one ends when one of these responses, buttons of the question, is
   * pressed. Absent where nothing but time and leaving ends the work on it.
   */
  attempts: z.optional(z.object({ most: Count, ends: z.array(z.string().check(z.maxLength(64))) })),
  /** What makes an answer complete; absent where any is taken, and in plans from before it was told. */
  asks: z.optional(z.array(Asked)),
  /** May be looked at when its time is over. */
  review: z.boolean(),
});
export type PlannedItem = z.infer<typeof PlannedItem>;

/** A time limit (QTI 3.0, 5.145) over the items it spans, extra time counted in. */
export const PlannedLimit = z.object({
  id: Id,
  level: z.enum(['part', 'section', 'item']),
  /** Of a section that candidates see; otherwise empty. */
  title: z.string(),
  items: z.array(Id),
  minMs: z.nullable(Millis),
  maxMs: z.nullable(Millis),
  /** Answers count although the time is over. */
  late: z.boolean(),
});
export type PlannedLimit = z.infer<typeof PlannedLimit>;

export const Plan = z.object({
  /** The newest stretch. */
  stretch: Count,
  /** Whether the exam ends with it. */
  complete: z.boolean(),
  /** Whether the last part here may go on with the next stretch, as linear parts do whose items have rules. */
  midPart: z.boolean(),
  /** Least time before the exam may be handed in. */
  minMs: z.nullable(Millis),
  parts: z.array(PlannedPart),
  /** In the order in which they are met. */
  items: z.array(PlannedItem),
  limits: z.array(PlannedLimit),
});
export type Plan = z.infer<typeof Plan>;
