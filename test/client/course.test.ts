/** Exams with a plan, sat by the real client on a real server: linear parts, time limits, rules, kills and cuts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { createExamClient, type ExamClient } from '../../desktop/main/client/client.ts';
import { deliver, importPackage } from '../../server/exams/index.ts';
import { scoredOn, structured, summedTo, zipOf } from '../../server/exams/testing.ts';
import { contentChecks, planSitting } from '../../server/grading/index.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { createLog } from '../../server/platform/log.ts';
import { openTestServer, type TestServer } from '../../server/testing.ts';
import type { Interaction } from '../../shared/assessment/delivery.ts';
import { itemsOf } from '../../shared/assessment/delivery.ts';
import { interactionsOf } from '../../shared/assessment/validate.ts';
import type { Accommodation } from '../../shared/policy/policy.ts';
import { type Line, layLine } from '../e2e/network.ts';

const SOON = 15_000;
const clients: ExamClient[] = [];
const open: { folder: string; server: TestServer; line: Line }[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop();
  vi.restoreAllMocks();
  for (const { folder, server, line } of open.splice(0)) {
    await line.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
});

const { declared, processed } = summedTo(4);
const LINEAR = 'navigation-mode="linear" submission-mode="individual"';
const sectionOf = (inside: string, id = 's'): string =>
  `<qti-assessment-section identifier="${id}" title="Section ${id}" visible="true">${inside}</qti-assessment-section>`;
const partOf = (inside: string, id = 'p', modes = ''): string =>
  `<qti-test-part identifier="${id}" ${modes}>${inside}</qti-test-part>`;

/** A server that gives this test, and a candidate who has begun it. */
async function running(inside: string, accommodations: Accommodation[] = []) {
  const { exam, problems } = await importPackage(zipOf(structured(['a', 'b', 'c', 'd'], inside)), { checks: contentChecks });
  if (!exam) throw new Error(problems.map(({ message }) => message).join('\n'));
  const folder = mkdtempSync(path.join(tmpdir(), 'invigil-course-'));
  const options = { log: createLog('silent'), commitWindowMs: 0 };
  const server = await openTestServer(
    (migrations) => openDatabase(path.join(folder, 'server.sqlite'), migrations, options),
    {},
    {
      deliver: async ({ seed }) => deliver(exam, seed),
      plan: async ({ seed, policy }, progress) => planSitting(exam, seed, policy.timeFactor ?? 1, progress),
    },
  );
  const line = await layLine(server.url);
  open.push({ folder, server, line });
  const openClient = (): ExamClient => {
    const client = createExamClient({
      directory: path.join(folder, 'client'),
      crypt: { encrypt: (plain) => plain, decrypt: (sealed) => sealed },
      standIn: true,
      app: 'test',
      os: 'test',
      server: line.url,
      measures: () => [],
      quit: () => {},
      log: () => {},
    });
    clients.push(client);
    return client;
  };
  const client = openClient();
  await client.calls.launch({ codeOrLink: await server.register('ada', accommodations) });
  await client.calls.acceptCapability({});
  await client.calls.consent({ locale: 'en' });
  await client.calls.picture({ purpose: 'portrait', jpeg: new Uint8Array([0xff, 0xd8, 0xff, 1]) });
  await client.calls.picture({ purpose: 'document', jpeg: new Uint8Array([0xff, 0xd8, 0xff, 2]) });
  await vi.waitFor(() => expect(client.view().screen).toBe('ready'), SOON);
  expect(await client.calls.begin({})).toMatchObject({ ok: true });
  const sitting = (await server.sittings.ids()).at(-1)?.id ?? '';
  const serverState = async () => (await server.sittings.journal.live(sitting)).state;
  return {
    client,
    server,
    line,
    exam,
    openClient,
    sitting,
    serverState,
    seedOf: async () => (await server.sittings.journal.live(sitting)).facts.seed,
  };
}

const course = (client: ExamClient) => {
  const found = client.view().sitting?.course;
  if (!found) throw new Error('The sitting has no course.');
  return found;
};
/** The items of the open form, with the choice whose words are those of an author's choice. */
const formOf = async (client: ExamClient) => {
  const form = await client.calls.form({});
  if (!form.ok) throw new Error(form.problem.message);
  return itemsOf(form.value);
};
const choose = async (client: ExamClient, item: string, words: string) => {
  const found = (await formOf(client)).find(({ id }) => id === item);
  const choice =
    found &&
    interactionsOf(found.content).find((one): one is Interaction & { interaction: 'choice' } => one.interaction === 'choice');
  const picked = choice?.choices.find(({ content }) => JSON.stringify(content).includes(words));
  if (!choice || !picked) throw new Error(`There is no choice "${words}" of ${item}.`);
  return await client.calls.answer({ item, responses: { [choice.response]: [picked.id] } });
};
/** Moves the monotonic clock on: the only time an exam knows. */
const later = (ms: number): void => {
  const real = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => real() + ms);
};

test('a linear part is sat forwards, also offline, and the server holds the same', async () => {
  const { client, line, serverState } = await running(partOf(sectionOf('REF(a)REF(b)REF(c)'), 'p', LINEAR));
  expect(await client.calls.show({ item: 'q02' })).toMatchObject({ ok: false, problem: { code: 'conflict' } });
  expect(await client.calls.show({ item: 'q01' })).toMatchObject({ ok: true });
  await choose(client, 'q01', 'Bananas');
  line.cut();
  expect(await client.calls.show({ item: 'q02' })).toMatchObject({ ok: true });
  expect(await client.calls.show({ item: 'q01' })).toMatchObject({ ok: false });
  expect(course(client).items.map(({ state }) => state)).toEqual(['left', 'open', 'ahead']);
  line.mend();
  await vi.waitFor(() => expect(client.view().saved.waiting).toBe(0), SOON);
  expect(await serverState()).toMatchObject({ current: 'q02', course: { at: 1 }, refused: [] });
});

test('extra time lengthens a section, and its end moves the candidate on with the answer that was there', async () => {
  const limited = sectionOf('<qti-time-limits max-time="100"/>REF(a)REF(b)');
  const { client, serverState } = await running(partOf(limited + sectionOf('REF(c)', 't'), 'p', LINEAR), [
    { kind: 'extra-time', factor: 1.5 },
  ]);
  await client.calls.show({ item: 'q01' });
  await choose(client, 'q01', 'Bananas');
  const [limit] = course(client).limits;
  expect(limit?.leftMs).toBeGreaterThan(120_000);
  expect(limit?.leftMs).toBeLessThanOrEqual(150_000);
  later(151_000);
  await vi.waitFor(() => expect(client.view().sitting?.current).toBe('q03'), SOON);
  await vi.waitFor(async () => expect(await serverState()).toMatchObject({ current: 'q03', answers: { q01: {} } }), SOON);
});

const adaptive = `${declared}${partOf(
  sectionOf(`REF(a<qti-branch-rule target="c">${scoredOn('a')}</qti-branch-rule>)REF(b)REF(c)`),
  'p',
  LINEAR,
)}${processed}`;

test.each([
  ['right', 'Bananas', 'q03'],
  ['wrong', 'Apples', 'q02'],
])('what is answered %s decides on the server what comes next', async (_, words, next) => {
  const { client, serverState } = await running(adaptive);
  expect((await formOf(client)).map(({ id }) => id)).toEqual(['q01']);
  await client.calls.show({ item: 'q01' });
  await choose(client, 'q01', words);
  expect(course(client).next).toEqual({ kind: 'stretch' });
  expect(await client.calls.advance({})).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(course(client)).toMatchObject({ waiting: false, stretch: 2 }), SOON);
  expect((await formOf(client)).map(({ id }) => id).slice(1, 2)).toEqual([next]);
  expect(await client.calls.show({ item: next })).toMatchObject({ ok: true });
  await vi.waitFor(async () => expect(await serverState()).toMatchObject({ current: next, refused: [] }), SOON);
});

test('waiting for the server without a network costs no time, survives a kill, and goes on by itself', async () => {
  const { client, line, openClient, serverState } = await running(adaptive);
  await client.calls.show({ item: 'q01' });
  await choose(client, 'q01', 'Bananas');
  line.cut();
  await client.calls.advance({});
  const left = client.view().sitting?.remainingMs ?? 0;
  expect(course(client).waiting).toBe(true);
  await client.stop();
  later(600_000);
  const again = openClient();
  expect(course(again).waiting).toBe(true);
  expect(again.view().sitting).toMatchObject({ remainingMs: left, running: false, restored: [] });
  line.mend();
  await vi.waitFor(() => expect(course(again)).toMatchObject({ waiting: false, stretch: 2 }), SOON);
  expect(await again.calls.show({ item: 'q03' })).toMatchObject({ ok: true });
  expect(again.view().sitting?.remainingMs).toBeGreaterThan(left - 60_000);
  await vi.waitFor(async () => expect(await serverState()).toMatchObject({ current: 'q03', refused: [] }), SOON);
});

test('where rules skip all that is left, the exam is handed in', async () => {
  const { client, serverState } = await running(
    `${declared}${partOf(sectionOf(`REF(a<qti-branch-rule target="EXIT_TEST">${scoredOn('a')}</qti-branch-rule>)REF(b)`), 'p', LINEAR)}${processed}`,
  );
  await client.calls.show({ item: 'q01' });
  await choose(client, 'q01', 'Bananas');
  await client.calls.advance({});
  await vi.waitFor(() => expect(client.view().screen).toBe('finished'), SOON);
  await vi.waitFor(async () => expect(await serverState()).toMatchObject({ stage: 'submitted', submitCause: 'candidate' }), SOON);
});

test('the next questions come to nobody before their turn', async () => {
  const { client, server, sitting } = await running(adaptive);
  await client.calls.show({ item: 'q01' });
  const { plan } = (await server.sittings.journal.live(sitting)).state.course ?? {};
  expect(plan?.items.map(({ id }) => id)).toEqual(['q01']);
  const store = await client.calls.form({});
  expect(JSON.stringify(store)).not.toContain('q02');
});

test('a part is left for good, after a question that must be answered is', async () => {
  const exam: string =
    partOf(sectionOf('REF(a<qti-item-session-control allow-skipping="false"/>)REF(b)')) +
    partOf(sectionOf('REF(c)', 't'), 'q', LINEAR);
  const { client } = await running(exam);
  await client.calls.show({ item: 'q02' });
  expect(course(client)).toMatchObject({
    parts: 2,
    linear: false,
    out: { kind: 'part', item: 'q03' },
    outHindrance: 'unanswered',
  });
  expect(await client.calls.advance({})).toMatchObject({ ok: false });
  await client.calls.show({ item: 'q01' });
  await choose(client, 'q01', 'Bananas');
  expect(await client.calls.advance({})).toMatchObject({ ok: true });
  expect(course(client)).toMatchObject({ part: 2, linear: true, complete: true });
  expect(await client.calls.show({ item: 'q01' })).toMatchObject({ ok: false });
});
