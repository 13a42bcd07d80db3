/** What anyone may see: credentials, their status, the issuer's key, and the server's health. */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { route } from './kit.ts';

const ById = z.object({ id: Id });

export const PublicCredential = z.object({
  id: Id,
  name: z.string(),
  programme: z.string(),
  issuer: z.string(),
  issuedAt: z.number(),
  state: z.enum(['valid', 'revoked']),
  revokedAt: z.nullable(z.number()),
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
  statusList: route({ method: 'GET', path: '/status/:id', allowed: 'anyone', params: ById, reply: 'text' }),
};
