/** All that is known of one learner, for whoever answers their question. */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { DecisionSummary, RuleReport } from './console.ts';
import { CredentialSummary } from './credentials.ts';
import { route } from './kit.ts';
import { Authorisation } from './registration.ts';

const Millis = z.number();
export const SupportPage = z.object({
  learner: Id,
  name: z.string(),
  country: z.string(),
  email: z.string(),
  identity: z.nullable(
    z.object({ name: z.string(), romanised: z.string(), username: z.nullable(z.string()), idVerifiedOn: z.nullable(z.string()) }),
  ),
  /** What is open about the learner, in words. */
  holds: z.array(z.string()),
  courses: z.array(
    z.object({ course: z.string(), run: z.string(), grade: z.number(), verified: z.boolean(), completedOn: z.string() }),
  ),
  /** The gate of every window that is not over, rule by rule. */
  gates: z.array(z.object({ window: Id, title: z.string(), report: RuleReport })),
  authorisations: z.array(Authorisation),
  sittings: z.array(
    z.object({
      id: Id,
      window: z.string(),
      stage: z.string(),
      /** Points of the maximum and what became of them, once graded. */
      result: z.nullable(z.object({ score: z.number(), max: z.number(), state: z.string(), passed: z.boolean() })),
    }),
  ),
  exams: z.array(z.object({ exam: z.string(), percent: z.number(), state: z.string(), takenAt: Millis })),
  payments: z.array(z.object({ fee: z.string(), cents: z.number(), state: z.string(), at: Millis })),
  decisions: z.array(DecisionSummary),
  credentials: z.array(CredentialSummary),
  platforms: z.array(z.object({ platform: z.string(), sub: z.string(), state: z.string() })),
  imports: z.array(z.object({ at: Millis, by: z.string(), file: z.string(), what: z.string() })),
  notices: z.array(z.object({ at: Millis, subject: z.string(), text: z.string(), sentAt: z.nullable(Millis) })),
});
export type SupportPage = z.infer<typeof SupportPage>;

export const supportRoutes = {
  support: route({
    method: 'GET',
    path: '/api/console/learners/:id/support',
    allowed: ['administrator'],
    params: z.object({ id: Id }),
    reply: SupportPage,
  }),
};
