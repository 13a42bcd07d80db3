/** From a credential to a place: applications to partner universities, by the learner's consent. */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { Pathway } from '../programme/index.ts';
import { route } from './kit.ts';

const Millis = z.number();
const Text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
const ById = z.object({ id: Id });
const administrators = ['administrator'] as const;

/** `withdrawn`: the learner took the consent back, or the credential was revoked; nothing is sent from then on. */
export const ApplicationState = z.enum(['open', 'consented', 'sent', 'withdrawn']);
export type ApplicationState = z.infer<typeof ApplicationState>;

/** One exam in the score report. All in percent of the maximum. */
export const ScoreLine = z.object({
  exam: z.string(),
  title: z.string(),
  percent: z.number(),
  /** Share of all results at or below, counting half of the equal ones; null where there are too few to compare. */
  percentile: z.nullable(z.number()),
  /** Standard error of measurement; null where it cannot be estimated. */
  sem: z.nullable(z.number()),
  people: z.number(),
  takenOn: z.string(),
});
export type ScoreLine = z.infer<typeof ScoreLine>;

export const Application = z.object({
  id: Id,
  learner: Id,
  name: z.string(),
  programme: Id,
  title: z.string(),
  pathway: Id,
  partner: z.string(),
  credential: Id,
  policyVersion: z.string(),
  state: ApplicationState,
  openedAt: Millis,
  openedBy: z.string(),
  consentedAt: z.nullable(Millis),
  withdrawnAt: z.nullable(Millis),
  sentAt: z.nullable(Millis),
  sentBy: z.nullable(z.string()),
  /** SHA-256 of the record that was sent. */
  recordHash: z.nullable(z.string()),
});
export type Application = z.infer<typeof Application>;

/** What the learner sees before consenting: all that would be sent, and the partner's words. */
export const OwnApplication = z.object({
  name: z.string(),
  title: z.string(),
  issuer: z.string(),
  pathway: Pathway,
  state: ApplicationState,
  scores: z.array(ScoreLine),
  consentedAt: z.nullable(Millis),
  sentAt: z.nullable(Millis),
});
export type OwnApplication = z.infer<typeof OwnApplication>;

const Token = z.object({ token: z.string().check(z.minLength(20), z.maxLength(100)) });

export const pathwayRoutes = {
  applications: route({
    method: 'GET',
    path: '/api/console/applications',
    allowed: administrators,
    reply: z.array(Application),
  }),
  /** Credentials that a pathway is open to, with the pathways. */
  openings: route({
    method: 'GET',
    path: '/api/console/applications/openings',
    allowed: administrators,
    reply: z.array(
      z.object({
        credential: Id,
        name: z.string(),
        title: z.string(),
        pathways: z.array(z.object({ id: Id, partner: z.string() })),
      }),
    ),
  }),
  /** The link is shown once: only its hash is kept. */
  open: route({
    method: 'POST',
    path: '/api/console/applications',
    allowed: administrators,
    body: z.object({ credential: Id, pathway: Id }),
    reply: z.object({ application: Application, link: z.string() }),
  }),
  /** Signs the record and marks it as sent. */
  send: route({
    method: 'POST',
    path: '/api/console/applications/:id/send',
    allowed: administrators,
    params: ById,
    body: z.object({ how: Text(200) }),
    reply: Application,
  }),
  record: route({
    method: 'GET',
    path: '/api/console/applications/:id/record.json',
    allowed: administrators,
    params: ById,
    reply: 'text',
  }),
  csv: route({ method: 'GET', path: '/api/console/applications/export.csv', allowed: administrators, reply: 'text' }),
  /** The scores as messages of LTI's Assignment and Grade Services. */
  scores: route({ method: 'GET', path: '/api/console/applications/scores.json', allowed: administrators, reply: 'text' }),
  own: route({ method: 'POST', path: '/api/public/application', allowed: 'anyone', body: Token, reply: OwnApplication }),
  /** `policyVersion`: which words were read. */
  consent: route({
    method: 'POST',
    path: '/api/public/application/consent',
    allowed: 'anyone',
    body: z.extend(Token, { policyVersion: z.string() }),
    reply: OwnApplication,
  }),
  withdraw: route({
    method: 'POST',
    path: '/api/public/application/withdraw',
    allowed: 'anyone',
    body: Token,
    reply: OwnApplication,
  }),
};
