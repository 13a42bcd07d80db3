/** The console of proctors and staff: HTTP for pages, a socket for the wall. */
import * as z from 'zod/mini';
import {
  CheckInStep,
  DocumentReading,
  Id,
  PicturePurpose,
  ReasonCategory,
  Responses,
  Sha256,
  SignalKind,
  SkipReason,
} from '../journal/entry.ts';
import { Doubt } from '../sitting/check-in.ts';
import { ClipRef } from './evidence.ts';
import { call, push, route } from './kit.ts';
import { Said } from './said.ts';

const Millis = z.number();
const Text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
export const StaffRole = z.enum(['proctor', 'reviewer', 'marker', 'senior-marker', 'administrator']);
export type StaffRole = z.infer<typeof StaffRole>;
const staff = ['proctor', 'reviewer', 'administrator'] as const;
const reviewers = ['reviewer', 'administrator'] as const;

export const Account = z.object({ id: Id, name: z.string(), roles: z.array(StaffRole) });
export type Account = z.infer<typeof Account>;
const ById = z.object({ id: Id });

// --- the wall -------------------------------------------------------------------------------------------------

export const WallLevel = z.enum(['now', 'watch', 'technical', 'check-in', 'quiet', 'over']);
export type WallLevel = z.infer<typeof WallLevel>;
/** Why a tile stands out: an incident's cause, a call for help, or a technical state. */
export const WallReason = z.union([SignalKind, z.enum(['help', 'offline', 'release', 'gate', 'proctor-note'])]);
export type WallReason = z.infer<typeof WallReason>;

export const WallTile = z.object({
  sitting: Id,
  /** Fixed place on the wall: never changes while the sitting lives. */
  place: z.number(),
  name: z.string(),
  country: z.string(),
  stage: z.enum(['check-in', 'waiting', 'released', 'running', 'paused', 'submitted', 'terminated']),
  level: WallLevel,
  reason: z.nullable(WallReason),
  since: z.nullable(Millis),
  note: z.nullable(z.string()),
  question: z.nullable(z.number()),
  questions: z.number(),
  answered: z.number(),
  remainingMs: z.nullable(Millis),
  online: z.boolean(),
  lastSeen: z.nullable(Millis),
  /** Hash of the newest still, to be had from `/api/console/pictures/:hash`. */
  still: z.nullable(Sha256),
  openIncidents: z.number(),
  /** What the check-in left in doubt, the most serious first. */
  doubts: z.array(Doubt),
  /** Gates of the check-in that a person has to open before anybody is let in (preflight/gates.ts). */
  held: z.array(z.string()),
});
export type WallTile = z.infer<typeof WallTile>;
export const WallUpdate = z.object({ version: z.number(), full: z.boolean(), tiles: z.array(WallTile) });
export type WallUpdate = z.infer<typeof WallUpdate>;

// --- one sitting ----------------------------------------------------------------------------------------------

export const TimelineEntry = z.object({
  lane: z.enum(['candidate', 'server']),
  seq: z.number(),
  kind: z.string(),
  wall: Millis,
  storedAt: Millis,
  body: z.unknown(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const IncidentState = z.enum(['open', 'second-review', 'third-review', 'dismissed', 'upheld']);
export type IncidentState = z.infer<typeof IncidentState>;
export const IncidentSummary = z.object({
  id: Id,
  sitting: Id,
  name: z.string(),
  cause: z.union([SignalKind, z.literal('proctor-note')]),
  from: Millis,
  to: Millis,
  signals: z.number(),
  priority: z.number(),
  state: IncidentState,
  note: z.nullable(z.string()),
  /** False when this reviewer has already recorded a finding on it. */
  mine: z.boolean(),
  /** Whether dismissing it takes two people, as upholding always does. */
  twoDismiss: z.boolean(),
});
export type IncidentSummary = z.infer<typeof IncidentSummary>;

export const PictureRef = z.object({
  hash: Sha256,
  purpose: z.union([PicturePurpose, z.literal('still')]),
  takenAt: Millis,
});
export type PictureRef = z.infer<typeof PictureRef>;

/** What the candidate's computer and the candidate said at check-in; hints for the person who looks. */
export const CheckInReport = z.object({
  steps: z.array(CheckInStep),
  document: z.nullable(DocumentReading),
  liveness: z.nullable(z.enum(['passed', 'timed-out', 'face-lost'])),
  roomPictures: z.nullable(z.number()),
  calibrated: z.boolean(),
  declined: z.array(z.object({ step: CheckInStep, reason: SkipReason, words: z.string() })),
});
export type CheckInReport = z.infer<typeof CheckInReport>;

export const SittingPage = z.object({
  tile: WallTile,
  checkIn: CheckInReport,
  exam: z.string(),
  window: z.string(),
  learner: Id,
  accommodations: z.array(z.string()),
  allowedMs: Millis,
  extendedMs: Millis,
  restoredMs: Millis,
  usedMs: Millis,
  startedAt: z.nullable(Millis),
  endedAt: z.nullable(Millis),
  submitCause: z.nullable(z.string()),
  tier: z.nullable(z.string()),
  returned: z.nullable(z.string()),
  /** Whether the chain of both lanes was checked just now and holds. */
  intact: z.boolean(),
  entries: z.number(),
  receiptAt: z.nullable(Millis),
  /** The order of the questions on this candidate's form: item id to its number, from 1. */
  order: z.record(z.string(), z.number()),
  timeline: z.array(TimelineEntry),
  incidents: z.array(IncidentSummary),
  pictures: z.array(PictureRef),
});
export type SittingPage = z.infer<typeof SittingPage>;

export const Act = z.discriminatedUnion('act', [
  /** A reason is required where the check-in leaves a serious doubt. */
  z.object({ act: z.literal('release'), reason: z.optional(Text(500)) }),
  z.object({ act: z.literal('open-gate'), gate: Id, category: ReasonCategory, reason: Text(500) }),
  z.object({ act: z.literal('return-check-in'), reason: Text(500), again: z.optional(z.array(CheckInStep)) }),
  z.object({ act: z.literal('pause'), category: ReasonCategory, reason: Text(500) }),
  z.object({ act: z.literal('resume') }),
  z.object({
    act: z.literal('extend'),
    minutes: z.number().check(z.minimum(1), z.maximum(240)),
    category: ReasonCategory,
    reason: Text(500),
  }),
  z.object({ act: z.literal('message'), text: Text(1000) }),
  z.object({ act: z.literal('note'), text: Text(1000) }),
  z.object({ act: z.literal('terminate'), category: ReasonCategory, reason: Text(500) }),
]);
export type Act = z.infer<typeof Act>;

// --- review ---------------------------------------------------------------------------------------------------

export const Verdict = z.enum(['no-concern', 'upheld']);
export type Verdict = z.infer<typeof Verdict>;
export const Finding = z.object({
  by: z.string(),
  verdict: Verdict,
  evidence: z.array(z.string()),
  reason: z.string(),
  at: Millis,
  /** Made on the candidate's appeal, by somebody who had no part in the ones before. */
  onAppeal: z.boolean(),
});
export type Finding = z.infer<typeof Finding>;
export const IncidentPage = z.object({
  incident: IncidentSummary,
  detector: z.object({ upheld: z.number(), decided: z.number() }),
  accommodations: z.array(z.string()),
  earlier: z.number(),
  words: z.array(z.object({ wall: Millis, text: z.string() })),
  pictures: z.array(PictureRef),
  clips: z.array(ClipRef),
  /** When pictures and clips of this sitting are destroyed; null until its result is final. */
  destroyedAt: z.nullable(Millis),
  timeline: z.array(TimelineEntry),
  order: z.record(z.string(), z.number()),
  /** Empty until the incident is decided: the second reviewer decides blind. */
  findings: z.array(Finding),
});
export type IncidentPage = z.infer<typeof IncidentPage>;

// --- results, decisions ---------------------------------------------------------------------------------------

export const ResultState = z.enum(['provisional', 'final', 'invalidated']);
export const ResultSummary = z.object({
  id: Id,
  sitting: Id,
  learner: Id,
  name: z.string(),
  exam: z.string(),
  score: z.number(),
  max: z.number(),
  percent: z.number(),
  passed: z.boolean(),
  state: ResultState,
  openIncidents: z.number(),
  /** Answers of this sitting that people have still to mark. */
  openMarks: z.number(),
  gradedAt: Millis,
});
export type ResultSummary = z.infer<typeof ResultSummary>;
/** What it takes to compute an item's score again: anyone who holds the exam comes to the same bytes. */
export const ScoreBasis = z.object({
  /** The hash of content and marking that it was scored by. */
  hash: z.string(),
  engine: z.string(),
  /** Where the item's random values come from; it does not tell the sitting's own seed. */
  seed: z.string(),
  /** Under the author's identifiers; as they were sent where the form has no such names, and so nothing was scored. */
  responses: Responses,
  /** What template processing drew, in lexical form; null is NULL. */
  templates: z.record(z.string(), z.nullable(z.array(z.string()))),
  /** What the test gave its templates, by rules that look at earlier answers. */
  presets: z.optional(z.record(z.string(), z.array(z.string()))),
});
export type ScoreBasis = z.infer<typeof ScoreBasis>;

export const ItemScore = z.object({
  item: Id,
  title: z.string(),
  section: z.string(),
  score: z.number(),
  max: z.number(),
  /** Readable evaluation trace, e.g. "choice C selected; map gives 1 of 2". */
  trace: z.array(z.string()),
  /** Absent in results from before it was kept. */
  basis: z.optional(ScoreBasis),
});
export type ItemScore = z.infer<typeof ItemScore>;
/** `comments`: what the candidate remarked on questions, by item; they play no part in the result. */
export const ResultPage = z.object({
  result: ResultSummary,
  items: z.array(ItemScore),
  engine: z.string(),
  comments: z.record(z.string(), z.string()),
});
export type ResultPage = z.infer<typeof ResultPage>;

/** One node of the programme's requirement tree, evaluated. */
export type RuleReport = {
  rule: string;
  status: 'met' | 'unmet' | 'held';
  reason: string;
  /** The rule's title and the reason as messages of the catalogues, where they are the server's own words. */
  title?: string | undefined;
  said?: Said[] | undefined;
  children: RuleReport[];
};
export const RuleReport: z.ZodMiniType<RuleReport> = z.object({
  rule: z.string(),
  status: z.enum(['met', 'unmet', 'held']),
  reason: z.string(),
  title: z.optional(z.string()),
  said: z.optional(z.array(Said)),
  get children() {
    return z.array(RuleReport);
  },
});
export const Outcome = z.enum(['granted', 'refused', 'on-hold']);
export const DecisionSummary = z.object({
  id: Id,
  learner: Id,
  name: z.string(),
  programme: z.string(),
  policy: z.string(),
  outcome: Outcome,
  decidedAt: Millis,
  report: RuleReport,
  credential: z.nullable(Id),
  superseded: z.boolean(),
});
export type DecisionSummary = z.infer<typeof DecisionSummary>;

export const LearnerRow = z.object({
  id: Id,
  name: z.string(),
  country: z.string(),
  eligible: z.boolean(),
  reasons: z.array(z.string()),
  report: RuleReport,
  registration: z.nullable(z.string()),
  stage: z.nullable(z.string()),
});
export type LearnerRow = z.infer<typeof LearnerRow>;

export const AuditRow = z.object({ at: Millis, by: z.string(), act: z.string(), subject: z.string(), detail: z.string() });
export type AuditRow = z.infer<typeof AuditRow>;

export const ImportReport = z.object({
  taken: z.number(),
  unchanged: z.number(),
  problems: z.array(z.object({ row: z.number(), column: z.nullable(z.string()), message: z.string() })),
});
export type ImportReport = z.infer<typeof ImportReport>;
const ContentNote = z.object({ file: z.string(), line: z.nullable(z.number()), message: z.string() });
export const ContentReport = z.object({
  exam: z.nullable(Id),
  items: z.number(),
  problems: z.array(ContentNote),
  /** What is taken otherwise than it is written. */
  warnings: z.array(ContentNote),
});
export type ContentReport = z.infer<typeof ContentReport>;

export const consoleRoutes = {
  signIn: route({
    method: 'POST',
    path: '/api/console/sign-in',
    allowed: 'anyone',
    body: z.object({ email: z.string().check(z.maxLength(200)), code: z.string().check(z.maxLength(200)) }),
    reply: Account,
  }),
  signOut: route({ method: 'POST', path: '/api/console/sign-out', allowed: 'anyone', reply: z.object({}) }),
  me: route({ method: 'GET', path: '/api/console/me', allowed: StaffRole.options, reply: Account }),
  learners: route({ method: 'GET', path: '/api/console/learners', allowed: staff, reply: z.array(LearnerRow) }),
  sitting: route({ method: 'GET', path: '/api/console/sittings/:id', allowed: staff, params: ById, reply: SittingPage }),
  picture: route({
    method: 'GET',
    path: '/api/console/pictures/:hash',
    allowed: staff,
    params: z.object({ hash: Sha256 }),
    reply: 'bytes',
  }),
  incidents: route({ method: 'GET', path: '/api/console/incidents', allowed: staff, reply: z.array(IncidentSummary) }),
  incident: route({ method: 'GET', path: '/api/console/incidents/:id', allowed: reviewers, params: ById, reply: IncidentPage }),
  find: route({
    method: 'POST',
    path: '/api/console/incidents/:id/findings',
    allowed: reviewers,
    params: ById,
    body: z.object({ verdict: Verdict, evidence: z.array(z.string()).check(z.maxLength(20)), reason: Text(2000) }),
    reply: IncidentSummary,
  }),
  results: route({ method: 'GET', path: '/api/console/results', allowed: reviewers, reply: z.array(ResultSummary) }),
  result: route({ method: 'GET', path: '/api/console/results/:id', allowed: reviewers, params: ById, reply: ResultPage }),
  decisions: route({ method: 'GET', path: '/api/console/decisions', allowed: reviewers, reply: z.array(DecisionSummary) }),
  audit: route({ method: 'GET', path: '/api/console/audit', allowed: ['administrator'], reply: z.array(AuditRow) }),
  importResults: route({
    method: 'POST',
    path: '/api/console/course-results',
    allowed: ['administrator'],
    body: z.object({ csv: z.string().check(z.maxLength(2_000_000)) }),
    reply: ImportReport,
  }),
  importContent: route({
    method: 'POST',
    path: '/api/console/content',
    allowed: ['administrator'],
    body: 'bytes',
    maxBytes: 50_000_000,
    reply: ContentReport,
  }),
};

/** Socket namespace `/console`; the sign-in cookie is the handshake. */
export const consoleCalls = {
  /** Subscribes to the wall; the first `wall` push is full. */
  watch: call({ allowed: ['proctor', 'administrator'], body: z.object({}), reply: z.object({}) }),
  act: call({
    allowed: ['proctor', 'administrator'],
    body: z.object({ sitting: Id, act: Act }),
    reply: z.object({ seq: z.number() }),
  }),
};
export const consolePushes = { wall: push({ body: WallUpdate }) };
