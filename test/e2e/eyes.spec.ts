/**
 * What the camera shows, from the lens to the wall: one film of real pictures in the running client (somebody else, two
 * people, a phone, the dark, a covered lens), then a camera that is gone and comes back. Each is a signal with a beginning and
 * an end; only what a person must look at becomes an incident, and technical states never do.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from '../../build/bundle.ts';
import { writeFilm } from '../../desktop/renderer/preview/film.ts';
import type { IncidentPage, IncidentSummary, SittingPage } from '../../shared/contract/console.ts';
import { openBrowser, read, signIn } from './console.ts';
import { type ExamServer, startExamServer } from './exam-server.ts';
import { button, linkTo, takeSeat, viewOf } from './seat.ts';

declare global {
  interface Window {
    opened: MediaStream[];
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'invigil-eyes-'));
const film = path.join(folder, 'film.mjpeg');
const seat = takeSeat({ camera: film, server: () => server.url });
/** The film is three minutes long and begins again; on a busy computer each signal may take its second turn. */
const patience = { timeout: 420_000, interval: 2_000 };
let server: ExamServer;
let browser: Browser;
let page: Page;
let reviewer: Page;
let name = '';

beforeAll(async () => {
  for (const part of ['main', 'preload', 'renderer', 'console'] as const) await bundle(part);
  writeFilm(film, [
    ['candidate', 45],
    ['phone', 22],
    ['candidate', 12],
    ['other', 40],
    ['candidate', 12],
    ['two', 14],
    ['candidate', 12],
    ['dark', 15],
    ['candidate', 8],
    ['covered', 20],
    ['candidate', 10],
  ]);
  server = await startExamServer();
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await seat.kill();
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

type Told = { signal: string; from: number; to: number };
const incidents = async () =>
  (await read<IncidentSummary[]>(reviewer, '/api/console/incidents')).filter((one) => one.name === name);
let sitting = '';
const told = async (signal: string): Promise<Told[]> => {
  if (sitting === '') sitting = (await incidents())[0]?.sitting ?? '';
  if (sitting === '') return [];
  const { timeline } = await read<SittingPage>(reviewer, `/api/console/sittings/${sitting}`);
  return timeline.flatMap(({ kind, body }) => (kind === 'signal' && (body as Told).signal === signal ? [body as Told] : []));
};
/** Told once as it begins, and once more, with its whole length, when it is over. */
const beganAndEnded = async (signal: string): Promise<boolean> => {
  const all = await told(signal);
  return all.some((first) => all.some((later) => later.from === first.from && later.to > first.to));
};
const clipsOf = async (cause: string): Promise<IncidentPage['clips']> => {
  const found = (await incidents()).find((one) => one.cause === cause);
  return found ? (await read<IncidentPage>(reviewer, `/api/console/incidents/${found.id}`)).clips : [];
};

test('check-in with one face, and the exam begins', async () => {
  const learner = server.codes().learners.filter(({ eligible }) => eligible)[3];
  if (!learner) throw new Error('the demo has too few eligible learners');
  name = learner.name;
  page = await seat.start(path.join(folder, 'profile'), linkTo(server.url, learner.code));
  await button(page, 'Continue').click();
  await page.getByRole('heading', { name: 'Your agreement' }).waitFor();
  await page.evaluate(() => {
    window.opened = [];
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted);
      if (wanted?.video) window.opened.push(stream);
      return stream;
    };
  });
  await button(page, 'I agree').click();
  await page.getByRole('status').filter({ hasText: 'That is good' }).first().waitFor();
  await page.waitForTimeout(4000);
  for (const heading of ['A picture of you', 'Your identity document']) {
    await page.getByRole('heading', { name: heading }).waitFor();
    await button(page, 'Take the picture').click();
    await button(page, 'Use this picture').click();
  }
  await button(page, 'Begin the exam').click();
  await page.getByRole('heading', { name: /^Question 1 of/ }).waitFor();
  reviewer = await signIn(browser, server, 'reviewer@demo.example');
}, 120_000);

test('somebody else, two people and a phone: signals that begin and end, incidents with clips, and the wall says so', async () => {
  const proctor = await signIn(browser, server, 'proctor@demo.example');
  await expect.poll(async () => (await told('phone')).length, { ...patience, message: 'a phone' }).toBeGreaterThan(0);
  const tile = proctor.locator(`[data-sitting="${sitting}"]`);
  await expect.poll(() => tile.getAttribute('aria-label'), { ...patience, message: 'the wall' }).toContain('Phone-like');
  for (const cause of ['several-faces', 'phone', 'other-face'] as const)
    await expect.poll(() => beganAndEnded(cause), { ...patience, message: cause }).toBe(true);
  for (const cause of ['several-faces', 'phone', 'other-face'] as const)
    await expect
      .poll(async () => (await clipsOf(cause)).filter(({ state }) => state === 'here').length, { ...patience, message: cause })
      .toBeGreaterThan(0);
  expect((await told('phone'))[0]).toMatchObject({ signal: 'phone', detector: expect.stringMatching(/^things@\d+$/) });
}, 900_000);

test('the dark is a state and a covered lens a matter of review; the camera goes and comes back, and nobody is accused', async () => {
  for (const signal of ['too-dark', 'camera-covered'])
    await expect.poll(() => beganAndEnded(signal), { ...patience, message: signal }).toBe(true);
  await page.evaluate(() => {
    for (const track of window.opened.flatMap((stream) => stream.getTracks())) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  });
  await page.getByText('The camera has stopped').first().waitFor();
  await expect.poll(async () => (await told('camera-lost')).length, patience).toBe(1);
  await page.evaluate(() => navigator.mediaDevices.dispatchEvent(new Event('devicechange')));
  await page.getByText('The camera has stopped').first().waitFor({ state: 'detached' });
  await expect.poll(() => beganAndEnded('camera-lost'), patience).toBe(true);
  const causes = new Set((await incidents()).map(({ cause }) => cause));
  for (const technical of ['too-dark', 'backlit', 'too-far', 'camera-lost'] as const) expect(causes).not.toContain(technical);
  expect(causes).toContain('camera-covered');
  expect((await viewOf(page)).screen, 'the exam goes on').toBe('exam');
}, 900_000);
