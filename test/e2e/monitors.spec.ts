/** From the lens to the reviewer: the bundled client with a camera that shows a film, the server, and the console's player. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from '../../build/bundle.ts';
import { drawDocument, drawScene } from '../../demo/candidates/pictures.ts';
import { writeFilm } from '../../desktop/renderer/preview/film.ts';
import type { IncidentPage, IncidentSummary } from '../../shared/contract/console.ts';
import { openBrowser, read, signIn } from './console.ts';
import { type ExamServer, startExamServer } from './exam-server.ts';
import { takeSeat, viewOf } from './seat.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'invigil-monitors-'));
const film = path.join(folder, 'film.mjpeg');
const patience = { timeout: 150_000, interval: 1_000 };
let server: ExamServer;
let browser: Browser;
const seat = takeSeat({ camera: film, server: () => server.url });

beforeAll(async () => {
  for (const name of ['main', 'preload', 'renderer', 'console'] as const) await bundle(name);
  writeFilm(film, [
    ['candidate', 8],
    ['nobody', 24],
  ]);
  server = await startExamServer();
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  // A client in a running exam does not close when asked.
  await seat.kill();
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

const screenOf = async (page: Page) => (await viewOf(page)).screen;

test('an empty seat becomes an incident, and its clip plays on the incident’s page', async () => {
  const learner = server.codes().learners.filter(({ eligible }) => eligible)[4];
  if (!learner) throw new Error('the demo has too few eligible learners');
  const page = await seat.start(path.join(folder, 'profile'));
  const pictures = { portrait: [...drawScene(1, 'alone')], document: [...drawDocument(1)] };
  await page.evaluate(
    async ({ code, portrait, document }) => {
      const must = async (asked: Promise<{ ok: boolean }>) => {
        const outcome = await asked;
        if (!outcome.ok) throw new Error(JSON.stringify(outcome));
      };
      await must(window.invigil.launch({ codeOrLink: code }));
      await must(window.invigil.acceptCapability({}));
      await must(window.invigil.consent({ locale: 'en' }));
      await must(window.invigil.picture({ purpose: 'portrait', jpeg: Uint8Array.from(portrait) }));
      await must(window.invigil.picture({ purpose: 'document', jpeg: Uint8Array.from(document) }));
    },
    { code: learner.code, ...pictures },
  );
  await expect.poll(() => screenOf(page), patience).toBe('ready');
  await page.evaluate(() => window.invigil.begin({}));
  await expect.poll(() => screenOf(page), patience).toBe('exam');

  const reviewer = await signIn(browser, server, 'reviewer@demo.example');
  const incidentOf = async (): Promise<IncidentSummary | undefined> =>
    (await read<IncidentSummary[]>(reviewer, '/api/console/incidents')).find(
      ({ name, cause }) => name === learner.name && cause === 'no-face',
    );
  await expect.poll(incidentOf, patience).toMatchObject({ state: 'open' });
  const id = (await incidentOf())?.id ?? '';
  const clips = async () => (await read<IncidentPage>(reviewer, `/api/console/incidents/${id}`)).clips;
  await expect.poll(async () => (await clips()).filter(({ state }) => state === 'here').length, patience).toBeGreaterThan(0);

  await reviewer.goto(`${server.url}/incidents/${id}`);
  const piece = reviewer.getByRole('region', { name: 'Clips' }).getByRole('button').first();
  await piece.click();
  const shown = () => reviewer.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth);
  await expect.poll(shown, patience).toBeGreaterThan(100);
  const admin = await signIn(browser, server, 'admin@demo.example');
  const audit = await read<{ act: string }[]>(admin, '/api/console/audit');
  expect(audit.some(({ act }) => act === 'played')).toBe(true);
}, 400_000);
