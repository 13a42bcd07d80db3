/**
 * Regrading: the key of a published exam is changed after candidates sat it. One administrator proposes and is shown
 * what it would do; another one approves. These replies hold keys, so they are for administrators alone.
 */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { ResultState } from './console.ts';
import { route } from './kit.ts';

const Text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
const Value = z.string().check(z.minLength(1), z.maxLength(500));
const Points = z.number().check(z.minimum(-1000), z.maximum(1000));

/** Responses and values are the author's identifiers; items are the exam's own `q01`, `q02`, ... */
export const KeyChange = z.discriminatedUnion('kind', [
  /** The correct response. Several values of a response that holds one are alternatives: each of them counts as correct. */
  z.object({
    kind: z.literal('key'),
    item: Id,
    response: Text(200),
    correct: z.array(Value).check(z.minLength(1), z.maxLength(50)),
  }),
  /** What each value is worth; bounds and default stay where they are not named. */
  z.object({
    kind: z.literal('mapping'),
    item: Id,
    response: Text(200),
    entries: z
      .array(z.object({ key: Value, value: Points, caseSensitive: z.optional(z.boolean()) }))
      .check(z.minLength(1), z.maxLength(200)),
    default: z.optional(Points),
    lower: z.optional(z.nullable(Points)),
    upper: z.optional(z.nullable(Points)),
  }),
  /** Counts for nobody: neither its points nor its maximum. */
  z.object({ kind: z.literal('drop'), item: Id }),
  /** Everyone gets the maximum, blank or not. */
  z.object({ kind: z.literal('full-marks'), item: Id }),
  /** Score and maximum are multiplied; 1 is as published. */
  z.object({ kind: z.literal('weight'), item: Id, weight: z.number().check(z.gt(0), z.maximum(100)) }),
  /** Takes back every earlier change to the item. */
  z.object({ kind: z.literal('as-published'), item: Id }),
]);
export type KeyChange = z.infer<typeof KeyChange>;
export const KeyChanges = z.array(KeyChange).check(z.minLength(1), z.maxLength(100));

// --- impact ---------------------------------------------------------------------------------------------------

/** `share` is score through maximum, 0..1. */
const Standing = z.object({ score: z.number(), max: z.number(), share: z.number(), passed: z.boolean() });
export const Crossing = z.enum(['up', 'down', 'none']);
export type Crossing = z.infer<typeof Crossing>;
export const ImpactRow = z.object({
  result: Id,
  sitting: Id,
  learner: Id,
  name: z.string(),
  state: ResultState,
  /** The share that this candidate needs. */
  passMark: z.number(),
  before: Standing,
  after: Standing,
  /** After less before, in shares of the maximum, -1..1: a dropped item changes the maximum as well. */
  difference: z.number(),
  /** Over the pass mark, or below it. */
  crosses: Crossing,
});
export type ImpactRow = z.infer<typeof ImpactRow>;
const ItemMean = z.object({ mean: z.number(), max: z.number() });
export const ImpactItem = z.object({ item: Id, title: z.string(), before: ItemMean, after: ItemMean });
export type ImpactItem = z.infer<typeof ImpactItem>;
export const Impact = z.object({
  candidates: z.number(),
  gain: z.number(),
  lose: z.number(),
  same: z.number(),
  up: z.number(),
  down: z.number(),
  meanBefore: z.number(),
  meanAfter: z.number(),
  /** How many candidates differ by how much, from the greatest loss to the greatest gain; whoever is the same is left out. */
  differences: z.array(z.object({ difference: z.number(), count: z.number() })),
  /** Items whose mean or maximum changes. */
  items: z.array(ImpactItem),
  /** Candidates for whom anything changes, in the order of their sittings' ids. */
  rows: z.array(ImpactRow),
});
export type Impact = z.infer<typeof Impact>;

// --- proposals ------------------------------------------------------------------------------------------------

export const ProposalState = z.enum(['proposed', 'approved', 'rejected', 'withdrawn']);
export type ProposalState = z.infer<typeof ProposalState>;
export const ProposalSummary = z.object({
  id: Id,
  exam: Id,
  title: z.string(),
  state: ProposalState,
  reason: z.string(),
  /** One sentence for each change. */
  changes: z.array(z.string()),
  proposedBy: z.string(),
  proposedAt: z.number(),
  /** Whoever approved, rejected or withdrew it. */
  decidedBy: z.nullable(z.string()),
  decidedAt: z.nullable(z.number()),
  decisionReason: z.nullable(z.string()),
  /** The keys version that it changes, and the one that it made. */
  baseKeys: z.number(),
  keys: z.nullable(z.number()),
  candidates: z.number(),
  gain: z.number(),
  lose: z.number(),
  up: z.number(),
  down: z.number(),
});
export type ProposalSummary = z.infer<typeof ProposalSummary>;
export const ProposalPage = z.object({
  proposal: ProposalSummary,
  impact: Impact,
  /** SHA-256 over the changes and everything they were computed from. */
  hash: z.string(),
  /** False for whoever proposed it: another person approves. */
  mayApprove: z.boolean(),
});
export type ProposalPage = z.infer<typeof ProposalPage>;

const KeyResponse = z.object({
  id: z.string(),
  cardinality: z.string(),
  baseType: z.string(),
  correct: z.array(z.string()),
  mapping: z.array(z.object({ key: z.string(), value: z.number() })),
  /** What a candidate can choose, with its text; empty where anything may be entered. */
  choices: z.array(z.object({ id: z.string(), text: z.string() })),
});
export const KeyItem = z.object({
  item: Id,
  title: z.string(),
  section: z.string(),
  /** The author's identifier. */
  authored: z.string(),
  /** Whether people mark it; its key cannot be changed then. */
  byPeople: z.boolean(),
  treatment: z.enum(['scored', 'dropped', 'full-marks']),
  weight: z.number(),
  max: z.number(),
  responses: z.array(KeyResponse),
});
export type KeyItem = z.infer<typeof KeyItem>;
export const ExamKeys = z.object({
  exam: Id,
  title: z.string(),
  version: z.number(),
  /** The newest approved keys version; 1 is as published. */
  keys: z.number(),
  results: z.number(),
  items: z.array(KeyItem),
});
export type ExamKeys = z.infer<typeof ExamKeys>;

const administrators = ['administrator'] as const;
const base = '/api/console/regrades';
const ById = z.object({ id: Id });
const Reason = z.object({ reason: Text(1000) });

export const regradeRoutes = {
  regrades: route({ method: 'GET', path: base, allowed: administrators, reply: z.array(ProposalSummary) }),
  /** Exams with results, and their keys as they are now. */
  keys: route({ method: 'GET', path: `${base}/keys`, allowed: administrators, reply: z.array(ExamKeys) }),
  regrade: route({ method: 'GET', path: `${base}/proposals/:id`, allowed: administrators, params: ById, reply: ProposalPage }),
  propose: route({
    method: 'POST',
    path: base,
    allowed: administrators,
    body: z.object({ exam: Id, changes: KeyChanges, reason: Text(1000) }),
    reply: ProposalPage,
  }),
  approve: route({
    method: 'POST',
    path: `${base}/proposals/:id/approve`,
    allowed: administrators,
    params: ById,
    body: Reason,
    reply: ProposalPage,
  }),
  reject: route({
    method: 'POST',
    path: `${base}/proposals/:id/reject`,
    allowed: administrators,
    params: ById,
    body: Reason,
    reply: ProposalPage,
  }),
  withdraw: route({
    method: 'POST',
    path: `${base}/proposals/:id/withdraw`,
    allowed: administrators,
    params: ById,
    body: Reason,
    reply: ProposalPage,
  }),
};
