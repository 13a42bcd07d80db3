import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { IncidentState, ResultSummary } from '../../shared/contract/console.ts';
import { createExams, type Exam, examItems, examMigrations, mapForward } from '../exams/index.ts';
import { choiceItem, itemXml, packageFiles, zipOf } from '../exams/testing.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { createHttp } from '../platform/http/server.ts';
import { staffCaller } from '../platform/identity/routes.ts';
import { createLog } from '../platform/log.ts';
import { createMetrics } from '../platform/metrics.ts';
import { newLaunchCode } from '../registrations/index.ts';
import { ask, begin, checkIn, connect, launch, newKey, writer } from '../sittings/test-candidate.ts';
import { openTestServer, type TestServer, testPolicy } from '../testing.ts';
import { createGrading, ENGINE, type Grading, gradingMigrations, stateAfter } from './index.ts';

describe('what review makes of a result', () => {
  test.each<[IncidentState[], string]>([
    [[], 'final'],
    [['dismissed', 'dismissed'], 'final'],
    [['dismissed', 'open'], 'provisional'],
    [['second-review'], 'provisional'],
    [['open', 'upheld'], 'invalidated'],
  ])('%j: %s', (states, expected) => expect(stateAfter(states.map((state) => ({ state })))).toBe(expected));
});

onBothEngines('results', (open) => {
  let server: TestServer;
  let exam: Exam;
  let grading: Grading;
  let told: ResultSummary[];
  let incidents: Record<string, { state: IncidentState }[]>;
  const sockets: Socket[] = [];
  const newGrading = (): Grading => {
    const marksOf = async () => ({ open: [], marks: {} });
    const exams = createExams({ db: server.db, now: Date.now });
    const incidentsOf = async (sitting: string) => incidents[sitting] ?? [];
    return createGrading({ database: server.database, exams, sittings: server.sittings, incidentsOf, marksOf, now: Date.now });
  };

  beforeEach(async () => {
    server = await openTestServer((migrations) => open([...migrations, ...examMigrations, ...gradingMigrations]));
    const exams = createExams({ db: server.db, now: Date.now });
    const items = Object.fromEntries(['a', 'b', 'c'].map((id) => [`${id}.xml`, itemXml({ ...choiceItem, id })]));
    const { exam: id } = await exams.publish(zipOf(packageFiles(items)), testPolicy, 'server');
    exam = (await exams.get(String(id))).exam;
    const times = { opensAt: Date.now() - 1_000, closesAt: Date.now() + 3_600_000 };
    await server.registrations.openWindow({ id: 'w2', exam: exam.id, programme: 'p', title: 'Window', ...times });
    incidents = {};
    told = [];
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.disconnect();
    await server.close();
  });

  /** A candidate who answers each item with the choice of this name, or leaves it blank. */
  const sit = async (learner: string, choices: (string | null)[]) => {
    const key = newKey();
    const code = newLaunchCode();
    await server.registrations.register(`r-${learner}`, learner, 'w2', [], code);
    const { body } = await launch(server.url, code, key);
    const id = String(body.sitting);
    const socket = await connect(server.url, String(body.token));
    sockets.push(socket);
    const journal = writer(id, key);
    journal.write(...checkIn);
    await ask(socket, 'entries', journal.batch());
    const { seed } = (await server.sittings.journal.live(id)).facts;
    journal.write({ kind: 'act-received', body: { seq: 2 } }, begin);
    examItems(exam).forEach((item, i) => {
      const chosen = choices[i];
      if (chosen)
        journal.write({ kind: 'answered', body: { item: item.id, responses: mapForward(item, seed, { RESPONSE: [chosen] }) } });
    });
    await ask(socket, 'entries', journal.batch(6));
    const submit = async () => {
      const from = journal.entries.length + 1;
      journal.write({ kind: 'submitted', body: { cause: 'candidate' } });
      await ask(socket, 'entries', journal.batch(from));
    };
    return { id, submit, resend: () => ask(socket, 'entries', journal.batch()) };
  };

  test('a submitted sitting is graded once, by what the candidate chose on their own form', async () => {
    grading = newGrading();
    grading.onResult(async (result) => void told.push(result));
    const { id, submit, resend } = await sit('ada', ['B', 'A', 'B']);
    expect(await grading.list()).toEqual([]);
    await submit();
    await resend();
    await grading.catchUp(id);
    const expected = {
      sitting: id,
      learner: 'ada',
      score: 2,
      max: 3,
      percent: 66.7,
      passed: true,
      state: 'final',
      openIncidents: 0,
    };
    expect(await grading.list()).toEqual([expect.objectContaining({ ...expected, exam: 'A test' })]);
    expect(told).toEqual([expect.objectContaining(expected)]);
    expect(await grading.evidenceOf('ada')).toEqual([expect.objectContaining({ exam: exam.id, sitting: id, state: 'final' })]);
  });

  test('what ended while nobody graded is graded at the next start', async () => {
    const { id, submit } = await sit('ben', [null, 'B', null]);
    await submit();
    grading = newGrading();
    expect(await grading.list()).toEqual([]);
    await grading.catchUp(id);
    expect(await grading.list()).toEqual([expect.objectContaining({ sitting: id, score: 1, passed: false })]);
  });

  test('an open incident keeps a result provisional; what review decides settles it', async () => {
    grading = newGrading();
    grading.onResult(async (result) => void told.push(result));
    const { id, submit } = await sit('cleo', ['B', 'B', 'B']);
    incidents[id] = [{ state: 'open' }];
    await submit();
    expect(await grading.list()).toMatchObject([{ state: 'provisional', openIncidents: 1 }]);
    incidents[id] = [{ state: 'dismissed' }];
    await grading.settle(id);
    expect(await grading.list()).toMatchObject([{ state: 'final', openIncidents: 0, score: 3 }]);
    incidents[id] = [{ state: 'upheld' }];
    await grading.settle(id);
    await grading.settle(id);
    expect(told.map(({ state }) => state)).toEqual(['provisional', 'final', 'invalidated']);
  });

  test('over HTTP: reviewers read results with the trace of every item; proctors may not', async () => {
    grading = newGrading();
    const { submit } = await sit('dan', ['B', 'A', null]);
    await submit();
    const http = await createHttp({
      log: createLog('silent'),
      metrics: createMetrics(),
      authenticate: ({ cookie }) => staffCaller(server.identity, cookie),
    });
    grading.serve(http);
    const get = async (url: string, cookie: string) => {
      const reply = await http.app.inject({ method: 'GET', url, headers: { cookie } });
      return { status: reply.statusCode, body: reply.json() };
    };
    const proctor = await server.staff('pia', ['proctor']);
    const reviewer = await server.staff('rob', ['reviewer']);
    expect(await get('/api/console/results', proctor)).toMatchObject({ status: 403 });
    const { body } = await get('/api/console/results', reviewer);
    expect(body).toMatchObject([{ name: 'Learner dan', score: 1 }]);
    expect(await get(`/api/console/results/${body[0].id}`, reviewer)).toMatchObject({
      status: 200,
      body: {
        engine: ENGINE,
        items: [
          {
            item: 'q01',
            section: 'A section',
            score: 1,
            max: 1,
            trace: [
              'RESPONSE: choice B selected.',
              expect.stringMatching(/^Line \d+: RESPONSE is the right answer to RESPONSE\? Yes\.$/),
              'SCORE is set to 1.',
              'Score 1 of 1.',
            ],
            basis: {
              engine: ENGINE,
              responses: { RESPONSE: ['B'] },
              templates: {},
              hash: expect.stringMatching(/^[0-9a-f]{64}$/),
            },
          },
          { item: 'q02', score: 0 },
          {
            item: 'q03',
            score: 0,
            trace: [
              'RESPONSE is blank.',
              expect.stringMatching(/\? No\.$/),
              expect.stringMatching(/^Line \d+: otherwise\.$/),
              'SCORE is set to 0.',
              'Score 0 of 1.',
            ],
          },
        ],
      },
    });
    const post = await http.app.inject({
      method: 'POST',
      url: `/api/console/results/${body[0].id}/recompute`,
      headers: { cookie: reviewer },
    });
    expect(post.json()).toEqual({
      versions: [{ keys: 1, engine: ENGINE, same: true, why: null }],
      items: ['q01', 'q02', 'q03'].map((item) => ({ item, outcome: 'same', why: null })),
    });
    expect(await get(`/api/console/results/${body[0].id}/versions`, reviewer)).toMatchObject({
      status: 200,
      body: [{ keys: 1, score: 1, made: null, replacedAt: null, changes: [] }],
    });
    // Somebody changes what is stored: both ways of computing again find it out.
    const stored = await server.db.selectFrom('result').select('items').executeTakeFirstOrThrow();
    await server.db
      .updateTable('result')
      .set({ items: stored.items.replace('["B"]', '["A"]') })
      .execute();
    expect(await grading.recompute(body[0].id)).toMatchObject({
      versions: [{ same: false }],
      items: [{ item: 'q01', outcome: 'other' }, { outcome: 'same' }, { outcome: 'same' }],
    });
    expect(await get('/api/console/results/none', reviewer)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    await http.app.close();
  });
});
