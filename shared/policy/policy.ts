/** The delivery policy of an exam, a candidate's accommodations, and the effective policy that follows from both. */
import * as z from 'zod/mini';
import { supportKinds } from '../assessment/delivery.ts';

const Minutes = z.number().check(z.minimum(0), z.maximum(24 * 60));

export const LockdownTier = z.enum(['enforced', 'monitored']);
export type LockdownTier = z.infer<typeof LockdownTier>;

/** What may watch an exam: the camera's and the microphone's detectors, times between keys, and clips around a signal. */
export const Monitor = z.enum(['camera', 'microphone', 'keys', 'clips']);
export type Monitor = z.infer<typeof Monitor>;

/** What the check-in asks for. The portrait is always asked; each step may be declined with a reason, which a person then sees. */
export const CheckInPolicy = z.object({
  /** An identity document, read and compared on the candidate's own computer. */
  document: z.boolean(),
  /** Pictures of the room, all around. */
  room: z.boolean(),
  /** Turning the head and blinking when asked, so that no photo sits there. */
  liveness: z.boolean(),
  /** How many last characters of the document's number are kept; 0 keeps none. Nothing else of the document is kept as text. */
  documentDigits: z.number().check(z.int(), z.minimum(0), z.maximum(4)),
  /** Who lets a candidate in whose check-in leaves a doubt: a proctor, or the policy, and people look afterwards. */
  doubts: z.enum(['proctor', 'policy']),
});
export type CheckInPolicy = z.infer<typeof CheckInPolicy>;

/** Whose dismissal also takes two people: of signals that would void a result by themselves, or of every incident. */
export const SecondReview = z.enum(['severe', 'every']);
export type SecondReview = z.infer<typeof SecondReview>;

/** Another person in the candidate's place or beside, a device with the answers, a picture that is not of the candidate. */
export const severeSignals: readonly string[] = ['other-face', 'second-person', 'phone', 'virtual-camera'];

/** Whether a dismissal takes two people, as upholding always does. */
export const dismissalTakesTwo = (cause: string, { secondReview = 'severe' }: Pick<DeliveryPolicy, 'secondReview'>): boolean =>
  secondReview === 'every' || severeSignals.includes(cause);

/** Where an exam says nothing about its check-in: portrait and document. */
export const plainCheckIn: CheckInPolicy = {
  document: true,
  room: false,
  liveness: false,
  documentDigits: 0,
  doubts: 'policy',
};

/** Published with the exam and immutable with it. */
export const DeliveryPolicy = z.object({
  minutes: z.number().check(z.minimum(1), z.maximum(24 * 60)),
  /** Who lets a checked-in candidate begin. */
  release: z.enum(['policy', 'proctor']),
  /** The weakest lockdown this exam accepts. */
  tier: LockdownTier,
  consentVersion: z.string(),
  /** Paragraphs of the exam's own for the consent, by language (BCP 47), English among them; the house's stand before them. */
  consent: z.optional(
    z
      .record(
        z.string().check(z.minLength(2), z.maxLength(35)),
        z.array(z.string().check(z.minLength(1), z.maxLength(2000))).check(z.maxLength(20)),
      )
      .check(z.refine((texts) => 'en' in texts, 'Give the paragraphs in English ("en") as well.')),
  ),
  /** Seconds between camera stills for the wall; 0 takes none. */
  stillSeconds: z.number().check(z.minimum(0), z.maximum(3600)),
  /** Most minutes that crashes and power cuts give back in one sitting, without asking anyone. */
  restoreMinutes: Minutes,
  /** Share of the maximum score that passes, 0..1. */
  passMark: z.number().check(z.minimum(0), z.maximum(1)),
  /** Days after the final result on which pictures are destroyed. */
  retentionDays: z.number().check(z.minimum(1), z.maximum(3650)),
  /**
   * `required`: the exam is published only when every item that a machine scores ships answers with the scores they deserve.
   * Absent in exams from before there was a choice, and then `optional`.
   */
  cases: z.optional(z.enum(['required', 'optional'])),
  /** Absent in exams from before there was a choice: `plainCheckIn`. */
  checkIn: z.optional(CheckInPolicy),
  /** Which dismissals take two people; where a policy does not say, those of severe signals. */
  secondReview: z.optional(SecondReview),
  /**
   * What a candidate may see of the questions once the result is final, where their author shows it: feedback of items and test,
   * and right answers. Where a policy does not say, nothing.
   */
  afterRelease: z.optional(z.array(z.enum(['feedback', 'solution']))),
  /** What watches the exam; where a policy does not say, everything does. */
  monitors: z.optional(z.array(Monitor)),
});
export type DeliveryPolicy = z.infer<typeof DeliveryPolicy>;

/** Typed, without any diagnosis: what the exam does differently for this candidate. */
export const Accommodation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('extra-time'), factor: z.number().check(z.minimum(1), z.maximum(4)) }),
  z.object({ kind: z.literal('reads-aloud') }),
  z.object({ kind: z.literal('looks-away') }),
  z.object({ kind: z.literal('helper-present') }),
  z.object({ kind: z.literal('screen-reader') }),
  /** Another way to the words of an exam, where its author wrote one; `language` as BCP 47, all languages without it. */
  z.object({
    kind: z.literal('support'),
    support: z.enum(supportKinds),
    language: z.optional(z.string().check(z.maxLength(35))),
  }),
]);
export type Accommodation = z.infer<typeof Accommodation>;

/** What holds for one sitting. Sent to the client and stored with the sitting. */
export const EffectivePolicy = z.extend(DeliveryPolicy, {
  allowedMs: z.number().check(z.int(), z.nonnegative()),
  restoreMs: z.number().check(z.int(), z.nonnegative()),
  /** Extra time: every limit of the exam is longer by it. Sittings of before have none stored. */
  timeFactor: z.optional(z.number().check(z.minimum(1), z.maximum(4))),
  /** Signals that an accommodation explains: neither raised nor shown to anyone. */
  muted: z.array(z.string()),
});
export type EffectivePolicy = z.infer<typeof EffectivePolicy>;

const explains: Partial<Record<Accommodation['kind'], readonly string[]>> = {
  'reads-aloud': ['speech'],
  'looks-away': ['looking-away', 'no-face'],
  'helper-present': ['several-faces', 'second-person', 'speech'],
  'screen-reader': ['speech', 'looking-away', 'typing'],
};

/** What watches the exam under a policy. */
export const monitorsOf = ({ monitors }: Pick<DeliveryPolicy, 'monitors'>): readonly Monitor[] => monitors ?? Monitor.options;

/** Compiles the exam's policy and the candidate's accommodations into the one policy that holds. */
export function effectivePolicy(policy: DeliveryPolicy, accommodations: readonly Accommodation[]): EffectivePolicy {
  const factor = Math.max(1, ...accommodations.map((a) => (a.kind === 'extra-time' ? a.factor : 1)));
  const muted = new Set(accommodations.flatMap((a) => explains[a.kind] ?? []));
  return {
    ...policy,
    allowedMs: Math.round(policy.minutes * 60_000 * factor),
    restoreMs: Math.round(policy.restoreMinutes * 60_000),
    timeFactor: factor,
    muted: [...muted].toSorted(),
  };
}
