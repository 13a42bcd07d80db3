import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { candidateRoutes, PROTOCOL } from '../../shared/contract/candidate.ts';
import { type HoldSummary, holdRoutes } from '../../shared/contract/holds.ts';
import { OwnPage, releaseRoutes } from '../../shared/contract/release.ts';
import { bindingMessage } from '../../shared/journal/chain.ts';
import { createCredentials, credentialMigrations } from '../credentials/index.ts';
import { createDecisions, decisionMigrations, serveDecisions } from '../decisions/index.ts';
import { createExams, type Exam, examItems, examMigrations, mapForward } from '../exams/index.ts';
import { choiceItem, itemXml, packageFiles, zipOf } from '../exams/testing.ts';
import { connectFlow } from '../flow.ts';
import { createGrading, gradingMigrations, openRegrades } from '../grading/index.ts';
import { createMarking, markingMigrations } from '../marking/index.ts';
import { MY_PAGE, noticeMigrations, noticesTo } from '../notices/index.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { createHttp } from '../platform/http/server.ts';
import { auditTrail } from '../platform/identity/audit.ts';
import { staffCaller } from '../platform/identity/routes.ts';
import { createLog } from '../platform/log.ts';
import { createMetrics } from '../platform/metrics.ts';
import { createProgrammes, programmeMigrations } from '../programmes/index.ts';
import { createLearnerLinks, newLaunchCode } from '../registrations/index.ts';
import { ask, begin, checkIn, connect, newKey, writer } from '../sittings/test-candidate.ts';
import { openTestServer, type TestServer, testPolicy } from '../testing.ts';
import { createRelease, releaseMigrations, serveRelease } from './index.ts';

const DAY = 86_400_000;
const programme = JSON.stringify({
  id: 'p',
  version: '1',
  title: 'A programme',
  description: 'Passed an exam.',
  criteria: 'Pass the exam.',
  requirement: {
    kind: 'all-of',
    title: 'Course and exam',
    of: [
      { kind: 'course', course: 'X', title: 'X', minimumPercent: 60, verifiedOnly: true, maximumAgeYears: 50 },
      { kind: 'exam', exam: 'test', title: 'The exam', passMarkShare: 0.6 },
    ],
  },
  appealDays: 14,
});
const log = createLog('silent');

onBothEngines('release', (open) => {
  let server: TestServer;
  let all: Awaited<ReturnType<typeof build>>;
  let skew = 0;
  const now = () => Date.now() + skew;

  const build = async () => {
    const { db, database, sittings, registrations, review } = server;
    const exams = createExams({ db, now });
    const items = Object.fromEntries(['a', 'b'].map((id) => [`${id}.xml`, itemXml({ ...choiceItem, id })]));
    const { exam: id } = await exams.publish(zipOf(packageFiles(items)), testPolicy, 'server');
    const exam: Exam = (await exams.get(String(id))).exam;
    const programmes = createProgrammes({ db, now });
    await programmes.publish(programme, 'server');
    const header = 'learner_id,email,name,country,course,run,grade_percent,verified,completed_on';
    const rows = ['ada', 'ben'].map((one) => `${one},${one}@example.org,Learner ${one},KE,X,1T2024,90,yes,2024-04-24`);
    expect(await programmes.importResults([header, ...rows].join('\n'), 'server')).toMatchObject({ problems: [] });
    const marking = createMarking({ db, exams, log, now, fileOf: () => Promise.reject(new Error('no files')) });
    const { incidentsOf } = review;
    const grading = createGrading({ database, exams, sittings, incidentsOf, marksOf: marking.marksOf, now });
    const credentials = await createCredentials({
      db,
      programmes,
      key: { seed: createHash('sha256').update('issuer').digest() },
      publicUrl: 'https://exam.example.org',
      issuerName: 'Example Institute',
      now,
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
      openRegrades: (one) => openRegrades(db, one),
      tell: (sitting) => release.tell(sitting),
      log,
      now,
    });
    const examTitle = async (one: string) => (await exams.get(one)).exam.title;
    const release = createRelease({
      db,
      sittings,
      registrations,
      review,
      grading,
      decisions,
      programmes,
      examTitle,
      feedbackOf: grading.feedbackOf,
      now,
    });
    const times = { opensAt: now() - 1_000, closesAt: now() + 3_600_000 };
    await registrations.openWindow({ id: 'w2', exam: exam.id, programme: 'p', title: 'June', ...times });
    const http = await createHttp({
      log,
      metrics: createMetrics(),
      authenticate: ({ cookie }) => staffCaller(server.identity, cookie),
    });
    const links = createLearnerLinks(db, now);
    const { decideAgain } = flow;
    serveRelease(http, release, { db, links, review, decisions, decideAgain, now });
    const recordFact = () => Promise.reject(new Error('nothing is recorded here'));
    serveDecisions(http, decisions, {
      decideAgain,
      doubts: programmes.doubts,
      persons: programmes.persons,
      personsSettled: flow.personsSettled,
      standingOf: credentials.standingOf,
      recordFact,
      now,
    });
    return { exam, grading, programmes, credentials, decisions, release, links, http };
  };

  beforeEach(async () => {
    skew = 0;
    server = await openTestServer((migrations) =>
      open([
        ...migrations,
        ...programmeMigrations,
        ...examMigrations,
        ...gradingMigrations,
        ...markingMigrations,
        ...credentialMigrations,
        ...decisionMigrations,
        ...noticeMigrations,
        ...releaseMigrations,
      ]),
    );
    all = await build();
  });
  afterEach(async () => {
    await all.http.app.close();
    await server.close();
  });

  /** A candidate who chooses these, item by item, and hands in; with a telephone in view where that is wanted. */
  const sit = async (learner: string, choices: readonly string[], phone = false): Promise<string> => {
    const code = newLaunchCode();
    const own = newKey();
    await server.registrations.register(`r-${learner}`, learner, 'w2', [], code);
    const proof = own.sign(bindingMessage(code, own.publicKey));
    const payload = { protocol: PROTOCOL, code, publicKey: own.publicKey, proof };
    const { path, method } = candidateRoutes.launch;
    const body = (await server.http.app.inject({ method, url: path, payload })).json();
    const id = String(body.sitting);
    const socket = await connect(server.url, String(body.token));
    const journal = writer(id, own);
    journal.write(...checkIn);
    await ask(socket, 'entries', journal.batch());
    const { seed } = (await server.sittings.journal.live(id)).facts;
    journal.write({ kind: 'act-received', body: { seq: 2 } }, begin);
    if (phone) {
      const seen = { signal: 'phone', from: Date.now(), to: Date.now() + 4000, confidence: 0.9, detector: 'things-1' } as const;
      journal.write({ kind: 'signal', body: seen });
    }
    examItems(all.exam).forEach((item, i) => {
      const responses = mapForward(item, seed, { RESPONSE: [choices[i] ?? 'A'] });
      journal.write({ kind: 'answered', body: { item: item.id, responses } });
    });
    journal.write({ kind: 'submitted', body: { cause: 'candidate' } });
    await ask(socket, 'entries', journal.batch(6));
    socket.disconnect();
    return id;
  };
  const post = async (path: string, payload: object, cookie?: string) => {
    const headers = cookie ? { cookie } : {};
    const reply = await all.http.app.inject({ method: 'POST', url: path, payload, headers });
    return { status: reply.statusCode, body: reply.json() };
  };
  const tokenFor = (learner: string) => all.links.make(server.db, { learner, window: null }, DAY);
  const pageOf = async (learner: string) =>
    OwnPage.parse((await post(releaseRoutes.own.path, { token: await tokenFor(learner) })).body);
  const findings = async (sitting: string, verdict: 'upheld' | 'no-concern', reason: string) => {
    const [incident] = await server.review.incidentsOf(sitting);
    if (!incident) throw new Error('There is no incident.');
    // A phone takes two either way.
    for (const name of ['Rob', 'Sue']) {
      const cookie = await server.staff(name, ['reviewer']);
      const url = `/api/console/incidents/${incident.id}/findings`;
      const payload = { verdict, evidence: [], reason: `${reason} (${name})` };
      const reply = await server.http.app.inject({ method: 'POST', url, payload, headers: { cookie } });
      expect(reply.statusCode).toBe(200);
    }
    return incident.id;
  };
  const settle = async (hold: string, stands: boolean, name: string) => {
    const cookie = await server.staff(name, ['reviewer']);
    return await post(
      releaseRoutes.settle.path.replace(':id', hold),
      { stands, reason: 'The table was looked at again.' },
      cookie,
    );
  };
  const openAppeal = async (): Promise<HoldSummary> => {
    const [hold] = (await all.decisions.holds.list()).filter(({ closedAt }) => closedAt === null);
    if (!hold) throw new Error('There is no open hold.');
    return hold;
  };

  test('a final result is told once, with its points and the time to appeal; nothing is told before', async () => {
    const sitting = await sit('ada', ['B', 'A']);
    await all.release.tell(sitting);
    const page = await pageOf('ada');
    expect(page).toMatchObject({ name: 'Learner ada', decisions: [{ programme: 'p', outcome: 'refused' }] });
    const [told] = page.sittings;
    expect(told).toMatchObject({ window: 'June', state: 'final', result: { score: 1, max: 2, percent: 50, passed: false } });
    expect(told?.ground).toMatchObject({ may: true, appeals: [] });
    expect((told?.ground?.until ?? 0) - now()).toBeGreaterThan(13.9 * DAY);
    const notices = (await noticesTo(server.db, 'ada')).filter(({ about }) => about === `sitting ${sitting}`);
    expect(notices.map(({ subject }) => subject)).toEqual(['Your result in A test']);
    expect(notices[0]?.text).toContain('1 of 2 points (50 %)');
    expect(notices[0]?.text).toContain(MY_PAGE);
    // This exam's policy shows no questions, and nobody is shown another's.
    expect(told?.questions).toBe(false);
    const questions = async (learner: string) =>
      (await post(releaseRoutes.questions.path, { token: await tokenFor(learner), sitting })).status;
    expect([await questions('ada'), await questions('ben')]).toEqual([404, 404]);
    const phone = await sit('ben', ['B', 'B'], true);
    expect((await pageOf('ben')).sittings[0]).toMatchObject({ id: phone, state: 'review', result: null, incidents: [] });
    expect((await noticesTo(server.db, 'ben')).map(({ about }) => about)).toEqual([]);
  });

  test('an upheld incident is told with its reasons, and on appeal somebody else may take it back: the result counts again', async () => {
    const sitting = await sit('ada', ['B', 'B'], true);
    const incident = await findings(sitting, 'upheld', 'A telephone lay beside the keyboard.');
    const before = await pageOf('ada');
    expect(before.sittings[0]).toMatchObject({ state: 'invalidated', result: null });
    expect(before.sittings[0]?.incidents).toMatchObject([
      { cause: 'phone', upheld: true, reasons: [/Rob/, /Sue/].map((name) => expect.stringMatching(name)), ground: { may: true } },
    ]);
    expect(before.decisions).toMatchObject([{ outcome: 'refused', credential: null }]);
    expect(JSON.stringify(before)).not.toMatch(/"by":/);

    const token = await tokenFor('ada');
    const about = { kind: 'incident', id: incident };
    const filed = await post(releaseRoutes.appeal.path, { token, about, words: 'It was a calculator, as the rules allow.' });
    expect(filed.status).toBe(200);
    expect(filed.body.decisions).toMatchObject([{ outcome: 'on-hold' }]);
    expect(filed.body.sittings[0].incidents[0].ground).toMatchObject({ may: false, appeals: [{ settled: null }] });
    expect((await post(releaseRoutes.appeal.path, { token, about, words: 'Once more.' })).status).toBe(409);

    // What it is settled by is not destroyed meanwhile, whatever date it has.
    const due = now() + 31 * DAY;
    expect(await server.sittings.pictures.destroyDue(due, await all.release.needed())).toEqual([]);
    const hold = await openAppeal();
    expect(hold).toMatchObject({ kind: 'appeal', about, openedBy: 'candidate' });
    // Neither by a plain close, nor by one of those who made the finding.
    const rob = await server.staff('Rob', ['reviewer']);
    expect((await post(holdRoutes.close.path.replace(':id', hold.id), { outcome: 'No.' }, rob)).status).toBe(409);
    expect((await settle(hold.id, false, 'Sue')).status).toBe(403);
    expect((await pageOf('ada')).sittings[0]?.state).toBe('invalidated');

    expect((await settle(hold.id, false, 'Uma')).status).toBe(200);
    expect(await server.sittings.pictures.destroyDue(due, await all.release.needed())).toEqual([sitting]);
    const after = await pageOf('ada');
    expect(after.sittings[0]).toMatchObject({ state: 'final', result: { score: 2, max: 2, passed: true } });
    expect(after.sittings[0]?.incidents).toMatchObject([
      {
        upheld: false,
        reasons: [],
        ground: { may: false, appeals: [{ settled: { outcome: 'The table was looked at again.' } }] },
      },
    ]);
    expect(after.decisions).toMatchObject([{ outcome: 'granted' }]);
    expect((await all.credentials.list()).map(({ state }) => state)).toEqual(['valid']);
    expect((await noticesTo(server.db, 'ada')).map(({ subject }) => subject)).toContain('Your result in A test has changed');
    expect((await settle(hold.id, false, 'Uma')).status).toBe(409);
    const acts = (await auditTrail(server.db)).map(({ by, act }) => `${by}: ${act}`);
    expect(acts).toEqual(expect.arrayContaining(['candidate: hold for appeal', 'Uma: finding on appeal']));
  });

  test('a finding that stands stays, and the decision with it', async () => {
    const sitting = await sit('ada', ['B', 'B'], true);
    const incident = await findings(sitting, 'upheld', 'A telephone.');
    await post(releaseRoutes.appeal.path, {
      token: await tokenFor('ada'),
      about: { kind: 'incident', id: incident },
      words: 'No.',
    });
    expect((await settle((await openAppeal()).id, true, 'Uma')).status).toBe(200);
    const page = await pageOf('ada');
    expect(page.sittings[0]).toMatchObject({ state: 'invalidated', incidents: [{ upheld: true }] });
    expect(page.sittings[0]?.incidents[0]?.reasons).toHaveLength(3);
    expect(page.decisions).toMatchObject([{ outcome: 'refused' }]);
  });

  test('what was of no concern leaves nothing to appeal; a score may be appealed, and only in time and only one’s own', async () => {
    const sitting = await sit('ada', ['B', 'A'], true);
    const incident = await findings(sitting, 'no-concern', 'It was a calculator.');
    expect((await pageOf('ada')).sittings[0]?.incidents).toMatchObject([{ upheld: false, reasons: [], ground: null }]);
    const appeal = async (learner: string, kind: string, id: string) =>
      (
        await post(releaseRoutes.appeal.path, {
          token: await tokenFor(learner),
          about: { kind, id },
          words: 'Please look again.',
        })
      ).status;
    expect(await appeal('ada', 'incident', incident)).toBe(404);
    await sit('ben', ['A', 'A']);
    expect(await appeal('ben', 'sitting', sitting)).toBe(404);
    skew = 15 * DAY;
    expect(await appeal('ada', 'sitting', sitting)).toBe(409);
    expect(await appeal('ada', 'decision', 'p')).toBe(409);
    expect(await all.decisions.holds.list()).toEqual([]);
    skew = 13 * DAY;
    expect(await appeal('ada', 'sitting', sitting)).toBe(200);
    expect(await appeal('ada', 'sitting', sitting)).toBe(409);
    expect((await pageOf('ada')).decisions).toMatchObject([{ outcome: 'on-hold', ground: { may: false } }]);
    const hold = await openAppeal();
    const outcome = 'The marks are right.';
    const reviewer = await server.staff('Uma', ['reviewer']);
    expect((await post(holdRoutes.close.path.replace(':id', hold.id), { outcome }, reviewer)).status).toBe(200);
    const page = await pageOf('ada');
    expect(page.sittings[0]?.ground?.appeals).toMatchObject([{ words: 'Please look again.', settled: { outcome } }]);
    expect(await appeal('ada', 'decision', 'p')).toBe(200);
    expect((await openAppeal()).about).toEqual({ kind: 'decision', id: 'p' });
  });

  test('whoever reads Arabic is told in Arabic', async () => {
    await all.programmes.languages.keep(server.db, 'ada', 'ar', 'chosen');
    const sitting = await sit('ada', ['B', 'B']);
    const [notice] = (await noticesTo(server.db, 'ada')).filter(({ about }) => about === `sitting ${sitting}`);
    expect(notice?.subject).toMatch(/^نتيجتك في/);
    expect(notice?.text).toContain(MY_PAGE);
  });

  test('a link is sent to an address that is known, not again at once, and the answer never says whether it is', async () => {
    const asked = (email: string) => post(releaseRoutes.sendLink.path, { email });
    const known = await asked('ADA@example.org');
    expect(await asked('nobody@example.org')).toEqual(known);
    expect(await asked('ada@example.org')).toEqual(known);
    const all = await noticesTo(server.db, 'ada');
    expect(all.map(({ subject }) => subject)).toEqual(['Your page']);
    expect((await post(releaseRoutes.own.path, { token: 'x'.repeat(30) })).status).toBe(404);
  });
});
