/**
 * The journal's entries: what may be written, by whom, in which shape.
 *
 * A sitting's journal has two lanes, each an append-only hash chain with its own numbering from 1:
 * - `candidate`: written and signed on the candidate's computer, also while it is offline;
 * - `server`: acts of proctors and of the server, under the server's key.
 * A candidate entry `act-received {seq}` ties the lanes together: from there on the act holds on that computer.
 */
import * as z from 'zod/mini';
import { Id, Sha256 } from './names.ts';
import { Plan } from './plan.ts';

export { Id, Sha256 };

const Text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
const Millis = z.number().check(z.int(), z.nonnegative());
const Count = z.number().check(z.int(), z.nonnegative(), z.maximum(1_000_000_000));

/**
 * When an entry was made. `wall` is the writer's own clock in ms since 1970 and is never trusted; `mono` is ms on a
 * monotonic timer that starts anew with every `boot` (one run of the client, or of the server).
 */
export const At = z.object({ wall: Millis, mono: z.number().check(z.nonnegative()), boot: Id });
export type At = z.infer<typeof At>;

/** Response values as QTI lexical strings per response identifier, e.g. `{RESPONSE: ['c_3fa9']}`, pairs as `"a b"`. */
export const Responses = z.record(
  z.string().check(z.maxLength(64)),
  z.array(z.string().check(z.maxLength(20_000))).check(z.maxLength(100)),
);
export type Responses = z.infer<typeof Responses>;

/** Most characters of a comment on a question (QTI candidateComment). */
export const COMMENT_LENGTH = 2_000;
/** A comment on a question; empty when it was taken back. */
export const Comment = z.object({ item: Id, text: z.string().check(z.maxLength(COMMENT_LENGTH)) });
export type Comment = z.infer<typeof Comment>;

export const MeasureState = z.enum(['enforced', 'monitored', 'unavailable']);
export type MeasureState = z.infer<typeof MeasureState>;
export const PicturePurpose = z.enum(['portrait', 'document', 'room']);
export type PicturePurpose = z.infer<typeof PicturePurpose>;

/** Steps of the check-in that a policy may ask for, in their order. */
export const CheckInStep = z.enum(['portrait', 'document', 'room', 'liveness']);
export type CheckInStep = z.infer<typeof CheckInStep>;
/** Why a step was left out, in the candidate's own words beside it. No diagnosis is asked for. */
export const SkipReason = z.enum(['disability', 'camera', 'no-document', 'privacy', 'other']);
export type SkipReason = z.infer<typeof SkipReason>;
/**
 * What the candidate's computer read off the document. A verdict is a hint for people, never a decision: `unread` and
 * `unseen` mean that the machine could not tell.
 */
export const DocumentReading = z.object({
  /** Shape of the machine-readable zone (ICAO Doc 9303), or how the name was found. */
  source: z.enum(['TD1', 'TD2', 'TD3', 'print', 'none']),
  name: z.enum(['same', 'unsure', 'different', 'unread']),
  /** The face on the document against the one in front of the camera. */
  face: z.enum(['match', 'unsure', 'other', 'unseen']),
  expired: z.nullable(z.boolean()),
  /** Last characters of the document's number, as many as the policy keeps. */
  digits: z.string().check(z.maxLength(4), z.regex(/^[A-Z0-9]*$/)),
  /** Versions of the reader and of the detectors. */
  detector: Text(64),
});
export type DocumentReading = z.infer<typeof DocumentReading>;
/** How this face looks to this camera while it looks at the screen; the unit of each value is its detector's. */
export const FaceBaseline = z.object({
  yaw: z.number(),
  pitch: z.number(),
  openness: z.number(),
  gazeX: z.number(),
  gazeY: z.number(),
  gazeSpread: z.number(),
});
export type FaceBaseline = z.infer<typeof FaceBaseline>;

export const SignalKind = z.enum([
  'no-face',
  'several-faces',
  'second-person',
  'other-face',
  'looking-away',
  'phone',
  'book',
  'speech',
  'camera-covered',
  'camera-lost',
  'monitor-lost',
  'picture-frozen',
  'virtual-camera',
  'too-dark',
  'backlit',
  'too-far',
  'typing',
  'focus-lost',
  'display-added',
  'program-found',
  'paste',
]);
export type SignalKind = z.infer<typeof SignalKind>;

/** One finding of a check, as preflight/report.ts writes it; the names there may grow, so they are not named here. */
const CheckedHere = z.object({
  id: Id,
  outcome: Id,
  values: z.record(z.string().check(z.maxLength(24)), z.union([z.number(), z.string().check(z.maxLength(200))])),
});

/** Body schema per kind, candidate lane. */
export const candidateBodies = {
  'client-started': z.object({ app: Text(64), os: Text(128), standIn: z.boolean() }),
  'capability-reported': z.object({
    tier: z.enum(['enforced', 'monitored']),
    measures: z.array(z.object({ id: Id, state: MeasureState })).check(z.maxLength(64)),
    /** What the check at check-in found on which computer (preflight/report.ts); absent from clients that do not check. */
    computer: z.optional(Id),
    checks: z.optional(z.array(CheckedHere).check(z.maxLength(32))),
  }),
  consented: z.object({ textVersion: Text(32), locale: Text(35) }),
  'picture-taken': z.object({ purpose: PicturePurpose, blob: Sha256, bytes: Count }),
  /** Stands before the `picture-taken` of the document that it is about. */
  'document-read': z.extend(DocumentReading, { blob: Sha256 }),
  'room-scanned': z.object({ pictures: Count }),
  'liveness-checked': z.object({ outcome: z.enum(['passed', 'timed-out', 'face-lost']), detector: Text(64) }),
  /** How this face looks to this camera: the picture's state, and how sure the detector was of the face, 0 to 1. */
  calibrated: z.object({
    baseline: FaceBaseline,
    light: z.enum(['good', 'too-dark', 'backlit', 'too-far', 'covered']),
    confidence: z.number().check(z.minimum(0), z.maximum(1)),
    detector: Text(64),
  }),
  'step-declined': z.object({ step: CheckInStep, reason: SkipReason, words: z.string().check(z.maxLength(500)) }),
  'check-in-finished': z.object({}),
  'exam-started': z.object({ form: Sha256 }),
  'question-shown': z.object({ item: Id }),
  answered: z.object({ item: Id, responses: Responses }),
  marked: z.object({ item: Id, marked: z.boolean() }),
  /** Where the exam asks for comments; never graded. */
  commented: Comment,
  signal: z.object({
    signal: SignalKind,
    detector: Text(64),
    from: Millis,
    to: Millis,
    confidence: z.number().check(z.minimum(0), z.maximum(1)),
    note: z.optional(z.string().check(z.maxLength(200))),
  }),
  'still-taken': z.object({ blob: Sha256, bytes: Count }),
  /** One playable piece of video around a signal; several of them in a row make the clip. Times on this computer's clock. */
  'clip-taken': z.object({ blob: Sha256, bytes: Count, signal: SignalKind, from: Millis, to: Millis }),
  'help-asked': z.object({ text: Text(1000) }),
  'act-received': z.object({ seq: Count }),
  /** Leaves a stretch of questions for good; the server decides what comes next. The clock stops. */
  'stretch-ended': z.object({ stretch: Count }),
  /** The next stretch is on this computer; `form` is the digest of its questions. The clock goes on. */
  'stretch-started': z.object({ stretch: Count, form: Sha256 }),
  /** Proof of life every few seconds while the clock runs: bounds what a crash can cost. */
  tick: z.object({}),
  submitted: z.object({ cause: z.enum(['candidate', 'time-over', 'terminated']) }),
} as const;

const Person = Text(64);
const Reason = Text(500);
export const ReasonCategory = z.enum(['technical', 'environment', 'identity', 'candidate', 'staff']);
export type ReasonCategory = z.infer<typeof ReasonCategory>;

/** Body schema per kind, server lane. `by` names a staff account, `server` or `policy`. */
export const serverBodies = {
  opened: z.object({ publicKey: Text(128), exam: Id, registration: Id }),
  /** `reason` is given where a proctor lets somebody in over a doubt. */
  released: z.object({ by: Person, reason: z.optional(Reason) }),
  /** A person lets a candidate in although something failed at check-in (preflight/gates.ts). */
  'gate-opened': z.object({ by: Person, gate: Id, category: ReasonCategory, reason: Reason }),
  /** `again` names the steps to be repeated; without it all pictures are. */
  'check-in-returned': z.object({ by: Person, reason: Reason, again: z.optional(z.array(CheckInStep).check(z.maxLength(4))) }),
  paused: z.object({ by: Person, category: ReasonCategory, reason: Reason }),
  resumed: z.object({ by: Person }),
  extended: z.object({ by: Person, ms: Millis, category: ReasonCategory, reason: Reason }),
  messaged: z.object({ by: Person, text: Text(1000) }),
  /** A proctor's own note raises an incident; towards the candidate's computer its body is withheld. */
  noted: z.union([z.object({ by: Person, text: Text(1000) }), z.object({ withheld: Sha256 })]),
  terminated: z.object({ by: Person, category: ReasonCategory, reason: Reason }),
  /** Settles one interruption between two boots of the client: what was lost, what is given back. */
  'time-restored': z.object({ boot: Id, gapMs: Millis, restoredMs: Millis }),
  /** What is open to the candidate, where an exam has more rules than its clock; see plan.ts. */
  planned: Plan,
} as const;

type Bodies<S extends Record<string, z.ZodMiniType>> = {
  [K in keyof S]: { kind: K; body: z.infer<S[K]> };
}[keyof S];
/** What a lane's writer decides; place, time and chain are added by `append` (chain.ts). */
export type CandidateNote = Bodies<typeof candidateBodies>;
export type ServerNote = Bodies<typeof serverBodies>;
export type CandidateKind = CandidateNote['kind'];
export type ServerKind = ServerNote['kind'];

export const Lane = z.enum(['candidate', 'server']);
export type Lane = z.infer<typeof Lane>;

/** Place, time and chain of an entry; see chain.ts for what the hash covers. */
export type Link = { seq: number; at: At; prev: string; hash: string };
export type CandidateEntry = Link & { lane: 'candidate' } & CandidateNote;
export type ServerEntry = Link & { lane: 'server' } & ServerNote;
export type Entry = CandidateEntry | ServerEntry;

const link = { seq: z.number().check(z.int(), z.minimum(1), z.maximum(10_000_000)), at: At, prev: Sha256, hash: Sha256 };
const variant =
  (lane: Lane) =>
  ([kind, body]: [string, z.ZodMiniType]) =>
    z.strictObject({ ...link, lane: z.literal(lane), kind: z.literal(kind), body });
const union = (lane: Lane, bodies: Record<string, z.ZodMiniType>) => {
  const [first, ...rest] = Object.entries(bodies).map(variant(lane));
  if (!first) throw new Error('a lane without kinds');
  return z.discriminatedUnion('kind', [first, ...rest]);
};
export const CandidateEntry = union('candidate', candidateBodies) as unknown as z.ZodMiniType<CandidateEntry>;
export const ServerEntry = union('server', serverBodies) as unknown as z.ZodMiniType<ServerEntry>;
