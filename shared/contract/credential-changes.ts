/** Changes of a credential, or of a key's trust, that one administrator proposes and another brings about. */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { route } from './kit.ts';

const Text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
const administrators = ['administrator'] as const;
const ById = z.object({ id: Id });
const reason = Text(500);

/**
 * What is proposed. `confirmed`: somebody looked at the doubts about the name. Suspending is no such change: it takes
 * nothing for good and may be urgent, so one administrator does it alone.
 */
export const ChangeWish = z.discriminatedUnion('act', [
  z.object({ act: z.literal('revoke'), credential: Id, reason }),
  z.object({ act: z.literal('reinstate'), credential: Id, reason }),
  z.object({ act: z.literal('correct-name'), credential: Id, reason, name: Text(400), confirmed: z.boolean() }),
  z.object({ act: z.literal('revoke-key'), key: z.int().check(z.minimum(1)), reason }),
]);
export type ChangeWish = z.infer<typeof ChangeWish>;

export const ProposedChange = z.object({
  id: Id,
  act: z.enum(['revoke', 'reinstate', 'correct-name', 'revoke-key']),
  /** Null for a key. */
  credential: z.nullable(Id),
  key: z.nullable(z.number()),
  /** Whose credential it is, or the issuer. */
  holder: z.string(),
  /** The name to be put in its place; null where no name changes. */
  name: z.nullable(z.string()),
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: z.number(),
  /** Whether whoever asks proposed it, and so cannot approve it. */
  own: z.boolean(),
});
export type ProposedChange = z.infer<typeof ProposedChange>;

export const credentialChangeRoutes = {
  /** Those nobody has decided yet. */
  open: route({
    method: 'GET',
    path: '/api/console/credential-changes',
    allowed: administrators,
    reply: z.array(ProposedChange),
  }),
  /** Checked as if it were done now; nothing is changed yet. */
  propose: route({
    method: 'POST',
    path: '/api/console/credential-changes',
    allowed: administrators,
    body: z.object({ wish: ChangeWish }),
    reply: ProposedChange,
  }),
  /** By somebody else than the proposer. Replies with the credential that stands afterwards; null for a key. */
  approve: route({
    method: 'POST',
    path: '/api/console/credential-changes/:id/approve',
    allowed: administrators,
    params: ById,
    reply: z.object({ credential: z.nullable(Id) }),
  }),
  /** By anyone who may approve, and by the proposer too. */
  decline: route({
    method: 'POST',
    path: '/api/console/credential-changes/:id/decline',
    allowed: administrators,
    params: ById,
    body: z.object({ reason }),
    reply: z.object({}),
  }),
};
