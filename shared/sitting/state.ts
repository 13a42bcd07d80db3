/** What a sitting is, folded from its journal. Plain data: it is stored as JSON and sent to the console. */

import type {
  CandidateNote,
  CheckInStep,
  DocumentReading,
  FaceBaseline,
  PicturePurpose,
  Responses,
  SkipReason,
} from '../journal/entry.ts';
import { type CheckInPolicy, type EffectivePolicy, type LockdownTier, plainCheckIn } from '../policy/policy.ts';
import type { FoundHere } from '../preflight/gates.ts';
import { type Clock, type Gap, newClock } from './clock.ts';
import type { Course } from './course.ts';

/**
 * - `check-in`: consent, capability report, pictures
 * - `waiting`: checked in, waits for release
 * - `released`: may begin
 * - `running`, `paused`: the exam
 * - `submitted`, `terminated`: over
 */
export type Stage = 'check-in' | 'waiting' | 'released' | 'running' | 'paused' | 'submitted' | 'terminated';
export const stages: readonly Stage[] = ['check-in', 'waiting', 'released', 'running', 'paused', 'submitted', 'terminated'];

export type Answer = { responses: Responses; seq: number; wall: number };
export type PendingAct =
  | { kind: 'paused' | 'resumed' | 'messaged' }
  | { kind: 'extended'; ms: number }
  | { kind: 'time-restored'; gap: Omit<Gap, 'settled'> };
export type SubmitCause = 'candidate' | 'time-over' | 'terminated';

export type CheckIn = {
  /** What the policy asks for. */
  policy: CheckInPolicy;
  document: DocumentReading | null;
  /** Pictures of the room, once the scan is done. */
  room: number | null;
  liveness: (CandidateNote & { kind: 'liveness-checked' })['body']['outcome'] | null;
  baseline: FaceBaseline | null;
  declined: Partial<Record<CheckInStep, { reason: SkipReason; words: string }>>;
};

export type Sitting = {
  stage: Stage;
  consented: boolean;
  tier: LockdownTier | null;
  pictures: Partial<Record<PicturePurpose, string>>;
  /** What the check at check-in found; null from clients that do not check. */
  found: FoundHere | null;
  /** Gates that a person opened. */
  opened: string[];
  checkIn: CheckIn;
  /** Why a proctor sent the candidate back to the pictures, until they are taken again. */
  returned: string | null;
  form: string | null;
  current: string | null;
  answers: Record<string, Answer>;
  marked: string[];
  /** Comments on questions by item. */
  comments: Record<string, string>;
  clock: Clock;
  /** Milliseconds of the running clock with each item before the candidate. */
  spent: Record<string, number>;
  /** The way through the exam's plan; null where it has none. */
  course: Course | null;
  startedAt: number | null;
  endedAt: number | null;
  submitCause: SubmitCause | null;
  help: { text: string; wall: number } | null;
  /** Acts whose effect waits for the candidate's receipt, by sequence number in the server's lane. */
  pending: Record<number, PendingAct>;
  /** Entries that the rules did not allow at their moment; they changed nothing. */
  refused: { seq: number; kind: string }[];
};

export const newSitting = (policy: Pick<EffectivePolicy, 'allowedMs' | 'restoreMs' | 'checkIn'>): Sitting => ({
  stage: 'check-in',
  consented: false,
  tier: null,
  pictures: {},
  found: null,
  opened: [],
  checkIn: {
    policy: policy.checkIn ?? plainCheckIn,
    document: null,
    room: null,
    liveness: null,
    baseline: null,
    declined: {},
  },
  returned: null,
  form: null,
  current: null,
  answers: {},
  marked: [],
  comments: {},
  clock: newClock(policy.allowedMs, policy.restoreMs),
  spent: {},
  course: null,
  startedAt: null,
  endedAt: null,
  submitCause: null,
  help: null,
  pending: {},
  refused: [],
});

export const isOver = (stage: Stage): boolean => stage === 'submitted' || stage === 'terminated';
