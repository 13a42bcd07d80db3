/**
 * The whole way, once, on real parts: the bundled client (in the stand-in, or in Electron where INVIGIL_E2E_ON=electron),
 * a camera with real pictures, the server as its own process, the console in Chromium, the independent verifier.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from '../../build/bundle.ts';
import { drawDocument, drawScene } from '../../demo/candidates/pictures.ts';
import { createExamClient, type ExamClient } from '../../desktop/main/client/client.ts';
import { writeFilm } from '../../desktop/renderer/preview/film.ts';
import { type DeliveryItem, itemsOf } from '../../shared/assessment/delivery.ts';
import type { DecisionSummary, ResultSummary, WallUpdate } from '../../shared/contract/console.ts';
import type { CredentialSummary } from '../../shared/contract/credentials.ts';
import type { Responses } from '../../shared/journal/entry.ts';
import { answer } from './answering.ts';
import { openBrowser, read, signIn } from './console.ts';
import { type ExamServer, startExamServer } from './exam-server.ts';
import { type Line, layLine } from './network.ts';
import { button, linkTo, takeSeat, viewOf } from './seat.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'invigil-journey-'));
const profile = path.join(folder, 'profile');
const camera = path.join(folder, 'camera.mjpeg');
let server: ExamServer;
let line: Line;
let browser: Browser;
let page: Page;
const seat = takeSeat({ camera, server: () => line.url });

const eligible = (place: number) => {
  const learner = server.codes().learners.filter((one) => one.eligible)[place];
  if (!learner) throw new Error('the demo has too few eligible learners');
  return learner;
};
const sittingOf = async (name: string): Promise<string> => {
  const admin = await signIn(browser, server, 'admin@demo.example');
  const learners = await read<{ name: string; registration: string }[]>(admin, '/api/console/learners');
  expect(learners.some((one) => one.name === name)).toBe(true);
  const { socketTiles } = await wallOf(admin);
  await admin.context().close();
  const tile = socketTiles.find((one) => one.name === name);
  if (!tile) throw new Error(`${name} is not on the wall`);
  return tile.sitting;
};
/** The wall as the server pushes it. */
const wallOf = async (admin: Page): Promise<{ socketTiles: WallUpdate['tiles'] }> => {
  const { io } = await import('socket.io-client');
  const [cookie] = await admin.context().cookies();
  const socket = io(`${server.url}/console`, {
    transports: ['websocket'],
    extraHeaders: { cookie: `${cookie?.name}=${cookie?.value}` },
  });
  const wall = new Promise<WallUpdate>((resolve) => socket.on('wall', resolve));
  await socket.timeout(10_000).emitWithAck('watch', {});
  const { tiles } = await wall;
  socket.disconnect();
  return { socketTiles: tiles };
};

beforeAll(async () => {
  for (const name of ['main', 'preload', 'renderer', 'console'] as const) await bundle(name);
  writeFilm(camera, [['candidate', 20]]);
  server = await startExamServer();
  line = await layLine(server.url);
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  // A client in a running exam does not close when asked; that is its purpose.
  await seat.kill();
  await browser?.close();
  await line?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

let items: DeliveryItem[] = [];
let right: Record<string, Responses> = {};

/** Responses of cardinality multiple have no order. */
const comparable = (item: DeliveryItem, responses: Responses): Responses =>
  Object.fromEntries(
    Object.entries(responses).map(([id, values]) => {
      const multiple = item.responses.find((declared) => declared.id === id)?.cardinality === 'multiple';
      return [id, multiple ? values.toSorted() : values];
    }),
  );

/** Answers the questions from `from` up to `to` (from 1), moving on with Next, by keys and pointer in turn. */
async function answerFrom(page: Page, from: number, to: number): Promise<void> {
  for (let n = from; n <= to; n++) {
    const item = items[n - 1];
    if (!item) throw new Error(`there is no question ${n}`);
    await page.getByRole('heading', { name: new RegExp(`Question ${n} of`) }).waitFor();
    await answer(page, item, right[item.id] ?? {}, n % 2 ? 'pointer' : 'keys');
    const saved = async () => comparable(item, (await viewOf(page)).sitting?.answers[item.id] ?? {});
    await expect
      .poll(saved, { timeout: 10_000, message: `question ${n}: ${item.title}` })
      .toEqual(comparable(item, right[item.id] ?? {}));
    if (n < items.length) await button(page, 'Next').click();
  }
}

test('check-in: link, honest report, consent, portrait, document, release', async () => {
  const { code, name } = eligible(0);
  page = await seat.start(profile, linkTo(line.url, code));
  await page.getByRole('heading', { name: 'Your computer' }).waitFor();
  expect(await page.getByText('This runs in the Chromium stand-in').count()).toBe((await viewOf(page)).standIn ? 1 : 0);
  const report = await page.getByRole('main').textContent();
  for (const word of ['Enforced', 'Monitored', 'Unavailable']) expect(report).toContain(word);
  await button(page, 'Continue').click();
  await page.getByText('destroyed 90 days after').first().waitFor();
  await button(page, 'I agree').click();
  for (const heading of ['A picture of you', 'Your identity document']) {
    await page.getByRole('heading', { name: heading }).waitFor();
    await button(page, 'Take the picture').click();
    await button(page, 'Use this picture').click();
  }
  await page.getByRole('heading', { name: 'Ready to begin' }).waitFor();
  const sitting = await sittingOf(name);
  right = await server.answersOf(sitting, 1);
  await button(page, 'Begin the exam').click();
  await page.getByRole('heading', { name: /Question 1 of/ }).waitFor();
  const form = await page.evaluate(() => window.invigil.form({}));
  if (!form.ok) throw new Error(form.problem.message);
  items = itemsOf(form.value);
  expect(items.length).toBeGreaterThanOrEqual(30);
});

test('the first questions: saved here, then sent', async () => {
  await answerFrom(page, 1, 10);
  await page.getByText('Saved on this computer', { exact: true }).waitFor();
  await page.getByText(/Sent to the exam centre at \d/).waitFor();
  await button(page, 'Mark for review').click();
  await button(page, 'Hide the time left').click();
  await page.getByText('Time is hidden').waitFor();
  expect((await viewOf(page)).sitting?.marked).toEqual([items[10]?.id]);
});

test('the network is cut: the exam goes on, everything is kept, and sent when it is back', async () => {
  line.cut();
  await page.getByText('You are offline. Keep working.').waitFor();
  await answerFrom(page, 11, 18);
  await page.getByText('Saved on this computer', { exact: true }).waitFor();
  expect((await viewOf(page)).saved.waiting).toBeGreaterThan(8);
  line.mend();
  await expect.poll(async () => (await viewOf(page)).saved.waiting, { timeout: 30_000 }).toBe(0);
  await page.getByText('You are offline. Keep working.').waitFor({ state: 'detached' });
});

test('the client is killed: it is back at the same question with every answer, and the time is put right', async () => {
  const before = await viewOf(page);
  page = await seat.again();
  await page.getByRole('heading', { name: /Question 19 of/ }).waitFor();
  const after = await viewOf(page);
  expect(after.sitting?.answers).toEqual(before.sitting?.answers);
  expect(after.sitting?.marked).toEqual(before.sitting?.marked);
  await expect.poll(async () => (await viewOf(page)).sitting?.restored.length).toBe(1);
  const [gap] = (await viewOf(page)).sitting?.restored ?? [];
  expect(gap?.restoredMs).toBe(gap?.gapMs);
});

test('the server is killed: answers wait here, and no acknowledged one is lost', async () => {
  await answerFrom(page, 19, 22);
  await server.kill();
  await answerFrom(page, 23, 26);
  await server.start();
  await expect.poll(async () => (await viewOf(page)).saved.waiting, { timeout: 30_000 }).toBe(0);
});

test('the rest, the review screen, and handing in', async () => {
  await answerFrom(page, 27, items.length);
  await button(page, /^Review/)
    .first()
    .click();
  await page.getByRole('heading', { name: 'All questions' }).waitFor();
  await page.getByText(`All ${items.length} questions are answered.`).first().waitFor();
  await button(page, /^Hand in/).click();
  await page.getByText('After handing in you cannot change your answers.').waitFor();
  await button(page, 'Hand in now').click();
  await page.getByRole('heading', { name: 'You have handed in your exam' }).waitFor();
  await page.getByText('Everything has reached the exam centre').waitFor({ timeout: 30_000 });
}, 180_000);

const bundleFile = path.join(folder, 'bundle.json');
const verify = (file: string) =>
  spawnSync(process.execPath, [path.join(root, 'test/verifier/cli.ts'), file], { encoding: 'utf8' });

test('passed, decided, and the credential verifies without a network, until it is tampered with or revoked', async () => {
  const { name } = eligible(0);
  const admin = await signIn(browser, server, 'admin@demo.example');
  const result = await arrival(async () =>
    (await read<ResultSummary[]>(admin, '/api/console/results')).find((one) => one.name === name),
  );
  expect(result).toMatchObject({ state: 'final', passed: true, score: result.max });
  const [decision] = (await read<DecisionSummary[]>(admin, '/api/console/decisions')).filter(
    (one) => one.name === name && !one.superseded,
  );
  expect(decision).toMatchObject({ outcome: 'granted' });
  const id = decision?.credential ?? '';

  const download = async () =>
    writeFileSync(bundleFile, await (await fetch(`${server.url}/credentials/${id}/bundle.json`)).text());
  await download();
  expect(verify(bundleFile)).toMatchObject({ status: 0 });
  const tampered = path.join(folder, 'tampered.json');
  writeFileSync(tampered, execFileSync('sed', [`s/${name}/Somebody Else/`, bundleFile]));
  expect(verify(tampered).status).toBe(1);

  const publicPage = await (await browser.newContext({ locale: 'en' })).newPage();
  await publicPage.goto(`${server.url}/c/${id}`);
  await publicPage.getByText(name).first().waitFor();
  await publicPage.getByText(/valid/i).first().waitFor();

  await admin.goto(`${server.url}/credentials/${id}`);
  await admin.getByRole('button', { name: /revoke/i }).click();
  const dialog = admin.getByRole('alertdialog').or(admin.getByRole('dialog'));
  await dialog.getByRole('textbox').fill('Issued in a rehearsal.');
  await dialog.getByRole('button', { name: 'Propose' }).click();
  const second = await signIn(browser, server, 'registrar@demo.example');
  await second.goto(`${server.url}/credentials/${id}`);
  await second.getByRole('button', { name: /^approve/i }).click();
  await second
    .getByRole('dialog')
    .getByRole('button', { name: /approve/i })
    .click();
  await arrival(async () =>
    (await read<CredentialSummary[]>(admin, '/api/console/credentials')).find((one) => one.id === id && one.state === 'revoked'),
  );
  await download();
  const revoked = verify(bundleFile);
  expect(revoked.status).toBe(1);
  expect(`${revoked.stdout}${revoked.stderr}`).toMatch(/revoked/i);
  await publicPage.reload();
  await publicPage.getByText('It no longer counts as a credential.').waitFor();
});

/** Polls until there is something. */
async function arrival<T>(look: () => Promise<T | undefined>): Promise<T> {
  const until = Date.now() + 30_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error('it did not come');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** The same client without a window, for candidates whose screens are not the point here. */
function clientWithoutWindow(place: number): ExamClient {
  return createExamClient({
    directory: path.join(folder, `candidate-${place}`),
    crypt: { encrypt: (plain) => plain, decrypt: (sealed) => sealed },
    standIn: true,
    app: 'e2e',
    os: 'e2e',
    server: line.url,
    measures: () => [{ id: 'full-screen', state: 'monitored' }],
    quit: () => {},
    log: () => {},
  });
}
async function sitExam(place: number, ability: number, during?: (c: ExamClient) => Promise<void>): Promise<string> {
  const { code, name } = eligible(place);
  const c = clientWithoutWindow(place);
  await c.calls.launch({ codeOrLink: code });
  await c.calls.acceptCapability({});
  await c.calls.consent({ locale: 'en' });
  await c.calls.picture({ purpose: 'portrait', jpeg: drawScene(place, 'alone') });
  await c.calls.picture({ purpose: 'document', jpeg: drawDocument(place) });
  await arrival(async () => (c.view().screen === 'ready' ? true : undefined));
  await c.calls.begin({});
  const answers = await server.answersOf(await sittingOf(name), ability);
  for (const [item, responses] of Object.entries(answers)) await c.calls.answer({ item, responses });
  await during?.(c);
  await c.calls.submit({});
  await arrival(async () => (c.view().saved.waiting === 0 ? true : undefined));
  await c.stop();
  return name;
}
const decisionOf = (admin: Page, name: string, outcome: DecisionSummary['outcome']) =>
  arrival(async () =>
    (await read<DecisionSummary[]>(admin, '/api/console/decisions')).find(
      (one) => one.name === name && !one.superseded && one.outcome === outcome,
    ),
  );

test('a second candidate fails and is refused, with the reason', async () => {
  const name = await sitExam(1, 0.2);
  const admin = await signIn(browser, server, 'admin@demo.example');
  const decision = await decisionOf(admin, name, 'refused');
  expect(decision.credential).toBeNull();
  expect(JSON.stringify(decision.report)).toMatch(/60 %/);
});

test('a third is on hold because of an incident, and is granted once a reviewer dismisses it', async () => {
  const name = await sitExam(2, 1, async (c) => {
    const to = Date.now();
    await c.calls.signal({ signal: 'several-faces', detector: 'e2e-1', from: to - 4000, to, confidence: 0.9 });
  });
  const reviewer = await signIn(browser, server, 'reviewer@demo.example');
  await decisionOf(reviewer, name, 'on-hold');
  expect((await read<CredentialSummary[]>(reviewer, '/api/console/credentials')).some((one) => one.name === name)).toBe(false);
  await reviewer.goto(`${server.url}/incidents`);
  await reviewer
    .getByRole('row', { name: new RegExp(name) })
    .getByRole('link')
    .first()
    .click();
  await reviewer.getByRole('radio', { name: /No concern/ }).check({ force: true });
  await reviewer.getByText('Ordinary behaviour').click();
  await reviewer.getByRole('textbox').last().fill('A relative passes through the room and leaves at once.');
  await reviewer.keyboard.press('Control+Enter');
  const decision = await decisionOf(reviewer, name, 'granted');
  expect(decision.credential).not.toBeNull();
});

test('a fourth is refused at the gate, with the reason', async () => {
  await seat.kill();
  const refused = server.codes().learners.find((one) => !one.eligible);
  page = await seat.start(path.join(folder, 'fourth'), linkTo(line.url, refused?.code ?? ''));
  await page.getByRole('heading', { name: 'You cannot begin yet' }).waitFor();
  const words = await page.getByRole('main').textContent();
  expect(words).toMatch(/SC\dx/);
  expect(words).toContain('no attempt is used up');
});
