/** Memory while the watch goes on in simulated time: tensors, heap, buffers and the whole process. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Eyes } from '../../../desktop/renderer/monitors/eyes.ts';
import type { Frame } from '../../../desktop/renderer/monitors/frame.ts';
import { createWatch } from '../../../desktop/renderer/monitors/watch.ts';
import { type Scene, scenes } from '../../../desktop/renderer/preview/film.ts';

/** At a minute of simulated time, after a collection, in MB. */
export type Held = { minute: number; tensors: number; heap: number; buffers: number; process: number };

/** Collects what nobody holds, also where Node was started without `--expose-gc`. */
export function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  if (typeof gc !== 'function') return;
  // The buffers that the first collection lets go of are freed in the background; the second waits for that.
  gc();
  gc();
}

function held(minute: number, eyes: Eyes): Held {
  collect();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return { minute, tensors: eyes.tensors(), heap: heapUsed / 1e6, buffers: arrayBuffers / 1e6, process: rss / 1e6 };
}

/** Growth by the least squares, in MB (or tensors) an hour. */
export function slopeOf(samples: readonly Held[], of: (sample: Held) => number): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const at = mean(samples.map(({ minute }) => minute));
  const level = mean(samples.map(of));
  const spread = samples.reduce((sum, { minute }) => sum + (minute - at) ** 2, 0);
  return spread === 0 ? 0 : (60 * samples.reduce((sum, one) => sum + (one.minute - at) * (of(one) - level), 0)) / spread;
}

/** Who sits there in each minute of ten: the candidate, and now and then what opens and ends a signal. */
const minutes: readonly Scene[] = [
  'candidate',
  'candidate',
  'nobody',
  'candidate',
  'two',
  'candidate',
  'dark',
  'candidate',
  'other',
  'candidate',
];

/**
 * Plays so many minutes as fast as the nets allow, with frames as fresh as a camera's, speech and typing beside them.
 * @param every minutes between two samples
 * @param warmS simulated seconds before the first sample: nets allocate on their first frames
 */
export function playHour(
  eyes: Eyes,
  length: number,
  { every = 5, warmS = 60, onSample = (_sample: Held): void => {} } = {},
): Held[] {
  const watch = createWatch(eyes, { muted: [], references: [], baseline: null });
  const drawn = new Map<Scene, Frame>([...new Set(minutes)].map((scene) => [scene, scenes[scene]()]));
  let noise = 0;
  const play = (from: number, to: number): void => {
    for (let at = from; at < to; at += watch.interval()) {
      const scene = minutes[Math.floor(at / 60_000) % minutes.length] ?? 'candidate';
      const frame = drawn.get(scene);
      if (!frame) continue;
      const live = Uint8ClampedArray.from(frame.data);
      live[64] = noise++ % 251;
      watch.look({ ...frame, data: live }, at);
      watch.take({ signal: 'speech', seen: noise % 40 < 8, confidence: 0.8 }, at);
      if (noise % 50 === 0) watch.take({ signal: 'typing', seen: noise % 100 === 0, confidence: 0.7 }, at);
    }
  };
  play(0, warmS * 1000);
  const samples: Held[] = [];
  const sample = (minute: number): void => {
    const one = held(minute, eyes);
    samples.push(one);
    onSample(one);
  };
  sample(0);
  for (let minute = 0; minute < length; minute += every) {
    const start = warmS * 1000 + minute * 60_000;
    play(start, start + Math.min(every, length - minute) * 60_000);
    sample(Math.min(length, minute + every));
  }
  return samples;
}

export function measureMemory(eyes: Eyes, length: number): boolean {
  const mb = (value: number) => value.toFixed(1);
  const samples = playHour(eyes, length, {
    every: length / 12,
    onSample: ({ minute, tensors, heap, buffers, process }) =>
      console.log(
        `memory after ${minute.toFixed(0)} simulated minutes: tensors ${tensors}, heap ${mb(heap)}, buffers ${mb(buffers)}, process ${mb(process)} MB`,
      ),
  });
  const second = samples.slice(samples.length >> 1);
  const slope = (of: (sample: Held) => number) =>
    `${mb(slopeOf(samples, of))} MB an hour (second half ${mb(slopeOf(second, of))})`;
  const leaked = slopeOf(samples, ({ tensors }) => tensors);
  console.log(`growth: tensors ${mb(leaked)} an hour, heap ${slope((one) => one.heap)}, buffers ${slope((one) => one.buffers)}`);
  console.log(`growth of the whole process, nets and WebAssembly included: ${slope((one) => one.process)}`);
  const flat = leaked === 0 && slopeOf(second, ({ heap, buffers }) => heap + buffers) < 5;
  console.log(`${flat ? 'held  ' : 'MISSED'} memory is flat: no tensor is left behind, and less than 5 MB an hour`);
  return flat;
}
