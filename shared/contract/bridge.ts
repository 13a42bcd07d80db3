/**
 * The bridge between renderer and main. Main owns the truth and pushes one `view`; the renderer draws it and calls
 * commands. Preload exposes exactly these channels as `window.invigil`.
 */
import * as z from 'zod/mini';
import { DeliveryForm } from '../assessment/delivery.ts';
import {
  CheckInStep,
  Comment,
  candidateBodies,
  DocumentReading,
  Id,
  MeasureState,
  PicturePurpose,
  Responses,
  Sha256,
  SignalKind,
} from '../journal/entry.ts';
import { Monitor } from '../policy/policy.ts';
import { measureIds } from '../preflight/measures.ts';
import { Check, CheckId } from '../preflight/report.ts';
import { Doubt } from '../sitting/check-in.ts';
import type { CourseView as Shown } from '../sitting/course-view.ts';
import { MAX_CLIP_BYTES } from './evidence.ts';
import { CheckTarget } from './preflight.ts';
import { Problem } from './problem.ts';

export const Measure = z.object({
  id: Id,
  state: MeasureState,
  /** True when the exam's tier asks for more than this machine can do. */
  missing: z.boolean(),
});
export type Measure = z.infer<typeof Measure>;

/** Which screen is due. `exam` covers the questions and the review list, between which the renderer itself switches. */
export const Screen = z.enum([
  'launch',
  'refused',
  'system-check',
  'capability',
  'consent',
  'portrait',
  'document',
  'room',
  'liveness',
  'waiting',
  'ready',
  'exam',
  'paused',
  'finished',
]);
export type Screen = z.infer<typeof Screen>;

const Millis = z.number();
/** The system check: what it is for, how it stands, what came of it. */
export const CheckView = z.object({
  running: z.boolean(),
  /** The exam whose code it is made with; null for a check of the computer alone. */
  target: z.nullable(CheckTarget),
  checks: z.array(Check),
  takenAt: z.nullable(Millis),
  /** Since when the exam server keeps it; null when it does not. */
  keptAt: z.nullable(Millis),
  problem: z.nullable(Problem),
});
export type CheckView = z.infer<typeof CheckView>;

const Step = z.union([
  z.object({ kind: z.enum(['question', 'part']), item: Id }),
  z.object({ kind: z.enum(['stretch', 'end']) }),
]);
const Hindrance = z.nullable(z.enum(['too-early', 'unanswered', 'incomplete']));
/** See sitting/course-view.ts. */
const CourseView: z.ZodMiniType<Shown> = z.object({
  stretch: z.number(),
  part: z.number(),
  parts: z.nullable(z.number()),
  linear: z.boolean(),
  waiting: z.boolean(),
  complete: z.boolean(),
  items: z.array(
    z.object({
      id: Id,
      state: z.enum(['left', 'open', 'closed', 'spent', 'ahead']),
      over: z.boolean(),
      review: z.boolean(),
      skip: z.boolean(),
      validate: z.boolean(),
    }),
  ),
  limits: z.array(
    z.object({
      id: Id,
      level: z.enum(['part', 'section', 'item']),
      title: z.string(),
      leftMs: Millis,
      late: z.boolean(),
    }),
  ),
  next: Step,
  hindrance: Hindrance,
  out: Step,
  outHindrance: Hindrance,
  earlyMs: Millis,
});
export const ClientView = z.object({
  screen: Screen,
  /** True when this runs in the Chromium stand-in; the screen says so. */
  standIn: z.boolean(),
  /** True while main works on a command (launching, fetching the form, submitting). */
  busy: z.boolean(),
  problem: z.nullable(Problem),
  candidate: z.nullable(z.object({ name: z.string() })),
  exam: z.nullable(
    z.object({
      title: z.string(),
      programme: z.string(),
      questions: z.number(),
      /** Whether parts, rules or limits of its own decide more than its clock; `open` while rules may still leave questions out. */
      planned: z.boolean(),
      open: z.boolean(),
      minutes: z.number(),
      /** Paragraphs by language; English is among them. */
      consent: z.record(z.string(), z.array(z.string())),
      release: z.enum(['policy', 'proctor']),
      stillSeconds: z.number(),
      retentionDays: z.number(),
      /** What watches the exam, and which signals an accommodation explains. */
      monitors: z.array(Monitor),
      muted: z.array(z.string()),
    }),
  ),
  measures: z.array(Measure),
  check: CheckView,
  /** The check-in of this sitting: what it asks for, what is done, and what a person will look at. */
  checkIn: z.nullable(
    z.object({
      steps: z.array(CheckInStep),
      left: z.array(CheckInStep),
      documentDigits: z.number(),
      roomPictures: z.number(),
      doubts: z.array(Doubt),
    }),
  ),
  /** Why a proctor asked for new pictures. */
  returned: z.nullable(z.string()),
  connection: z.enum(['online', 'offline']),
  /** The two promises: entries on this computer's disk, and when the server last stored all or some of them. */
  saved: z.object({ entries: z.number(), waiting: z.number(), sentAt: z.nullable(Millis) }),
  sitting: z.nullable(
    z.object({
      current: z.nullable(Id),
      answers: z.record(z.string(), Responses),
      marked: z.array(Id),
      /** Comments on questions, by item. */
      comments: z.record(z.string(), z.string()),
      remainingMs: Millis,
      running: z.boolean(),
      /** Minutes given back for interruptions, newest last: what was lost, what was returned. */
      restored: z.array(z.object({ gapMs: Millis, restoredMs: Millis })),
      extendedMs: Millis,
      submitCause: z.nullable(z.enum(['candidate', 'time-over', 'terminated'])),
      endedAt: z.nullable(Millis),
      pauseReason: z.nullable(z.string()),
      helpAsked: z.boolean(),
      /** Null where every question is open until time is over. */
      course: z.nullable(CourseView),
    }),
  ),
  messages: z.array(z.object({ seq: z.number(), text: z.string(), wall: Millis })),
});
export type ClientView = z.infer<typeof ClientView>;

const Real = z.number();
/**
 * What the check-in learned of this face, for the exam's monitors: descriptors (128 values each) of portrait and document, and
 * how this person looks at the screen. Kept sealed on this computer until the sitting is over; it never leaves it.
 */
export const Enrolment = z.object({
  descriptors: z.array(z.array(Real).check(z.minLength(128), z.maxLength(128))).check(z.maxLength(12)),
  baseline: z.nullable(z.object({ yaw: Real, pitch: Real, openness: Real, gazeX: Real, gazeY: Real, gazeSpread: Real })),
});
export type Enrolment = z.infer<typeof Enrolment>;

const Nothing = z.object({});
const Done = z.object({});
const channel = <const C extends { body: z.ZodMiniType; reply: z.ZodMiniType }>(definition: C): C => definition;

/** Commands: renderer -> main. Each is answered `Outcome<reply>` (problem.ts). */
export const bridgeCalls = {
  /** The present view, for a renderer that has just loaded. */
  view: channel({ body: Nothing, reply: ClientView }),
  /** A launch code or a whole `invigil://` link. */
  launch: channel({
    body: z.object({ codeOrLink: z.string().check(z.maxLength(2000)), server: z.optional(z.string()) }),
    reply: Done,
  }),
  /** Opens the system check; with a code or link it is made for that exam and kept by its server. */
  systemCheck: channel({ body: z.object({ codeOrLink: z.nullable(z.string().check(z.maxLength(2000))) }), reply: Done }),
  /** Runs every check, with what the page found itself: locks that failed there, and checks of its devices. */
  check: channel({
    body: z.object({
      locks: z.array(z.enum(measureIds)).check(z.maxLength(measureIds.length)),
      checks: z.array(Check).check(z.maxLength(CheckId.options.length)),
    }),
    reply: Done,
  }),
  closeCheck: channel({ body: Nothing, reply: Done }),
  acceptCapability: channel({ body: Nothing, reply: Done }),
  consent: channel({ body: z.object({ locale: z.string().check(z.minLength(1), z.maxLength(35)) }), reply: Done }),
  /** A JPEG from the camera, with what was read off it where it is the document. After the last step the check-in is finished. */
  picture: channel({
    body: z.object({ purpose: PicturePurpose, jpeg: z.instanceof(Uint8Array), reading: z.optional(DocumentReading) }),
    reply: Done,
  }),
  /** The pictures of the room are complete. */
  roomScanned: channel({ body: Nothing, reply: Done }),
  livenessChecked: channel({ body: candidateBodies['liveness-checked'], reply: Done }),
  calibrated: channel({ body: candidateBodies.calibrated, reply: Done }),
  declineStep: channel({ body: candidateBodies['step-declined'], reply: Done }),
  /** A small JPEG for the wall, on the policy's schedule. */
  still: channel({ body: z.object({ jpeg: z.instanceof(Uint8Array) }), reply: Done }),
  /** A file of an answer; on this computer's disk, and on its way, before its hash comes back. */
  attach: channel({
    body: z.object({ bytes: z.instanceof(Uint8Array) }),
    reply: z.object({ hash: Sha256, bytes: z.number() }),
  }),
  signal: channel({
    body: candidateBodies.signal,
    reply: Done,
  }),
  /** One piece of a clip (WebM) around a signal; kept only while the exam runs. */
  clip: channel({
    body: z.object({
      signal: SignalKind,
      from: z.number().check(z.int(), z.nonnegative()),
      to: z.number().check(z.int(), z.nonnegative()),
      webm: z.instanceof(Uint8Array).check(z.refine((bytes) => bytes.length <= MAX_CLIP_BYTES, 'A clip may have at most 2 MB.')),
    }),
    reply: Done,
  }),
  /** Replaces what is known of this face. */
  enrol: channel({ body: Enrolment, reply: Done }),
  enrolment: channel({ body: Nothing, reply: z.nullable(Enrolment) }),
  begin: channel({ body: Nothing, reply: Done }),
  form: channel({ body: Nothing, reply: DeliveryForm }),
  show: channel({ body: z.object({ item: Id }), reply: Done }),
  /** Resolves once the answer is on this computer's disk. */
  answer: channel({ body: z.object({ item: Id, responses: Responses }), reply: z.object({ seq: z.number() }) }),
  /** Resolves once the comment is on this computer's disk. */
  comment: channel({ body: Comment, reply: Done }),
  mark: channel({ body: z.object({ item: Id, marked: z.boolean() }), reply: Done }),
  askHelp: channel({ body: z.object({ text: z.string().check(z.minLength(1), z.maxLength(1000)) }), reply: Done }),
  /** Leaves the present part, or the stretch, for good. */
  advance: channel({ body: Nothing, reply: Done }),
  submit: channel({ body: Nothing, reply: Done }),
  quit: channel({ body: Nothing, reply: Done }),
};
/** Something that main itself observes begins, or is told: the page, which has the camera, keeps the clip around it. */
export const Moment = z.object({ signal: SignalKind, from: Millis, to: Millis });
export type Moment = z.infer<typeof Moment>;

/** Pushes: main -> renderer. */
export const bridgePushes = { view: { body: ClientView }, moment: { body: Moment } };

type Calls = typeof bridgeCalls;
/** `window.invigil`. Rejects never; problems come back as values. */
export type Bridge = {
  [K in keyof Calls]: (body: z.infer<Calls[K]['body']>) => Promise<import('./problem.ts').Outcome<z.infer<Calls[K]['reply']>>>;
} & {
  onView: (listener: (view: ClientView) => void) => () => void;
  onMoment: (listener: (moment: Moment) => void) => () => void;
};
