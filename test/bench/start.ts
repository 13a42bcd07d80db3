/**
 * From the start of the client to the first question, in the Chromium stand-in on this machine: `npm run bench:start`. The
 * baseline of the same run is an empty app in the same stand-in, which is what Chromium itself takes. Medians of a few runs.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { bundle } from '../../build/bundle.ts';
import { openDisplay } from '../../build/with-display.ts';
import { writeFilm } from '../../desktop/renderer/preview/film.ts';
import type { Bridge } from '../../shared/contract/bridge.ts';
import { startExamServer } from '../e2e/exam-server.ts';
import { type Launched, launch } from '../electron-stand-in/launch.ts';
import { launchSample } from '../electron-stand-in/sample.ts';

declare global {
  interface Window {
    invigil: Bridge;
  }
}

const RUNS = 3;
const GOAL_MS = 5_000;
const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'invigil-start-'));
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

async function timed<T>(task: () => Promise<T>): Promise<[number, T]> {
  const began = performance.now();
  const value = await task();
  return [performance.now() - began, value];
}
const kill = async ({ app }: Launched): Promise<void> => {
  const gone = new Promise((resolve) => app.process().once('exit', resolve));
  app.process().kill('SIGKILL');
  await gone;
};
const question = (page: Page): Promise<void> => page.getByRole('heading', { name: /Question 1 of/ }).waitFor();

const display = await openDisplay();
process.env.DISPLAY = display.name;
for (const name of ['main', 'preload', 'renderer', 'console'] as const) await bundle(name);
const camera = path.join(folder, 'camera.mjpeg');
writeFilm(camera, [['candidate', 20]]);
const server = await startExamServer();
try {
  const baseline: number[] = [];
  const fresh: number[] = [];
  const resumed: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const [empty, sample] = await timed(() => launchSample());
    baseline.push(empty);
    await sample.close();

    const at = path.join(folder, `profile-${run}`);
    const env = { STAND_IN_CAMERA: camera, INVIGIL_DATA: at, INVIGIL_SERVER: server.url };
    const open = (): Promise<Launched> =>
      launch({ target: root, args: ['--use-fake-device-for-media-stream'], env, profile: at });
    // The check-in is a person's pace, so it is gone through by commands, and the client started anew for what is measured.
    const code = server.codes().learners.filter(({ eligible }) => eligible)[run]?.code ?? '';
    const first = await open();
    await first.page.evaluate(async (codeOrLink) => {
      const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 1]);
      await window.invigil.launch({ codeOrLink });
      await window.invigil.acceptCapability({});
      await window.invigil.consent({ locale: 'en' });
      await window.invigil.picture({ purpose: 'portrait', jpeg });
      await window.invigil.picture({ purpose: 'document', jpeg });
    }, code);
    await first.page.getByRole('heading', { name: 'Ready to begin' }).waitFor();
    await kill(first);

    const [begun, client] = await timed(async () => {
      const opened = await open();
      await opened.page.getByRole('button', { name: 'Begin the exam' }).click();
      await question(opened.page);
      return opened;
    });
    fresh.push(begun);
    await kill(client);

    const [again, back] = await timed(async () => {
      const opened = await open();
      await question(opened.page);
      return opened;
    });
    resumed.push(again);
    await kill(back);
  }
  const base = median(baseline);
  console.log(`${cpus().length} cores, ${RUNS} runs each, medians; the Chromium stand-in, not Electron`);
  console.log(`an empty app (baseline): ${seconds(base)}`);
  for (const [name, times] of [
    ['start, "Begin", first question', fresh],
    ['start after a kill, question on screen', resumed],
  ] as const) {
    const ms = median(times);
    console.log(
      `${name}: ${seconds(ms)} (${(ms / base).toFixed(2)} of the baseline), goal ${seconds(GOAL_MS)}: ${ms <= GOAL_MS ? 'held' : 'MISSED'}`,
    );
  }
} finally {
  await server.close();
  await display.close();
  rmSync(folder, { recursive: true, force: true });
}
