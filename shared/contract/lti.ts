/**
 * LTI 1.3: learning platforms that send people here and take scores back. The messages between the two servers are in
 * server/lti; this is what administrators see and change, and what the page that a launch ends on needs.
 */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { route } from './kit.ts';
import { Token } from './token.ts';

const Text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
const Address = z.string().check(z.maxLength(500), z.regex(/^https?:\/\/[^\s]+$/));
const Millis = z.number();

/** Why a launch or a login was refused; the page that says so has a text for each. */
export const LtiRefusal = z.enum([
  'unknown-platform',
  'switched-off',
  'bad-request',
  'no-cookie',
  'unknown-state',
  'used-state',
  'late',
  'platform-refused',
  'bad-token',
  'wrong-algorithm',
  'unknown-key',
  'keys-unreachable',
  'bad-signature',
  'wrong-issuer',
  'wrong-audience',
  'expired',
  'replayed',
  'unknown-deployment',
  'wrong-message',
  'anonymous',
  'not-a-learner',
  'foreign-address',
]);
export type LtiRefusal = z.infer<typeof LtiRefusal>;

/** How a platform is registered here, by hand from what its administrator gives. */
export const PlatformInput = z.object({
  title: Text(120),
  issuer: Address,
  clientId: Text(200),
  authUrl: Address,
  tokenUrl: Address,
  /** What our assertions name as audience; the token address where the platform says nothing else. */
  tokenAudience: z.nullable(Text(500)),
  jwksUrl: Address,
  deployments: z.array(Text(200)).check(z.minLength(1), z.maxLength(100)),
  /** Further origins of the platform's services and pages, such as `https://grades.example.edu`. */
  origins: z.array(Address).check(z.maxLength(20)),
});
export type PlatformInput = z.infer<typeof PlatformInput>;
export const PlatformRow = z.extend(PlatformInput, { id: Id, active: z.boolean(), createdAt: Millis });
export type PlatformRow = z.infer<typeof PlatformRow>;

/** Somebody of a platform: a learner here only once a person has confirmed who it is. */
export const LtiAccount = z.object({
  platform: Id,
  platformTitle: z.string(),
  sub: z.string(),
  /** What the platform says; no proof of anything. */
  claimedName: z.nullable(z.string()),
  claimedEmail: z.nullable(z.string()),
  state: z.enum(['waiting', 'linked', 'refused']),
  learner: z.nullable(Id),
  learnerName: z.nullable(z.string()),
  /** The learner here with the same address, for the person who decides. */
  sameEmail: z.nullable(z.object({ id: Id, name: z.string() })),
  firstSeen: Millis,
  settledBy: z.nullable(z.string()),
  reason: z.nullable(z.string()),
});
export type LtiAccount = z.infer<typeof LtiAccount>;

/** A score or a control message on its way to a platform. */
export const LtiMessage = z.object({
  id: Id,
  kind: z.enum(['score', 'control']),
  platformTitle: z.string(),
  learner: Id,
  what: z.string(),
  state: z.enum(['waiting', 'sent', 'superseded', 'refused']),
  attempts: z.number(),
  nextAt: z.nullable(Millis),
  lastError: z.nullable(z.string()),
  createdAt: Millis,
  sentAt: z.nullable(Millis),
});
export type LtiMessage = z.infer<typeof LtiMessage>;

export const LtiResource = z.object({
  platform: Id,
  platformTitle: z.string(),
  deployment: z.string(),
  resource: z.string(),
  title: z.string(),
  window: z.nullable(Id),
  lineItem: z.nullable(z.string()),
});
export type LtiResource = z.infer<typeof LtiResource>;

export const LtiPage = z.object({
  /** What the platform's administrator needs of us. */
  tool: z.object({ login: z.string(), launch: z.string(), jwks: z.string(), keys: z.array(z.string()) }),
  platforms: z.array(PlatformRow),
  accounts: z.array(LtiAccount),
  resources: z.array(LtiResource),
  messages: z.array(LtiMessage),
});
export type LtiPage = z.infer<typeof LtiPage>;

/** What the page that a launch ends on shows, for whoever holds the launch's token. */
export const LtiArrival = z.object({
  kind: z.enum(['waiting', 'proctoring', 'ended']),
  platform: z.string(),
  /** For `proctoring`: what the form that starts the assessment posts, and where to; null while check-in is not finished. */
  start: z.nullable(z.object({ url: z.string(), jwt: z.string() })),
  stage: z.nullable(z.string()),
  returnUrl: z.nullable(z.string()),
  /** The registration page of this learner, as the part of the address behind `#`; null while the account is not linked. */
  entry: z.nullable(z.string()),
  errorMessage: z.nullable(z.string()),
});
export type LtiArrival = z.infer<typeof LtiArrival>;

const administrators = ['administrator'] as const;
const base = '/api/console/lti';
const ById = z.object({ id: Id });

export const ltiRoutes = {
  page: route({ method: 'GET', path: base, allowed: administrators, reply: LtiPage }),
  addPlatform: route({
    method: 'POST',
    path: `${base}/platforms`,
    allowed: administrators,
    body: PlatformInput,
    reply: PlatformRow,
  }),
  changePlatform: route({
    method: 'PUT',
    path: `${base}/platforms/:id`,
    allowed: administrators,
    params: ById,
    body: z.extend(PlatformInput, { active: z.boolean() }),
    reply: PlatformRow,
  }),
  settleAccount: route({
    method: 'POST',
    path: `${base}/accounts`,
    allowed: administrators,
    body: z.object({
      platform: Id,
      sub: Text(255),
      /** The learner that this account is; null refuses it. */
      learner: z.nullable(Id),
      /** How the person who decides knows. */
      reason: Text(500),
    }),
    reply: LtiAccount,
  }),
  mapResource: route({
    method: 'POST',
    path: `${base}/resources`,
    allowed: administrators,
    body: z.object({ platform: Id, deployment: Text(200), resource: Text(255), window: z.nullable(Id) }),
    reply: LtiResource,
  }),
  /** Tries a refused message again. */
  retry: route({ method: 'POST', path: `${base}/messages/:id/retry`, allowed: administrators, params: ById, reply: LtiMessage }),
  /** The next key begins to sign, and another one is published behind it. */
  rotateKey: route({
    method: 'POST',
    path: `${base}/keys`,
    allowed: administrators,
    reply: z.object({ keys: z.array(z.string()) }),
  }),
  arrival: route({
    method: 'POST',
    path: '/api/public/lti/arrival',
    allowed: 'anyone',
    body: z.object({ token: Token }),
    reply: LtiArrival,
  }),
  jwks: route({ method: 'GET', path: '/lti/jwks', allowed: 'anyone', reply: 'text' }),
};

/** Form posts and redirects of browsers, outside of the contract's JSON. */
export const ltiPaths = { login: '/lti/login', launch: '/lti/launch', refused: '/lti/refused', arrived: '/lti/arrived' } as const;
