/** Credentials as staff handle them: one by one, in batches, the issuer's keys, and the cohort. */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { route } from './kit.ts';

const Millis = z.number();
const Text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
const ById = z.object({ id: Id });
const Because = z.object({ reason: Text(500) });
const reviewers = ['reviewer', 'administrator'] as const;
const administrators = ['administrator'] as const;

/** `superseded`: another credential took its place. */
export const CredentialState = z.enum(['valid', 'suspended', 'revoked', 'superseded']);
export type CredentialState = z.infer<typeof CredentialState>;
/** `key-revoked`: whatever its own state, the key that signed it is not to be trusted any more. */
export const ShownState = z.enum(['valid', 'suspended', 'revoked', 'superseded', 'key-revoked']);
export type ShownState = z.infer<typeof ShownState>;

export const CredentialSummary = z.object({
  id: Id,
  learner: Id,
  name: z.string(),
  programme: z.string(),
  issuedAt: Millis,
  state: ShownState,
  /** Since when it is in this state, and why; null as long as it was never anything but valid. */
  changedAt: z.nullable(Millis),
  reason: z.nullable(z.string()),
  statusIndex: z.number(),
});
export type CredentialSummary = z.infer<typeof CredentialSummary>;

export const CredentialPage = z.object({
  credential: CredentialSummary,
  history: z.array(
    z.object({
      at: Millis,
      by: z.string(),
      event: z.enum(['issued', 'suspended', 'reinstated', 'revoked', 'superseded']),
      reason: z.nullable(z.string()),
    }),
  ),
  successor: z.nullable(Id),
  predecessors: z.array(Id),
  issuer: z.string(),
  /** Generation of the key that signed it. */
  key: z.number(),
  /** Whether it can be had as a JWT: those issued before had no subject to name. */
  jwt: z.boolean(),
  roll: z.object({ listed: z.boolean(), at: z.nullable(Millis), by: z.nullable(z.string()), reason: z.nullable(z.string()) }),
  notices: z.array(z.object({ at: Millis, subject: z.string(), text: z.string(), sentAt: z.nullable(Millis) })),
});
export type CredentialPage = z.infer<typeof CredentialPage>;

export const IssuerPage = z.object({
  did: z.string(),
  name: z.string(),
  /** Where the DID document must be found by others; null for a did:key, which needs none. */
  documentUrl: z.nullable(z.string()),
  keys: z.array(
    z.object({
      number: z.number(),
      state: z.enum(['active', 'retired', 'revoked']),
      multibase: z.string(),
      since: Millis,
      changedAt: Millis,
      by: z.string(),
      reason: z.nullable(z.string()),
      badges: z.number(),
    }),
  ),
});
export type IssuerPage = z.infer<typeof IssuerPage>;

/** `check`: a person has to look at it before the batch can be approved. */
export const BatchRow = z.object({
  row: z.number(),
  learner: z.string(),
  name: z.string(),
  outcome: z.enum(['ready', 'check', 'problem']),
  reasons: z.array(z.string()),
  credential: z.nullable(Id),
});
export type BatchRow = z.infer<typeof BatchRow>;
export const BatchState = z.enum(['proposed', 'approved', 'declined']);
export const BatchSummary = z.object({
  id: Id,
  programme: Id,
  title: z.string(),
  state: BatchState,
  proposedBy: z.string(),
  proposedAt: Millis,
  decidedBy: z.nullable(z.string()),
  decidedAt: z.nullable(Millis),
  reason: z.nullable(z.string()),
  ready: z.number(),
  check: z.number(),
  problems: z.number(),
  /** Whether whoever asks proposed it, and so cannot approve it. */
  own: z.boolean(),
});
export type BatchSummary = z.infer<typeof BatchSummary>;
export const BatchPage = z.object({ batch: BatchSummary, rows: z.array(BatchRow) });
export type BatchPage = z.infer<typeof BatchPage>;

/** Figures of all valid credentials. What is below `least` is put together or left out (null). */
export const Cohort = z.object({
  issuer: z.string(),
  least: z.number(),
  total: z.nullable(z.number()),
  countries: z.number(),
  byCountry: z.array(z.object({ country: z.nullable(z.string()), count: z.number() })),
  byProgramme: z.array(z.object({ programme: z.nullable(z.string()), count: z.number() })),
  /** Those who asked to be named. */
  names: z.array(z.object({ name: z.string(), programme: z.string(), credential: Id })),
});
export type Cohort = z.infer<typeof Cohort>;

export const credentialRoutes = {
  list: route({ method: 'GET', path: '/api/console/credentials', allowed: reviewers, reply: z.array(CredentialSummary) }),
  one: route({
    method: 'GET',
    path: '/api/console/credentials/:id',
    allowed: reviewers,
    params: ById,
    reply: CredentialPage,
  }),
  /** The one act that an administrator does alone: it may be urgent, and takes nothing for good. */
  suspend: route({
    method: 'POST',
    path: '/api/console/credentials/:id/suspend',
    allowed: administrators,
    params: ById,
    body: Because,
    reply: CredentialSummary,
  }),
  roll: route({
    method: 'POST',
    path: '/api/console/credentials/:id/roll',
    allowed: administrators,
    params: ById,
    body: z.object({ listed: z.boolean(), reason: Text(500) }),
    reply: CredentialPage,
  }),
  issuer: route({ method: 'GET', path: '/api/console/issuer', allowed: administrators, reply: IssuerPage }),
  rotateKey: route({
    method: 'POST',
    path: '/api/console/issuer/keys',
    allowed: administrators,
    body: Because,
    reply: IssuerPage,
  }),
  batches: route({ method: 'GET', path: '/api/console/batches', allowed: administrators, reply: z.array(BatchSummary) }),
  batch: route({ method: 'GET', path: '/api/console/batches/:id', allowed: administrators, params: ById, reply: BatchPage }),
  /** `csv`: learner_id, and name where the credential is to bear another spelling. Nothing is issued yet. */
  propose: route({
    method: 'POST',
    path: '/api/console/batches',
    allowed: administrators,
    body: z.object({ programme: Id, csv: z.string().check(z.minLength(1), z.maxLength(1_000_000)) }),
    reply: BatchPage,
  }),
  /** By somebody else than the proposer. All or nothing. `checked`: the rows to check were looked at. */
  approve: route({
    method: 'POST',
    path: '/api/console/batches/:id/approve',
    allowed: administrators,
    params: ById,
    body: z.object({ checked: z.boolean() }),
    reply: BatchPage,
  }),
  decline: route({
    method: 'POST',
    path: '/api/console/batches/:id/decline',
    allowed: administrators,
    params: ById,
    body: Because,
    reply: BatchPage,
  }),
};
