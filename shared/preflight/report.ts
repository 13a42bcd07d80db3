/** What a system check found: each lock as it was tried, each part of the computer as it was looked at. */
import * as z from 'zod/mini';
import { Id, MeasureState } from '../journal/entry.ts';

export const CheckId = z.enum([
  'camera',
  'microphone',
  'playback',
  'face',
  'detectors',
  'disk',
  'battery',
  'network',
  'displays',
  'virtual-machine',
  'remote-session',
  'programs',
]);
export type CheckId = z.infer<typeof CheckId>;
/** Those that only the page can make: they need the camera, the microphone, and the candidate's ears. */
export const pageChecks = ['camera', 'microphone', 'playback', 'face', 'detectors'] as const satisfies readonly CheckId[];

/**
 * - `passed`: nothing to do
 * - `attention`: the exam can be sat; something better is possible
 * - `failed`: something has to be done
 * - `not-measured`: it could not be told here; nothing is claimed
 */
export const Outcome = z.enum(['passed', 'attention', 'failed', 'not-measured']);
export type Outcome = z.infer<typeof Outcome>;

export const Check = z.object({
  id: CheckId,
  outcome: Outcome,
  /** Figures and names for the sentence that says what to do, e.g. `{free: 12}`. */
  values: z
    .record(z.string().check(z.maxLength(24)), z.union([z.number(), z.string().check(z.maxLength(200))]))
    .check(z.refine((values) => Object.keys(values).length <= 8)),
});
export type Check = z.infer<typeof Check>;

/** Part of the journal's entry at check-in, and of a report. */
export const Findings = z.object({
  /** A name that the client made up for this computer: what passed on another one says nothing about it. */
  computer: Id,
  measures: z.array(z.object({ id: Id, state: MeasureState })).check(z.maxLength(64)),
  checks: z.array(Check).check(z.maxLength(CheckId.options.length)),
});
export type Findings = z.infer<typeof Findings>;

export const PreflightReport = z.extend(Findings, {
  takenAt: z.number().check(z.int(), z.nonnegative()),
  app: z.string().check(z.minLength(1), z.maxLength(64)),
  os: z.string().check(z.minLength(1), z.maxLength(128)),
  standIn: z.boolean(),
});
export type PreflightReport = z.infer<typeof PreflightReport>;

/** A report as the server keeps it. */
export const StoredReport = z.object({ storedAt: z.number(), report: PreflightReport });
export type StoredReport = z.infer<typeof StoredReport>;
