/** Milliseconds of processor time of each net on a frame, and the share of a core that the cadence then takes. */
import { firstCosts, intervalsFor, loadOf } from '../../../desktop/renderer/monitors/cadence.ts';
import { countedFaces } from '../../../desktop/renderer/monitors/detectors/presence.ts';
import type { Eyes } from '../../../desktop/renderer/monitors/eyes.ts';
import { SAMPLE_RATE, STEP_SAMPLES } from '../../../desktop/renderer/monitors/nets/sound.ts';
import { openEar } from '../../../desktop/renderer/monitors/nets/speech.ts';
import { packagedWeights } from '../../../desktop/renderer/monitors/weights/node.ts';
import { scenes } from '../../../desktop/renderer/preview/film.ts';

export const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Prints median and 95th percentile. @returns the median, ms */
async function timed(name: string, work: () => unknown, times = 30): Promise<number> {
  for (let i = 0; i < 3; i++) await work();
  const all: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = processorMs();
    await work();
    all.push(processorMs() - start);
  }
  const sorted = all.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (times - 1))] ?? 0;
  console.log(`${name}: ${at(0.5).toFixed(1)} ms, 95th percentile ${at(0.95).toFixed(1)} ms`);
  return at(0.5);
}

export async function measureCosts(eyes: Eyes): Promise<void> {
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
  // A step is shorter than what the clock of processor time tells apart: a second of sound is timed.
  const steps = Math.round(SAMPLE_RATE / STEP_SAMPLES);
  const second = await timed(
    'speech, a second of sound',
    async () => {
      for (let i = 0; i < steps; i++) await ear.hear(sound);
    },
    10,
  );
  const heard = second / 1000;
  const intervals = intervalsFor(costs);
  const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
  console.log(
    `cadence here: ${Object.entries(intervals)
      .map(([job, ms]) => `${job} every ${(ms / 1000).toFixed(1)} s`)
      .join(', ')}`,
  );
  console.log(
    `of one core: ${percent(loadOf(costs, intervals))} for the camera, ${percent(heard)} for the sound; first guess for the camera ${percent(loadOf(firstCosts, intervalsFor(firstCosts)))}`,
  );
}
