/** What a candidate is told once a sitting is over, and how they object to it. Behind a link of their own, without an account. */
import * as z from 'zod/mini';
import { ShownAfterRelease } from '../assessment/shown.ts';
import { Id, Sha256 } from '../journal/entry.ts';
import { IncidentSummary, Outcome, RuleReport } from './console.ts';
import { ClipRef } from './evidence.ts';
import { AppealAbout, HoldSummary } from './holds.ts';
import { route } from './kit.ts';
import { Token } from './token.ts';

const Millis = z.number();
const Text = (max: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max));

export const Appeal = z.object({
  words: z.string(),
  filedAt: Millis,
  /** Null while it is open; then what people made of it, in words. */
  settled: z.nullable(z.object({ at: Millis, outcome: z.string() })),
});
export type Appeal = z.infer<typeof Appeal>;
/** Whether something may be appealed, until when (null: at any time), and the appeals so far, the newest first. */
export const Ground = z.object({ may: z.boolean(), until: z.nullable(Millis), appeals: z.array(Appeal) });
export type Ground = z.infer<typeof Ground>;

/** An incident that people have decided: what it was about, and, when it was upheld, on what evidence and why. */
export const ToldIncident = z.object({
  id: Id,
  cause: IncidentSummary.shape.cause,
  from: Millis,
  to: Millis,
  upheld: z.boolean(),
  /** The reviewers' own words to the candidate. Who they are is not told. */
  reasons: z.array(z.string()),
  pictures: z.array(z.object({ hash: Sha256, takenAt: Millis })),
  clips: z.array(ClipRef),
  ground: z.nullable(Ground),
});
export type ToldIncident = z.infer<typeof ToldIncident>;

export const ToldSitting = z.object({
  id: Id,
  exam: z.string(),
  window: z.string(),
  /** `review`: over, and people still look at it. */
  state: z.enum(['running', 'review', 'final', 'invalidated']),
  /** Of a final result. The share of the maximum that is needed, 0..1. */
  result: z.nullable(
    z.object({ score: z.number(), max: z.number(), percent: z.number(), passMark: z.number(), passed: z.boolean() }),
  ),
  incidents: z.array(ToldIncident),
  /** Whether the policy of the exam lets the candidate see questions, with feedback or solutions. */
  questions: z.boolean(),
  /** When its pictures and clips are destroyed; null until then is known. */
  destroyedAt: z.nullable(Millis),
  ground: z.nullable(Ground),
});
export type ToldSitting = z.infer<typeof ToldSitting>;

export const ToldDecision = z.object({
  programme: Id,
  title: z.string(),
  outcome: Outcome,
  decidedAt: Millis,
  report: RuleReport,
  credential: z.nullable(Id),
  ground: Ground,
});
export type ToldDecision = z.infer<typeof ToldDecision>;

export const OwnPage = z.object({ name: z.string(), sittings: z.array(ToldSitting), decisions: z.array(ToldDecision) });
export type OwnPage = z.infer<typeof OwnPage>;

const page = '/api/public/my';

export const releaseRoutes = {
  own: route({ method: 'POST', path: page, allowed: 'anyone', body: z.object({ token: Token }), reply: OwnPage }),
  /** The questions of a sitting whose result is final. `not-found` where author and policy show nothing. */
  questions: route({
    method: 'POST',
    path: `${page}/questions`,
    allowed: 'anyone',
    body: z.object({ token: Token, sitting: Id }),
    reply: ShownAfterRelease,
  }),
  /** A still or a piece of a clip of one's own sitting that speaks for an incident which was upheld. */
  evidence: route({
    method: 'POST',
    path: `${page}/evidence`,
    allowed: 'anyone',
    body: z.object({ token: Token, incident: Id, hash: Sha256 }),
    reply: 'bytes',
  }),
  appeal: route({
    method: 'POST',
    path: `${page}/appeals`,
    allowed: 'anyone',
    body: z.object({ token: Token, about: AppealAbout, words: Text(2000) }),
    reply: OwnPage,
  }),
  /** Sends a new link, if the address is known. The answer is the same when it is not. */
  sendLink: route({
    method: 'POST',
    path: `${page}/link`,
    allowed: 'anyone',
    body: z.object({ email: z.string().check(z.trim(), z.minLength(3), z.maxLength(254)) }),
    reply: z.object({ sent: z.literal(true) }),
  }),
  /** Settles an appeal against an incident that was upheld. By somebody who had no part in that. */
  settle: route({
    method: 'POST',
    path: '/api/console/appeals/:id/settle',
    allowed: ['reviewer', 'administrator'],
    params: z.object({ id: Id }),
    body: z.object({ stands: z.boolean(), reason: Text(500) }),
    reply: z.array(HoldSummary),
  }),
};
