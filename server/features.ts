/** The features put together: each made once, with the ports through which it asks the others. */
import path from 'node:path';
import { createAnalysis } from './analysis/index.ts';
import { createBatches } from './batches/index.ts';
import { consentOf } from './consent/index.ts';
import { createCredentials, usualDid } from './credentials/index.ts';
import { createDecisions } from './decisions/index.ts';
import { createExams, drawnItems, minutesOf } from './exams/index.ts';
import { gatherFigures } from './figure-facts.ts';
import { createFigures } from './figures/index.ts';
import { connectFlow } from './flow.ts';
import { gradebookOf } from './gradebook.ts';
import { contentChecks, createGrading, createRegrade, openRegrades, planSitting } from './grading/index.ts';
import { createImports } from './imports/index.ts';
import { createProgramLists } from './lockdown/index.ts';
import { createLti } from './lti/index.ts';
import { createMarking } from './marking/index.ts';
import { createPathways, type OwnScore, scoreLine } from './pathways/index.ts';
import { createBlobs } from './platform/blobs/blobs.ts';
import type { Config } from './platform/config.ts';
import type { Database } from './platform/database/database.ts';
import { createIdentity } from './platform/identity/identity.ts';
import { sessionIn, staffCaller } from './platform/identity/routes.ts';
import { rsaSecret, secret, signingKey } from './platform/keys.ts';
import type { Log } from './platform/log.ts';
import type { Metrics } from './platform/metrics.ts';
import { createPreflight } from './preflight/index.ts';
import { createProctoring } from './proctoring/index.ts';
import { createProgrammes, examsOf, reasonsOf, Share } from './programmes/index.ts';
import { createAuthorisations, createLearnerLinks, createRegistrations, LINK_MS } from './registrations/index.ts';
import { createRelease } from './release/index.ts';
import { createReview } from './review/index.ts';
import { createSittings } from './sittings/index.ts';
import { sittingsIn } from './whereabouts.ts';

export type FeatureOptions = {
  config: Config;
  database: Database;
  log: Log;
  metrics: Metrics;
  /** The programme whose rules the learners' page applies. */
  programme: string;
  /** Where this server is reached from outside. */
  publicUrl: string;
  now: () => number;
};
export type Features = Awaited<ReturnType<typeof createFeatures>>;

/**
 * Makes every feature and gives each the ports it asks for. A port is written here when it is a question that one feature has
 * for another; what follows from what stands in flow.ts.
 */
export async function createFeatures({ config, database, log, metrics, programme, publicUrl, now }: FeatureOptions) {
  const { db } = database;
  const keys = path.join(config.data, 'keys');

  const identity = createIdentity(db, now);
  const blobs = createBlobs(path.join(config.data, 'pictures'), secret(keys, 'pictures'));
  const programmes = createProgrammes({ db, now });
  const exams = createExams({ db, now, content: { checks: contentChecks } });
  const registrations = createRegistrations(db, secret(keys, 'launch-codes'), now);
  const preflight = createPreflight({ db, registrations, now });
  const journalKey = signingKey(secret(keys, 'journal'));
  const programLists = createProgramLists({ db, key: journalKey, now });
  /** The other ways to words that a candidate was granted. */
  const supportsOf = async (registration: string) =>
    (await registrations.get(registration)).accommodations.flatMap((one) => (one.kind === 'support' ? [one] : []));
  const sittings = createSittings({
    database,
    blobs,
    key: journalKey,
    metrics,
    log,
    now,
    registrations,
    ports: {
      learner: (id) => programmes.learner(id),
      async gate(learner, of) {
        if (await authorisations.invitedTo(learner, of)) return { eligible: true, reasons: [] };
        const report = await programmes.eligibility(of, learner);
        return { eligible: report.status === 'met', reasons: reasonsOf(report, 'unmet') };
      },
      async exam(id) {
        const { exam, policy } = await exams.get(id);
        return {
          title: exam.title,
          programme: (await programmes.newest(programme)).title,
          // The same for every seed: the import sees to it.
          questions: drawnItems(exam, '').length,
          policy: { ...policy, minutes: minutesOf(exam, policy) },
          consent: consentOf(policy),
        };
      },
      preflights: (registration) => preflight.reportsOf(registration),
      plan: async ({ exam, seed, policy }, progress) =>
        planSitting((await exams.get(exam)).exam, seed, policy.timeFactor ?? 1, progress),
      async deliver(facts) {
        const presets = await grading.keepShown(facts.id);
        return await exams.deliver(facts.exam, facts.seed, await supportsOf(facts.registration), presets);
      },
    },
  });
  const orderOf = async (sitting: string) => {
    const { exam, seed } = (await sittings.journal.live(sitting)).facts;
    return exams.orderOf(exam, seed);
  };
  const formOf = async (sitting: string) => {
    const order = await orderOf(sitting);
    return { order, questions: Object.keys(order).length };
  };
  const review = createReview({ database, sittings, now, orderOf });
  const marking = createMarking({ db, exams, log, now, fileOf: sittings.pictures.file });
  const { marksOf } = marking;
  const grading = createGrading({ database, exams, sittings, incidentsOf: review.incidentsOf, marksOf, now });
  const analysis = createAnalysis({
    db,
    exams,
    async answersOf(sitting) {
      const { facts, state } = await sittings.journal.live(sitting);
      return { seed: facts.seed, answers: state.answers };
    },
    results: grading.standing,
    countryOf: async (learner) => (await programmes.learner(learner)).country,
    now,
  });
  const issuerDid = config.issuerDid ?? usualDid(publicUrl);
  const credentials = await createCredentials({
    db,
    programmes,
    key: (generation) => {
      const file = generation === 1 ? 'issuer' : `issuer-${generation}`;
      const seed = secret(keys, file);
      return issuerDid === 'did:key' ? { seed } : { seed, rsa: rsaSecret(keys, `issuer-${generation}-jwt`) };
    },
    did: issuerDid,
    publicUrl,
    issuerName: config.issuerName,
    now,
    follows: (change) => flow.follows(change),
  });
  const decisions = createDecisions({ db, programmes, credentials, now });
  const flow = connectFlow({
    sittings,
    registrations,
    review,
    exams,
    grading,
    marking,
    decisions,
    persons: programmes.persons,
    openRegrades: (exam) => openRegrades(db, exam),
    tell: (sitting) => release.tell(sitting),
    log,
    now,
  });
  const release = createRelease({
    db,
    sittings,
    registrations,
    review,
    grading,
    decisions,
    programmes,
    examTitle: async (exam) => (await exams.get(exam)).exam.title,
    async feedbackOf(sitting) {
      const { facts } = await sittings.journal.live(sitting);
      return await grading.feedbackOf(sitting, await supportsOf(facts.registration));
    },
    now,
  });
  const { decisionsAfter, regradeSettled } = flow;
  const regrade = createRegrade({
    db,
    exams,
    grading,
    ports: { decisionsAfter, settled: regradeSettled, noticesAfter: release.noticesAfter },
    now,
  });

  const batches = createBatches({ db, programmes, credentials, decisions, knownOf: flow.knownOf, now });
  const pathways = createPathways({
    db,
    programmes,
    credentials,
    publicUrl,
    issuerName: config.issuerName,
    now,
    async scoresOf(learner, id, version) {
      const asked = new Set(examsOf((await programmes.version(id, version)).requirement).map(({ exam }) => exam));
      const best = new Map<string, OwnScore & { version: string }>();
      for (const { exam, score, state, takenAt } of await grading.evidenceOf(learner)) {
        const { assessment } = (await exams.get(exam)).exam;
        if (state !== 'final' || !asked.has(assessment) || (best.get(assessment)?.share ?? -1) >= score) continue;
        best.set(assessment, { exam: assessment, share: score, takenAt, version: exam });
      }
      return await Promise.all([...best.values()].map(async (own) => scoreLine(own, await analysis.report(own.version, null))));
    },
  });
  const learnerLinks = createLearnerLinks(db, now);
  const sittingIn = sittingsIn({ registrations, sittings });
  const lti = await createLti({
    db,
    log,
    now,
    publicUrl,
    pem: (generation) => rsaSecret(keys, `lti-${generation}`),
    ports: {
      learners: () => programmes.learners(),
      windowExists: async (id) => (await registrations.windows()).some((window) => window.id === id),
      windowTitle: async (id) => (await registrations.windows()).find((window) => window.id === id)?.title ?? id,
      async standing(learner, window) {
        const sitting = await sittingIn(learner, window);
        return sitting ? await grading.standingOf(sitting.id) : null;
      },
      sitting: sittingIn,
      entries: async (id) => (await sittings.positioned(id)).map(({ entry }) => entry),
      entryOf: (learner, window) => learnerLinks.make(db, { learner, window }, LINK_MS.arrived),
    },
  });

  const imports = createImports({
    db,
    programmes,
    gradebook: gradebookOf(lti),
    assessments: async () =>
      await Promise.all((await registrations.windows()).map(async (window) => (await exams.get(window.exam)).exam.assessment)),
    async changed(learners, by) {
      for (const learner of learners) await flow.decideAgain(learner, null, by, 'import');
    },
    now,
  });
  const assessmentOf = async (exam: string) => (await exams.get(exam)).exam.assessment;
  const authorisations = createAuthorisations({
    db,
    registrations,
    now,
    ports: {
      learner: (id) => programmes.learner(id),
      async mayTake(learner, window) {
        const { exams: taken } = await flow.knownOf(learner);
        return await programmes.mayTake(window.programme, await assessmentOf(window.exam), learner, taken);
      },
      examTitle: async (exam) => (await exams.get(exam)).exam.title,
      assessment: assessmentOf,
      idVerifiedOn: async (learner) => (await imports.identities(db, learner))[0]?.idVerifiedOn ?? null,
      holds: async (learner) => (await programmes.doubtsOn(learner)).map(({ reason }) => reason),
      sitting: (registration) => sittings.ofRegistration(registration),
      async outcome(trx, { learner, assessment: exam, sitting, is, at, by }) {
        const body = { exam, sitting, score: Share.parse(0), state: is, takenAt: at };
        await programmes.facts.record(trx, [{ kind: 'exam-result', learner, body }], { source: 'registrations', by });
      },
      decideAgain: (learner) => flow.decideAgain(learner, null, 'server', 'attempt missed or given back'),
    },
  });
  const figures = createFigures({
    db,
    now,
    ...gatherFigures({ registrations, sittings, grading, exams, analysis, programmes, credentials }),
  });

  const proctoring = createProctoring({
    database,
    sittings,
    review,
    log,
    now,
    formOf,
    async titles(sitting) {
      const { facts } = await sittings.journal.live(sitting);
      const { window, accommodations } = await registrations.get(facts.registration);
      return {
        exam: (await exams.get(facts.exam)).exam.title,
        window: window.title,
        accommodations: accommodations.map(({ kind }) => kind),
      };
    },
    admitStaff: ({ cookie }) => staffCaller(identity, sessionIn(cookie)),
  });

  grading.onResult(async () => void lti.work());
  sittings.journal.onCommitted(async ({ live, entries }) => {
    for (const { kind, body } of entries)
      if (kind === 'consented') await programmes.languages.keep(db, live.facts.learner, body.locale, 'chosen');
  });
  sittings.journal.onCommitted(({ entries }) => {
    if (entries.some(({ lane }) => lane === 'server')) void lti.work();
  });

  return {
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
  };
}
