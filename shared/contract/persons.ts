/** Accounts that are, or are not, one person's: claimed by one member of staff, approved by another. */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { route } from './kit.ts';

const Reason = z.string().check(z.trim(), z.minLength(1), z.maxLength(500));
const ById = z.object({ id: Id });
const reviewers = ['reviewer', 'administrator'] as const;

export const ToClaim = z.object({
  /** Where they are one person's, the first is the one that counts. */
  learners: z.array(Id).check(z.minLength(2), z.maxLength(10)),
  says: z.enum(['one', 'two']),
  reason: Reason,
});
export type ToClaim = z.infer<typeof ToClaim>;

export const PersonClaim = z.object({
  id: z.string(),
  learners: z.array(z.object({ id: Id, name: z.string(), country: z.string() })),
  says: z.enum(['one', 'two']),
  reason: z.string(),
  state: z.enum(['proposed', 'approved', 'declined']),
  proposedBy: z.string(),
  proposedAt: z.number(),
  /** Whether whoever asks proposed it, and therefore cannot approve it. */
  own: z.boolean(),
  decidedBy: z.nullable(z.string()),
  decidedAt: z.nullable(z.number()),
});
export type PersonClaim = z.infer<typeof PersonClaim>;

const base = '/api/console/persons';
export const personRoutes = {
  claims: route({ method: 'GET', path: base, allowed: reviewers, reply: z.array(PersonClaim) }),
  propose: route({ method: 'POST', path: base, allowed: reviewers, body: ToClaim, reply: z.array(PersonClaim) }),
  /** Then the decisions of all these accounts are taken again. */
  approve: route({ method: 'POST', path: `${base}/:id/approve`, allowed: reviewers, params: ById, reply: z.array(PersonClaim) }),
  decline: route({
    method: 'POST',
    path: `${base}/:id/decline`,
    allowed: reviewers,
    params: ById,
    body: z.object({ reason: Reason }),
    reply: z.array(PersonClaim),
  }),
};
