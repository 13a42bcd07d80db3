/** Errors as both sides speak them. The code is stable and is what a message catalogue translates. */
import * as z from 'zod/mini';

export const problemCodes = [
  'bad-input',
  'too-large',
  'unknown-protocol',
  'not-signed-in',
  'not-allowed',
  'not-found',
  'too-many',
  'busy',
  'conflict',
  'bad-code',
  'not-eligible',
  'outside-window',
  'bound-elsewhere',
  'already-over',
  'bad-proof',
  'wrong-sequence',
  'gap',
  'fork',
  'bad-chain',
  'bad-signature',
  'tier-too-low',
  'not-released',
  'unreachable',
  'internal',
] as const;
export const ProblemCode = z.enum(problemCodes);
export type ProblemCode = z.infer<typeof ProblemCode>;

/** What happened (`message`), where (`place`, e.g. `entries.3.body.item`), and what to do is in the message. */
export const Problem = z.object({
  code: ProblemCode,
  message: z.string(),
  place: z.optional(z.string()),
  /** Rule by rule, when a gate refused. */
  reasons: z.optional(z.array(z.string())),
  /** The highest contiguous sequence number stored, when a batch was refused. */
  acked: z.optional(z.number()),
});
export type Problem = z.infer<typeof Problem>;

/** The answer to a socket call. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; problem: Problem };
