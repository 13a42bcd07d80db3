/**
 * `node test/bench/monitors.ts [--minutes 60]`: what the monitors cost. Milliseconds a frame of each net, share of a core that
 * the cadence then takes, memory over so many minutes of simulated time, and in Chromium the page's long tasks with the
 * monitors on and off.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { firstCosts, intervalsFor, loadOf } from '../../desktop/renderer/monitors/cadence.ts';
import { countedFaces } from '../../desktop/renderer/monitors/detectors/presence.ts';
import { openEyes } from '../../desktop/renderer/monitors/eyes.ts';
import { SAMPLE_RATE, STEP_SAMPLES } from '../../desktop/renderer/monitors/nets/sound.ts';
import { openEar } from '../../desktop/renderer/monitors/nets/speech.ts';
import { createWatch } from '../../desktop/renderer/monitors/watch.ts';
import { packagedRuntime, packagedWeights } from '../../desktop/renderer/monitors/weights/node.ts';
import { scenes, writeFilm } from '../../desktop/renderer/preview/film.ts';
import { servePreview } from '../../desktop/renderer/preview/serve.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, page: { type: 'boolean', default: true } },
});
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
/** Median and 95th percentile of processor time, ms. */
async function timed(name: string, work: () => unknown, times = 30): Promise<number> {
  for (let i = 0; i < 3; i++) await work();
  const all: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = cpu();
    await work();
    all.push(cpu() - start);
  }
  const sorted = all.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (times - 1))] ?? 0;
  console.log(`${name}: ${at(0.5).toFixed(1)} ms, 95th percentile ${at(0.95).toFixed(1)} ms`);
  return at(0.5);
}

const started = cpu();
const eyes = await openEyes(packagedWeights, packagedRuntime);
console.log(
  `WebAssembly, one thread, Node ${process.version}; times are the processor's. Loading: ${(cpu() - started).toFixed(0)} ms`,
);
const frame = scenes.candidate();
const [face] = countedFaces(eyes.faces(frame));
if (!face) throw new Error('no face in the bench picture');
const costs = {
  faces: await timed('faces and mesh', () => eyes.faces(frame)),
  gaze: await timed('gaze', () => eyes.gaze(frame, face)),
  identity: await timed('identity', () => eyes.descriptor(frame, face)),
  things: await timed(
    'things, whole frame and one zoom',
    () => eyes.things(scenes.nobody(), [{ x: 240, y: 200, side: 240 }]),
    10,
  ),
};
const ear = await openEar(await packagedWeights('speech.onnx'), await packagedWeights('ort-wasm-simd-threaded.wasm'));
const sound = new Float32Array(STEP_SAMPLES);
const step = await timed('speech, a step', () => ear.hear(sound), 100);
const heard = step / ((STEP_SAMPLES / SAMPLE_RATE) * 1000);
const intervals = intervalsFor(costs);
console.log(
  `cadence here: ${Object.entries(intervals)
    .map(([job, ms]) => `${job} every ${(ms / 1000).toFixed(1)} s`)
    .join(
      ', ',
    )}; ${((loadOf(costs, intervals) + heard) * 100).toFixed(0)} % of one core with speech (first guess: ${(loadOf(firstCosts, intervalsFor(firstCosts)) * 100).toFixed(0)} %)`,
);

const minutes = Number(values.minutes);
const watch = createWatch(eyes, { muted: [], references: [], baseline: null });
/** What is held after a collection, where `--expose-gc` allows one. */
const memory = () => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
};
const play = (from: number, to: number) => {
  for (let at = from; at < to; at += watch.interval()) {
    const live = Uint8ClampedArray.from(frame.data);
    live[64] = at % 251;
    watch.look({ ...frame, data: live }, at);
  }
};
play(0, 60_000);
const [tensors, before] = [eyes.tensors(), memory()];
play(60_000, minutes * 60_000);
console.log(
  `after ${minutes} simulated minutes: tensors ${tensors} to ${eyes.tensors()}, memory ${before.toFixed(0)} to ${memory().toFixed(0)} MB`,
);

if (values.page) {
  const folder = mkdtempSync(path.join(tmpdir(), 'invigil-bench-'));
  const film = path.join(folder, 'film.mjpeg');
  writeFilm(film, [['candidate', 10]]);
  const served = await servePreview(film);
  for (const query of ['screen=exam', 'screen=exam&detectors']) {
    const page = await served.browser.newPage();
    await page.goto(`${served.url}?${query}`);
    await page.waitForTimeout(15_000);
    const tasks = await page.evaluate(
      () =>
        new Promise<number[]>((resolve) => {
          const found: number[] = [];
          new PerformanceObserver((list) => found.push(...list.getEntries().map(({ duration }) => duration))).observe({
            type: 'longtask',
          });
          setTimeout(() => resolve(found), 20_000);
        }),
    );
    const worst = Math.max(0, ...tasks).toFixed(0);
    console.log(
      `long tasks of the page in 20 s, detectors ${query.includes('detectors') ? 'on' : 'off'}: ${tasks.length}, worst ${worst} ms (load of the machine ${(loadavg()[0] ?? 0).toFixed(1)})`,
    );
    await page.close();
  }
  await served.close();
  rmSync(folder, { recursive: true, force: true });
}
