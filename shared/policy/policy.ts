/** The delivery policy of an exam, a candidate's accommodations, and the effective policy that follows from both. */
import * as z from 'zod/mini';
import { supportKinds } from '../assessment/delivery.ts';

const Minutes = z.number().check(z.minimum(0), z.maximum(24 * 60));

export const LockdownTier = z.enum(['enforced', 'monitored']);
export type LockdownTier = z.infer<typeof LockdownTier>;

/** What may watch an exam: the camera's and the microphone's detectors, times between keys, and clips around a signal. */
export const Monitor = z.enum(['camera', 'microphone', 'keys', 'clips']);
export type Monitor = z.infer<typeof Monitor>;

/** Published with the exam and immutable with it. */
export const DeliveryPolicy = z.object({
  minutes: z.number().check(z.minimum(1), z.maximum(24 * 60)),
  /** Who lets a checked-in candidate begin. */
  release: z.enum(['policy', 'proctor']),
  /** The weakest lockdown this exam accepts. */
  tier: LockdownTier,
  consentVersion: z.string(),
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
