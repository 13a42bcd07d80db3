/** The server put together: platform, features, the flow between them, and an orderly end. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import { publicRoutes } from '../shared/contract/public.ts';
import type { DeliveryPolicy } from '../shared/policy/policy.ts';
import { createAnalysis } from './analysis/index.ts';
import { batchMigrations, createBatches, serveBatches } from './batches/index.ts';
import { consentOf } from './consent/index.ts';
import {
  createCredentialChanges,
  createCredentials,
  credentialMigrations,
  serveCredentials,
  usualDid,
} from './credentials/index.ts';
import { createDecisions, decisionMigrations, serveDecisions } from './decisions/index.ts';
import { createExams, drawnItems, examMigrations, minutesOf, serveExams } from './exams/index.ts';
import { gatherFigures } from './figure-facts.ts';
import { createFigures } from './figures/index.ts';
import { connectFlow } from './flow.ts';
import { gradebookOf } from './gradebook.ts';
import {
  contentChecks,
  createGrading,
  createRegrade,
  gradingMigrations,
  openRegrades,
  plainOperator,
  planSitting,
  serveRegrade,
} from './grading/index.ts';
import { createImports, importMigrations, serveImports } from './imports/index.ts';
import { createProgramLists, lockdownMigrations } from './lockdown/index.ts';
import { createLti, ltiMigrations, serveLti } from './lti/index.ts';
import { createMarking, markingMigrations, serveMarking } from './marking/index.ts';
import { fileOutbox, noticeMigrations, sendNotices } from './notices/index.ts';
import { createPathways, type OwnScore, pathwayMigrations, scoreLine, servePathways } from './pathways/index.ts';
import { createBlobs } from './platform/blobs/blobs.ts';
import type { Config } from './platform/config.ts';
import { openDatabase } from './platform/database/database.ts';
import { createHttp, type Http } from './platform/http/server.ts';
import { audit } from './platform/identity/audit.ts';
import { createIdentity } from './platform/identity/identity.ts';
import { serveIdentity, sessionIn, staffCaller } from './platform/identity/routes.ts';
import { identityMigrations } from './platform/identity/tables.ts';
import { rsaSecret, secret, signingKey } from './platform/keys.ts';
import type { Log } from './platform/log.ts';
import { createMetrics } from './platform/metrics.ts';
import { createRealtime } from './platform/realtime.ts';
import { createPreflight, preflightMigrations } from './preflight/index.ts';
import { createProctoring } from './proctoring/index.ts';
import {
  createEditing,
  createProgrammes,
  examsOf,
  programmeMigrations,
  reasonsOf,
  Share,
  serveEditing,
  serveProgrammes,
} from './programmes/index.ts';
import {
  createAuthorisations,
  createLearnerLinks,
  createRegistrations,
  LINK_MS,
  registrationMigrations,
  serveRegistrations,
} from './registrations/index.ts';
import { createReview, reviewMigrations } from './review/index.ts';
import { candidateOf, createSittings, sittingMigrations } from './sittings/index.ts';
import { serveSupport } from './support.ts';
import { sittingsIn } from './whereabouts.ts';

/** In the order of their names, which is the order in which they run. */
export const migrations = [
  ...identityMigrations,
  ...programmeMigrations,
  ...examMigrations,
  ...registrationMigrations,
  ...sittingMigrations,
  ...reviewMigrations,
  ...gradingMigrations,
  ...markingMigrations,
  ...credentialMigrations,
  ...decisionMigrations,
  ...noticeMigrations,
  ...batchMigrations,
  ...pathwayMigrations,
  ...ltiMigrations,
  ...importMigrations,
  ...preflightMigrations,
  ...lockdownMigrations,
];

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
const RETENTION_CHECK_MS = 3600_000;
const MAKE_UP_MS = 30_000;
const NOTICES_MS = 10_000;
const PLATFORMS_MS = 30_000;

export type AppOptions = { config: Config; log: Log; programme: string; now?: () => number };
export type App = Awaited<ReturnType<typeof createApp>>;

/**
 * Opens the database, brings everything up to date, and serves once `listen` is called.
 * @param programme the programme whose rules the learners' page applies
 */
export async function createApp({ config, log, programme, now = Date.now }: AppOptions) {
  const startedAt = now();
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  const keys = path.join(config.data, 'keys');
  const publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`;
  const metrics = createMetrics();
  const database = await openDatabase(config.database, migrations, { log, commitWindowMs: config.commitWindowMs });
  const { db } = database;

  const identity = createIdentity(db, now);
  const blobs = createBlobs(path.join(config.data, 'pictures'), secret(keys, 'pictures'));
  const programmes = createProgrammes({ db, now });
  const exams = createExams({ db, now, content: { checks: contentChecks } });
  const registrations = createRegistrations(db, secret(keys, 'launch-codes'), now);
  const preflight = createPreflight({ db, registrations, now });
  const journalKey = signingKey(secret(keys, 'journal'));
  const programLists = createProgramLists({ db, key: journalKey, now });
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
        await grading.keepShown(facts);
        const { accommodations } = await registrations.get(facts.registration);
        const wanted = accommodations.flatMap((one) => (one.kind === 'support' ? [one] : []));
        return await exams.deliver(facts.exam, facts.seed, wanted);
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
    changed: (learner, programme, by, reason) => flow.credentialChanged(learner, programme, by, reason),
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
    openRegrades: (exam) => openRegrades(db, exam),
    log,
    now,
  });
  const { decisionsAfter, regradeSettled } = flow;
  const regrade = createRegrade({ db, exams, grading, ports: { decisionsAfter, settled: regradeSettled }, now });

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
  const outbox = fileOutbox(path.join(config.data, 'outbox'));
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
  const sweep = () =>
    authorisations
      .sweep()
      .catch((error: unknown) => log.error({ err: error }, 'authorisations could not be swept; the next round tries again'));
  const figures = createFigures({
    db,
    now,
    ...gatherFigures({ registrations, sittings, grading, exams, analysis, programmes, credentials }),
  });

  const http = await createHttp({
    trustProxy: config.trustProxy,
    log,
    metrics,
    authenticate: async ({ cookie, bearer }) => (bearer ? candidateOf(db, bearer) : staffCaller(identity, cookie)),
  });
  const realtime = createRealtime(http.app.server, { log, metrics });
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

  let stopping = false;
  http.route(publicRoutes.health, async () => {
    await db.selectFrom('staff').select('id').limit(1).execute();
    return {
      status: stopping ? ('stopping' as const) : ('up' as const),
      database: database.engine,
      uptimeS: Math.round((now() - startedAt) / 1000),
    };
  });
  http.route(publicRoutes.metrics, () => metrics.text());
  serveIdentity(http, identity, db, { secure: publicUrl.startsWith('https:') });
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
    recordFact: (fact, by) => db.transaction().execute((trx) => programmes.facts.record(trx, [fact], { source: 'form', by })),
    now,
  });
  serveCredentials(http, credentials, createCredentialChanges({ db, credentials, now }));
  serveBatches(http, batches);
  servePathways(http, pathways);
  await serveConsole(http, path.join(import.meta.dirname, '..', 'out', 'console'));
  await serveLti(http, lti, { db, log, now, secure: publicUrl.startsWith('https:') });
  grading.onResult(async () => void lti.work());
  sittings.journal.onCommitted(({ entries }) => {
    if (entries.some(({ lane }) => lane === 'server')) void lti.work();
  });

  const destroyDue = async () => {
    for (const sitting of await sittings.pictures.destroyDue(now())) {
      await audit(db, now(), {
        by: 'server',
        act: 'destroyed pictures',
        subject: `sitting ${sitting}`,
        detail: 'retention date',
      });
    }
    for (const sitting of await marking.destroyDue(now())) {
      await audit(db, now(), {
        by: 'server',
        act: 'destroyed answers kept for marking',
        subject: `sitting ${sitting}`,
        detail: 'retention date',
      });
    }
  };
  const sendAll = () =>
    sendNotices(db, outbox, now).catch((error: unknown) =>
      log.error({ err: error }, 'notices could not be handed on; they stay'),
    );
  let sending = Promise.resolve(0);
  const notices = setInterval(() => {
    sending = sending.then(async () => (await sendAll()) ?? 0);
  }, NOTICES_MS);
  const tellingPlatforms = setInterval(() => void lti.work(), PLATFORMS_MS);
  let sweeping: Promise<unknown> = Promise.resolve();
  const sweeps = setInterval(() => {
    sweeping = sweeping.then(sweep);
  }, MAKE_UP_MS);
  const makingUp = setInterval(() => void flow.makeUp(), MAKE_UP_MS);
  const retention = setInterval(
    () => void destroyDue().catch((error: unknown) => log.error({ err: error }, 'retention failed')),
    RETENTION_CHECK_MS,
  );

  return {
    db,
    identity,
    programmes,
    exams,
    registrations,
    sittings,
    review,
    grading,
    regrade,
    marking,
    credentials,
    decisions,
    batches,
    pathways,
    lti,
    imports,
    authorisations,
    learnerLinks,
    preflight,
    programLists,
    /** Makes up for what was interrupted, then takes requests. Resolves with the address. */
    async listen(): Promise<string> {
      await flow.start();
      await sweep();
      await destroyDue();
      await proctoring.wall.fill();
      const address = await http.app.listen({ host: config.host, port: config.port });
      log.info({ address, database: database.engine }, 'the server is up');
      return address;
    },
    /** Stops taking requests, lets what is under way finish, and closes the database last. */
    async close(): Promise<void> {
      stopping = true;
      clearInterval(retention);
      clearInterval(makingUp);
      clearInterval(notices);
      clearInterval(tellingPlatforms);
      clearInterval(sweeps);
      await Promise.all([sending, sweeping, lti.idle()]);
      await proctoring.wall.stop();
      await realtime.close();
      await http.app.close();
      await database.close();
      log.info('the server has stopped');
    },
  };
}

/** The console's files; every address that is no file and no route is the console's own to show. */
async function serveConsole({ app }: Http, root: string): Promise<void> {
  mkdirSync(root, { recursive: true });
  await app.register(fastifyStatic, { root, wildcard: false, index: ['index.html'] });
  for (const page of [
    '/wall',
    '/sittings',
    '/sittings/*',
    '/incidents',
    '/incidents/*',
    '/results',
    '/results/*',
    '/marking',
    '/marking/*',
    '/regrades',
    '/regrades/*',
    '/adjudication',
    '/adjudication/*',
    '/marking-quality',
    '/marking-quality/*',
    '/analysis',
    '/analysis/*',
    '/exams',
    '/decisions',
    '/credentials',
    '/credentials/*',
    '/cohort',
    '/learners',
    '/lti',
    '/imports',
    '/windows',
    '/windows/*',
    '/learners/*',
    '/register',
    '/figures',
    '/figures/*',
    '/audit',
    '/programs',
    '/sign-in',
    '/c/*',
    '/programmes',
    '/programmes/*',
    '/rules',
    '/rules/*',
    '/holds',
    '/applications',
    '/apply',
  ]) {
    app.get(page, (_request, reply) => reply.sendFile('index.html'));
  }
}
