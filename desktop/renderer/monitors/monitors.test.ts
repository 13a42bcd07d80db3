/** The whole chain in Chromium: a camera that shows a film of real pictures, the worker and its nets, and what reaches main. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeFilm } from '../preview/film.ts';
import { bodies, openContext, openView } from '../preview/page.ts';
import { type Served, servePreview } from '../preview/serve.ts';

declare global {
  interface Window {
    opened: MediaStream[];
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'invigil-film-'));
const film = path.join(folder, 'film.mjpeg');
let served: Served;
let context: BrowserContext;
let faults: string[];
let page: Page;
const patience = { timeout: 100_000 };

beforeAll(async () => {
  writeFilm(film, [
    ['candidate', 8],
    ['nobody', 22],
  ]);
  served = await servePreview(film);
  ({ context, faults } = await openContext(served));
  await context.addInitScript(() => {
    window.opened = [];
    // The empty page before ours has no devices.
    if (!('mediaDevices' in navigator)) return;
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted);
      if (wanted?.video) window.opened.push(stream);
      return stream;
    };
  });
  page = await openView(served, context, 'screen=exam&detectors');
});
afterAll(async () => {
  await context?.close();
  await served?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

const signals = async (kind: string): Promise<unknown[]> =>
  (await bodies(page, 'signal')).filter(
    (body) => typeof body === 'object' && body !== null && 'signal' in body && body.signal === kind,
  );

test('an empty seat reaches main as a signal, with clips around it, while the page stays without a fault', async () => {
  await expect.poll(async () => (await signals('no-face')).length, patience).toBeGreaterThan(0);
  expect((await signals('no-face'))[0]).toMatchObject({ detector: 'presence@1', signal: 'no-face' });
  await expect.poll(async () => (await bodies(page, 'clip')).length, patience).toBeGreaterThan(1);
  const pieces = await page.evaluate(async () => {
    const clips = window.preview.calls
      .filter(({ channel }) => channel === 'clip')
      .map(({ body }) => body as { webm: Uint8Array<ArrayBuffer> });
    return await Promise.all(
      clips.slice(0, 2).map(
        ({ webm }) =>
          new Promise<boolean>((resolve) => {
            const video = document.createElement('video');
            video.oncanplay = () => resolve(video.videoWidth > 0);
            video.onerror = () => resolve(false);
            video.src = URL.createObjectURL(new Blob([webm], { type: 'video/webm' }));
          }),
      ),
    );
  });
  expect(pieces).toEqual([true, true]);
  expect(faults).toEqual([]);
}, 240_000);

test('the camera is unplugged: a technical state with what to do; it comes back, and is watched again', async () => {
  await page.evaluate(() => {
    for (const track of window.opened.flatMap((stream) => stream.getTracks())) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  });
  await page.getByText('The camera has stopped').first().waitFor();
  await expect.poll(async () => (await signals('camera-lost')).length, patience).toBe(1);
  const before = (await signals('no-face')).length;
  await page.evaluate(() => navigator.mediaDevices.dispatchEvent(new Event('devicechange')));
  await page.getByText('The camera has stopped').first().waitFor({ state: 'detached' });
  // Known to be over, it is told once more with its length.
  await expect.poll(async () => (await signals('camera-lost')).length, patience).toBe(2);
  // The end of one that was open, and another that begins and ends in the film's next turn.
  await expect.poll(async () => (await signals('no-face')).length, patience).toBeGreaterThan(before + 1);
  expect(faults).toEqual([]);
}, 240_000);

test('what main observes itself, which has no camera, gets the clip around its moment as well', async () => {
  // Without detectors nothing else asks for a clip.
  const quiet = await openView(served, context, 'screen=exam');
  const clips = async () => (await bodies(quiet, 'clip')) as { signal: string; from: number; to: number }[];
  await quiet.waitForTimeout(6_000);
  expect(await clips()).toEqual([]);
  const at = await quiet.evaluate(() => {
    const now = Date.now();
    window.preview.moment({ signal: 'program-found', from: now, to: now });
    return now;
  });
  const around = async () => (await clips()).some(({ from, to }) => from <= at && to >= at);
  await expect.poll(around, patience).toBe(true);
  expect(new Set((await clips()).map(({ signal }) => signal))).toEqual(new Set(['program-found']));
  await quiet.close();
}, 120_000);

test('a worker that dies is told as a technical state, started again, and watches on', async () => {
  const worker = page.workers().find((one) => one.url().includes('monitor.worker'));
  if (!worker) throw new Error('there is no monitors’ worker');
  const before = (await signals('no-face')).length;
  await worker.evaluate(() => self.close()).catch(() => {});
  await expect.poll(async () => (await signals('monitor-lost')).length, patience).toBe(1);
  await expect.poll(async () => (await signals('monitor-lost')).length, patience).toBe(2);
  const [began, ended] = (await signals('monitor-lost')) as { from: number; to: number }[];
  expect(ended?.from).toBe(began?.from);
  expect(ended?.to).toBeGreaterThan(ended?.from ?? Number.POSITIVE_INFINITY);
  await expect.poll(async () => (await signals('no-face')).length, patience).toBeGreaterThan(before);
}, 240_000);
