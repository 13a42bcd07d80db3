/**
 * kill -9 at the stages where somebody else is being waited for: scanning the room, the challenge of turning and blinking,
 * a proctor's release, a pause, a part that is handed in. Each time the client is back where it was, nothing is lost, and
 * what the lockdown took is given back and taken again.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from '../../build/bundle.ts';
import { deliver, importPackage } from '../../server/exams/index.ts';
import { scoredOn, structured, summedTo, zipOf } from '../../server/exams/testing.ts';
import { contentChecks, planSitting } from '../../server/grading/index.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { createLog } from '../../server/platform/log.ts';
import { openTestServer, type TestServer } from '../../server/testing.ts';
import type { ServerNote } from '../../shared/journal/entry.ts';
import { portraitOf, writeStill } from './camera.ts';
import { writeMoving } from './moving.ts';
import { type Line, layLine } from './network.ts';
import { button, linkTo, takeSeat, viewOf } from './seat.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'invigil-killed-'));
const profile = path.join(folder, 'profile');
const [camera, clipboard] = [path.join(folder, 'camera.mjpeg'), path.join(folder, 'clipboard')];
const seat = takeSeat({ camera, server: () => line.url, env: { STAND_IN_CLIPBOARD: clipboard } });
const MINE = 'my shopping list';
const patience = { timeout: 30_000 };
let server: TestServer;
let line: Line;
let page: Page;

const heading = (name: string | RegExp) =>
  page.getByRole('heading', { name, ...(typeof name === 'string' && { exact: true }) }).waitFor();
const says = (text: string | RegExp) => page.getByRole('status').filter({ hasText: text }).first().waitFor();
const press = (name: string | RegExp) => button(page, name).click();
const sitting = async () => (await server.sittings.ids()).at(-1)?.id ?? '';
const stateThere = async () => (await server.sittings.journal.live(await sitting())).state;
const act = async (note: ServerNote) => server.sittings.journal.act(await sitting(), () => note);
const onClipboard = () => readFileSync(clipboard, 'utf8');
const undoLeft = (): string[] => {
  const left = path.join(profile, 'undo');
  return existsSync(left) ? readdirSync(left) : [];
};
/** Killed here; the machine is the candidate's again without a new start, and after it nothing that was saved is missing. */
const again = async () => {
  const { saved, sitting: before } = await viewOf(page);
  await seat.kill();
  await expect.poll(onClipboard, patience).toBe(MINE);
  await expect.poll(undoLeft, patience).toEqual([]);
  page = await seat.again();
  const after = await viewOf(page);
  expect(after.saved.entries).toBeGreaterThanOrEqual(saved.entries);
  expect(after.sitting?.answers).toEqual(before?.answers);
};
const locked = () => expect.poll(onClipboard, { ...patience, message: 'locked' }).toBe('');

beforeAll(async () => {
  for (const name of ['main', 'preload', 'renderer'] as const) await bundle(name);
  writeFileSync(clipboard, MINE);
  // A part whose end asks the server what comes next, then another one.
  const { declared, processed } = summedTo(4);
  const first = `<qti-test-part identifier="p" navigation-mode="nonlinear" submission-mode="individual"><qti-assessment-section identifier="s" title="First" visible="true">REF(a)REF(b)</qti-assessment-section></qti-test-part>`;
  const second = `<qti-test-part identifier="q" navigation-mode="linear" submission-mode="individual"><qti-assessment-section identifier="t" title="Second" visible="true">REF(c<qti-pre-condition>${scoredOn('a')}</qti-pre-condition>)REF(d)</qti-assessment-section></qti-test-part>`;
  const files = structured(['a', 'b', 'c', 'd'], `${declared}${first}${second}${processed}`);
  const { exam, problems } = await importPackage(zipOf(files), { checks: contentChecks });
  if (!exam) throw new Error(problems.map(({ message }) => message).join('\n'));
  server = await openTestServer(
    (migrations) => openDatabase(path.join(folder, 'server.sqlite'), migrations, { log: createLog('silent'), commitWindowMs: 0 }),
    { release: 'proctor', checkIn: { document: false, room: true, liveness: true, documentDigits: 0, doubts: 'proctor' } },
    {
      deliver: async ({ seed }) => deliver(exam, seed),
      plan: async ({ seed, policy }, progress) => planSitting(exam, seed, policy.timeFactor ?? 1, progress),
    },
  );
  line = await layLine(server.url);
}, 180_000);
afterAll(async () => {
  await seat.kill();
  await line?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

test('while the room is shown: the pictures that were taken count, and the rest is asked for', async () => {
  writeStill(camera, portraitOf(3));
  page = await seat.start(profile, linkTo(line.url, await server.register('Elsa')));
  await press('Continue');
  await press('I agree');
  await heading('A picture of you');
  await says('That is good');
  // Long enough for the camera to be set to this face.
  await page.waitForTimeout(4000);
  await press('Take the picture');
  await press('Use this picture');
  await heading('Your room');
  for (const number of [1, 2]) {
    await press(`Take picture ${number} of 4`);
    await says(`Picture ${number} of 4 is taken.`);
  }
  await writeMoving(camera, portraitOf(3));
  await again();
  await heading('Your room');
  for (const number of [3, 4]) await press(`Take picture ${number} of 4`);
  await heading('Turn and blink');
}, 180_000);

test('in the middle of turning and blinking: it begins anew, and a head that turns and blinks passes', async () => {
  await press('Begin');
  await says(/^(Turn your head|Close your eyes)/);
  await again();
  await heading('Turn and blink');
  await press('Begin');
  // On a busy computer a blink can go by unseen; one may try as often as one likes.
  const passed = async (): Promise<boolean> => {
    await button(page, 'Try again')
      .click({ timeout: 500 })
      .catch(() => {});
    return (await page.getByText('Done. Thank you.').count()) > 0;
  };
  await expect.poll(passed, { timeout: 120_000, interval: 500 }).toBe(true);
  await press('Continue');
  await heading('Please wait a moment');
  await expect.poll(async () => (await stateThere()).checkIn.liveness, patience).toBe('passed');
}, 240_000);

test('while a proctor is waited for: it waits again, and is let in', async () => {
  await again();
  await heading('Please wait a moment');
  expect((await stateThere()).stage).toBe('waiting');
  expect(onClipboard(), 'before the exam nothing is taken').toBe(MINE);
  await act({ kind: 'released', body: { by: 'pat' } });
  await heading('Ready to begin');
}, 120_000);

test('paused by a proctor: it stays paused, with the reason and locked, and goes on at the same question', async () => {
  await press('Begin the exam');
  await heading(/^Question 1:/);
  await page.getByRole('radio').first().check({ force: true });
  await press('Next');
  await heading(/^Question 2:/);
  await locked();
  await act({ kind: 'paused', body: { by: 'pat', category: 'environment', reason: 'Somebody came in.' } });
  await heading('Paused');
  await again();
  await heading('Paused');
  await page.getByText('Somebody came in.').waitFor();
  await locked();
  await act({ kind: 'resumed', body: { by: 'pat' } });
  await heading(/^Question 2:/);
  expect(Object.keys((await viewOf(page)).sitting?.answers ?? {})).toHaveLength(1);
}, 120_000);

test('while a part is handed in: asked and not answered it is still open; handed in it is gone, and the rest comes', async () => {
  await page.getByRole('radio').first().check({ force: true });
  await press('Review all');
  await press('Leave this part…');
  await button(page, 'Leave this part').waitFor();
  await again();
  await heading(/^Question 2:/);
  await locked();
  await press('Review all');
  await press('Leave this part…');
  line.cut();
  await press('Leave this part');
  await heading('Getting the next questions…');
  await again();
  await heading('Getting the next questions…');
  await locked();
  expect((await viewOf(page)).sitting).toMatchObject({ running: false, course: { waiting: true } });
  line.mend();
  await expect.poll(async () => (await viewOf(page)).sitting?.course, patience).toMatchObject({ stretch: 2, waiting: false });
  await page.getByRole('heading', { name: /^Question \d/ }).waitFor();
  await locked();
  const { state, timeline } = { state: await stateThere(), ...(await server.sittings.record(await sitting())) };
  expect(state.refused).toEqual([]);
  expect(Object.keys(state.answers)).toHaveLength(2);
  expect(timeline.filter(({ kind }) => kind === 'stretch-ended')).toHaveLength(1);
  // What comes last gives everything back for good.
  await page.evaluate(() => window.invigil.submit({}));
  await heading('You have handed in your exam');
  await expect.poll(onClipboard, patience).toBe(MINE);
}, 180_000);
