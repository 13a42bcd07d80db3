import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { candidateRoutes, PROTOCOL } from '../../../shared/contract/candidate.ts';
import { type ProposalPage, regradeRoutes } from '../../../shared/contract/regrade.ts';
import { bindingMessage } from '../../../shared/journal/chain.ts';
import { createCredentials, credentialMigrations } from '../../credentials/index.ts';
import { createDecisions, decisionMigrations } from '../../decisions/index.ts';
import { createExams, type Exam, examItems, examMigrations, mapForward } from '../../exams/index.ts';
import { choiceItem, itemXml, packageFiles, zipOf } from '../../exams/testing.ts';
import { connectFlow } from '../../flow.ts';
import { createMarking, markingMigrations } from '../../marking/index.ts';
import { noticeMigrations } from '../../notices/index.ts';
import { onBothEngines } from '../../platform/database/testing.ts';
import { createHttp } from '../../platform/http/server.ts';
import { auditTrail } from '../../platform/identity/audit.ts';
import { staffCaller } from '../../platform/identity/routes.ts';
import { createLog } from '../../platform/log.ts';
import { createMetrics } from '../../platform/metrics.ts';
import { createProgrammes, programmeMigrations } from '../../programmes/index.ts';
import { newLaunchCode } from '../../registrations/index.ts';
import { ask, begin, checkIn, connect, newKey, writer } from '../../sittings/test-candidate.ts';
import { openTestServer, type TestServer, testPolicy } from '../../testing.ts';
import { createGrading, createRegrade, gradingMigrations, openRegrades, type RegradePorts, serveRegrade } from '../index.ts';

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
});
const log = createLog('silent');
const key = (item: string, ...correct: string[]) => ({ kind: 'key' as const, item, response: 'RESPONSE', correct });

onBothEngines('regrading', (open) => {
  let server: TestServer;
  let launched = 0;
  let all: Awaited<ReturnType<typeof build>>;

  const build = async (learners: readonly string[]) => {
    const { db, database, sittings, registrations, review } = server;
    const now = Date.now;
    const exams = createExams({ db, now });
    const items = Object.fromEntries(['a', 'b', 'c'].map((id) => [`${id}.xml`, itemXml({ ...choiceItem, id })]));
    const { exam: id } = await exams.publish(zipOf(packageFiles(items)), testPolicy, 'server');
    const exam: Exam = (await exams.get(String(id))).exam;
    const programmes = createProgrammes({ db, now });
    await programmes.publish(programme, 'server');
    const header = 'learner_id,email,name,country,course,run,grade_percent,verified,completed_on';
    const rows = learners.map((one) => `${one},${one}@example.org,Learner ${one},KE,X,1T2024,90,yes,2024-04-24`);
    expect(await programmes.importResults([header, ...rows].join('\n'), 'server')).toMatchObject({ problems: [] });
    const marking = createMarking({ db, exams, log, now, fileOf: () => Promise.reject(new Error('no files')) });
    const { marksOf } = marking;
    const grading = createGrading({ database, exams, sittings, incidentsOf: review.incidentsOf, marksOf, now });
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
      openRegrades: (exam) => openRegrades(db, exam),
      tell: async () => {},
      log,
      now,
    });
    const ports: RegradePorts = { decisionsAfter: flow.decisionsAfter, settled: flow.regradeSettled };
    const regrade = createRegrade({ db, exams, grading, ports, now });
    const times = { opensAt: now() - 1_000, closesAt: now() + 3_600_000 };
    await registrations.openWindow({ id: 'w2', exam: exam.id, programme: 'p', title: 'Window', ...times });
    const http = await createHttp({
      log,
      metrics: createMetrics(),
      authenticate: ({ cookie }) => staffCaller(server.identity, cookie),
    });
    serveRegrade(http, regrade, db, now);
    return { exam, exams, grading, credentials, decisions, flow, regrade, ports, http };
  };

  const people = ['ada', 'ben', 'cleo', 'dan', 'eve'];
  beforeEach(async () => {
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
      ]),
    );
  });
  afterEach(async () => {
    await all.http.app.close();
    await server.close();
  });

  /** A candidate who chooses these, item by item, and hands in. */
  const sit = async (learner: string, choices: readonly (string | null)[]): Promise<string> => {
    const code = newLaunchCode();
    const own = newKey();
    await server.registrations.register(`r-${learner}`, learner, 'w2', [], code);
    // Each from an address of their own: one address may launch only so often.
    const remoteAddress = `10.0.${Math.floor(launched / 250)}.${1 + (launched++ % 250)}`;
    const proof = own.sign(bindingMessage(code, own.publicKey));
    const payload = { protocol: PROTOCOL, code, publicKey: own.publicKey, proof };
    const { path, method } = candidateRoutes.launch;
    const body = (await server.http.app.inject({ method, url: path, payload, remoteAddress })).json();
    const id = String(body.sitting);
    const socket = await connect(server.url, String(body.token));
    const journal = writer(id, own);
    journal.write(...checkIn);
    await ask(socket, 'entries', journal.batch());
    const { seed } = (await server.sittings.journal.live(id)).facts;
    journal.write({ kind: 'act-received', body: { seq: 2 } }, begin);
    examItems(all.exam).forEach((item, i) => {
      const chosen = choices[i];
      if (chosen)
        journal.write({ kind: 'answered', body: { item: item.id, responses: mapForward(item, seed, { RESPONSE: [chosen] }) } });
    });
    journal.write({ kind: 'submitted', body: { cause: 'candidate' } });
    await ask(socket, 'entries', journal.batch(6));
    socket.disconnect();
    return id;
  };
  /** ada 3 of 3, ben 2, cleo 1 (her third answer is C), dan 1. */
  const four = async () => {
    all = await build(people);
    await sit('ada', ['B', 'B', 'B']);
    await sit('ben', ['B', 'B', 'C']);
    await sit('cleo', ['B', 'A', 'C']);
    await sit('dan', ['B', 'A', 'A']);
  };
  const call = (cookie: string) => async (path: string, id: string | null, payload?: object) => {
    const url = path.replace(':id', id ?? '');
    const reply = await all.http.app.inject({
      method: payload ? 'POST' : 'GET',
      url,
      headers: { cookie },
      ...(payload ? { payload } : {}),
    });
    return { status: reply.statusCode, body: reply.json() };
  };
  const two = async () => ({
    first: call(await server.staff('Fay', ['administrator'])),
    second: call(await server.staff('Sol', ['administrator'])),
    reviewer: call(await server.staff('Rob', ['reviewer'])),
  });
  const scores = async () =>
    Object.fromEntries((await all.grading.list()).map(({ learner, score, max }) => [learner, [score, max]]));
  const standing = async () =>
    Object.fromEntries(
      (await all.decisions.list()).filter(({ superseded }) => !superseded).map((one) => [one.learner, one.outcome]),
    );
  const valid = async () =>
    (await all.credentials.list())
      .filter(({ state }) => state === 'valid')
      .map(({ learner }) => learner)
      .toSorted();
  const everything = async () => {
    const { db } = server;
    const tables = ['result', 'result_history', 'exam_keys', 'decision', 'credential', 'regrade_proposal', 'audit'] as const;
    return await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()));
  };
  const changes = [key('q03', 'C')];
  const body = () => ({ exam: all.exam.id, changes, reason: 'The key of question 3 was wrong.' });

  test('the impact is shown before anything changes; a second person approves; results, decisions and credentials follow', async () => {
    await four();
    const { first, second, reviewer } = await two();
    expect(await valid()).toEqual(['ada', 'ben']);
    expect((await reviewer(regradeRoutes.propose.path, null, body())).status).toBe(403);
    expect((await reviewer(regradeRoutes.keys.path, null)).status).toBe(403);
    const keys = await first(regradeRoutes.keys.path, null);
    expect(regradeRoutes.keys.reply.parse(keys.body)[0]).toMatchObject({
      keys: 1,
      results: 4,
      items: [
        { item: 'q01', responses: [{ id: 'RESPONSE', correct: ['B'], choices: [{ id: 'A', text: 'Apples' }, {}, {}] }] },
        {},
        {},
      ],
    });

    const proposed = await first(regradeRoutes.propose.path, null, body());
    const { proposal, impact, mayApprove } = regradeRoutes.propose.reply.parse(proposed.body);
    expect(impact).toMatchObject({ candidates: 4, gain: 2, lose: 1, same: 1, up: 1, down: 0 });
    expect(
      impact.rows.map(({ learner, before, after, crosses }) => [learner, before.score, after.score, crosses]).toSorted(),
    ).toEqual([
      ['ada', 3, 2, 'none'],
      ['ben', 2, 3, 'none'],
      ['cleo', 1, 2, 'up'],
    ]);
    expect(mayApprove).toBe(false);
    expect(await scores()).toEqual({ ada: [3, 3], ben: [2, 3], cleo: [1, 3], dan: [1, 3] });

    const own = await first(regradeRoutes.approve.path, proposal.id, { reason: 'Mine.' });
    expect(own).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
    const approved = await second(regradeRoutes.approve.path, proposal.id, { reason: 'Checked with the author.' });
    expect(approved).toMatchObject({ status: 200, body: { proposal: { state: 'approved', keys: 2, decidedBy: 'Sol' } } });
    expect(await scores()).toEqual({ ada: [2, 3], ben: [3, 3], cleo: [2, 3], dan: [1, 3] });
    expect(await standing()).toEqual({ ada: 'granted', ben: 'granted', cleo: 'granted', dan: 'refused' });
    expect(await valid()).toEqual(['ada', 'ben', 'cleo']);
    const again = await second(regradeRoutes.approve.path, proposal.id, { reason: 'Once more.' });
    expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } });

    const cleo = (await all.grading.list()).find(({ learner }) => learner === 'cleo');
    expect(await all.grading.replay(cleo?.id ?? '')).toMatchObject([
      { keys: 2, same: true },
      { keys: 1, same: true },
    ]);
    const row = await server.db
      .selectFrom('result')
      .selectAll()
      .where('id', '=', cleo?.id ?? '')
      .executeTakeFirstOrThrow();
    expect(row.items).toContain('Under keys 2: the key of RESPONSE is');
    const acts = (await auditTrail(server.db)).map(({ act }) => act);
    for (const act of ['propose regrade', 'approve regrade']) expect(acts.filter((one) => one === act)).toHaveLength(1);
    expect(acts.filter((one) => one === 'regrade result')).toHaveLength(4);
  });

  test('while a change of the key is proposed nothing new is signed, and what stands stays; decided, it goes on', async () => {
    await four();
    const { first, second } = await two();
    const { id } = ((await first(regradeRoutes.propose.path, null, body())).body as ProposalPage).proposal;
    await sit('eve', ['B', 'B', 'B']);
    expect(await standing()).toMatchObject({ ada: 'granted', eve: 'on-hold' });
    expect(await valid()).toEqual(['ada', 'ben']);
    expect((await second(regradeRoutes.reject.path, id, { reason: 'The key was right.' })).status).toBe(200);
    expect(await standing()).toMatchObject({ ada: 'granted', eve: 'granted' });
    expect(await valid()).toEqual(['ada', 'ben', 'eve']);
  });

  test('a pass that becomes a fail is taken back; taken back itself, the pass is granted anew and the bytes are those of before', async () => {
    await four();
    const { first, second } = await two();
    const run = async (given: object[]) => {
      const { body: page } = await first(regradeRoutes.propose.path, null, { ...body(), changes: given });
      const reply = await second(regradeRoutes.approve.path, (page as ProposalPage).proposal.id, { reason: 'Yes.' });
      expect(reply).toMatchObject({ status: 200 });
    };
    const before = await server.db.selectFrom('result').select(['id', 'items', 'hashes', 'score', 'max']).orderBy('id').execute();
    await run([key('q01', 'A'), { kind: 'weight', item: 'q01', weight: 3 }]);
    expect(await standing()).toEqual({ ada: 'refused', ben: 'refused', cleo: 'refused', dan: 'refused' });
    expect(await valid()).toEqual([]);
    expect(await scores()).toMatchObject({ ada: [2, 5], dan: [0, 5] });
    const [revoked] = await all.credentials.list();
    expect(revoked?.reason).toContain('regraded under keys 2: The key of question 3 was wrong.');
    for (const { id } of await all.credentials.list())
      expect(await all.credentials.publicView(id)).toMatchObject({ state: 'revoked' });

    await run([{ kind: 'as-published', item: 'q01' }]);
    expect(await valid()).toEqual(['ada', 'ben']);
    expect(
      await server.db.selectFrom('result').select(['id', 'items', 'hashes', 'score', 'max']).orderBy('id').execute(),
    ).toEqual(before);
    for (const { id } of before)
      expect((await all.grading.replay(id)).map(({ keys, same }) => [keys, same])).toEqual([
        [3, true],
        [2, true],
        [1, true],
      ]);
  });

  test('who sits later is graded under the newest keys; what was shown before no longer holds', async () => {
    await four();
    const { first, second } = await two();
    const propose = async () => ((await first(regradeRoutes.propose.path, null, body())).body as ProposalPage).proposal.id;
    const stale = await propose();
    const id = await propose();
    const drop = await first(regradeRoutes.propose.path, null, { ...body(), changes: [{ kind: 'drop', item: 'q02' }] });
    await server.db.updateTable('result').set({ state: 'invalidated' }).where('learner', '=', 'ben').execute();
    const conflict = await second(regradeRoutes.approve.path, id, { reason: 'Yes.' });
    expect(conflict).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(conflict.body.reasons).toEqual([expect.stringContaining('The result of Learner ben')]);
    expect((await first(regradeRoutes.reject.path, id, { reason: 'No.' })).status).toBe(403);
    expect((await second(regradeRoutes.withdraw.path, id, { reason: 'No.' })).status).toBe(403);
    expect((await second(regradeRoutes.reject.path, id, { reason: 'Again, please.' })).body).toMatchObject({
      proposal: { state: 'rejected' },
    });
    await server.db.updateTable('result').set({ state: 'final' }).where('learner', '=', 'ben').execute();
    expect((await second(regradeRoutes.approve.path, stale, { reason: 'Yes.' })).status).toBe(200);

    const late = await second(regradeRoutes.approve.path, (drop.body as ProposalPage).proposal.id, { reason: 'Yes.' });
    expect(late).toMatchObject({ status: 409, body: { reasons: ['Keys 2 were approved since; this proposal changes keys 1.'] } });
    expect((await first(regradeRoutes.withdraw.path, (drop.body as ProposalPage).proposal.id, { reason: 'Late.' })).status).toBe(
      200,
    );
    const again = await first(regradeRoutes.propose.path, null, body());
    expect(again).toMatchObject({ status: 400, body: { place: 'changes.0' } });

    await sit('eve', ['B', 'A', 'C']);
    expect(await scores()).toMatchObject({ eve: [2, 3] });
    const eve = (await all.grading.list()).find(({ learner }) => learner === 'eve');
    expect(await all.grading.replay(eve?.id ?? '')).toMatchObject([{ keys: 2, same: true }]);
  });

  test('what fails in the middle leaves nothing behind', async () => {
    await four();
    const { first, second } = await two();
    const { body: page } = await first(regradeRoutes.propose.path, null, body());
    const { id } = (page as ProposalPage).proposal;
    const { decisionsAfter } = all.ports;
    const before = await everything();
    all.ports.decisionsAfter = async (...given) => {
      const prepared = await decisionsAfter(...given);
      return {
        async write(trx) {
          await prepared.write(trx);
          throw new Error('the disk is full');
        },
      };
    };
    expect((await second(regradeRoutes.approve.path, id, { reason: 'Yes.' })).status).toBe(500);
    expect(await everything()).toEqual(before);
    all.ports.decisionsAfter = decisionsAfter;
    expect((await second(regradeRoutes.approve.path, id, { reason: 'Yes.' })).status).toBe(200);
    expect(await valid()).toEqual(['ada', 'ben', 'cleo']);
  });

  test('two who approve at once: one does', async () => {
    await four();
    const { first, second } = await two();
    const third = call(await server.staff('Tia', ['administrator']));
    const { body: page } = await first(regradeRoutes.propose.path, null, body());
    const { id } = (page as ProposalPage).proposal;
    const replies = await Promise.all([second, third].map((one) => one(regradeRoutes.approve.path, id, { reason: 'Yes.' })));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await server.db.selectFrom('result_history').select('result').execute()).toHaveLength(4);
  });

  test('keys that were changed in the database are not graded by', async () => {
    await four();
    const { first, second } = await two();
    const { body: page } = await first(regradeRoutes.propose.path, null, body());
    await second(regradeRoutes.approve.path, (page as ProposalPage).proposal.id, { reason: 'Yes.' });
    await server.db
      .updateTable('exam_keys')
      .set({ changes: JSON.stringify([key('q03', 'A')]) })
      .execute();
    const [result] = await all.grading.list();
    await expect(all.grading.replay(result?.id ?? '')).rejects.toThrow('no longer fit their hash');
  });

  test('200 sittings are regraded as one', { timeout: 180_000 }, async () => {
    const many = Array.from({ length: 200 }, (_, i) => `l${i}`);
    all = await build(many);
    for (let at = 0; at < many.length; at += 10)
      await Promise.all(
        many.slice(at, at + 10).map((one, i) => sit(one, ['B', 'ABC'[(at + i) % 3] ?? null, 'ABC'[(at + i) % 2] ?? null])),
      );
    const { first, second } = await two();
    const { body: page } = await first(regradeRoutes.propose.path, null, {
      ...body(),
      changes: [key('q02', 'B', 'C'), { kind: 'drop', item: 'q03' }],
    });
    const { impact, proposal } = page as ProposalPage;
    expect(impact.candidates).toBe(200);
    expect(impact.gain + impact.lose + impact.same).toBe(200);
    expect((await second(regradeRoutes.approve.path, proposal.id, { reason: 'Yes.' })).status).toBe(200);
    const results = await all.grading.list();
    const shown = new Map(impact.rows.map((row) => [row.result, row]));
    for (const { id, score, max, passed } of results) expect(shown.get(id)?.after).toMatchObject({ score, max, passed });
    const passed = results
      .filter((one) => one.passed)
      .map(({ learner }) => learner)
      .toSorted();
    expect(await valid()).toEqual(passed);
    expect(
      Object.entries(await standing())
        .filter(([, outcome]) => outcome === 'granted')
        .map(([learner]) => learner)
        .toSorted(),
    ).toEqual(passed);
    for (const { id, state } of (await all.credentials.list()).slice(0, 5))
      expect(await all.credentials.publicView(id)).toMatchObject({ state });
  });
});
