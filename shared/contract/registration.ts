/**
 * Registering for an exam: windows and authorisations as staff see them, and the learner's own page behind a link. Reasons
 * are sentences of the server, rule by rule, before anybody pays.
 */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { RuleReport } from './console.ts';
import { route } from './kit.ts';
import { Token } from './token.ts';

const Millis = z.number().check(z.int(), z.nonnegative());
const Text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));

/**
 * `granted`: may sit. `used`: has begun. `expired`: was invited and did not register in time. `no-show`: registered and did
 * not come. `restored`: an attempt that was given back after a technical fault; it does not count.
 */
export const authorisationStates = ['granted', 'used', 'expired', 'cancelled', 'no-show', 'restored'] as const;
export const AuthorisationState = z.enum(authorisationStates);
export type AuthorisationState = z.infer<typeof AuthorisationState>;

export const WindowRule = z.object({
  registersFrom: Millis,
  registersUntil: Millis,
  /** Until when a learner may cancel or go to another window by themselves. */
  changeUntil: Millis,
  seats: z.nullable(z.number().check(z.int(), z.minimum(1), z.maximum(1_000_000))),
  /** Whether only learners may register whose document was checked. */
  identity: z.boolean(),
});
export type WindowRule = z.infer<typeof WindowRule>;
export const WindowInput = z.object({
  id: Id,
  title: Text(120),
  exam: Id,
  programme: Id,
  opensAt: Millis,
  closesAt: Millis,
  rule: WindowRule,
});
export type WindowInput = z.infer<typeof WindowInput>;
export const WindowRow = z.extend(WindowInput, {
  examTitle: z.string(),
  counts: z.record(AuthorisationState, z.number()),
});
export type WindowRow = z.infer<typeof WindowRow>;

export const AuthorisationEvent = z.object({
  event: z.string(),
  at: Millis,
  by: z.string(),
  reason: z.string(),
});
export const Authorisation = z.object({
  id: Id,
  learner: Id,
  name: z.string(),
  window: Id,
  windowTitle: z.string(),
  registration: z.nullable(Id),
  state: AuthorisationState,
  /** Oldest first. */
  events: z.array(AuthorisationEvent),
});
export type Authorisation = z.infer<typeof Authorisation>;
export const WindowPage = z.object({ window: WindowRow, authorisations: z.array(Authorisation) });
export type WindowPage = z.infer<typeof WindowPage>;

// --- the learner's own page -----------------------------------------------------------------------------------

export const OfferedWindow = z.object({
  id: Id,
  title: z.string(),
  examTitle: z.string(),
  opensAt: Millis,
  closesAt: Millis,
  registersUntil: Millis,
  changeUntil: Millis,
  /** The window that the learner came for. */
  chosen: z.boolean(),
  may: z.boolean(),
  report: RuleReport,
  state: z.nullable(AuthorisationState),
  registered: z.boolean(),
  mayChange: z.boolean(),
});
export type OfferedWindow = z.infer<typeof OfferedWindow>;
export const LearnerPage = z.object({ name: z.string(), now: Millis, windows: z.array(OfferedWindow) });
export type LearnerPage = z.infer<typeof LearnerPage>;

const administrators = ['administrator'] as const;
const base = '/api/console/windows';
const ById = z.object({ id: Id });
const Reason = Text(500);
const page = '/api/public/registration';

export const registrationRoutes = {
  windows: route({ method: 'GET', path: base, allowed: ['proctor', 'administrator'], reply: z.array(WindowRow) }),
  window: route({ method: 'GET', path: `${base}/:id`, allowed: administrators, params: ById, reply: WindowPage }),
  openWindow: route({ method: 'POST', path: base, allowed: administrators, body: WindowInput, reply: WindowRow }),
  changeRule: route({
    method: 'PUT',
    path: `${base}/:id/rule`,
    allowed: administrators,
    params: ById,
    body: WindowRule,
    reply: WindowRow,
  }),
  /** Lets a learner register whatever the gate says, for a reason. */
  authorise: route({
    method: 'POST',
    path: `${base}/:id/authorisations`,
    allowed: administrators,
    params: ById,
    body: z.object({ learner: Id, reason: Reason }),
    reply: Authorisation,
  }),
  cancelFor: route({
    method: 'POST',
    path: '/api/console/authorisations/:id/cancel',
    allowed: administrators,
    params: ById,
    body: z.object({ reason: Reason }),
    reply: Authorisation,
  }),
  restore: route({
    method: 'POST',
    path: '/api/console/authorisations/:id/restore',
    allowed: administrators,
    params: ById,
    body: z.object({ reason: Reason }),
    reply: Authorisation,
  }),
  /** A link to the learner's own page, shown once. */
  makeLink: route({
    method: 'POST',
    path: '/api/console/learners/:id/link',
    allowed: administrators,
    params: ById,
    reply: z.object({ url: z.string(), until: Millis }),
  }),
  learnerPage: route({ method: 'POST', path: page, allowed: 'anyone', body: z.object({ token: Token }), reply: LearnerPage }),
  register: route({
    method: 'POST',
    path: `${page}/register`,
    allowed: 'anyone',
    body: z.object({ token: Token, window: Id }),
    reply: LearnerPage,
  }),
  cancel: route({
    method: 'POST',
    path: `${page}/cancel`,
    allowed: 'anyone',
    body: z.object({ token: Token, window: Id }),
    reply: LearnerPage,
  }),
  reschedule: route({
    method: 'POST',
    path: `${page}/reschedule`,
    allowed: 'anyone',
    body: z.object({ token: Token, from: Id, to: Id }),
    reply: LearnerPage,
  }),
  /** A new launch code; one that was shown before stops working. */
  code: route({
    method: 'POST',
    path: `${page}/code`,
    allowed: 'anyone',
    body: z.object({ token: Token, window: Id }),
    reply: z.object({ code: z.string(), link: z.string() }),
  }),
};
