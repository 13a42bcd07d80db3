/** The system check: any day before the exam, with a launch code and without using it up. */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { LockdownTier } from '../policy/policy.ts';
import { PreflightReport, StoredReport } from '../preflight/report.ts';
import { LaunchCode } from './candidate.ts';
import { route } from './kit.ts';

/** What is sent to measure the line: about as much as ten seconds of an exam's evidence. */
export const UPLOAD_BYTES = 500_000;

const Millis = z.number().check(z.int(), z.nonnegative());
/** What a code is for, as much as a system check must know. No name: whoever finds a code learns nothing about its owner. */
export const CheckTarget = z.object({
  exam: z.string(),
  opensAt: Millis,
  closesAt: Millis,
  tier: LockdownTier,
  /** When this code's last system check was kept; null before the first. */
  lastAt: z.nullable(Millis),
  /** The key under which this server signs, as a launch names it: its list of programs is checked against it. */
  serverKey: z.string().check(z.maxLength(64), z.regex(/^[A-Za-z0-9_-]+$/)),
});
export type CheckTarget = z.infer<typeof CheckTarget>;

export const Gate = z.object({ id: Id, state: z.enum(['held', 'passed-before', 'opened']) });

export const preflightRoutes = {
  target: route({
    method: 'POST',
    path: '/api/preflight/target',
    allowed: 'anyone',
    body: z.object({ code: LaunchCode }),
    reply: CheckTarget,
  }),
  /** Takes bytes and forgets them. */
  upload: route({
    method: 'PUT',
    path: '/api/preflight/upload',
    allowed: 'anyone',
    body: 'bytes',
    maxBytes: UPLOAD_BYTES,
    reply: z.object({ bytes: z.number() }),
  }),
  report: route({
    method: 'POST',
    path: '/api/preflight/reports',
    allowed: 'anyone',
    body: z.object({ code: LaunchCode, report: PreflightReport }),
    reply: z.object({ storedAt: Millis }),
  }),
  /** The system checks of a sitting's registration, newest first, and the gates of its check-in. */
  ofSitting: route({
    method: 'GET',
    path: '/api/console/sittings/:id/preflight',
    allowed: ['proctor', 'reviewer', 'administrator'],
    params: z.object({ id: Id }),
    reply: z.object({ reports: z.array(StoredReport), gates: z.array(Gate) }),
  }),
};
