/** What a result was, and whether it can be computed again: for reviewers and administrators. */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { route } from './kit.ts';

const reviewers = ['reviewer', 'administrator'] as const;
const ById = z.object({ id: Id });

/** One result as it stood under one keys version, the newest first. */
export const ResultVersion = z.object({
  /** The keys version; 1 is as published. */
  keys: z.number(),
  score: z.number(),
  max: z.number(),
  state: z.enum(['provisional', 'final', 'invalidated']),
  engine: z.string(),
  /** When another took its place, ms since 1970; null for the one that stands. */
  replacedAt: z.nullable(z.number()),
  /** Why its keys were made, by whom, and who approved them; null as published. */
  made: z.nullable(z.object({ proposal: Id, reason: z.string(), proposedBy: z.string(), approvedBy: z.string() })),
  /** Items that count otherwise than in the version before it. */
  changes: z.array(
    z.object({
      item: Id,
      title: z.string(),
      before: z.object({ score: z.number(), max: z.number() }),
      after: z.object({ score: z.number(), max: z.number() }),
    }),
  ),
});
export type ResultVersion = z.infer<typeof ResultVersion>;

/** `same`: the very same bytes came out; otherwise why not, where that is known. */
export const Recomputed = z.object({
  versions: z.array(z.object({ keys: z.number(), engine: z.string(), same: z.boolean(), why: z.nullable(z.string()) })),
  /** Items of the result that stands, each from what is stored with its score alone. */
  items: z.array(
    z.object({ item: Id, outcome: z.enum(['same', 'by-people', 'other', 'not-kept']), why: z.nullable(z.string()) }),
  ),
});
export type Recomputed = z.infer<typeof Recomputed>;

const OfFile = z.object({ id: Id, item: Id, place: z.string().check(z.regex(/^\d{1,3}$/)) });

export const resultRoutes = {
  /** A file that an answer of the result names, counted from 1. A picture is shown, all else is saved. */
  file: route({
    method: 'GET',
    path: '/api/console/results/:id/files/:item/:place',
    allowed: reviewers,
    params: OfFile,
    reply: 'bytes',
  }),
  versions: route({
    method: 'GET',
    path: '/api/console/results/:id/versions',
    allowed: reviewers,
    params: ById,
    reply: z.array(ResultVersion),
  }),
  /** Grades the result, and what it was before, again. Nothing changes. */
  recompute: route({
    method: 'POST',
    path: '/api/console/results/:id/recompute',
    allowed: reviewers,
    params: ById,
    reply: Recomputed,
  }),
};
