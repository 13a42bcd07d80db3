/** What every feature serves. */
import path from 'node:path';
import type { DeliveryPolicy } from '../shared/policy/policy.ts';
import { serveBatches } from './batches/index.ts';
import { serveConsole } from './console-pages.ts';
import { createCredentialChanges, serveCredentials } from './credentials/index.ts';
import { serveDecisions } from './decisions/index.ts';
import { serveExams } from './exams/index.ts';
import type { Features } from './features.ts';
import { plainOperator, serveRegrade } from './grading/index.ts';
import { serveImports } from './imports/index.ts';
import { serveLti } from './lti/index.ts';
import { serveMarking } from './marking/index.ts';
import { servePathways } from './pathways/index.ts';
import type { Config } from './platform/config.ts';
import type { Db } from './platform/database/database.ts';
import type { Http } from './platform/http/server.ts';
import { serveIdentity } from './platform/identity/routes.ts';
import type { Log } from './platform/log.ts';
import type { Realtime } from './platform/realtime.ts';
import { createEditing, serveEditing, serveProgrammes } from './programmes/index.ts';
import { serveRegistrations } from './registrations/index.ts';
import { serveRelease } from './release/index.ts';
import { serveSupport } from './support.ts';

/** For exams imported in the console, where no policy comes with the package. */
const usualPolicy: DeliveryPolicy = {
  minutes: 120,
  release: 'proctor',
  tier: 'monitored',
  consentVersion: '1',
  stillSeconds: 20,
  restoreMinutes: 30,
  passMark: 0.6,
  retentionDays: 90,
  cases: 'required',
};

export type ServeOptions = { config: Config; db: Db; log: Log; programme: string; publicUrl: string; now: () => number };

/** Gives every feature its routes and its socket handlers. */
export async function serveFeatures(
  http: Http,
  realtime: Realtime,
  features: Features,
  { config, db, log, programme, publicUrl, now }: ServeOptions,
): Promise<void> {
  const {
    analysis,
    authorisations,
    batches,
    credentials,
    decisions,
    exams,
    figures,
    flow,
    grading,
    identity,
    imports,
    journalKey,
    learnerLinks,
    lti,
    marking,
    pathways,
    preflight,
    proctoring,
    programLists,
    programmes,
    registrations,
    regrade,
    release,
    review,
    sittings,
  } = features;
  const secure = publicUrl.startsWith('https:');
  serveIdentity(http, identity, db, { secure });
  sittings.serve(http, realtime);
  review.serve(http);
  proctoring.serve(http, realtime);
  programLists.serve(http);
  preflight.serve(http, {
    async exam(id) {
      const { exam, policy } = await exams.get(id);
      return { title: exam.title, tier: policy.tier };
    },
    serverKey: journalKey.publicKey,
    registrationOf: async (sitting) => (await sittings.journal.live(sitting)).facts.registration,
    gatesOf: sittings.gatesOf,
  });
  serveExams(http, { db, exams, policy: usualPolicy, plain: plainOperator, now });
  grading.serve(http);
  serveRegrade(http, regrade, db, now);
  serveMarking(http, marking, db, now);
  analysis.serve(http);
  figures.serve(http);
  serveImports(http, imports);
  serveRegistrations(http, authorisations, {
    db,
    links: learnerLinks,
    learner: (id) => programmes.learner(id),
    reads: (id, languages) => programmes.languages.keep(db, id, languages, 'guessed'),
    publicUrl,
    launchLink: (code) => `invigil://sit?server=${encodeURIComponent(publicUrl)}&code=${code}`,
    now,
  });
  serveSupport(http, {
    db,
    programmes,
    registrations,
    authorisations,
    sittings,
    grading,
    decisions,
    credentials,
    lti,
    imports,
    now,
  });
  serveProgrammes(http, programmes, {
    programme,
    async registrationsOf() {
      const stages = new Map((await sittings.ids()).map(({ registration, stage }) => [registration, stage]));
      return new Map(
        (await registrations.all()).map(({ id, learner }) => [learner, { registration: id, stage: stages.get(id) ?? null }]),
      );
    },
  });
  serveEditing(http, programmes, createEditing({ db, programmes, issuerName: config.issuerName, now }));
  serveDecisions(http, decisions, {
    decideAgain: flow.decideAgain,
    doubts: programmes.doubts,
    persons: programmes.persons,
    personsSettled: flow.personsSettled,
    standingOf: async (learner) => await credentials.standingOf(learner),
    recordFact: (fact, by) => db.transaction().execute((trx) => programmes.facts.record(trx, [fact], { source: 'form', by })),
    now,
  });
  serveRelease(http, release, { db, links: learnerLinks, review, decisions, decideAgain: flow.decideAgain, now });
  serveCredentials(http, credentials, createCredentialChanges({ db, credentials, now }));
  serveBatches(http, batches);
  servePathways(http, pathways);
  await serveConsole(http, path.join(import.meta.dirname, '..', 'out', 'console'));
  await serveLti(http, lti, { db, log, now, secure });
}
