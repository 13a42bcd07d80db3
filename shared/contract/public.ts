/** What anyone may see: credentials, their status, the issuer's key, and the server's health. */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { Cohort, ShownState } from './credentials.ts';
import { route } from './kit.ts';

const ById = z.object({ id: Id });

export const PublicCredential = z.object({
  id: Id,
  name: z.string(),
  programme: z.string(),
  issuer: z.string(),
  issuedAt: z.number(),
  state: ShownState,
  /** Since when it is in this state, unless it always was. */
  changedAt: z.nullable(z.number()),
  /** The credential that took its place. */
  successor: z.nullable(Id),
  /** Who signed, and where the keys are published; null for a did:key. */
  did: z.string(),
  documentUrl: z.nullable(z.string()),
  /** Whether it can be had as a JWT. */
  jwt: z.boolean(),
  criteria: z.string(),
  /** The signed Open Badge as it is downloaded. */
  badge: z.unknown(),
});
export type PublicCredential = z.infer<typeof PublicCredential>;

export const publicRoutes = {
  health: route({
    method: 'GET',
    path: '/health',
    allowed: 'anyone',
    reply: z.object({ status: z.enum(['up', 'stopping']), database: z.string(), uptimeS: z.number() }),
  }),
  metrics: route({ method: 'GET', path: '/metrics', allowed: 'anyone', reply: 'text' }),
  credential: route({
    method: 'GET',
    path: '/api/public/credentials/:id',
    allowed: 'anyone',
    params: ById,
    reply: PublicCredential,
  }),
  /** `{id}.json`: the Open Badge alone, as a file. */
  badge: route({ method: 'GET', path: '/credentials/:id/badge.json', allowed: 'anyone', params: ById, reply: 'text' }),
  /** Badge, status list and issuer document together, for verification without a network. */
  bundle: route({ method: 'GET', path: '/credentials/:id/bundle.json', allowed: 'anyone', params: ById, reply: 'text' }),
  /** The Open Badge as a compact JWS, for consumers that want that. */
  jwt: route({ method: 'GET', path: '/credentials/:id/badge.jwt', allowed: 'anyone', params: ById, reply: 'text' }),
  /** Pictures with the badge inside. */
  png: route({ method: 'GET', path: '/credentials/:id/badge.png', allowed: 'anyone', params: ById, reply: 'bytes' }),
  svg: route({ method: 'GET', path: '/credentials/:id/badge.svg', allowed: 'anyone', params: ById, reply: 'text' }),
  /** The certificate for people, with the badge attached. */
  certificate: route({
    method: 'GET',
    path: '/credentials/:id/certificate.pdf',
    allowed: 'anyone',
    params: ById,
    reply: 'bytes',
  }),
  /** The issuer's DID document: retired keys stay in it, revoked ones do not. */
  didDocument: route({ method: 'GET', path: '/.well-known/did.json', allowed: 'anyone', reply: 'text' }),
  /** The same, for a did:web with a path, where the proxy takes the path away. */
  didDocumentInPath: route({ method: 'GET', path: '/did.json', allowed: 'anyone', reply: 'text' }),
  cohort: route({ method: 'GET', path: '/api/public/cohort', allowed: 'anyone', reply: Cohort }),
  statusList: route({ method: 'GET', path: '/status/:id', allowed: 'anyone', params: ById, reply: 'text' }),
};
