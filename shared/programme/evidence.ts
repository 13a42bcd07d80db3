/**
 * What a programme's rules look at: a learner's results, credentials and payments, and whatever is still open. Lists that
 * came later are optional: stored evidence is never filled in, so that it keeps its hash.
 */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { CourseCode } from './codes.ts';
import { CalendarDate } from './dates.ts';
import { Cents, Percent, Share } from './units.ts';

const Millis = z.int().check(z.minimum(0));
const Words = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));

export const CourseResult = z.object({
  course: CourseCode,
  run: Words(64),
  grade: Percent,
  verified: z.boolean(),
  completedOn: CalendarDate,
  /** The account it was earned with, where the source says so. */
  account: z.optional(Words(200)),
});
export type CourseResult = z.infer<typeof CourseResult>;

export const ExamResult = z.object({
  exam: Id,
  sitting: Id,
  /** 0 where there is no score: a no-show, or an attempt that was given back. */
  score: Share,
  /** `restored`: given back after a technical fault; it does not count, nor as an attempt. */
  state: z.enum(['provisional', 'final', 'invalidated', 'no-show', 'restored']),
  takenAt: Millis,
  /** When it ended, where that is known. */
  endedAt: z.optional(Millis),
});
export type ExamResult = z.infer<typeof ExamResult>;

export const CapstoneResult = z.object({
  capstone: Id,
  grade: Percent,
  /** How many people marked it. */
  people: z.int().check(z.minimum(0), z.maximum(100)),
  state: z.enum(['provisional', 'final', 'invalidated']),
  completedOn: CalendarDate,
});
export type CapstoneResult = z.infer<typeof CapstoneResult>;

/** A credential of a programme as it stands now; `held` while it is suspended or a decision on it is open. */
export const HeldCredential = z.object({ programme: Id, awardedOn: CalendarDate, state: z.enum(['valid', 'held']) });
export type HeldCredential = z.infer<typeof HeldCredential>;

export const Payment = z.object({
  /** The fee's id in the programme. */
  fee: Id,
  /** As the payment's source names it; the same reference again is the same payment in a newer state. */
  reference: Words(100),
  amountCents: Cents,
  state: z.enum(['paid', 'waived', 'refunded', 'charged-back']),
  at: Millis,
});
export type Payment = z.infer<typeof Payment>;

/** A further attempt that staff granted within the rules' discretion. */
export const ExtraAttempt = z.object({ exam: Id, reason: Words(500), at: Millis });
export type ExtraAttempt = z.infer<typeof ExtraAttempt>;

export const HoldKind = z.enum(['incident', 'marking', 'identity', 'revocation', 'payment', 'regrade', 'appeal']);
export type HoldKind = z.infer<typeof HoldKind>;
/** A reason why nothing may be signed yet, in words that the learner may read. */
export const Hold = z.object({ kind: HoldKind, subject: Id, reason: Words(500) });
export type Hold = z.infer<typeof Hold>;

export const Evidence = z.object({
  learner: Id,
  /** The moment at which the rules are applied, ms since 1970: ages are counted from here. */
  at: Millis,
  courses: z.array(CourseResult),
  exams: z.array(ExamResult),
  holds: z.array(Hold),
  capstones: z.optional(z.array(CapstoneResult)),
  credentials: z.optional(z.array(HeldCredential)),
  payments: z.optional(z.array(Payment)),
  extraAttempts: z.optional(z.array(ExtraAttempt)),
});
export type Evidence = z.infer<typeof Evidence>;
