/** Marking over HTTP in the whole server: from the end of a sitting to the decision, on both engines. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { formatFile } from '../../shared/assessment/files.ts';
import type { StaffRole } from '../../shared/contract/console.ts';
import type { Levels, MarkingDesk, MarkingScheme, QueueFigures, ScriptRow } from '../../shared/contract/marking.ts';
import { markingRoutes } from '../../shared/contract/marking.ts';
import { digestBytes } from '../../shared/journal/chain.ts';
import { type App, createApp } from '../app.ts';
import { drawnItems, mapForward } from '../exams/index.ts';
import { choiceItem, itemXml, packageFiles, zipOf } from '../exams/testing.ts';
import { readConfig } from '../platform/config.ts';
import { SESSION_COOKIE } from '../platform/http/server.ts';
import { createLog } from '../platform/log.ts';
import { newLaunchCode } from '../registrations/index.ts';
import { ask, begin, checkIn, connect, launch, newKey, writer } from '../sittings/test-candidate.ts';
import { testPolicy } from '../testing.ts';
import { syntheticEssays } from './model/synthetic.ts';
import { testScheme } from './testing.ts';

const essayItem = itemXml({
  id: 'essay',
  declarations:
    '<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="string"/><qti-response-declaration identifier="FILE" cardinality="single" base-type="file"/>',
  body: '<qti-extended-text-interaction response-identifier="RESPONSE"><qti-prompt>Explain the bullwhip effect.</qti-prompt></qti-extended-text-interaction><qti-upload-interaction response-identifier="FILE"/>',
  score: 'external-scored="human" normal-maximum="8"',
}).replace(/<qti-response-processing[^>]*\/>/, '');
/** Candidates may comment on the first item. */
const commented = (items: Record<string, string>) => {
  const files = packageFiles(items);
  const control = '<qti-item-session-control allow-comment="true"/>';
  const test = String(files['test.xml']).replace(/(<qti-assessment-item-ref[^>]*)\/>/, `$1>${control}</qti-assessment-item-ref>`);
  return { ...files, 'test.xml': test };
};
const course = {
  kind: 'course',
  course: 'C1',
  title: 'A course',
  minimumPercent: 50,
  verifiedOnly: false,
  maximumAgeYears: null,
};
const programme = JSON.stringify({
  id: 'p',
  version: '1',
  title: 'A programme',
  description: 'One course and one exam.',
  criteria: 'Pass both.',
  requirement: {
    kind: 'all-of',
    title: 'All',
    of: [course, { kind: 'exam', exam: 'test', title: 'Exam', passMarkShare: 0.6 }],
  },
});
const csv = [
  'learner_id,email,name,country,course,run,grade_percent,verified,completed_on',
  ...['Amina Otieno', 'Rafiq Hasan', 'Lucia Mendoza'].map(
    (name, i) => `scm-00${i + 1},l${i}@example.org,${name},KE,C1,r1,80,yes,2026-01-01`,
  ),
].join('\n');
const learners = ['scm-001', 'scm-002', 'scm-003'];
const six: Levels = { content: 3, language: 3 };
const seven: Levels = { content: 4, language: 3 };
const low: Levels = { content: 0, language: 1 };

const fileValue = ({ bytes, type, name }: { bytes: Uint8Array; type: string; name: string }): string =>
  formatFile({ hash: digestBytes(bytes), bytes: bytes.length, type, name });

/** A database of its own on PostgreSQL, or the embedded one. */
async function freshDatabase(server: string | undefined): Promise<{ url: string | undefined; drop: () => Promise<void> }> {
  if (!server) return { url: undefined, drop: async () => {} };
  const name = `marking_${Math.random().toString(36).slice(2)}`;
  const admin = async (text: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(text).finally(() => client.end());
  };
  await admin(`create database ${name}`);
  const own = new URL(server);
  own.pathname = `/${name}`;
  return { url: own.href, drop: () => admin(`drop database ${name} with (force)`) };
}

const postgres = process.env.INVIGIL_TEST_POSTGRES;
describe.each([
  { engine: 'the embedded database', server: undefined, skip: false },
  { engine: 'PostgreSQL', server: postgres, skip: !postgres },
])('marking on $engine', ({ server, skip }) => {
  if (skip) return test.skip('skipped: INVIGIL_TEST_POSTGRES is not set', () => {});
  let app: App;
  let url: string;
  let folder: string;
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let exam: string;
  let queue: string;
  let window: string;
  const sockets: Socket[] = [];

  const start = async (): Promise<void> => {
    const env = { INVIGIL_DATA: folder, INVIGIL_PORT: '0', INVIGIL_DATABASE: database.url, INVIGIL_COMMIT_WINDOW_MS: '0' };
    app = await createApp({ config: readConfig(env), log: createLog('silent'), programme: 'p' });
    url = await app.listen();
  };
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'invigil-marking-'));
    database = await freshDatabase(server);
    await start();
    await app.programmes.publish(programme, 'test');
    expect((await app.programmes.importResults(csv, 'test')).problems).toEqual([]);
    const files = commented({ 'essay.xml': essayItem, 'choice.xml': itemXml({ ...choiceItem, id: 'choice' }) });
    const report = await app.exams.publish(zipOf(files), testPolicy, 'test');
    expect(report.problems).toEqual([]);
    exam = String(report.exam);
    const times = { opensAt: Date.now() - 1_000, closesAt: Date.now() + 3_600_000 };
    await app.registrations.openWindow({ id: 'w', exam, programme: 'p', title: 'Window', ...times });
    window = 'w';
    queue = String((await app.marking.queues())[0]?.id);
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.disconnect();
    await app.close();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const cookies = new Map<string, string>();
  /** Signs in an account of this name and roles. */
  const staff = async (name: string, ...roles: StaffRole[]): Promise<string> => {
    await app.identity.putStaff({ email: `${name}@example.org`, name, roles, code: `code-${name}` });
    const { token } = await app.identity.signIn(`${name}@example.org`, `code-${name}`);
    cookies.set(name, `${SESSION_COOKIE}=${token}`);
    return name;
  };
  const call = async (who: string, method: string, route: string, body?: unknown) => {
    const headers: Record<string, string> = { cookie: cookies.get(who) ?? '' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const reply = await fetch(new URL(route, url), {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    return { status: reply.status, text, body: text ? JSON.parse(text) : null };
  };
  const on = (rest: string): string => `/api/console/marking/queues/${queue}/${rest}`;
  const setUp = async (change: Partial<MarkingScheme> = {}): Promise<void> => {
    await staff('admin', 'administrator');
    const reply = await call('admin', 'PUT', on('scheme'), { ...testScheme, seeds: { every: 100, stopAfter: 5 }, ...change });
    expect(reply).toMatchObject({ status: 200 });
  };
  const next = async (who: string): Promise<MarkingDesk> => (await call(who, 'POST', on('next'))).body;
  const give = async (who: string, levels: Levels) => {
    const { script } = await next(who);
    return await call(who, 'POST', on('marks'), { script: script?.script, levels });
  };

  /** A candidate who writes this text and chooses B, and hands in. */
  const sit = async (
    learner: string,
    text: string | null,
    file?: { bytes: Uint8Array; type: string; name: string },
    comment?: string,
  ): Promise<string> => {
    const key = newKey();
    const code = newLaunchCode();
    await app.registrations.register(`r-${learner}`, learner, window, [], code);
    const { status, body } = await launch(url, code, key);
    expect([status, body.message]).toEqual([200, undefined]);
    const id = String(body.sitting);
    const socket = await connect(url, String(body.token));
    sockets.push(socket);
    const journal = writer(id, key);
    journal.write(...checkIn);
    await ask(socket, 'entries', journal.batch());
    journal.write({ kind: 'act-received', body: { seq: 2 } }, begin);
    const form = await app.exams.deliver(exam, (await app.sittings.journal.live(id)).facts.seed);
    const items = form.sections.flatMap((section) => section.items);
    const { seed } = (await app.sittings.journal.live(id)).facts;
    for (const item of drawnItems((await app.exams.get(exam)).exam, seed)) {
      const value = item.authored === 'essay' ? text && `${text}${item.instance.sequence > 1 ? ' Again.' : ''}` : 'B';
      if (value === null || !items.some(({ id: known }) => known === item.id)) continue;
      const own = file && item.authored === 'essay' ? { FILE: [fileValue(file)] } : {};
      journal.write({
        kind: 'answered',
        body: { item: item.id, responses: mapForward(item, seed, { RESPONSE: [value], ...own }) },
      });
      if (comment) journal.write({ kind: 'commented', body: { item: item.id, text: comment } });
    }
    if (file) {
      const purpose = { purpose: 'answer', takenAt: Date.now() } as const;
      await app.sittings.pictures.put(id, digestBytes(file.bytes), purpose, file.bytes);
    }
    journal.write({ kind: 'submitted', body: { cause: 'candidate' } });
    const reply = await ask(socket, 'entries', journal.batch(6));
    expect(reply.ok).toBe(true);
    return id;
  };
  const result = async (sitting: string) => (await app.grading.list()).find((each) => each.sitting === sitting);
  const outcome = async (learner: string) => {
    const newest = (await app.decisions.list()).find((each) => each.learner === learner && !each.superseded);
    return newest && { outcome: newest.outcome, words: JSON.stringify(newest.report) };
  };
  const essay =
    'Orders swing more than sales, since every stage adds its own guess to what it hears from the next one downstream.';

  test('a comment on the question is shown with the answer, and goes with it on its date', async () => {
    await setUp({ marks: 1 });
    for (const name of ['ada', 'ben']) await staff(name, 'marker');
    await staff('rob', 'reviewer');
    const sitting = await sit('scm-001', essay, undefined, 'Which chain is meant? I took retail.');
    expect((await next('ada')).script).toMatchObject({ text: essay, comment: 'Which chain is meant? I took retail.' });
    const found = await result(sitting);
    const { items, comments } = (await call('rob', 'GET', `/api/console/results/${found?.id}`)).body;
    const essayId = items.find(({ title }: { title: string }) => title === 'An item')?.item;
    expect(comments).toEqual({ [essayId]: 'Which chain is meant? I took retail.' });
    await app.marking.keepUntil(sitting, 1);
    await app.marking.destroyDue(2);
    expect((await next('ada')).script).toMatchObject({ text: '', comment: '' });
  });

  test('a file of an answer opens for the marker who has it, and for nobody else; its name is not told', async () => {
    await setUp({ marks: 1 });
    for (const name of ['ada', 'ben']) await staff(name, 'marker');
    await staff('sue', 'senior-marker');
    await staff('rob', 'reviewer');
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 7, 7]);
    const sitting = await sit('scm-001', essay, { bytes: png, type: 'image/png', name: 'Amina Otieno.png' });
    const desk = await next('ada');
    const script = String(desk.script?.script);
    expect(desk.script).toMatchObject({ text: essay, files: [{ place: 1, type: 'image/png', bytes: png.length }] });
    expect(JSON.stringify(desk)).not.toMatch(/Amina|[0-9a-f]{64}/);
    const open = async (who: string, address: string) => {
      const reply = await fetch(new URL(address, url), { headers: { cookie: cookies.get(who) ?? '' } });
      return { status: reply.status, headers: reply.headers, bytes: new Uint8Array(await reply.arrayBuffer()) };
    };
    const address = on(`scripts/${script}/files/1`);
    const shown = await open('ada', address);
    expect([shown.status, shown.bytes]).toEqual([200, png]);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(shown.headers.get('content-disposition')).toBe('inline; filename="answer-1.png"');
    expect(shown.headers.get('content-security-policy')).toContain('sandbox');
    expect((await open('ben', address)).status).toBe(404);
    expect((await open('rob', address)).status).toBe(403);
    expect((await open('ada', on(`scripts/${script}/files/2`))).status).toBe(404);
    expect((await open('sue', address)).status).toBe(200);
    await give('ada', six);
    expect((await open('ada', address)).status).toBe(404);
    const { id } = (await result(sitting)) ?? { id: '' };
    expect((await open('rob', `/api/console/results/${id}/files/q01/1`)).bytes).toEqual(png);
    expect((await open('rob', `/api/console/results/${id}/files/q02/1`)).status).toBe(404);
    expect((await open('ada', `/api/console/results/${id}/files/q01/1`)).status).toBe(403);
    const trail = await app.db.selectFrom('audit').select(['by', 'subject', 'detail']).where('act', '=', 'opened file').execute();
    expect(trail).toEqual([
      { by: 'ada', subject: `response ${script}`, detail: 'file 1' },
      { by: 'sue', subject: `response ${script}`, detail: 'file 1' },
      { by: 'rob', subject: `result ${id}`, detail: 'q01, file 1' },
    ]);
  });

  test('an item that is dropped waits for no marks: results that waited for it alone are final', async () => {
    await setUp();
    await staff('ruth', 'administrator');
    const sitting = await sit('scm-001', essay);
    expect(await result(sitting)).toMatchObject({ state: 'provisional', openMarks: 1 });
    const changes = [{ kind: 'drop', item: 'q01' }];
    const proposed = await call('admin', 'POST', '/api/console/regrades', { exam, changes, reason: 'The question was unclear.' });
    expect(proposed.status).toBe(200);
    expect(await result(sitting)).toMatchObject({ state: 'provisional', openMarks: 1 });
    const { id } = proposed.body.proposal;
    const approved = await call('ruth', 'POST', `/api/console/regrades/proposals/${id}/approve`, { reason: 'I agree.' });
    expect(approved.status).toBe(200);
    expect(await result(sitting)).toMatchObject({ state: 'final', score: 1, max: 1, openMarks: 0 });
    expect(await outcome('scm-001')).toMatchObject({ outcome: 'granted' });
    const later = await sit('scm-002', essay);
    expect(await result(later)).toMatchObject({ state: 'final', openMarks: 0 });
  });

  test('a page of a candidate is only saved, and a text that names a file opens none', async () => {
    await setUp({ marks: 1 });
    await staff('ada', 'marker');
    const page = new TextEncoder().encode('<html><script>alert(1)</script></html>');
    await sit('scm-001', essay, { bytes: page, type: 'image/png', name: 'x.png' });
    const script = String((await next('ada')).script?.script);
    const reply = await fetch(new URL(on(`scripts/${script}/files/1`), url), { headers: { cookie: cookies.get('ada') ?? '' } });
    expect(reply.headers.get('content-type')).toBe('application/octet-stream');
    expect(reply.headers.get('content-disposition')).toBe('attachment; filename="answer-1.png"');
    await give('ada', six);
    const forged = `${digestBytes(page)} 10 image/png x.png`;
    await sit('scm-002', forged);
    expect((await next('ada')).script).toMatchObject({ text: forged, files: [] });
  });

  test('answers kept for marking go when their date comes; marks and results stay', async () => {
    await setUp({ marks: 1 });
    await staff('ada', 'marker');
    await staff('sue', 'senior-marker');
    const sitting = await sit('scm-001', essay, { bytes: new Uint8Array([1, 2]), type: 'application/pdf', name: 'a.pdf' });
    const script = String((await next('ada')).script?.script);
    expect(await app.marking.destroyDue(Number.MAX_SAFE_INTEGER)).toEqual([]);
    await give('ada', six);
    expect(await result(sitting)).toMatchObject({ state: 'final' });
    const { media_until } = await app.db
      .selectFrom('sitting')
      .select('media_until')
      .where('id', '=', sitting)
      .executeTakeFirstOrThrow();
    const { keep_until } = await app.db
      .selectFrom('marking_script')
      .select('keep_until')
      .where('id', '=', script)
      .executeTakeFirstOrThrow();
    expect(keep_until).toBe(media_until);
    expect(await app.marking.destroyDue(Number(keep_until) - 1)).toEqual([]);
    expect(await app.marking.destroyDue(Number(keep_until))).toEqual([sitting]);
    expect(await app.marking.destroyDue(Number(keep_until))).toEqual([]);
    const { body } = await call('sue', 'GET', on(`scripts/${script}`));
    expect(body).toMatchObject({ text: '', files: [], settled: { total: 6 } });
    await app.grading.catchUp(sitting);
    expect(await result(sitting)).toMatchObject({ state: 'final', score: 7 });
  });

  test('an item that a candidate got twice is marked twice, each answer alone, and neither is taken for a copy', async () => {
    const files = packageFiles({ 'essay.xml': essayItem });
    const drawn = String(files['test.xml']).replace(
      /(<qti-assessment-section[^>]*>)/,
      '$1<qti-selection select="2" with-replacement="true"/>',
    );
    exam = String((await app.exams.publish(zipOf({ ...files, 'test.xml': drawn }), testPolicy, 'test')).exam);
    window = 'w-twice';
    const times = { opensAt: Date.now() - 1_000, closesAt: Date.now() + 3_600_000 };
    await app.registrations.openWindow({ id: window, exam, programme: 'p', title: 'Window', ...times });
    queue = String((await app.marking.queues()).find((each) => each.exam === exam)?.id);
    await setUp({ marks: 1 });
    await staff('ada', 'marker');
    const sitting = await sit('scm-001', essay);
    expect(await result(sitting)).toMatchObject({ state: 'provisional', max: 16, openMarks: 2 });
    const first = await next('ada');
    await give('ada', six);
    expect(await result(sitting)).toMatchObject({ state: 'provisional', score: 6, openMarks: 1 });
    const second = await next('ada');
    expect([first.script?.text, second.script?.text].toSorted()).toEqual([essay, `${essay} Again.`].toSorted());
    await staff('sue', 'senior-marker');
    const rows: ScriptRow[] = (await call('sue', 'GET', '/api/console/marking/scripts')).body;
    expect(rows.map(({ flags }) => flags)).toEqual([[], []]);
    await give('ada', seven);
    expect(await result(sitting)).toMatchObject({ state: 'final', score: 13, max: 16, openMarks: 0 });
  });

  test('two people mark blind; the result is provisional until then, and final with the mean and its trace', async () => {
    await setUp();
    for (const name of ['ada', 'ben']) await staff(name, 'marker');
    const sitting = await sit('scm-001', essay);
    expect(await result(sitting)).toMatchObject({ state: 'provisional', score: 1, max: 9, openMarks: 1 });
    expect(await outcome('scm-001')).toMatchObject({ outcome: 'on-hold', words: expect.stringContaining('still to be marked') });

    expect(await give('ada', six)).toMatchObject({ status: 200, body: { practice: null } });
    expect(await result(sitting)).toMatchObject({ state: 'provisional', openMarks: 1 });
    expect((await next('ada')).script).toBeNull();
    expect(await give('ben', seven)).toMatchObject({ status: 200 });
    expect(await result(sitting)).toMatchObject({ state: 'final', score: 7.5, openMarks: 0, passed: true });
    expect(await outcome('scm-001')).toMatchObject({ outcome: 'granted' });

    await staff('rob', 'reviewer');
    const { body } = await call('rob', 'GET', `/api/console/results/${(await result(sitting))?.id}`);
    expect(body.items[0]).toMatchObject({
      score: 6.5,
      trace: ['Marked by two people: 6 and 7 of 8, mean 6.5.', 'Content: 3.5; Language: 3.', 'Score 6.5 of 8.'],
    });
  });

  test('marks too far apart go to a senior marker who is neither of the two and sees both', async () => {
    await setUp();
    for (const name of ['ada', 'ben']) await staff(name, 'marker');
    await staff('cleo', 'marker', 'senior-marker');
    await staff('eva', 'senior-marker');
    const sitting = await sit('scm-001', essay);
    await give('cleo', six);
    await give('ben', low);
    expect(await result(sitting)).toMatchObject({ state: 'provisional' });
    expect((await next('ada')).script).toBeNull();

    const [row] = (await call('eva', 'GET', '/api/console/marking/scripts')).body as ScriptRow[];
    expect(row).toMatchObject({ state: 'to-adjudicate', mine: true });
    const judgement = { levels: { content: 2, language: 2 }, reason: 'scheme-misapplied', note: 'The example was overlooked.' };
    expect(await call('ada', 'GET', on(`scripts/${row?.script}`))).toMatchObject({ status: 403 });
    expect(await call('cleo', 'POST', on(`scripts/${row?.script}/judgement`), judgement)).toMatchObject({ status: 409 });
    const seen = await call('eva', 'GET', on(`scripts/${row?.script}`));
    expect(seen.body).toMatchObject({
      text: essay,
      marks: [
        { label: 'first', total: 6 },
        { label: 'second', total: 1 },
      ],
    });
    for (const secret of [sitting, 'scm-001', 'Amina', 'cleo', 'ben']) expect(seen.text).not.toContain(secret);
    expect(await call('eva', 'POST', on(`scripts/${row?.script}/judgement`), judgement)).toMatchObject({
      status: 200,
      body: { state: 'settled', total: 4 },
    });
    expect(await result(sitting)).toMatchObject({ state: 'final', score: 5 });
    expect(await outcome('scm-001')).toMatchObject({ outcome: 'refused' });
    const audit = (await call('admin', 'GET', '/api/console/audit')).body;
    expect(audit).toContainEqual(
      expect.objectContaining({ by: 'eva', act: 'judge response', detail: expect.stringContaining('scheme-misapplied') }),
    );

    // A review by somebody else with a coded reason changes the mark, the result and the decision.
    const review = { levels: { content: 4, language: 3 }, reason: 'unreasonable-judgement', note: '' };
    expect(await call('admin', 'POST', on(`scripts/${row?.script}/judgement`), review)).toMatchObject({ status: 200 });
    expect(await result(sitting)).toMatchObject({ state: 'final', score: 8 });
    expect(await outcome('scm-001')).toMatchObject({ outcome: 'granted' });
  });

  test('a marker who fails seeds is stopped; what they marked since the last good seed is marked anew, and its result waits again', async () => {
    await setUp({ marks: 1, seeds: { every: 2, stopAfter: 1 } });
    const seed = (i: number) => ({
      kind: 'seed',
      text: `A seed that was marked beforehand, number ${i} of several.`,
      levels: six,
      why: '',
    });
    await call('admin', 'POST', on('known-scripts'), { scripts: [seed(1), seed(2), seed(3)] });
    await staff('ada', 'marker');
    await staff('ben', 'marker');
    const texts = ['one', 'two', 'three'].map((word) => `${essay} This is answer ${word}.`);
    const sittings = await Promise.all(learners.map((learner, i) => sit(learner, texts[i] ?? '')));
    let stopped = false;
    let live = 0;
    while (!stopped) {
      const { script, queue: standing } = await next('ada');
      if (standing.standing === 'stopped' || !script) break;
      if (texts.includes(script.text)) live += 1;
      const reply = await call('ada', 'POST', on('marks'), {
        script: script.script,
        levels: texts.includes(script.text) ? seven : low,
      });
      expect(reply).toMatchObject({ status: 200, body: { practice: null } });
      stopped = (await next('ada')).queue.standing === 'stopped';
    }
    expect(stopped).toBe(true);
    const [figures] = (await call('admin', 'GET', '/api/console/marking/overview')).body as QueueFigures[];
    expect(figures?.markers).toMatchObject([{ name: 'ada', standing: 'stopped', voided: live, seeds: { given: 1, within: 0 } }]);
    for (const sitting of sittings) expect(await result(sitting)).toMatchObject({ state: 'provisional', openMarks: 1 });
    expect(await call('ada', 'POST', on('marks'), { script: 'anything', levels: six })).toMatchObject({ status: 404 });

    for (let i = 0; i < 10; i += 1) await give('ben', six);
    for (const sitting of sittings) expect(await result(sitting)).toMatchObject({ state: 'final', score: 7 });
    await staff('eva', 'senior-marker');
    const ada = figures?.markers[0]?.marker;
    expect(await call('eva', 'POST', on('readmissions'), { marker: ada, note: 'We marked five together.' })).toMatchObject({
      status: 200,
    });
    expect((await next('ada')).queue.standing).toBe('live');
  });

  test('nothing that reaches a marker tells whose response it is, or that it is a seed', async () => {
    await setUp({ marks: 1, seeds: { every: 2, stopAfter: 5 } });
    const seed = {
      kind: 'seed',
      text: 'A seed that looks like any other answer to this question, of a usual length.',
      levels: six,
      why: 'secret reason',
    };
    await call('admin', 'POST', on('known-scripts'), { scripts: [seed, { ...seed, text: `${seed.text} Another one.` }] });
    await staff('ada', 'marker');
    const sittings = await Promise.all(learners.map((learner) => sit(learner, `${essay} By ${learner.length} words.`)));
    const { facts } = await app.sittings.journal.live(sittings[0] ?? '');
    const received: string[] = [];
    const shapes = new Map<boolean, Set<string>>([
      [true, new Set()],
      [false, new Set()],
    ]);
    received.push((await call('ada', 'GET', '/api/console/marking/queues')).text);
    for (let i = 0; i < 6; i += 1) {
      const reply = await call('ada', 'POST', on('next'));
      received.push(reply.text);
      const { script } = reply.body as MarkingDesk;
      if (!script) break;
      const marked = await call('ada', 'POST', on('marks'), { script: script.script, levels: six });
      received.push(marked.text);
      const shape = JSON.stringify([
        Object.keys(script),
        script.script.length,
        script.practice,
        Object.keys(reply.body.queue),
        marked.text,
      ]);
      shapes.get(script.text.startsWith('A seed'))?.add(shape);
    }
    const secrets = [
      ...sittings,
      ...learners,
      facts.name,
      facts.country,
      facts.seed,
      'secret reason',
      '"seed"',
      'sitting',
      'definitive',
      'Window',
    ];
    for (const secret of secrets)
      expect(received.filter((text) => text.includes(secret)).map((text) => [secret, text])).toEqual([]);
    expect(shapes.get(true)?.size).toBe(1);
    expect(shapes.get(true)).toEqual(shapes.get(false));
  });

  test('practice comes first, with what each response deserves and why', async () => {
    await setUp({ marks: 1, practice: { inRow: 1 } });
    const known = (text: string) => ({ kind: 'practice', text, levels: six, why: 'Two causes, one example.' });
    await call('admin', 'POST', on('known-scripts'), {
      scripts: [known('Practice answer one, long enough to mark.'), known('Practice answer two, long enough to mark.')],
    });
    await staff('ada', 'marker');
    await sit('scm-001', essay);
    expect(await next('ada')).toMatchObject({ queue: { standing: 'practice' }, script: { practice: true } });
    expect((await give('ada', low)).body).toEqual({
      practice: { levels: six, total: 6, within: false, why: 'Two causes, one example.' },
    });
    expect((await give('ada', seven)).body).toMatchObject({ practice: { within: true } });
    expect(await next('ada')).toMatchObject({ queue: { standing: 'live', marked: 2 }, script: { practice: false, text: essay } });
  });

  test('roles: who may do what, and everybody else is refused', async () => {
    await setUp();
    for (const [name, role] of [
      ['ada', 'marker'],
      ['eva', 'senior-marker'],
      ['rob', 'reviewer'],
      ['pia', 'proctor'],
    ] as const)
      await staff(name, role);
    cookies.set('nobody', '');
    const bodies: Partial<Record<keyof typeof markingRoutes, unknown>> = {
      mark: { script: 'x', levels: {} },
      judge: { levels: {}, reason: 'other', note: '' },
      readmit: { marker: 'x', note: 'x' },
      putScheme: testScheme,
      addKnown: { scripts: [{ kind: 'seed', text: 'x', levels: {}, why: '' }] },
    };
    const holders: Record<string, StaffRole> = {
      ada: 'marker',
      eva: 'senior-marker',
      rob: 'reviewer',
      pia: 'proctor',
      admin: 'administrator',
    };
    for (const [name, route] of Object.entries(markingRoutes)) {
      const address = route.path.replace(':queue', queue).replace(':script', 'x');
      for (const [who, role] of Object.entries(holders)) {
        const { status } = await call(who, route.method, address, bodies[name as keyof typeof bodies]);
        const may = (route.allowed as readonly string[]).includes(role);
        expect([name, who, status === 403]).toEqual([name, who, !may]);
      }
      expect(await call('nobody', route.method, address, bodies[name as keyof typeof bodies])).toMatchObject({ status: 401 });
    }
    // Being a marker opens nothing else of the console.
    for (const other of ['learners', 'incidents', 'results', 'decisions', 'credentials', 'audit'])
      expect([other, (await call('ada', 'GET', `/api/console/${other}`)).status]).toEqual([other, 403]);
    expect(await call('ada', 'GET', '/api/console/me')).toMatchObject({ status: 200, body: { roles: ['marker'] } });
  });

  test('bad input changes nothing', async () => {
    await setUp();
    await staff('ada', 'marker');
    await staff('ben', 'marker');
    await sit('scm-001', essay);
    const { script } = await next('ada');
    const before = await app.marking.figures(await app.marking.queueOf(queue));
    const tries = await Promise.all([
      call('ada', 'POST', on('marks'), { script: script?.script, levels: { content: 3 } }),
      call('ada', 'POST', on('marks'), { script: script?.script, levels: { content: 3, language: 2.5 } }),
      call('ada', 'POST', on('marks'), { script: script?.script, levels: { content: 3, language: -1 } }),
      call('ada', 'POST', on('marks'), { script: script?.script, levels: { ...six, extra: 1 } }),
      call('ada', 'POST', on('marks'), { script: '../etc', levels: six }),
      call('ben', 'POST', on('marks'), { script: script?.script, levels: six }),
      call('admin', 'PUT', on('scheme'), { ...testScheme, criteria: [] }),
      call('admin', 'PUT', on('scheme'), { ...testScheme, criteria: testScheme.criteria.slice(0, 1) }),
      call('admin', 'POST', on('known-scripts'), {
        scripts: [
          { kind: 'seed', text: 'fine', levels: six, why: '' },
          { kind: 'seed', text: 'not', levels: low, why: 3 },
        ],
      }),
      call('admin', 'POST', on('known-scripts'), {
        scripts: [
          { kind: 'seed', text: 'fine', levels: six, why: '' },
          { kind: 'seed', text: 'not', levels: { content: 9 }, why: '' },
        ],
      }),
      call('admin', 'POST', on('release'), {}),
      call('admin', 'POST', on('model')),
    ]);
    expect(tries.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 409, 400, 400, 400, 400, 409, 409]);
    for (const { body } of tries) expect(body).toMatchObject({ code: expect.any(String), message: expect.stringMatching(/\.$/) });
    expect(await app.marking.figures(await app.marking.queueOf(queue))).toEqual(before);
    expect(await call('ada', 'POST', on('marks'), { script: script?.script, levels: six })).toMatchObject({ status: 200 });
    expect(await call('ada', 'POST', on('marks'), { script: script?.script, levels: six })).toMatchObject({ status: 409 });
    expect(await call('admin', 'PUT', on('scheme'), testScheme)).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining('Marking has begun') },
    });
  });

  test('what was left blank needs no marker; held marks wait for the release', async () => {
    await setUp({ marks: 1, release: 'held' });
    await staff('ada', 'marker');
    const blank = await sit('scm-001', null);
    expect(await result(blank)).toMatchObject({ state: 'final', score: 1, openMarks: 0 });
    const sitting = await sit('scm-002', essay);
    await give('ada', seven);
    expect(await result(sitting)).toMatchObject({ state: 'provisional', openMarks: 1 });
    expect(await call('admin', 'POST', on('release'))).toMatchObject({ status: 200, body: { held: 0, states: { settled: 1 } } });
    expect(await result(sitting)).toMatchObject({ state: 'final', score: 8, openMarks: 0 });
  });

  test('a start of the server goes on where the last one was, and takes up what changed meanwhile', async () => {
    await setUp();
    for (const name of ['ada', 'ben']) await staff(name, 'marker');
    const sitting = await sit('scm-001', essay);
    await give('ada', six);
    const opened = await next('ben');
    for (const socket of sockets.splice(0)) socket.disconnect();
    await app.close();
    await start();
    expect((await next('ben')).script).toEqual(opened.script);
    expect(await give('ben', six)).toMatchObject({ status: 200 });
    expect(await result(sitting)).toMatchObject({ state: 'final', score: 7 });
  });

  test('two candidates with nearly one text are pointed out to whoever marks', async () => {
    await setUp();
    await staff('ada', 'marker');
    const long = `${essay} ${essay.replaceAll('stage', 'level')} ${'Sharing sales data helps, and so do smaller batches and steady prices.'}`;
    await sit('scm-001', long);
    await sit('scm-002', long.replace('helps', 'would help'));
    expect((await next('ada')).script?.flags).toEqual(['near-copy']);
  });

  test('a trained model marks second where the scheme says so; what it was trained on is kept, and a person still decides', async () => {
    await setUp({ second: 'model' });
    await staff('ada', 'marker');
    const round = (levels: Levels) => Object.fromEntries(Object.entries(levels).map(([id, points]) => [id, Math.round(points)]));
    const known = syntheticEssays(70, 11).map(({ text, levels }) => ({ kind: 'seed', text, levels: round(levels), why: '' }));
    expect(await call('admin', 'POST', on('known-scripts'), { scripts: known })).toMatchObject({ status: 200 });
    const [model, ...same] = await Promise.all([call('admin', 'POST', on('model')), call('admin', 'POST', on('model'))]);
    expect(model).toMatchObject({ status: 200, body: { version: 'essay-1', trainedOn: 70, folds: 5 } });
    expect(same[0]?.body.hash).toBe(model.body.hash);

    const { text, levels } = syntheticEssays(1, 12)[0] ?? { text: '', levels: {} };
    const sitting = await sit('scm-001', text);
    expect(await result(sitting)).toMatchObject({ state: 'provisional', openMarks: 1 });
    const [row] = (await call('admin', 'GET', '/api/console/marking/scripts')).body as ScriptRow[];
    expect(row).toMatchObject({ state: 'waiting' });
    const stored = await app.db.selectFrom('marking_event').select('body').where('kind', '=', 'model-marked').execute();
    expect(stored.map(({ body }) => JSON.parse(body))).toEqual([
      expect.objectContaining({ script: row?.script, version: 'essay-1', hash: model.body.hash }),
    ]);
    await give('ada', round(levels));
    const page = await call('admin', 'GET', on(`scripts/${row?.script}`));
    expect(page.body.marks.map(({ label }: { label: string }) => label).toSorted()).toEqual(['first', 'model']);
    expect(page.body.settled?.how).toMatch(/^marked by one person and the model: /);
    expect(await result(sitting)).toMatchObject({ state: 'final', openMarks: 0 });
  });
});
