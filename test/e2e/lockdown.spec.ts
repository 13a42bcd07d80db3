/**
 * The lockdown from the outside, on the bundled client in the stand-in: another X window, another display, a forbidden
 * program, a refused camera, and kill -9 at every stage of check-in and exam, with the machine put back and the way resumed.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { bundle } from '../../build/bundle.ts';
import { writeFilm } from '../../desktop/renderer/preview/film.ts';
import type { ClientView } from '../../shared/contract/bridge.ts';
import { type ExamServer, startExamServer } from './exam-server.ts';
import { button, linkTo, takeSeat, viewOf } from './seat.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'invigil-lockdown-'));
const camera = path.join(folder, 'camera.mjpeg');
const clipboard = path.join(folder, 'clipboard');
let server: ExamServer;
const seat = takeSeat({ camera, server: () => server.url, env: { STAND_IN_CLIPBOARD: clipboard } });
const others: ChildProcess[] = [];

const codeOf = (place: number): string => server.codes().learners.filter(({ eligible }) => eligible)[place]?.code ?? '';
const screenOf = async (page: Page) => (await viewOf(page)).screen;
const onScreen = (page: Page, screen: ClientView['screen']) =>
  expect.poll(() => screenOf(page), { timeout: 20_000, message: `the screen ${screen}` }).toBe(screen);
const picture = async (page: Page, heading: string) => {
  await page.getByRole('heading', { name: heading }).waitFor();
  await button(page, 'Take the picture').click();
  await button(page, 'Use this picture').click();
};
type Noted = { signal: string; from: number; to: number; note?: string };
/** Entries of one kind that the client has written into its journal, as its own disk holds them. */
const notedBy = async (at: string, kind: 'signal' | 'clip-taken'): Promise<Noted[]> => {
  const { DatabaseSync } = await import('node:sqlite');
  const [file = ''] = readdirSync(path.join(at, 'sittings')).filter((name) => name.endsWith('.sqlite'));
  const disk = new DatabaseSync(path.join(at, 'sittings', file), { readOnly: true });
  try {
    const rows = disk.prepare("select entry from entry where lane = 'candidate'").all();
    const entries = rows.map(({ entry }) => JSON.parse(String(entry)) as { kind: string; body: Noted });
    return entries.filter((entry) => entry.kind === kind).map(({ body }) => body);
  } finally {
    disk.close();
  }
};
const undoLeft = (at: string): string[] => (existsSync(path.join(at, 'undo')) ? readdirSync(path.join(at, 'undo')) : []);
/** Leads a client that shows the capability report through the check-in to the first question. */
const toFirstQuestion = async (page: Page) => {
  await button(page, 'Continue').click();
  await button(page, 'I agree').click();
  await picture(page, 'A picture of you');
  await picture(page, 'Your identity document');
  await button(page, 'Begin the exam').click();
  await page.getByRole('heading', { name: /Question 1 of/ }).waitFor();
};

beforeAll(async () => {
  for (const name of ['main', 'preload', 'renderer', 'console'] as const) await bundle(name);
  writeFilm(camera, [['candidate', 20]]);
  writeFileSync(clipboard, '');
  server = await startExamServer();
}, 180_000);
afterEach(async () => {
  for (const other of others.splice(0)) other.kill('SIGKILL');
  await seat.kill();
});
afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

test('killed at every stage of check-in and exam: each time it is back where it was, and the clipboard is the candidate’s again', async () => {
  const at = path.join(folder, 'killed');
  let page = await seat.start(at, linkTo(server.url, codeOf(0)));
  const again = async (screen: ClientView['screen']) => {
    await onScreen(page, screen);
    const { saved } = await viewOf(page);
    writeFileSync(clipboard, screen === 'exam' ? readFileSync(clipboard) : 'my shopping list');
    await seat.kill();
    // In the exam the clipboard was emptied; the watchdog has it back without a next start.
    await expect.poll(() => readFileSync(clipboard, 'utf8'), { timeout: 20_000 }).toBe('my shopping list');
    await expect.poll(() => undoLeft(at), { timeout: 20_000 }).toEqual([]);
    page = await seat.start(at);
    await onScreen(page, screen);
    expect((await viewOf(page)).saved.entries, 'nothing that was saved is lost').toBeGreaterThanOrEqual(saved.entries);
  };
  await again('capability');
  await button(page, 'Continue').click();
  await again('consent');
  await button(page, 'I agree').click();
  await again('portrait');
  await picture(page, 'A picture of you');
  await again('document');
  await picture(page, 'Your identity document');
  await again('ready');
  await button(page, 'Begin the exam').click();
  await page.getByRole('heading', { name: /Question 1 of/ }).waitFor();
  await expect.poll(() => readFileSync(clipboard, 'utf8'), { timeout: 10_000 }).toBe('');
  await again('exam');
  await expect.poll(() => readFileSync(clipboard, 'utf8'), { timeout: 10_000, message: 'locked again' }).toBe('');
  // Handing in ends the lockdown.
  await page.evaluate(() => window.invigil.submit({}));
  await onScreen(page, 'finished');
  await expect.poll(() => readFileSync(clipboard, 'utf8'), { timeout: 10_000 }).toBe('my shopping list');
  await expect.poll(() => undoLeft(at), { timeout: 10_000 }).toEqual([]);
}, 240_000);

test('in the exam: another window takes the focus, a display is connected, a program appears; each is told once, with the camera of that moment', async () => {
  const at = path.join(folder, 'signals');
  const page = await seat.start(at, linkTo(server.url, codeOf(1)));
  await page.getByRole('heading', { name: 'Your computer' }).waitFor();
  await toFirstQuestion(page);
  const told = async (signal: string) => (await notedBy(at, 'signal')).filter((one) => one.signal === signal);
  /** A stretch of the camera's picture in which the signal began. */
  const filmed = async (signal: string) => {
    const [first] = await told(signal);
    const clips = await notedBy(at, 'clip-taken');
    return first !== undefined && clips.some(({ from, to }) => from <= first.from && to >= first.from);
  };

  others.push(spawn('xmessage', ['-geometry', '400x200+300+300', 'another window'], { stdio: 'ignore' }));
  await expect.poll(() => told('focus-lost'), { timeout: 20_000 }).not.toEqual([]);
  for (const other of others.splice(0)) other.kill('SIGKILL');

  // One monitor more on the X server that runs, and away again.
  execFileSync('xrandr', ['--setmonitor', 'Beamer', '800/200x600/150+1280+0', 'none']);
  await expect
    .poll(() => told('display-added'), { timeout: 20_000 })
    .toMatchObject([{ note: expect.stringMatching(/^2 displays.*Beamer/) }]);
  execFileSync('xrandr', ['--delmonitor', 'Beamer']);

  const program = path.join(folder, 'anydesk');
  copyFileSync('/bin/sleep', program);
  chmodSync(program, 0o755);
  others.push(spawn(program, ['120'], { stdio: 'ignore' }));
  await expect.poll(() => told('program-found'), { timeout: 60_000 }).toMatchObject([{ note: 'AnyDesk' }]);
  expect(await told('display-added')).toHaveLength(1);
  for (const signal of ['focus-lost', 'display-added', 'program-found'])
    await expect.poll(() => filmed(signal), { timeout: 60_000, message: signal }).toBe(true);
}, 240_000);

test('the system check by a link names a program that runs and what to do; closed, it passes, and the server keeps it', async () => {
  const at = path.join(folder, 'check');
  const program = path.join(folder, 'teamviewer');
  copyFileSync('/bin/sleep', program);
  chmodSync(program, 0o755);
  others.push(spawn(program, ['120'], { stdio: 'ignore' }));
  const page = await seat.start(at, linkTo(server.url, codeOf(2), 'check'));
  await page.getByRole('heading', { name: 'Check this computer' }).waitFor();
  await page.getByText('Close these first: TeamViewer.').waitFor();
  await page.getByText(/The exam centre keeps this check since/).waitFor();
  for (const other of others.splice(0)) {
    const gone = new Promise((resolve) => other.once('exit', resolve));
    other.kill('SIGKILL');
    await gone;
  }
  // Asked again as a person would: a press while the check before is still under way starts no other.
  const checkedAgain = async () => {
    await button(page, 'Check again').click();
    return await page
      .getByText('No program has to be closed.')
      .waitFor({ timeout: 8_000 })
      .then(() => true)
      .catch(() => false);
  };
  await expect.poll(checkedAgain, { timeout: 60_000 }).toBe(true);
  await button(page, 'Try camera and microphone').click();
  await page.getByText(/The camera gives a picture/).waitFor();
  const { check, measures } = await viewOf(page);
  const outcomes = Object.fromEntries(check.checks.map(({ id, outcome }) => [id, outcome]));
  expect(outcomes).toMatchObject({ programs: 'passed', camera: 'passed', disk: expect.any(String), network: expect.any(String) });
  const states = Object.fromEntries(measures.map(({ id, state }) => [id, state]));
  expect(states).toMatchObject({ 'new-windows': 'enforced', permissions: 'enforced', 'always-on-top': 'monitored' });
  await button(page, 'Back').click();
  await page.getByRole('heading', { name: 'Welcome' }).waitFor();
}, 120_000);

test('a camera that is refused is told in words, and keeps nobody from going on', async () => {
  const page = await seat.start(path.join(folder, 'refused'));
  await seat.launched().app.evaluate(({ session }) => {
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    session.defaultSession.setPermissionCheckHandler(() => false);
  });
  await button(page, 'Check this computer').click();
  await page.getByRole('heading', { name: 'Check this computer' }).waitFor();
  await button(page, 'Try camera and microphone').click();
  await page.getByText(/No camera gives a picture\./).waitFor({ timeout: 20_000 });
  await page.getByText(/No microphone was found/).waitFor();
  expect(await button(page, 'Back').isEnabled()).toBe(true);
}, 120_000);
