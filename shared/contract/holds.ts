/** Holds on decisions, and what a person has to decide before a decision may stand. */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { Cents, HoldKind, Percent } from '../programme/index.ts';
import { route } from './kit.ts';

const Millis = z.number();
const Text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
const ById = z.object({ id: Id });
const reviewers = ['reviewer', 'administrator'] as const;

/** What people put on; the others come from what they are about. */
export const ManualHold = z.enum(['identity', 'payment', 'regrade', 'appeal']);
export const ToHold = z.object({ learner: Id, programme: z.nullable(Id), kind: ManualHold, reason: Text(500) });
export type ToHold = z.infer<typeof ToHold>;
/** What a learner objects to: a finding on an incident, the score of a sitting, or the decision in a programme. */
export const AppealAbout = z.object({ kind: z.enum(['incident', 'sitting', 'decision']), id: Id });
export type AppealAbout = z.infer<typeof AppealAbout>;
export const HoldSummary = z.object({
  id: Id,
  learner: Id,
  name: z.string(),
  /** Null: every programme. */
  programme: z.nullable(Id),
  kind: HoldKind,
  /** Of an appeal that the learner made. */
  about: z.nullable(AppealAbout),
  reason: z.string(),
  openedAt: Millis,
  openedBy: z.string(),
  closedAt: z.nullable(Millis),
  closedBy: z.nullable(z.string()),
  outcome: z.nullable(z.string()),
});
export type HoldSummary = z.infer<typeof HoldSummary>;

/** A question that only a person can answer; while it is open, nothing is signed for the learners it is about. */
export const Doubt = z.object({
  /** The same question has the same key. */
  key: z.string(),
  kind: z.enum(['same-person']),
  learners: z.array(z.object({ id: Id, name: z.string(), country: z.string() })),
  /** What speaks for it, in words. */
  signs: z.array(z.string()),
  /** Whether two people have agreed on it; the claims say what. */
  settled: z.boolean(),
  /** What one person answered before claims took two. */
  answer: z.nullable(z.object({ answer: z.enum(['yes', 'no']), by: z.string(), at: Millis, reason: z.string() })),
});
export type Doubt = z.infer<typeof Doubt>;

/** What is known from elsewhere and recorded by hand. The same reference again says the same thing anew. */
export const ToRecord = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('payment'),
    learner: Id,
    fee: Id,
    reference: Text(100),
    amountCents: Cents,
    state: z.enum(['paid', 'waived', 'refunded', 'charged-back']),
  }),
  z.object({
    kind: z.literal('capstone'),
    learner: Id,
    capstone: Id,
    reference: Text(100),
    grade: Percent,
    people: z.int().check(z.minimum(0), z.maximum(100)),
  }),
  z.object({ kind: z.literal('extra-attempt'), learner: Id, exam: Id, reason: Text(500) }),
]);
export type ToRecord = z.infer<typeof ToRecord>;

export const holdRoutes = {
  /** Then the learner's decisions are taken again. */
  record: route({
    method: 'POST',
    path: '/api/console/facts',
    allowed: ['administrator'],
    body: ToRecord,
    reply: z.object({ taken: z.number(), unchanged: z.number() }),
  }),
  holds: route({ method: 'GET', path: '/api/console/holds', allowed: reviewers, reply: z.array(HoldSummary) }),
  hold: route({ method: 'POST', path: '/api/console/holds', allowed: reviewers, body: ToHold, reply: z.array(HoldSummary) }),
  close: route({
    method: 'POST',
    path: '/api/console/holds/:id/close',
    allowed: reviewers,
    params: ById,
    body: z.object({ outcome: Text(500) }),
    reply: z.array(HoldSummary),
  }),
  doubts: route({ method: 'GET', path: '/api/console/doubts', allowed: reviewers, reply: z.array(Doubt) }),
};
