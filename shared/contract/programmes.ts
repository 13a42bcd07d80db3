/** Programmes: their editor for staff, and what anyone may read of a published one. */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { CredentialClass, Programme } from '../programme/index.ts';
import { route } from './kit.ts';

const Millis = z.number();
const Json = z.string().check(z.minLength(2), z.maxLength(500_000));
const Version = z.string().check(z.minLength(1), z.maxLength(32));
const reviewers = ['reviewer', 'administrator'] as const;
const administrators = ['administrator'] as const;

export const ProgrammeVersion = z.object({ version: z.string(), publishedAt: Millis, publishedBy: z.string(), hash: z.string() });
export const ProgrammeSummary = z.object({
  id: Id,
  title: z.string(),
  /** The newest first. */
  versions: z.array(ProgrammeVersion),
  draft: z.nullable(z.object({ savedAt: Millis, savedBy: z.string() })),
});
export type ProgrammeSummary = z.infer<typeof ProgrammeSummary>;

export const Draft = z.object({ id: Id, json: z.string(), savedAt: Millis, savedBy: z.string(), revision: z.number() });
export type Draft = z.infer<typeof Draft>;

export const Fault = z.object({ place: z.string(), message: z.string() });
export const ProgrammeCheck = z.object({
  faults: z.array(Fault),
  /** Against the version published last; null when there is none. */
  changes: z.nullable(z.array(z.object({ place: z.string(), before: z.nullable(z.string()), after: z.nullable(z.string()) }))),
  against: z.nullable(z.string()),
});
export type ProgrammeCheck = z.infer<typeof ProgrammeCheck>;

export const PublicProgramme = z.object({
  programme: Programme,
  issuer: z.string(),
  /** Other programmes of the same family, lowest level first, and those it asks for. */
  related: z.array(z.object({ id: Id, title: z.string(), level: z.nullable(z.number()) })),
  publishedAt: Millis,
  hash: z.string(),
  versions: z.array(z.string()),
});
export type PublicProgramme = z.infer<typeof PublicProgramme>;
export const ListedProgramme = z.object({
  id: Id,
  title: z.string(),
  description: z.string(),
  class: z.nullable(CredentialClass),
});
export type ListedProgramme = z.infer<typeof ListedProgramme>;

const ById = z.object({ id: Id });
const ByVersion = z.object({ id: Id, version: Version });

export const programmeRoutes = {
  programmes: route({ method: 'GET', path: '/api/console/programmes', allowed: reviewers, reply: z.array(ProgrammeSummary) }),
  /** A published version, as it was published. */
  programme: route({
    method: 'GET',
    path: '/api/console/programmes/:id/versions/:version',
    allowed: reviewers,
    params: ByVersion,
    reply: Programme,
  }),
  /** Those that come with the product, to begin from. */
  shipped: route({ method: 'GET', path: '/api/console/shipped-programmes', allowed: reviewers, reply: z.array(Programme) }),
  draft: route({
    method: 'GET',
    path: '/api/console/programmes/:id/draft',
    allowed: reviewers,
    params: ById,
    reply: z.nullable(Draft),
  }),
  /** Keeps a draft, faulty or not. `revision` is the one it was made from, 0 for a new one. */
  saveDraft: route({
    method: 'PUT',
    path: '/api/console/programmes/:id/draft',
    allowed: reviewers,
    params: ById,
    body: z.object({ json: Json, revision: z.number() }),
    reply: Draft,
  }),
  discardDraft: route({
    method: 'DELETE',
    path: '/api/console/programmes/:id/draft',
    allowed: reviewers,
    params: ById,
    reply: z.object({}),
  }),
  /** Looks for faults and compares with what is published. Nothing is kept. */
  check: route({
    method: 'POST',
    path: '/api/console/programmes/check',
    allowed: reviewers,
    body: z.object({ json: Json }),
    reply: ProgrammeCheck,
  }),
  publish: route({
    method: 'POST',
    path: '/api/console/programmes/publish',
    allowed: administrators,
    body: z.object({ json: Json }),
    reply: z.object({ id: Id, version: z.string() }),
  }),
  listed: route({ method: 'GET', path: '/api/public/programmes', allowed: 'anyone', reply: z.array(ListedProgramme) }),
  /** The version that applies to whoever begins now, or one by its name. */
  rules: route({
    method: 'GET',
    path: '/api/public/programmes/:id',
    allowed: 'anyone',
    params: ById,
    query: z.object({ version: z.optional(Version) }),
    reply: PublicProgramme,
  }),
  /** The same as a file. */
  file: route({
    method: 'GET',
    path: '/programmes/:id/:version/programme.json',
    allowed: 'anyone',
    params: ByVersion,
    reply: 'text',
  }),
};
