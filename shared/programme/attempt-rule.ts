/** How often an exam may be taken, and when again. */
import * as z from 'zod/mini';

export const AttemptRule = z.strictObject({
  /** Attempts that count, in total; null for no limit. */
  most: z.nullable(z.int().check(z.minimum(1), z.maximum(100))),
  /** Days to wait after the first attempt without a pass, the second, and so on; the last one holds from then on. */
  waitDays: z.array(z.int().check(z.minimum(0), z.maximum(3650))).check(z.maxLength(20)),
  /** Who did not come has used the attempt. */
  noShowCounts: z.boolean(),
  /** Whether a passed exam may be taken again; the best result counts. */
  againAfterPass: z.boolean(),
  /** Further attempts that staff may grant one learner. */
  discretionary: z.int().check(z.minimum(0), z.maximum(20)),
  /** Attempts that one payment of the exam's fee buys; without it the fee is no matter of attempts. */
  perPayment: z.optional(z.int().check(z.minimum(1), z.maximum(20))),
  /** What becomes of bought and unused attempts when it is paid again: `half` is rounded down. */
  carryOver: z.optional(z.enum(['none', 'half', 'all'])),
  /** The attempt is used by registering, not by sitting. */
  registrationCounts: z.optional(z.boolean()),
});
export type AttemptRule = z.infer<typeof AttemptRule>;
