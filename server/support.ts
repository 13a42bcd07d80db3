/** The support page: all of one learner, asked of every feature that knows something. */
import { type SupportPage, supportRoutes } from '../shared/contract/support.ts';
import type { Credentials } from './credentials/index.ts';
import type { Decisions } from './decisions/index.ts';
import type { Grading } from './grading/index.ts';
import type { Imports } from './imports/index.ts';
import type { Lti } from './lti/index.ts';
import { MY_PAGE, noticesTo } from './notices/index.ts';
import type { Db } from './platform/database/database.ts';
import { staffOf } from './platform/http/caller.ts';
import type { Http } from './platform/http/server.ts';
import { audit } from './platform/identity/audit.ts';
import type { Programmes } from './programmes/index.ts';
import type { Authorisations, Registrations } from './registrations/index.ts';
import type { Sittings } from './sittings/index.ts';

export type SupportOptions = {
  db: Db;
  programmes: Programmes;
  registrations: Registrations;
  authorisations: Authorisations;
  sittings: Sittings;
  grading: Grading;
  decisions: Decisions;
  credentials: Credentials;
  lti: Lti;
  imports: Imports;
  now: () => number;
};

export function serveSupport(http: Http, options: SupportOptions): void {
  const { db, programmes, registrations, authorisations, sittings, grading, decisions, credentials, lti, imports, now } = options;

  /** @throws ProblemError `not-found` */
  async function page(id: string): Promise<SupportPage> {
    const { name, country, email } = await programmes.learner(id);
    const [identity] = await imports.identities(db, id);
    const facts = await programmes.facts.of(id);
    const windows = (await registrations.windows()).filter(({ closesAt }) => closesAt > now());
    const own = (await registrations.all()).filter(({ learner }) => learner === id);
    const stages = new Map((await sittings.ids()).map((sitting) => [sitting.registration, sitting]));
    const outcomes = new Map((await grading.outcomes()).map((outcome) => [outcome.sitting, outcome]));
    return {
      learner: id,
      name,
      country,
      email,
      identity: identity
        ? { name: identity.name, romanised: identity.romanised, username: identity.username, idVerifiedOn: identity.idVerifiedOn }
        : null,
      holds: (await programmes.doubtsOn(id)).map(({ reason }) => reason),
      courses: (await programmes.courseResults(id)).map(({ course, run, grade, verified, completedOn }) => ({
        course,
        run,
        grade,
        verified,
        completedOn,
      })),
      gates: await Promise.all(
        windows.map(async ({ id: window, title }) => ({ window, title, report: await authorisations.gate(id, window) })),
      ),
      authorisations: await authorisations.of(id),
      sittings: own.flatMap(({ id: registration, window }) => {
        const sitting = stages.get(registration);
        const outcome = sitting && outcomes.get(sitting.id);
        const result = outcome ? { score: outcome.score, max: outcome.max, state: outcome.state, passed: outcome.passed } : null;
        return sitting ? [{ id: sitting.id, window: window.title, stage: sitting.stage, result }] : [];
      }),
      exams: facts.exams.map(({ exam, score, state, takenAt }) => ({
        exam,
        percent: Number((100 * score).toFixed(2)),
        state,
        takenAt,
      })),
      payments: (facts.payments ?? []).map(({ fee, amountCents, state, at }) => ({ fee, cents: amountCents, state, at })),
      decisions: (await decisions.list()).filter(({ learner }) => learner === id),
      credentials: (await credentials.list()).filter(({ learner }) => learner === id),
      platforms: (await lti.accounts.accounts()).flatMap(({ learner, platformTitle, sub, state }) =>
        learner === id ? [{ platform: platformTitle, sub, state }] : [],
      ),
      imports: await imports.about(id),
      notices: (await noticesTo(db, id)).map(({ created_at, subject, text, sent_at }) => ({
        at: created_at,
        subject,
        // The link itself is made when the notice leaves, and is the learner's alone.
        text: text.replaceAll(MY_PAGE, '…'),
        sentAt: sent_at,
      })),
    };
  }

  http.route(supportRoutes.support, async ({ params, caller }) => {
    const found = await page(params.id);
    await audit(db, now(), { by: staffOf(caller).name, act: 'looked at', subject: `learner ${params.id}` });
    return found;
  });
}
