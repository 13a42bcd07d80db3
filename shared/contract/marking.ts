/**
 * Marking by people. A marker meets one response of one item under a random id, and never a person: no reply to the role
 * `marker` holds a name, a country, a sitting, another marker, or whether a response is a seed.
 */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { route } from './kit.ts';

const Millis = z.number();
const Text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
const Points = z.number().check(z.minimum(0), z.maximum(1000));
const Whole = (from: number, to: number) => z.number().check(z.int(), z.minimum(from), z.maximum(to));

// --- the marking scheme ---------------------------------------------------------------------------------------

export const Level = z.object({ points: Points, title: Text(100), descriptor: z.string().check(z.maxLength(2000)) });
export type Level = z.infer<typeof Level>;
export const Criterion = z.object({
  id: Id,
  title: Text(200),
  weight: z.number().check(z.gt(0), z.maximum(100)),
  /** How many points two marks of this criterion may lie apart. */
  tolerance: Points,
  /** From the fewest points to the most; keys 1 to 9 choose them. */
  levels: z.array(Level).check(z.minLength(2), z.maxLength(9)),
});
export type Criterion = z.infer<typeof Criterion>;
export const MarkingScheme = z.object({
  criteria: z.array(Criterion).check(z.minLength(1), z.maxLength(12)),
  /** How far apart two totals may lie. */
  tolerance: Points,
  /** How many marks a response gets. */
  marks: z.union([z.literal(1), z.literal(2)]),
  /** Who gives the second mark: another person, or the trained model. The first is always a person's. */
  second: z.enum(['person', 'model']),
  /** One response in `every` is a seed; a marker stops after `stopAfter` failed seeds in a row. */
  seeds: z.object({ every: Whole(2, 100), stopAfter: Whole(1, 5) }),
  /** How many practice responses in a row have to be within tolerance before live marking; 0 is no gate. */
  practice: z.object({ inRow: Whole(0, 20) }),
  /** Whether settled marks reach results at once, or when an administrator releases them. */
  release: z.enum(['automatic', 'held']),
  guidance: z.string().check(z.maxLength(5000)),
});
export type MarkingScheme = z.infer<typeof MarkingScheme>;
/** Criterion id to points; each is those of one of the criterion's levels. */
export const Levels = z.record(Id, Points);
export type Levels = z.infer<typeof Levels>;

/** Machine's remarks for the person who marks; they never change a mark. */
export const ScriptFlag = z.enum(['empty', 'copied-question', 'near-copy', 'off-topic']);
export type ScriptFlag = z.infer<typeof ScriptFlag>;
/** Why a senior person changed or gave a mark. */
export const JudgeReason = z.enum([
  'scheme-misapplied',
  'unreasonable-judgement',
  'part-not-marked',
  'wrongly-added',
  'unusual-answer',
  'unreadable',
  'other',
]);
export type JudgeReason = z.infer<typeof JudgeReason>;

// --- a marker's page ------------------------------------------------------------------------------------------

/** Where a marker stands with one item. `no-scheme`: an administrator has still to set it up. */
export const MarkerStanding = z.enum(['practice', 'practice-failed', 'live', 'stopped', 'no-scheme']);
export type MarkerStanding = z.infer<typeof MarkerStanding>;
export const QueueForMarker = z.object({
  queue: Id,
  exam: z.string(),
  item: z.string(),
  standing: MarkerStanding,
  /** How many this marker has marked: practice, live and seeds, without a difference. */
  marked: z.number(),
});
export type QueueForMarker = z.infer<typeof QueueForMarker>;
/** A file of an answer, by its place in it; its name is left out, since it may say whose it is. `type` is what it claims to be. */
export const ScriptFile = z.object({ place: Whole(1, 100), type: z.string(), bytes: z.number() });
export type ScriptFile = z.infer<typeof ScriptFile>;
export const ScriptToMark = z.object({
  script: Id,
  text: z.string(),
  /** What the candidate remarked on the question; empty without one. */
  comment: z.string(),
  files: z.array(ScriptFile),
  flags: z.array(ScriptFlag),
  practice: z.boolean(),
});
export type ScriptToMark = z.infer<typeof ScriptToMark>;
export const MarkingDesk = z.object({
  queue: QueueForMarker,
  question: z.array(z.string()),
  scheme: z.nullable(MarkingScheme),
  practice: z.object({ inRow: z.number(), needed: z.number() }),
  /** Null when there is nothing to mark now, or the standing allows none. */
  script: z.nullable(ScriptToMark),
});
export type MarkingDesk = z.infer<typeof MarkingDesk>;
/** After practice: what the response deserves and why. Null after any other mark. */
export const MarkReceipt = z.object({
  practice: z.nullable(z.object({ levels: Levels, total: z.number(), within: z.boolean(), why: z.string() })),
});
export type MarkReceipt = z.infer<typeof MarkReceipt>;

// --- senior markers -------------------------------------------------------------------------------------------

export const MarkShown = z.object({ label: z.enum(['first', 'second', 'model']), levels: Levels, total: z.number() });
export type MarkShown = z.infer<typeof MarkShown>;
export const ScriptState = z.enum(['waiting', 'one-mark', 'to-adjudicate', 'settled']);
export type ScriptState = z.infer<typeof ScriptState>;
export const ScriptRow = z.object({
  queue: Id,
  script: Id,
  item: z.string(),
  state: ScriptState,
  flags: z.array(ScriptFlag),
  total: z.nullable(z.number()),
  /** False for whoever has marked it already: somebody else has to judge. */
  mine: z.boolean(),
});
export type ScriptRow = z.infer<typeof ScriptRow>;
export const ScriptToJudge = z.object({
  row: ScriptRow,
  exam: z.string(),
  question: z.array(z.string()),
  scheme: MarkingScheme,
  text: z.string(),
  comment: z.string(),
  files: z.array(ScriptFile),
  marks: z.array(MarkShown),
  settled: z.nullable(z.object({ levels: Levels, total: z.number(), how: z.string() })),
});
export type ScriptToJudge = z.infer<typeof ScriptToJudge>;

// --- overview -------------------------------------------------------------------------------------------------

/** `kappa` is the quadratic weighted kappa; null where it isn't defined. `exact` and `adjacent` are shares 0..1. */
export const Agreement = z.object({
  pairs: z.number(),
  exact: z.nullable(z.number()),
  adjacent: z.nullable(z.number()),
  kappa: z.nullable(z.number()),
});
export type Agreement = z.infer<typeof Agreement>;
export const MarkerFigures = z.object({
  marker: z.string(),
  name: z.string(),
  standing: MarkerStanding,
  marked: z.number(),
  seeds: z.object({ given: z.number(), within: z.number(), left: z.number() }),
  /** Marks set aside when the marker was stopped. */
  voided: z.number(),
  /** Mean of the marker's total less the definitive or the other person's; positive is generous. */
  severity: z.nullable(z.number()),
  agreement: Agreement,
});
export type MarkerFigures = z.infer<typeof MarkerFigures>;
export const ModelFigures = z.object({
  version: z.string(),
  trainedOn: z.number(),
  hash: z.string(),
  trainedAt: Millis,
  folds: z.number(),
  /** By cross-validation over the training scripts, against people's settled totals. */
  kappa: z.nullable(z.number()),
});
export type ModelFigures = z.infer<typeof ModelFigures>;
export const QueueFigures = z.object({
  queue: Id,
  exam: z.string(),
  item: z.string(),
  max: z.number(),
  hasScheme: z.boolean(),
  release: z.enum(['automatic', 'held']),
  states: z.object({ waiting: z.number(), oneMark: z.number(), toAdjudicate: z.number(), settled: z.number() }),
  /** Settled marks that wait for the release. */
  held: z.number(),
  practice: z.number(),
  seeds: z.number(),
  total: Agreement,
  criteria: z.array(z.object({ id: z.string(), title: z.string(), agreement: Agreement })),
  markers: z.array(MarkerFigures),
  model: z.nullable(ModelFigures),
  /** Scripts that the model can learn from, and how many it asks for. */
  trainable: z.object({ scripts: z.number(), needed: z.number() }),
});
export type QueueFigures = z.infer<typeof QueueFigures>;

// --- set-up ---------------------------------------------------------------------------------------------------

/** A response that was marked beforehand by agreement. `why` is shown after practice. */
export const KnownScript = z.object({
  kind: z.enum(['practice', 'seed']),
  text: Text(20_000),
  levels: Levels,
  why: z.string().check(z.maxLength(2000)),
});
export type KnownScript = z.infer<typeof KnownScript>;
export const QueueSetUp = z.object({
  queue: Id,
  exam: z.string(),
  item: z.string(),
  max: z.number(),
  question: z.array(z.string()),
  scheme: z.nullable(MarkingScheme),
  /** Whether somebody has marked already: then the scheme stands. */
  begun: z.boolean(),
  known: z.array(KnownScript),
});
export type QueueSetUp = z.infer<typeof QueueSetUp>;

const OfQueue = z.object({ queue: Id });
const OfScript = z.object({ queue: Id, script: Id });
const OfFile = z.object({ queue: Id, script: Id, place: z.string().check(z.regex(/^\d{1,3}$/)) });
const markers = ['marker', 'senior-marker'] as const;
const seniors = ['senior-marker', 'administrator'] as const;
const administrators = ['administrator'] as const;
const base = '/api/console/marking';

export const markingRoutes = {
  queues: route({ method: 'GET', path: `${base}/queues`, allowed: markers, reply: z.array(QueueForMarker) }),
  /** Reserves the next response for the caller; asked again, gives the same one. */
  next: route({ method: 'POST', path: `${base}/queues/:queue/next`, allowed: markers, params: OfQueue, reply: MarkingDesk }),
  mark: route({
    method: 'POST',
    path: `${base}/queues/:queue/marks`,
    allowed: markers,
    params: OfQueue,
    body: z.object({ script: Id, levels: Levels }),
    reply: MarkReceipt,
  }),
  /** A file of the answer that a marker has open, or of any to those who judge. A picture is shown, all else is saved. */
  file: route({
    method: 'GET',
    path: `${base}/queues/:queue/scripts/:script/files/:place`,
    allowed: ['marker', 'senior-marker', 'administrator'],
    params: OfFile,
    reply: 'bytes',
  }),
  /** Responses to judge and those that were settled. */
  scripts: route({ method: 'GET', path: `${base}/scripts`, allowed: seniors, reply: z.array(ScriptRow) }),
  script: route({
    method: 'GET',
    path: `${base}/queues/:queue/scripts/:script`,
    allowed: seniors,
    params: OfScript,
    reply: ScriptToJudge,
  }),
  /** Adjudicates a response whose marks lie too far apart, or reviews a settled one. */
  judge: route({
    method: 'POST',
    path: `${base}/queues/:queue/scripts/:script/judgement`,
    allowed: seniors,
    params: OfScript,
    body: z.object({ levels: Levels, reason: JudgeReason, note: z.string().check(z.maxLength(2000)) }),
    reply: ScriptRow,
  }),
  overview: route({ method: 'GET', path: `${base}/overview`, allowed: seniors, reply: z.array(QueueFigures) }),
  /** Lets a stopped marker, or one who failed practice, begin again with practice. */
  readmit: route({
    method: 'POST',
    path: `${base}/queues/:queue/readmissions`,
    allowed: seniors,
    params: OfQueue,
    body: z.object({ marker: Id, note: Text(1000) }),
    reply: QueueFigures,
  }),
  release: route({
    method: 'POST',
    path: `${base}/queues/:queue/release`,
    allowed: administrators,
    params: OfQueue,
    reply: QueueFigures,
  }),
  train: route({
    method: 'POST',
    path: `${base}/queues/:queue/model`,
    allowed: administrators,
    params: OfQueue,
    reply: ModelFigures,
  }),
  setUp: route({
    method: 'GET',
    path: `${base}/queues/:queue/set-up`,
    allowed: administrators,
    params: OfQueue,
    reply: QueueSetUp,
  }),
  putScheme: route({
    method: 'PUT',
    path: `${base}/queues/:queue/scheme`,
    allowed: administrators,
    params: OfQueue,
    body: MarkingScheme,
    reply: QueueSetUp,
  }),
  addKnown: route({
    method: 'POST',
    path: `${base}/queues/:queue/known-scripts`,
    allowed: administrators,
    params: OfQueue,
    body: z.object({ scripts: z.array(KnownScript).check(z.minLength(1), z.maxLength(200)) }),
    reply: QueueSetUp,
  }),
};
